package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Limits of patients from what is usual for them: section 28. */
final class OraclePersonal {
    /** How a {@code RulesEntry} says it: the rules by place. */
    record Wish(Set<Integer> rules, long spanMs, int factor, int readings) {
        static final Wish NONE = new Wish(Set.of(), 0, 0, 0);

        boolean isGood(final List<OracleSite.Rule> list) {
            return spanMs >= 1_000
                    && spanMs <= 86_400_000
                    && factor >= 100
                    && factor <= 1_000
                    && readings >= 1
                    && readings <= 32
                    && rules.stream().allMatch(place -> place >= 1 && place <= list.size() && isOrdinary(list, place));
        }

        /** Of a parameter that has a usual deviation, not CRITICAL, the least severe of its side, of several the first. */
        private static boolean isOrdinary(final List<OracleSite.Rule> list, final int place) {
            final OracleSite.Rule rule = list.get(place - 1);
            for (int i = 1; i <= list.size(); i++) {
                final OracleSite.Rule other = list.get(i - 1);
                final boolean isAlike = other.parameter() == rule.parameter() && other.bound() == rule.bound();
                final int graver = rule.severity().value() - other.severity().value();
                if (isAlike && (graver < 0 || (graver == 0 && i < place))) {
                    return false;
                }
            }
            return isPossible(rule.parameter()) && rule.severity() != Severity.CRITICAL;
        }
    }

    /** What is kept of one patient. */
    static final class Seen {
        private final Map<Parameter, Usual> usual = new TreeMap<>();
        private final TreeSet<Parameter> decided = new TreeSet<>();
    }

    private static final class Usual {
        final List<Long> kept = new ArrayList<>();
        long firstNs;
        int every = 1;
        int since;

        void add(final int value, final long nowNs) {
            if (kept.isEmpty()) {
                firstNs = nowNs;
            } else if (++since < every) {
                return;
            }
            since = 0;
            if (kept.size() == 32) {
                final List<Long> half = new ArrayList<>();
                for (int i = 0; i < 32; i += 2) {
                    half.add(kept.get(i));
                }
                kept.clear();
                kept.addAll(half);
                every *= 2;
            }
            kept.add((long) value);
        }
    }

    private static final Map<Parameter, Integer> LEAST_DEVIATION = Map.of(
            Parameter.HEART_RATE, 400,
            Parameter.RESPIRATORY_RATE, 200,
            Parameter.SYSTOLIC, 600,
            Parameter.SPO2, 100,
            Parameter.TEMPERATURE, 20);

    private final OracleState state;
    private final OraclePatientLimits limits;

    OraclePersonal(final OracleState state, final OraclePatientLimits limits) {
        this.state = state;
        this.limits = limits;
    }

    /** Parameters that have a usual deviation. */
    static boolean isPossible(final Parameter parameter) {
        return LEAST_DEVIATION.containsKey(parameter);
    }

    void read(final Seen seen, final int subject, final Parameter parameter, final int value) {
        final Wish wish = state.site.rules.personal();
        final boolean isAsked = wish.rules.stream()
                .anyMatch(number -> state.site.rules.list().get(number - 1).parameter() == parameter);
        if (!isAsked || seen.decided.contains(parameter)) {
            return;
        }
        final Usual usual = seen.usual.computeIfAbsent(parameter, unused -> new Usual());
        if (usual.kept.isEmpty() || state.nowNs - usual.firstNs < wish.spanMs * 1_000_000) {
            usual.add(value, state.nowNs);
            return;
        }
        seen.decided.add(parameter);
        if (usual.kept.size() >= wish.readings
                && state.site.subjects.get(subject).startsWith("P")) {
            final long median = median(usual.kept);
            final List<Long> distances =
                    usual.kept.stream().map(each -> Math.abs(each - median)).toList();
            final long spread = BigDecimal.valueOf(median(distances))
                    .multiply(new BigDecimal("1.4826"))
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
            final long deviation = Math.max(spread, LEAST_DEVIATION.getOrDefault(parameter, 0));
            final long away = wish.factor * deviation / 100;
            limits.personal(subject, parameter, Bound.BELOW, median - away);
            limits.personal(subject, parameter, Bound.ABOVE, median + away);
        }
    }

    private static long median(final List<Long> values) {
        final List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        final int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : Math.floorDiv(sorted.get(middle - 1) + sorted.get(middle), 2);
    }
}
