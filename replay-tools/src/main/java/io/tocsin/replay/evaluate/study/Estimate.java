package io.tocsin.replay.evaluate.study;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.core.JsonGenerator;

/**
 * A figure of a sample and how far it would move with another sample of the same patients.
 *
 * @param value of the sample; not a number where it is undefined, such as a share of nothing.
 * @param low   2.5th percentile over the draws.
 * @param high  97.5th percentile over the draws.
 */
public record Estimate(double value, double low, double high) {
    private static final int DECIMALS = 6;

    /**
     * Writes an object {@code value, low, high}; what is undefined is {@code null}.
     *
     * @param name of the property.
     * @param json inside an object.
     */
    public void write(final String name, final JsonGenerator json) {
        json.writeObjectPropertyStart(name);
        write("value", value, json);
        write("low", low, json);
        write("high", high, json);
        json.writeEndObject();
    }

    /**
     * Writes a figure with six decimals.
     *
     * @param name   of the property.
     * @param figure of it; not a number, or infinite, is {@code null}.
     * @param json   inside an object.
     */
    public static void write(final String name, final double figure, final JsonGenerator json) {
        if (Double.isNaN(figure) || Double.isInfinite(figure)) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(
                    name,
                    BigDecimal.valueOf(figure)
                            .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                            .stripTrailingZeros());
        }
    }
}
