package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Severity;

/**
 * A limit as it goes into the engine's configuration.
 *
 * @param name     in the report: column, bound, limit.
 * @param vital    whose readings it looks at.
 * @param bound    which side violates, strictly.
 * @param limitHundredths of the unit.
 * @param severity of the alert.
 */
record LimitRule(String name, Vital vital, Bound bound, int limitHundredths, Severity severity) {
    static LimitRule below(final String name, final Vital vital, final int limitHundredths, final Severity severity) {
        return new LimitRule(name, vital, Bound.BELOW, limitHundredths, severity);
    }

    static LimitRule above(final String name, final Vital vital, final int limitHundredths, final Severity severity) {
        return new LimitRule(name, vital, Bound.ABOVE, limitHundredths, severity);
    }
}
