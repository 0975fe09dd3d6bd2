package io.tocsin.replay.evaluate;

import io.tocsin.LimitRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the engine is configured with: limits, the score, and what happens to an alert that nobody takes.
 *
 * @param name     as chosen on the command line.
 * @param limits   in order; a rule's id is its place, from 1.
 * @param news2    whether NEWS2 is computed and alarms.
 * @param repeatMs how often the fail-safe desk is told again; 0 = once.
 * @param reviewMs how long an ended alert stays open for review; 0 = closed at once.
 * @param staleMs  silence after which an alert is marked stale; 0 = never.
 * @param ages     after which readings leave NEWS2.
 */
record RuleSet(String name, List<LimitRule> limits, boolean news2, int repeatMs, int reviewMs, int staleMs, Ages ages) {
    private static final int HOUR_MS = 3_600_000;

    /** What an independent script has counted as well: escalates once, never repeats, closes what has ended at once. */
    private static final RuleSet REFERENCE = of("reference", LimitRules.reference(), 0, 0, 0);

    /** What a ward would start with. It would repeat every minute; readings are hourly here, and so is this. */
    private static final RuleSet ADULT = of("adult", LimitRules.adult(), HOUR_MS, HOUR_MS / 4, 4 * HOUR_MS);

    private static final List<RuleSet> ALL = List.of(ADULT, REFERENCE);

    /**
     * After which age a reading no longer counts for NEWS2.
     *
     * @param fastMs        of heart rate, SpO2 and respiratory rate.
     * @param pressureMs    of the systolic pressure.
     * @param temperatureMs of the temperature, which is taken more rarely.
     */
    record Ages(int fastMs, int pressureMs, int temperatureMs) {
        /** For readings that come hourly. */
        static final Ages HOURLY = new Ages(4 * HOUR_MS, 4 * HOUR_MS, 8 * HOUR_MS);

        /** Only what comes together counts together. */
        static final Ages NONE = new Ages(1, 1, 1);

        /** Whole hours for which the longest lasting reading stands. */
        int hours() {
            return Math.max(fastMs, Math.max(pressureMs, temperatureMs)) / HOUR_MS;
        }
    }

    RuleSet {
        limits = List.copyOf(limits);
    }

    /** The one of this name, or {@code null}. */
    static @Nullable RuleSet named(final String name) {
        return ALL.stream().filter(rules -> rules.name.equals(name)).findFirst().orElse(null);
    }

    /** What there is, for people. */
    static String names() {
        return ALL.stream().map(RuleSet::name).collect(Collectors.joining(", "));
    }

    static RuleSet reference() {
        return REFERENCE;
    }

    /** The same with one limit in the place of another. */
    RuleSet with(final String replaced, final LimitRule limit) {
        final List<LimitRule> changed = new ArrayList<>(limits);
        changed.replaceAll(rule -> rule.name().equals(replaced) ? limit : rule);
        return new RuleSet(name, changed, news2, repeatMs, reviewMs, staleMs, ages);
    }

    /** The same limits with timings, no score, and nobody told twice: when an alert is raised and ends does not depend on either. */
    RuleSet timed(final UnaryOperator<LimitRule> timing) {
        return new RuleSet(name, limits.stream().map(timing).toList(), false, 0, reviewMs, staleMs, ages);
    }

    /** The score alone, with other ages of its readings, and nobody told twice. */
    RuleSet scoreOnly(final Ages other) {
        return new RuleSet(name, List.of(), news2, 0, reviewMs, staleMs, other);
    }

    private static RuleSet of(
            final String name, final LimitRules rules, final int repeatMs, final int reviewMs, final int staleMs) {
        return new RuleSet(
                name,
                rules.rules().stream().map(LimitRule::of).toList(),
                rules.news2(),
                repeatMs,
                reviewMs,
                staleMs,
                Ages.HOURLY);
    }
}
