package io.tocsin.router;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Readings as the engine takes them: whole hundredths of the parameter's unit.
 *
 * <p>A {@code double} counts as the exact number that it holds, rounded to hundredths, halves away from zero. So 38.505, which the nearest {@code double} holds as
 * 38.50500000000000255…, becomes 3851, and 1.005, held as 1.00499999999999989…, becomes 100; whoever needs the other answer gives hundredths. Any thread;
 * allocates.
 */
public final class Hundredths {
    private static final double LIMIT = 10_000_000.0;

    private Hundredths() {}

    /**
     * Rounds a reading.
     *
     * @param what  named by the message.
     * @param value in the parameter's unit.
     * @return hundredths.
     * @throws IllegalArgumentException if it is no number, infinite, or 10,000,000 or more away from 0.
     */
    public static int of(final String what, final double value) {
        // Written so that NaN fails it.
        if (!(Math.abs(value) < LIMIT)) {
            throw new IllegalArgumentException(what + " is " + value + ": a reading is a number between -10,000,000 and"
                    + " 10,000,000; what was not measured is left out");
        }
        return new BigDecimal(value)
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .intValueExact();
    }
}
