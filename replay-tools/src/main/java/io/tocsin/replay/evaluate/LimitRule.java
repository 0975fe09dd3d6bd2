package io.tocsin.replay.evaluate;

import io.tocsin.LimitRules;
import io.tocsin.LimitTiming;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Severity;
import java.math.BigDecimal;

/**
 * A limit as it goes into the engine's configuration and into the report.
 *
 * @param name            in the report: column, bound, limit in the unit; a temperature has a decimal always.
 * @param vital           whose readings it looks at.
 * @param bound           which side violates, strictly.
 * @param limitHundredths of the unit.
 * @param severity        of the alert.
 * @param timing          when a violation counts and when it ends.
 */
record LimitRule(String name, Vital vital, Bound bound, int limitHundredths, Severity severity, LimitTiming timing) {
    /** One whose violations count and end at once. */
    LimitRule(
            final String name,
            final Vital vital,
            final Bound bound,
            final int limitHundredths,
            final Severity severity) {
        this(name, vital, bound, limitHundredths, severity, LimitTiming.AT_ONCE);
    }

    static LimitRule of(final LimitRules.Rule rule) {
        final Vital vital = Vital.of(rule.parameter());
        return new LimitRule(
                vital.column() + (rule.bound() == Bound.BELOW ? "<" : ">") + text(vital, rule.limitHundredths()),
                vital,
                rule.bound(),
                rule.limitHundredths(),
                rule.severity(),
                rule.timing());
    }

    /** The same with another timing. */
    LimitRule timed(final LimitTiming other) {
        return new LimitRule(name, vital, bound, limitHundredths, severity, other);
    }

    /** Where readings are clear, in hundredths. */
    int clearHundredths() {
        return limitHundredths
                + (bound == Bound.BELOW ? timing.hysteresisHundredths() : -timing.hysteresisHundredths());
    }

    private static String text(final Vital vital, final int hundredths) {
        final BigDecimal exact = BigDecimal.valueOf(hundredths, 2).stripTrailingZeros();
        final int decimals = vital == Vital.TEMPERATURE ? 1 : 0;
        return (exact.scale() < decimals ? exact.setScale(decimals) : exact).toPlainString();
    }
}
