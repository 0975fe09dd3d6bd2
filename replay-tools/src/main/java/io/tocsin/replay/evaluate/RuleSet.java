package io.tocsin.replay.evaluate;

import io.tocsin.LimitRules;
import java.util.ArrayList;
import java.util.List;
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
 */
record RuleSet(String name, List<LimitRule> limits, boolean news2, int repeatMs, int reviewMs, int staleMs) {
    private static final int HOUR_MS = 3_600_000;

    /** What an independent script has counted as well: escalates once, never repeats, closes what has ended at once. */
    private static final RuleSet REFERENCE = of("reference", LimitRules.reference(), 0, 0, 0);

    /** What a ward would start with. It would repeat every minute; readings are hourly here, and so is this. */
    private static final RuleSet ADULT = of("adult", LimitRules.adult(), HOUR_MS, HOUR_MS / 4, 4 * HOUR_MS);

    private static final List<RuleSet> ALL = List.of(ADULT, REFERENCE);

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
        return new RuleSet(name, changed, news2, repeatMs, reviewMs, staleMs);
    }

    private static RuleSet of(
            final String name, final LimitRules rules, final int repeatMs, final int reviewMs, final int staleMs) {
        return new RuleSet(
                name, rules.rules().stream().map(LimitRule::of).toList(), rules.news2(), repeatMs, reviewMs, staleMs);
    }
}
