package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.WatchStage;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/**
 * The rules that have a timing: when a violation counts, when it ends, and how long after an end it is no news. What counts and what ends goes the same way as that
 * of every other rule; what is held back is told as {@code LimitWatched}, with its reason.
 */
public final class TimedLimits {
    private static final int NONE = LimitWatches.NONE;
    private static final long OFF = LimitWatches.OFF;

    private final LimitRules rules;
    private final RuleTimings timings;
    private final LimitAreas areas;
    private final LimitStages stages;
    private final LimitWatches watches;
    private final PatientLimits ownLimits;
    private final Subjects subjects;
    private final EventStream stream;

    TimedLimits(
            final int maxWatches,
            final LimitRules rules,
            final PatientLimits ownLimits,
            final Subjects subjects,
            final SystemEvents events,
            final EventStream stream) {
        this.rules = rules;
        timings = rules.timings();
        watches = new LimitWatches(maxWatches, subjects);
        areas = new LimitAreas(watches, timings);
        stages = new LimitStages(watches, events);
        this.ownLimits = ownLimits;
        this.subjects = subjects;
        this.stream = stream;
    }

    /** A reading of the parameter of a timed rule, and the limit that it is compared with. Of one that is not sure for being inaccurate alone, its device; else nobody. */
    void read(
            final LimitVerdicts verdicts,
            final int subject,
            final int bed,
            final int value,
            final int rule,
            final long limit,
            final boolean isSure,
            final int device) {
        final boolean isBeyond = rules.isViolated(rule, value, ComparedLimit.value(limit));
        final boolean counts = (subjects.violated(subject) >>> rule & 1) != 0;
        int watch = watches.find(subject, rule);
        if (watch == NONE) {
            if (!isBeyond && !counts) {
                return;
            }
            watch = watches.open(subject, rule, rules.parameter(rule), limit);
            if (watch == NONE) {
                untimed(verdicts, subject, bed, value, rule, limit, isBeyond, counts);
                return;
            }
        }
        watches.remember(watch, bed, limit, isBeyond, timings.window(rule), device);
        if (isBeyond) {
            watches.value[watch] = value;
            watches.violatedLimit[watch] = limit;
            beyond(verdicts, watch, value, rule, counts, isSure);
        } else {
            inside(verdicts, watch, value, rule, counts);
        }
    }

    /** An inaccurate reading inside the limit ends nothing that counts; but what such ones of its device alone have begun, and does not count yet, it takes back as any would. */
    void takeBack(
            final LimitVerdicts verdicts,
            final int subject,
            final int bed,
            final int value,
            final int rule,
            final long limit,
            final int device) {
        final int watch = watches.find(subject, rule);
        if (watch != NONE && watches.alone[watch] == device && (subjects.violated(subject) >>> rule & 1) == 0) {
            watches.remember(watch, bed, limit, false, timings.window(rule), device);
            inside(verdicts, watch, value, rule, false);
        }
    }

    /** Whether a violation that counts is about to end, as readings are clear. */
    boolean isClearing(final int subject, final int rule) {
        final int watch = watches.find(subject, rule);
        return watch != NONE && watches.phase[watch] == LimitWatches.CLEARING;
    }

    /** A reading waits for a second one: what it is beyond does not end meanwhile. */
    void waits(final int subject, final int value, final int rule, final long limit) {
        final int watch = watches.find(subject, rule);
        if (watch != NONE
                && watches.phase[watch] == LimitWatches.CLEARING
                && rules.isViolated(rule, value, ComparedLimit.value(limit))) {
            watches.limit[watch] = limit;
            goOn(watch, rules.because(rule, limit), value);
        }
    }

    /** The subject's rules are others now: what was watched is forgotten, in the order of the rules. */
    void forget(final int subject) {
        if (subjects.firstWatch(subject) == NONE) {
            return;
        }
        for (int rule = 1; rule <= rules.capacity(); rule++) {
            final int watch = watches.find(subject, rule);
            if (watch != NONE) {
                forgetOne(watch);
            }
        }
    }

