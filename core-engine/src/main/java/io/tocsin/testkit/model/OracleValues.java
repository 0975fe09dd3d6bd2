package io.tocsin.testkit.model;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Parameter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was read last, of each parameter of each subject, and when anything was. */
final class OracleValues {
    /** A value, and when it was read. */
    record Kept(int value, long atNs) {}

    private static final long MS_NS = 1_000_000L;

    private final OracleState state;
    private final TreeMap<Integer, TreeMap<Parameter, Kept>> bySubject = new TreeMap<>();
    private final TreeMap<Integer, Long> seenNs = new TreeMap<>();

    OracleValues(final OracleState state) {
        this.state = state;
    }

    private Map<Parameter, Kept> of(final int subject) {
        return bySubject.computeIfAbsent(subject, key -> new TreeMap<>());
    }

    /** The subject was heard of. */
    void seen(final int subject, final long atNs) {
        seenNs.merge(subject, atNs, Math::max);
    }

    long seenNs(final int subject) {
        return seenNs.getOrDefault(subject, 0L);
    }

    void keep(final int subject, final Parameter parameter, final Kept kept) {
        of(subject).put(parameter, kept);
        state.readings
                .computeIfAbsent(subject, key -> new TreeMap<>())
                .put(parameter, new OracleState.Kept(kept.value, kept.atNs));
    }

    /** Notes what is kept of a parameter, if anything is, the first time. */
    void lend(final int subject, final Parameter parameter, final Map<Parameter, Kept> lent) {
        final Kept kept = of(subject).get(parameter);
        if (kept != null) {
            lent.putIfAbsent(parameter, kept);
        }
    }

    int last(final int subject, final Parameter parameter) {
        return requireNonNull(of(subject).get(parameter)).value;
    }

    @Nullable
    Integer fresh(final int subject, final Parameter parameter, final long ageMs) {
        final Kept kept = of(subject).get(parameter);
        return kept == null || state.nowNs - kept.atNs > ageMs * MS_NS ? null : (Integer) kept.value;
    }
}
