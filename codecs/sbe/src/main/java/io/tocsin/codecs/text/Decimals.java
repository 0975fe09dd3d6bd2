package io.tocsin.codecs.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimal numbers as fixed-point ones, without the detour through binary fractions. */
final class Decimals {
    private Decimals() {}

    /**
     * Shifts a number and rounds it, halves away from zero.
     *
     * @param value    any; its exponent may be absurd, the time taken does not depend on it.
     * @param decimals places that are kept.
     * @return the whole number.
     * @throws ArithmeticException if it is not between plus and minus {@code Integer.MAX_VALUE}.
     */
    static int shift(final BigDecimal value, final int decimals) {
        // Digits before the point, once shifted; negative for what is far below one.
        final long digits = (long) value.precision() - value.scale() + decimals;
        if (value.signum() == 0 || digits < 0) {
            return 0;
        }
        if (digits > 10) {
            throw new ArithmeticException("more than ten digits");
        }
        final long whole =
                value.movePointRight(decimals).setScale(0, RoundingMode.HALF_UP).longValueExact();
        if (Math.abs(whole) > Integer.MAX_VALUE) {
            throw new ArithmeticException("more than 31 bits");
        }
        return (int) whole;
    }
}
