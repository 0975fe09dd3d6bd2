package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Timed rules: section 16. */
final class OracleWatches {
    private record Key(int subject, int rule) implements Comparable<Key> {
        @Override
        public int compareTo(final Key other) {
            return subject != other.subject ? subject - other.subject : rule - other.rule;
        }
    }

    private static final long MS_NS = 1_000_000L;

    private final OracleState state;
    private final OracleMonitoring monitoring;
    private final OraclePatientLimits limits;
    private final TreeMap<Key, OracleLimitWatch> watches = new TreeMap<>();

    OracleWatches(final OracleState state, final OracleMonitoring monitoring, final OraclePatientLimits limits) {
        this.state = state;
        this.monitoring = monitoring;
        this.limits = limits;
    }

    boolean isTimed(final int rule) {
        return state.site.timings.containsKey(rule);
    }

    /** Whether a violation that counts is about to end. */
    boolean isClearing(final int subject, final int rule) {
        final OracleLimitWatch watch = watches.get(new Key(subject, rule));
        return watch != null && watch.clearing;
    }

    /** Whether all that is remembered of a violation is of one inaccurate device. */
    boolean isBegunBy(final int subject, final int rule, final String inaccurate) {
        final OracleLimitWatch watch = watches.get(new Key(subject, rule));
        return !inaccurate.isEmpty() && watch != null && watch.begunBy.equals(inaccurate);
    }

    private OracleSite.Timing timing(final int rule) {
        return java.util.Objects.requireNonNull(state.site.timings.get(rule));
    }

    private OracleLimitWatch watch(final Key key) {
        return java.util.Objects.requireNonNull(watches.get(key));
    }

    /** A reading of a timed rule; false if it goes as that of any other. */
    boolean read(
            final int subject,
            final int number,
            final OracleSite.Rule rule,
            final int value,
            final int bed,
            final Set<Integer> counting,
            final boolean isSure,
            final String inaccurate) {
        final OracleSite.Timing timing = state.site.timings.get(number);
        if (timing == null) {
            return false;
        }
        final Key key = new Key(subject, number);
        final boolean counts = counting.contains(number);
        if (!watches.containsKey(key)) {
            if (!rule.isBeyond(value) && !counts) {
                return true;
            }
            if (watches.size() >= state.limits().limitWatches()) {
                return false;
            }
            watches.put(key, new OracleLimitWatch(rule, state.site.rules));
        }
        final OracleLimitWatch watch = watch(key);
        watch.rule = rule;
        watch.bed = bed;
        watch.says(inaccurate, rule.isBeyond(value));
        watch.history.add(rule.isBeyond(value));
        while (watch.history.size() > timing.window()) {
            watch.history.remove(0);
        }
        if (rule.isBeyond(value)) {
            watch.value = value;
            watch.violated = rule;
            if (counts) {
                goesOn(key, watch, value);
            } else {
                begins(key, watch, timing, value, counting, isSure);
            }
        } else {
            inside(key, watch, timing, value, counting);
        }
        return true;
    }

    /** A reading beyond the limit waits for a second one. */
    void waits(final int subject, final int number, final OracleSite.Rule rule, final int value) {
        final Key key = new Key(subject, number);
        final OracleLimitWatch watch = watches.get(key);
        if (watch != null && watch.clearing) {
            watch.rule = rule;
            returned(key, watch, value, OracleMonitoring.limitClauses(rule));
        }
    }

    private void goesOn(final Key key, final OracleLimitWatch watch, final int value) {
        if (watch.clearing) {
            returned(key, watch, value, OracleMonitoring.limitClauses(watch.rule));
        }
        if (watch.rule.isFurther(value, watch.deepest)) {
            watch.deepest = value;
        }
        monitoring.violated(key.subject, key.rule, watch.rule, value, watch.bed, false, null);
    }