    private void forgetOne(final int watch) {
        drop(watch, Clause.CONFIGURED, watches.value[watch], watches.violatedLimit[watch]);
        watches.close(watch);
    }

    /** When time decides next: epoch ns, or {@link Long#MAX_VALUE}. */
    public long dueFirstNs() {
        return watches.dueFirstNs();
    }

    /** What {@link #dueFirstNs} says has come. */
    void due(final LimitVerdicts verdicts) {
        final int watch = watches.dueFirst();
        final int subject = watches.subject[watch];
        final int rule = watches.rule[watch];
        if (subjects.rulesVersion(subject) != rules.version()) {
            final boolean isOver = watches.phase[watch] == LimitWatches.CLEARING;
            forgetOne(watch);
            if (isOver) {
                subjects.violated(subject, subjects.violated(subject) & ~(1L << rule));
                verdicts.left(subject, rule);
            }
        } else if (watches.phase[watch] == LimitWatches.PENDING) {
            declare(verdicts, watch, rule);
        } else if (watches.phase[watch] == LimitWatches.CLEARING) {
            clearingOver(verdicts, watch, rule);
        } else {
            watches.quietUntilNs[watch] = 0;
            watches.dueNs[watch] = OFF;
            settle(watch);
        }
    }

    private void untimed(
            final LimitVerdicts verdicts,
            final int subject,
            final int bed,
            final int value,
            final int rule,
            final long limit,
            final boolean isBeyond,
            final boolean counts) {
        if (isBeyond) {
            subjects.violated(subject, subjects.violated(subject) | 1L << rule);
            verdicts.violated(subject, bed, value, rule, limit, !counts, Clause.WATCH_BOUND);
        } else {
            subjects.violated(subject, subjects.violated(subject) & ~(1L << rule));
            verdicts.left(subject, rule);
        }
    }

    private void beyond(
            final LimitVerdicts verdicts,
            final int watch,
            final int value,
            final int rule,
            final boolean counts,
            final boolean isSure) {
        if (counts) {
            if (watches.phase[watch] == LimitWatches.CLEARING) {
                goOn(watch, rules.because(rule, watches.limit[watch]), value);
            }
            deepen(watch, rule, value);
            verdicts.violated(
                    watches.subject[watch], watches.bed[watch], value, rule, watches.limit[watch], false, Clause.NONE);
            return;
        }
        final long nowNs = stream.nowNs();
        // What a wider limit of the patient had earned holds nothing back that a narrower one calls for; nor
        // is anything held back that waited already.
        final boolean isQuiet = isSure
                && watches.quietUntilNs[watch] > nowNs
                && !isDeeper(rule, value, watches.deepest[watch])
                && !rules.isViolated(rule, watches.quietLimit[watch], ComparedLimit.value(watches.limit[watch]));
        if (watches.phase[watch] == LimitWatches.PENDING) {
            final boolean isHeldByQuiet = watches.dueNs[watch] > watches.delayedUntilNs[watch];
            if (areas.isOf(rule)) {
                areas.endQuietUnless(isQuiet, watch, rule);
                areas.go(watch, rule, areas.depth(watch, value), nowNs);
            }
            if (!isQuiet && isHeldByQuiet) {
                // Only the de-bounce held it back, and it is worse than what had ended.
                await(verdicts, watch, value, rule, Math.max(nowNs, watches.delayedUntilNs[watch]));
            } else if (areas.isOf(rule)) {
                awaitOtherwise(verdicts, watch, rule, isQuiet);
            }
            return;
        }
        final boolean isStart = watches.startedNs[watch] == 0;
        if (isStart) {
            watches.startedNs[watch] = nowNs;
        }
        if (Integer.bitCount(watches.history[watch]) < timings.count(rule)) {
            if (isStart) {
                tell(
                        watch,
                        Because.and(rules.because(rule, watches.limit[watch]), Clause.SUSTAIN),
                        value,
                        WatchStage.PENDING,
                        0);
            }
            return;
        }
        areas.endQuietUnless(isQuiet, watch, rule);
        areas.begin(watch, rule, areas.depth(watch, value), nowNs);
        await(
                verdicts,
                watch,
                value,
                rule,
                Math.max(watches.delayedUntilNs[watch], isQuiet ? watches.quietUntilNs[watch] : 0));
    }

