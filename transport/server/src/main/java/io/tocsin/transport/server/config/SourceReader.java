package io.tocsin.transport.server.config;

import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the sources that have a name of their own. */
final class SourceReader {
    // 1 is the number under which the router itself sends commands.
    private static final long FIRST_ID = 2;
    private static final Duration LEAST_SILENCE = Duration.ofMillis(100);
    private static final Duration MOST_SILENCE = Duration.ofDays(1);
    private static final List<Severity> SEVERITIES =
            List.of(Severity.CRITICAL, Severity.EMERGENT, Severity.URGENT, Severity.SEMI_URGENT, Severity.NON_URGENT);

    /**
     * A source.
     *
     * @param name        with which it greets.
     * @param section     that says so.
     * @param id          its number.
     * @param isInterface it has the window of an interface.
     * @param silentAfter silence after which it is an alert; zero = it is not watched.
     * @param unit        whose people are told then; {@code null} = none.
     * @param severity    of that alert.
     */
    record Source(
            String name,
            Section section,
            long id,
            boolean isInterface,
            Duration silentAfter,
            @Nullable Item unit,
            Severity severity) {}

    Map<String, Source> read(final Section section) {
        final Map<String, Source> sources = new LinkedHashMap<>();
        final Map<Long, String> clients = new HashMap<>();
        section.named().forEach((client, source) -> {
            final Long id = source.number("id", FIRST_ID, Long.MAX_VALUE);
            final boolean isInterface = source.flag("interface", false);
            final Duration silentAfter = source.duration("silent-after", Duration.ZERO, Duration.ZERO, MOST_SILENCE);
            final Item unit = source.item("unit");
            final Severity severity = source.choice("severity", Severity.URGENT, SEVERITIES);
            if (!silentAfter.isZero() && silentAfter.compareTo(LEAST_SILENCE) < 0) {
                source.problem("silent-after", "is less than 100 ms; 0 s does not watch");
            } else if (silentAfter.isZero() && unit != null) {
                source.problem("unit", "is of the alert that only silent-after would raise");
            }
            source.end();
            if (id == null) {
                if (!source.has("id")) {
                    source.problem("id", "is missing: a source has a number of its own, for ever");
                }
                return;
            }
            final String other = clients.put(id, client);
            if (other != null) {
                source.problem("id", "is " + id + ", as is that of '" + other + "': no two sources share one");
                return;
            }
            sources.put(client, new Source(client, source, id, isInterface, silentAfter, unit, severity));
        });
        return sources;
    }
}
