package io.tocsin.codecs.text;

import java.math.BigDecimal;

/**
 * Readings as the engine takes them: whole hundredths of the parameter's unit.
 *
 * <p>A {@code double} counts as the exact number that it holds, rounded to hundredths, halves away from zero. So 38.505, which the nearest {@code double} holds as
 * 38.50500000000000255…, becomes 3851, and 1.005, held as 1.00499999999999989…, becomes 100; whoever needs the other answer gives hundredths. Any thread;
 * allocates.
 */
public final class Hundredths {
    private static final int DECIMALS = 2;
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
        return Decimals.shift(new BigDecimal(value), DECIMALS);
    }

    /**
     * Reads a reading from its decimal text, which is exact: 1.005 becomes 101. More than two decimals are rounded, halves away from zero.
     *
     * @param what named by the message.
     * @param text a decimal number as JSON writes it, an exponent allowed.
     * @return hundredths, from -2,147,483,647 to 2,147,483,647.
     * @throws IllegalArgumentException if it is no number or out of that range.
     */
    public static int parse(final String what, final String text) {
        try {
            return Decimals.shift(new BigDecimal(text), DECIMALS);
        } catch (final NumberFormatException notANumber) {
            throw new IllegalArgumentException(what + " is no number", notANumber);
        } catch (final ArithmeticException outOfRange) {
            throw new IllegalArgumentException(what + " lies between -21,474,836.47 and 21,474,836.47", outOfRange);
        }
    }

    /**
     * Writes a reading as the shortest decimal that says it: 3650 becomes 36.5, 7200 becomes 72.
     *
     * @param hundredths any.
     * @return a decimal without exponent.
     */
    public static String format(final int hundredths) {
        return BigDecimal.valueOf(hundredths, DECIMALS).stripTrailingZeros().toPlainString();
    }
}