    private void await(
            final LimitVerdicts verdicts, final int watch, final int value, final int rule, final long untilNs) {
        if (untilNs <= stream.nowNs()) {
            declare(verdicts, watch, rule);
            return;
        }
        watches.phase[watch] = LimitWatches.PENDING;
        watches.dueNs[watch] = untilNs;
        watches.arm(watch);
        final Clause why = untilNs > watches.delayedUntilNs[watch]
                ? Clause.DEBOUNCE
                : areas.isOf(rule) ? Clause.DEPTH_DELAY : Clause.CONDITION_DELAY;
        tell(watch, Because.and(because(watch, rule), why), value, WatchStage.PENDING, untilNs);
    }

    /** Readings are as deep as they are now; which is not told each time. */
    private void awaitOtherwise(final LimitVerdicts verdicts, final int watch, final int rule, final boolean isQuiet) {
        final long untilNs = Math.max(watches.delayedUntilNs[watch], isQuiet ? watches.quietUntilNs[watch] : 0);
        if (untilNs <= stream.nowNs()) {
            declare(verdicts, watch, rule);
        } else {
            watches.dueNs[watch] = untilNs;
            watches.arm(watch);
        }
    }

    private void declare(final LimitVerdicts verdicts, final int watch, final int rule) {
        final int subject = watches.subject[watch];
        final int value = watches.value[watch];
        if (watches.startedNs[watch] < stream.nowNs()) {
            stages.tell(watch, because(watch, rule), value, watches.violatedLimit[watch], WatchStage.DECLARED, 0);
        }
        watches.phase[watch] = LimitWatches.WATCHING;
        watches.startedNs[watch] = 0;
        watches.quietUntilNs[watch] = 0;
        watches.deepest[watch] = value;
        watches.dueNs[watch] = OFF;
        watches.arm(watch);
        subjects.violated(subject, subjects.violated(subject) | 1L << rule);
        final Clause also = timings.count(rule) > 1 ? Clause.SUSTAIN : Clause.NONE;
        verdicts.violated(subject, watches.bed[watch], value, rule, watches.violatedLimit[watch], true, also);
    }

    private void inside(
            final LimitVerdicts verdicts, final int watch, final int value, final int rule, final boolean counts) {
        // As far inside a patient's own limit as the clear value is inside the rule's.
        final long clearValue =
                (long) timings.clearValue(rule) + ComparedLimit.value(watches.limit[watch]) - rules.limit(rule);
        final boolean isClear = rules.isBelow(rule) ? value >= clearValue : value <= clearValue;
        if (!counts) {
            final boolean isPending = watches.phase[watch] == LimitWatches.PENDING;
            final boolean isOver = isPending
                    ? isClear && Integer.bitCount(watches.history[watch]) < timings.count(rule)
                    : watches.history[watch] == 0;
            if (isOver) {
                drop(watch, Clause.LIMIT_LEFT, value, watches.limit[watch]);
                settle(watch);
            } else if (isPending && areas.isOf(rule)) {
                final boolean isHeldByQuiet = watches.dueNs[watch] > watches.delayedUntilNs[watch];
                areas.go(watch, rule, 0, stream.nowNs());
                awaitOtherwise(verdicts, watch, rule, isHeldByQuiet);
            }
        } else if (!isClear) {
            if (watches.phase[watch] == LimitWatches.CLEARING) {
                goOn(watch, Because.of(Clause.CLEAR_CONDITION), value);
            }
        } else if (timings.clearNs(rule) == 0) {
            cleared(verdicts, watch, rule);
        } else if (watches.phase[watch] != LimitWatches.CLEARING) {
            watches.phase[watch] = LimitWatches.CLEARING;
            watches.startedNs[watch] = stream.nowNs();
            watches.dueNs[watch] = stream.nowNs() + timings.clearNs(rule);
            watches.arm(watch);
            final long clauses = Because.of(Clause.LIMIT_LEFT, Clause.CLEAR_DELAY);
            tell(watch, clauses, value, WatchStage.CLEARING, watches.dueNs[watch]);
        }
    }