    private void begins(
            final Key key,
            final OracleLimitWatch watch,
            final OracleSite.Timing timing,
            final int value,
            final Set<Integer> counting,
            final boolean isSure) {
        final boolean isHeldBack = isSure
                && watch.quietUntilNs > state.nowNs
                && !watch.rule.isFurther(value, watch.deepest)
                && !watch.rule.isBeyond(watch.quietLimit);
        if (watch.pending) {
            final boolean isByQuiet = watch.dueNs > watch.delayedUntilNs;
            if (timing.area() > 0) {
                watch.quietUntilNs = isHeldBack ? watch.quietUntilNs : 0;
                watch.isSoDeep(timing, Math.abs(value - watch.rule.limitValue()), state.nowNs);
            }
            if (!isHeldBack && isByQuiet) {
                waitUntil(key, watch, Math.max(state.nowNs, watch.delayedUntilNs), value, counting);
            } else if (timing.area() > 0) {
                waitOtherwise(key, watch, isHeldBack, counting);
            }
            return;
        }
        final boolean isNew = watch.startedNs == 0;
        if (isNew) {
            watch.startedNs = state.nowNs;
        }
        if (watch.violations() < timing.count()) {
            if (isNew) {
                final List<Clause> clauses = OracleMonitoring.limitClauses(watch.rule);
                clauses.add(Clause.SUSTAIN);
                tell(key, watch, watch.rule, value, "PENDING", 0, clauses);
            }
            return;
        }
        if (timing.area() > 0) {
            watch.quietUntilNs = isHeldBack ? watch.quietUntilNs : 0;
        }
        watch.delays(timing, Math.abs(value - watch.rule.limitValue()), state.nowNs);
        final long untilNs = isHeldBack ? Math.max(watch.delayedUntilNs, watch.quietUntilNs) : watch.delayedUntilNs;
        waitUntil(key, watch, untilNs, value, counting);
    }

    private void waitUntil(
            final Key key,
            final OracleLimitWatch watch,
            final long untilNs,
            final int value,
            final Set<Integer> counting) {
        if (untilNs <= state.nowNs) {
            counts(key, watch, counting);
            return;
        }
        watch.pending = true;
        watch.dueNs = untilNs;
        final List<Clause> clauses = limitClauses(key, watch);
        final boolean isOfDepth = timing(key.rule).area() > 0;
        clauses.add(
                untilNs > watch.delayedUntilNs
                        ? Clause.DEBOUNCE
                        : isOfDepth ? Clause.DEPTH_DELAY : Clause.CONDITION_DELAY);
        tell(key, watch, watch.rule, value, "PENDING", untilNs, clauses);
    }

    private void waitOtherwise(
            final Key key, final OracleLimitWatch watch, final boolean isHeldBack, final Set<Integer> counting) {
        watch.dueNs = isHeldBack ? Math.max(watch.delayedUntilNs, watch.quietUntilNs) : watch.delayedUntilNs;
        if (watch.dueNs <= state.nowNs) {
            counts(key, watch, counting);
        }
    }

    private void counts(final Key key, final OracleLimitWatch watch, final Set<Integer> counting) {
        if (watch.startedNs < state.nowNs) {
            tell(key, watch, watch.violated, watch.value, "DECLARED", 0, limitClauses(key, watch));
        }
        watch.pending = false;
        watch.startedNs = 0;
        watch.quietUntilNs = 0;
        watch.deepest = watch.value;
        counting.add(key.rule);
        final Clause also = timing(key.rule).count() > 1 ? Clause.SUSTAIN : null;
        monitoring.violated(key.subject, key.rule, watch.violated, watch.value, watch.bed, true, also);
    }

    private void inside(
            final Key key,
            final OracleLimitWatch watch,
            final OracleSite.Timing timing,
            final int value,
            final Set<Integer> counting) {
        final long distance = (long) state.site.rules.list().get(key.rule - 1).limitValue() - timing.clearValue();
        final long clearValue = watch.rule.limitValue() - distance;
        final boolean isClear = state.plants.contains(Plant.HYSTERESIS_IGNORED)
                || (watch.rule.bound() == Bound.BELOW ? value >= clearValue : value <= clearValue);
        if (!counting.contains(key.rule)) {
            if (watch.pending ? isClear && watch.violations() < timing.count() : watch.violations() == 0) {
                dropped(key, watch, watch.rule, value, Clause.LIMIT_LEFT);
                closeIfIdle(key, watch);
            } else if (watch.pending && timing.area() > 0) {
                final boolean isByQuiet = watch.dueNs > watch.delayedUntilNs;
                watch.isSoDeep(timing, 0, state.nowNs);
                waitOtherwise(key, watch, isByQuiet, counting);
            }
        } else if (!isClear) {
            if (watch.clearing) {
                returned(key, watch, value, OracleState.clauses(Clause.CLEAR_CONDITION));
            }
        } else if (timing.clearMs() == 0) {
            ends(key, watch, timing, counting);
        } else if (!watch.clearing) {
            watch.clearing = true;
            watch.startedNs = state.nowNs;
            watch.dueNs = state.nowNs + timing.clearMs() * MS_NS;
            tell(
                    key,
                    watch,
                    watch.rule,
                    value,
                    "CLEARING",
                    watch.dueNs,
                    OracleState.clauses(Clause.LIMIT_LEFT, Clause.CLEAR_DELAY));
        }
    }

