package io.tocsin.codecs.text;

import java.math.BigDecimal;

/** Positions as the engine takes them: WGS84 degrees times 10,000,000, about a centimetre. Any thread; allocates. */
public final class Degrees {
    private static final int DECIMALS = 7;
    private static final double PER_DEGREE = 10_000_000.0;

    private Degrees() {}

    /**
     * Rounds degrees.
     *
     * @param what  named by the message.
     * @param value degrees.
     * @param most  90 for a latitude, 180 for a longitude.
     * @return degrees times 10,000,000.
     * @throws IllegalArgumentException if it is no number or further from 0 than {@code most}.
     */
    public static int of(final String what, final double value, final int most) {
        // Written so that NaN fails it.
        if (!(Math.abs(value) <= most)) {
            throw new IllegalArgumentException(what + " is " + value + ": it lies between -" + most + " and " + most);
        }
        return (int) Math.round(value * PER_DEGREE);
    }

    /**
     * Rounds degrees given as text, halves away from zero.
     *
     * @param what named by the message.
     * @param text a decimal number as JSON writes it.
     * @param most 90 for a latitude, 180 for a longitude.
     * @return degrees times 10,000,000.
     * @throws IllegalArgumentException if it is no number or further from 0 than {@code most}.
     */
    public static int parse(final String what, final String text, final int most) {
        final BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (final NumberFormatException notANumber) {
            throw new IllegalArgumentException(what + " is no number of degrees", notANumber);
        }
        if (value.abs().compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new IllegalArgumentException(what + " lies between -" + most + " and " + most);
        }
        return Decimals.shift(value, DECIMALS);
    }
}