    /** The limit may be another since the last reading: what violates the one that counts now has not ended. */
    private void clearingOver(final LimitVerdicts verdicts, final int watch, final int rule) {
        final int value = subjects.value(watches.subject[watch], watches.parameter[watch]);
        final int subject = watches.subject[watch];
        final long limit = ownLimits.limitOf(subject, rule, ownLimits.profiles().of(subject));
        if (!rules.isViolated(rule, value, ComparedLimit.value(limit))) {
            cleared(verdicts, watch, rule);
            return;
        }
        watches.limit[watch] = limit;
        watches.value[watch] = value;
        watches.violatedLimit[watch] = limit;
        deepen(watch, rule, value);
        goOn(watch, rules.because(rule, limit), value);
    }

    private void goOn(final int watch, final long clauses, final int value) {
        tell(watch, clauses, value, WatchStage.RETURNED, 0);
        watches.phase[watch] = LimitWatches.WATCHING;
        watches.startedNs[watch] = 0;
        watches.dueNs[watch] = OFF;
        watches.arm(watch);
    }

    private void cleared(final LimitVerdicts verdicts, final int watch, final int rule) {
        final int subject = watches.subject[watch];
        final long debounceNs = timings.debounceNs(rule);
        watches.phase[watch] = LimitWatches.WATCHING;
        watches.startedNs[watch] = 0;
        watches.history[watch] = 0;
        watches.quietUntilNs[watch] = debounceNs == 0 ? 0 : stream.nowNs() + debounceNs;
        watches.quietLimit[watch] = ComparedLimit.value(watches.limit[watch]);
        subjects.violated(subject, subjects.violated(subject) & ~(1L << rule));
        settle(watch);
        verdicts.left(subject, rule);
    }

    /** What did not count yet is over. */
    private void drop(final int watch, final Clause clause, final int value, final long limit) {
        final boolean counts = (subjects.violated(watches.subject[watch]) >>> watches.rule[watch] & 1) != 0;
        if (!counts && watches.startedNs[watch] != 0) {
            stages.tell(watch, Because.of(clause), value, limit, WatchStage.DROPPED, 0);
        }
        watches.phase[watch] = LimitWatches.WATCHING;
        watches.startedNs[watch] = 0;
    }

    /** A slot that waits for nothing is given back; one that only keeps quiet waits until that is over. */
    private void settle(final int watch) {
        final boolean isQuiet = watches.quietUntilNs[watch] > stream.nowNs();
        watches.dueNs[watch] = isQuiet ? watches.quietUntilNs[watch] : OFF;
        if (!isQuiet && watches.history[watch] == 0) {
            watches.close(watch);
        } else {
            watches.arm(watch);
        }
    }

    private void tell(
            final int watch, final long clauses, final int value, final WatchStage stage, final long deadlineNs) {
        stages.tell(watch, clauses, value, watches.limit[watch], stage, deadlineNs);
    }

    /** Of the last reading that violated. */
    private long because(final int watch, final int rule) {
        final long limit = rules.because(rule, watches.violatedLimit[watch]);
        return timings.count(rule) > 1 ? Because.and(limit, Clause.SUSTAIN) : limit;
    }

    private void deepen(final int watch, final int rule, final int value) {
        watches.deepest[watch] = isDeeper(rule, value, watches.deepest[watch]) ? value : watches.deepest[watch];
    }

    private boolean isDeeper(final int rule, final int value, final int than) {
        return rules.isBelow(rule) ? value < than : value > than;
    }

    void snapshot(final SnapshotWriter writer) {
        watches.snapshot(writer);
    }

    void restore(final SnapshotReader reader) {
        watches.restore(reader);
    }
}
