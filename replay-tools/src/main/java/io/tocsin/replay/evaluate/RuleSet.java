package io.tocsin.replay.evaluate;

import static io.tocsin.codecs.sbe.Severity.CRITICAL;
import static io.tocsin.codecs.sbe.Severity.EMERGENT;
import static io.tocsin.codecs.sbe.Severity.SEMI_URGENT;
import static io.tocsin.codecs.sbe.Severity.URGENT;

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

    /**
     * Nine limits that an independent script has counted as well: no delay, no hysteresis, no score; escalates once and
     * never repeats.
     */
    private static final RuleSet REFERENCE = new RuleSet(
            "reference",
            List.of(
                    LimitRule.below("HR<50", Vital.HEART_RATE, 50_00, EMERGENT),
                    LimitRule.above("HR>120", Vital.HEART_RATE, 120_00, EMERGENT),
                    LimitRule.below("O2Sat<90", Vital.SPO2, 90_00, CRITICAL),
                    LimitRule.below("Resp<8", Vital.RESPIRATORY_RATE, 8_00, CRITICAL),
                    LimitRule.above("Resp>30", Vital.RESPIRATORY_RATE, 30_00, EMERGENT),
                    LimitRule.below("SBP<90", Vital.SYSTOLIC, 90_00, EMERGENT),
                    LimitRule.above("SBP>180", Vital.SYSTOLIC, 180_00, URGENT),
                    LimitRule.below("Temp<35.0", Vital.TEMPERATURE, 35_00, URGENT),
                    LimitRule.above("Temp>38.5", Vital.TEMPERATURE, 38_50, URGENT)),
            false,
            0,
            0,
            0);

    /**
     * Usual factory limits of an adult bedside monitor, extreme ones above them, and NEWS2. What a ward would repeat
     * every minute is repeated every hour, because readings are hourly here. The limits of no site: to see the engine
     * under a load like a ward's.
     */
    private static final RuleSet ADULT = new RuleSet(
            "adult",
            List.of(
                    LimitRule.below("HR<50", Vital.HEART_RATE, 50_00, URGENT),
                    LimitRule.above("HR>120", Vital.HEART_RATE, 120_00, URGENT),
                    LimitRule.below("HR<40", Vital.HEART_RATE, 40_00, EMERGENT),
                    LimitRule.above("HR>140", Vital.HEART_RATE, 140_00, EMERGENT),
                    LimitRule.below("O2Sat<90", Vital.SPO2, 90_00, URGENT),
                    LimitRule.below("O2Sat<80", Vital.SPO2, 80_00, CRITICAL),
                    LimitRule.below("Resp<8", Vital.RESPIRATORY_RATE, 8_00, URGENT),
                    LimitRule.above("Resp>30", Vital.RESPIRATORY_RATE, 30_00, URGENT),
                    LimitRule.below("SBP<90", Vital.SYSTOLIC, 90_00, URGENT),
                    LimitRule.above("SBP>160", Vital.SYSTOLIC, 160_00, URGENT),
                    LimitRule.below("DBP<50", Vital.DIASTOLIC, 50_00, URGENT),
                    LimitRule.above("DBP>90", Vital.DIASTOLIC, 90_00, URGENT),
                    LimitRule.below("MAP<60", Vital.MEAN_PRESSURE, 60_00, URGENT),
                    LimitRule.above("MAP>110", Vital.MEAN_PRESSURE, 110_00, URGENT),
                    LimitRule.below("Temp<36.0", Vital.TEMPERATURE, 36_00, SEMI_URGENT),
                    LimitRule.above("Temp>39.0", Vital.TEMPERATURE, 39_00, SEMI_URGENT),
                    LimitRule.below("EtCO2<25", Vital.ETCO2, 25_00, URGENT),
                    LimitRule.above("EtCO2>50", Vital.ETCO2, 50_00, URGENT)),
            true,
            HOUR_MS,
            HOUR_MS / 4,
            4 * HOUR_MS);

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
}