    private void returned(final Key key, final OracleLimitWatch watch, final int value, final List<Clause> clauses) {
        tell(key, watch, watch.rule, value, "RETURNED", 0, clauses);
        watch.clearing = false;
        watch.startedNs = 0;
    }

    private void ends(
            final Key key, final OracleLimitWatch watch, final OracleSite.Timing timing, final Set<Integer> counting) {
        watch.clearing = false;
        watch.startedNs = 0;
        watch.history.clear();
        watch.quietLimit = watch.rule.limitValue();
        watch.quietUntilNs = timing.debounceMs() == 0 ? 0 : state.nowNs + timing.debounceMs() * MS_NS;
        counting.remove(key.rule);
        closeIfIdle(key, watch);
        monitoring.left(key.subject, key.rule);
    }

    private void dropped(
            final Key key,
            final OracleLimitWatch watch,
            final OracleSite.Rule at,
            final int value,
            final Clause clause) {
        if (watch.startedNs != 0 && !watch.clearing) {
            tell(key, watch, at, value, "DROPPED", 0, OracleState.clauses(clause));
        }
        watch.pending = false;
        watch.startedNs = 0;
    }

    private void closeIfIdle(final Key key, final OracleLimitWatch watch) {
        if (watch.quietUntilNs <= state.nowNs) {
            watch.quietUntilNs = 0;
        }
        if (watch.violations() == 0 && watch.quietUntilNs == 0) {
            watches.remove(key);
        }
    }

    /** The subject's rules are others now. */
    void forget(final int subject) {
        for (final Key key : new ArrayList<>(watches.keySet())) {
            if (key.subject == subject) {
                final OracleLimitWatch watch = watch(key);
                dropped(key, watch, watch.violated, watch.value, Clause.CONFIGURED);
                watches.remove(key);
            }
        }
    }

    long dueNs() {
        final Key due = due();
        return due == null ? OracleAlert.NEVER : watch(due).deadlineNs();
    }

    private @Nullable Key due() {
        Key due = null;
        for (final Key key : watches.keySet()) {
            final long deadlineNs = watches.get(key).deadlineNs();
            if (deadlineNs != OracleAlert.NEVER
                    && (due == null || deadlineNs < watch(due).deadlineNs())) {
                due = key;
            }
        }
        return due;
    }

    /** The least deadline is here. */
    void fire() {
        final Key key = due();
        if (key == null) {
            throw new IllegalStateException("nothing is watched");
        }
        final OracleLimitWatch watch = watch(key);
        final Set<Integer> counting = monitoring.counting(key.subject);
        if (watch.rules.version() != state.site.rules.version()) {
            final boolean isOver = watch.clearing;
            dropped(key, watch, watch.violated, watch.value, Clause.CONFIGURED);
            watches.remove(key);
            if (isOver) {
                counting.remove(key.rule);
                monitoring.left(key.subject, key.rule);
            }
        } else if (watch.pending) {
            counts(key, watch, counting);
        } else if (watch.clearing) {
            endsUnlessViolated(key, watch, counting);
        } else {
            watch.quietUntilNs = 0;
            closeIfIdle(key, watch);
        }
    }

    /** The time of the clearing is over: what was read last is held against the limit of now. */
    private void endsUnlessViolated(final Key key, final OracleLimitWatch watch, final Set<Integer> counting) {
        final OracleSite.Rule now = limits.limit(key.subject, key.rule);
        final int value = monitoring.values.last(key.subject, now.parameter());
        if (!now.isBeyond(value)) {
            ends(key, watch, timing(key.rule), counting);
            return;
        }
        watch.rule = now;
        watch.violated = now;
        watch.value = value;
        if (now.isFurther(value, watch.deepest)) {
            watch.deepest = value;
        }
        returned(key, watch, value, OracleMonitoring.limitClauses(now));
    }

    private List<Clause> limitClauses(final Key key, final OracleLimitWatch watch) {
        final List<Clause> clauses = OracleMonitoring.limitClauses(watch.violated);
        if (timing(key.rule).count() > 1) {
            clauses.add(Clause.SUSTAIN);
        }
        return clauses;
    }

    private void tell(
            final Key key,
            final OracleLimitWatch watch,
            final OracleSite.Rule at,
            final int value,
            final String stage,
            final long deadlineNs,
            final List<Clause> clauses) {
        state.event(
                "LimitWatched",
                clauses,
                "startedNs",
                watch.startedNs,
                "deadlineNs",
                deadlineNs,
                "subject",
                key.subject,
                "value",
                value,
                "limitValue",
                at.limitValue(),
                "rule",
                key.rule,
                "parameter",
                watch.rule.parameter(),
                "stage",
                stage);
    }
}
