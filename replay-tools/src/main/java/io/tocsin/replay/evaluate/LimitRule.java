package io.tocsin.replay.evaluate;

import io.tocsin.LimitRules;
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
 */
record LimitRule(String name, Vital vital, Bound bound, int limitHundredths, Severity severity) {
    static LimitRule of(final LimitRules.Rule rule) {
        final Vital vital = Vital.of(rule.parameter());
        return new LimitRule(
                vital.column() + (rule.bound() == Bound.BELOW ? "<" : ">") + text(vital, rule.limitHundredths()),
                vital,
                rule.bound(),
                rule.limitHundredths(),
                rule.severity());
    }

    private static String text(final Vital vital, final int hundredths) {
        final BigDecimal exact = BigDecimal.valueOf(hundredths, 2).stripTrailingZeros();
        final int decimals = vital == Vital.TEMPERATURE ? 1 : 0;
        return (exact.scale() < decimals ? exact.setScale(decimals) : exact).toPlainString();
    }
}
