package io.tocsin;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RulesEntryEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.monitoring.trend.Baseline;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Limits of patients from what is usual for them: after a time the median of their first readings, and so many times their usual deviation away from it (Poole et al.
 * 2019), never beyond the unit's policy, never of a CRITICAL limit, and never in the place of one that somebody set. Immutable.
 *
 * @param parameters       whose ordinary limits become personal; none = nothing does.
 * @param spanMs           how long readings count, from a patient's first on.
 * @param factorHundredths usual deviations away from the median, hundredths.
 * @param readings         with fewer there is no limit.
 */
record PersonalLimits(Set<Parameter> parameters, long spanMs, int factorHundredths, int readings) {
    /** Nobody gets any. */
    static final PersonalLimits NONE = new PersonalLimits(Set.of(), 0, 0, 0);

    private static final Set<Parameter> POSSIBLE = EnumSet.of(
            Parameter.HEART_RATE,
            Parameter.SPO2,
            Parameter.TEMPERATURE,
            Parameter.SYSTOLIC,
            Parameter.RESPIRATORY_RATE);
    private static final Duration LEAST_SPAN = Duration.ofSeconds(1);
    private static final Duration MOST_SPAN = Duration.ofDays(1);
    private static final double HUNDREDTHS = 100;
    private static final int MOST_DEVIATIONS = 10;

    static PersonalLimits of(
            final Duration span,
            final double deviations,
            final int readings,
            final Set<Parameter> parameters,
            final List<LimitRules.Rule> rules) {
        if (parameters.isEmpty() || !POSSIBLE.containsAll(parameters)) {
            throw new IllegalArgumentException(
                    "personal limits of " + parameters + ": they are of some of " + POSSIBLE);
        }
        if (!(deviations >= 1 && deviations <= MOST_DEVIATIONS)) {
            throw new IllegalArgumentException("deviations is " + deviations + ": it must be from 1 to 10");
        }
        if (readings < 1 || readings > Baseline.READINGS) {
            throw new IllegalArgumentException("readings is " + readings + ": it must be from 1 to 32");
        }
        final PersonalLimits asked = new PersonalLimits(
                Set.copyOf(parameters),
                Checks.millis("span", span, LEAST_SPAN.toMillis(), MOST_SPAN.toMillis()),
                (int) Math.round(deviations * HUNDREDTHS),
                readings);
        if (asked.bits(rules) == 0) {
            throw new IllegalArgumentException("personal limits: there is no ordinary limit of " + parameters);
        }
        return asked;
    }

    /** As in {@code RulesEntry}: the ordinary limits of the parameters, but for CRITICAL ones. */
    long bits(final List<LimitRules.Rule> rules) {
        long bits = 0;
        for (int place = 1; place <= rules.size(); place++) {
            final LimitRules.Rule rule = rules.get(place - 1);
            if (parameters.contains(rule.parameter())
                    && rule.severity() != Severity.CRITICAL
                    && LimitProfile.ordinary(rules, rule.parameter(), rule.bound()) == place) {
                bits |= 1L << place;
            }
        }
        return bits;
    }

    /** Says it in an entry, which it answers. */
    RulesEntryEncoder encode(final RulesEntryEncoder entry, final List<LimitRules.Rule> rules) {
        return entry.personalRules(bits(rules))
                .personalMs(spanMs)
                .personalFactor(factorHundredths)
                .personalReadings((short) readings);
    }
}
