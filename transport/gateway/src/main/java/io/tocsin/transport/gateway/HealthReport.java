package io.tocsin.transport.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checks behind one address, in the form of Kubernetes' API server. One thread. */
final class HealthReport {
    private final String name;
    private final Map<String, HealthCheck> checks;

    /**
     * Some checks.
     *
     * @param name   of the address, such as {@code readyz}.
     * @param checks by name, in order.
     */
    HealthReport(final String name, final Map<String, HealthCheck> checks) {
        this.name = name;
        this.checks = new LinkedHashMap<>(checks);
    }

    /**
     * Looks now.
     *
     * @param healthy whether every check holds.
     * @param text    one line per check if asked for them, or if one does not hold.
     */
    record Result(boolean healthy, String text) {}

    Result look(final boolean verbose) {
        final StringBuilder lines = new StringBuilder();
        boolean healthy = true;
        for (final Map.Entry<String, HealthCheck> check : checks.entrySet()) {
            final String problem = problem(check.getValue());
            healthy &= problem == null;
            lines.append(problem == null ? "[+]" : "[-]").append(check.getKey());
            lines.append(problem == null ? " ok" : " failed: " + problem).append('\n');
        }
        if (healthy && !verbose) {
            return new Result(true, "ok");
        }
        return new Result(
                healthy,
                lines.append(name)
                        .append(healthy ? " check passed" : " check failed")
                        .toString());
    }

    private static @Nullable String problem(final HealthCheck check) {
        try {
            return check.problem();
        } catch (final RuntimeException failed) {
            return "the check itself failed: " + failed;
        }
    }
}
