package io.tocsin.codecs.text;

import io.tocsin.codecs.sbe.Parameter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/**
 * Units that readings come in, by their UCUM codes and what devices call them, and what makes hundredths of the engine's unit of them. A unit that is not known for the
 * parameter is refused: nothing is guessed. Any thread; allocates.
 */
public final class ReadingUnits {
    private static final List<String> RATE =
            List.of("/min", "1/min", "{beats}/min", "{beat}/min", "{breaths}/min", "bpm");
    private static final List<String> PRESSURE = List.of("mm[Hg]", "mmHg");
    private static final List<String> CELSIUS = List.of("Cel", "degC", "°C");
    private static final List<String> FAHRENHEIT = List.of("[degF]", "degF", "°F");
    private static final List<String> POUND = List.of("[lb_av]", "lb");
    private static final List<String> SCORE = List.of("{score}", "1");
    /** The unit that a parameter is kept in. */
    private static final Map<Parameter, List<String>> KEPT = Map.ofEntries(
            Map.entry(Parameter.HEART_RATE, RATE),
            Map.entry(Parameter.RESPIRATORY_RATE, RATE),
            Map.entry(Parameter.SPO2, List.of("%")),
            Map.entry(Parameter.TEMPERATURE, CELSIUS),
            Map.entry(Parameter.SYSTOLIC, PRESSURE),
            Map.entry(Parameter.MEAN_PRESSURE, PRESSURE),
            Map.entry(Parameter.DIASTOLIC, PRESSURE),
            Map.entry(Parameter.ARTERIAL_SYSTOLIC, PRESSURE),
            Map.entry(Parameter.ARTERIAL_MEAN, PRESSURE),
            Map.entry(Parameter.ARTERIAL_DIASTOLIC, PRESSURE),
            Map.entry(Parameter.ETCO2, PRESSURE),
            Map.entry(Parameter.GLUCOSE, List.of("mg/dL")),
            Map.entry(Parameter.PAIN, SCORE),
            Map.entry(Parameter.OXYGEN_FLOW, List.of("L/min", "l/min")),
            Map.entry(Parameter.FIO2, List.of("%")),
            Map.entry(Parameter.CAPILLARY_REFILL, List.of("s")),
            Map.entry(Parameter.WHITE_CELLS, List.of("10*9/L", "10^9/L")),
            Map.entry(Parameter.PACO2, PRESSURE),
            Map.entry(Parameter.GCS, SCORE),
            Map.entry(Parameter.WEIGHT, List.of("kg")));

    private static final BigDecimal MMHG_PER_KPA = new BigDecimal("7.50062");
    private static final BigDecimal MG_PER_MMOL = new BigDecimal("18.0156");
    private static final BigDecimal KG_PER_POUND = new BigDecimal("0.45359237");
    private static final BigDecimal FREEZING_F = BigDecimal.valueOf(32);
    private static final BigDecimal CELSIUS_SHARE = BigDecimal.valueOf(5);
    private static final BigDecimal FAHRENHEIT_SHARE = BigDecimal.valueOf(9);
    /** More than any reading has, and few enough that sums of it cost nothing. */
    private static final MathContext DIGITS = MathContext.DECIMAL64;

    private static final MathContext UPWARDS = new MathContext(DIGITS.getPrecision(), RoundingMode.CEILING);

    private static final int MOST_MAGNITUDE = 12;
    private static final int DECIMALS = 2;

    private ReadingUnits() {}

    /**
     * Whether a unit is one of a parameter.
     *
     * @param parameter that was measured.
     * @param unit      as it is written; case counts.
     * @return it is known.
     */
    public static boolean isOf(final Parameter parameter, final String unit) {
        final List<String> kept = KEPT.getOrDefault(parameter, List.of());
        return kept.contains(unit)
                || (kept.equals(PRESSURE) && unit.equals("kPa"))
                || (parameter == Parameter.TEMPERATURE && FAHRENHEIT.contains(unit))
                || (parameter == Parameter.GLUCOSE && unit.equals("mmol/L"))
                || (parameter == Parameter.WEIGHT && POUND.contains(unit));
    }

    /**
     * Makes hundredths of the engine's unit: 1 kPa is 7.50062 mmHg, a temperature in °F less 32 times 5/9 is one in °C, 1 mmol/L of glucose is 18.0156 mg/dL, 1 lb is
     * 0.45359237 kg.
     * Rounded once, halves away from zero.
     *
     * @param what      named by the message.
     * @param parameter that was measured.
     * @param value     in the unit.
     * @param unit      that {@link #isOf} knows.
     * @return hundredths.
     * @throws IllegalArgumentException if the unit is none of the parameter, or the value is out of range.
     */
    public static int hundredths(
            final String what, final Parameter parameter, final BigDecimal value, final String unit) {
        if (!isOf(parameter, unit)) {
            throw new IllegalArgumentException(what + ": '" + unit + "' is no unit of " + parameter);
        }
        final long magnitude = (long) value.precision() - value.scale();
        if (value.signum() != 0 && magnitude > MOST_MAGNITUDE) {
            throw new IllegalArgumentException(what + " is out of range");
        }
        // What is far below a hundredth is nothing, and must not be added to anything digit by digit.
        final BigDecimal number =
                value.signum() == 0 || magnitude < -MOST_MAGNITUDE ? BigDecimal.ZERO : value.round(DIGITS);
        final BigDecimal kept;
        if (unit.equals("kPa")) {
            kept = number.multiply(MMHG_PER_KPA);
        } else if (unit.equals("mmol/L")) {
            kept = number.multiply(MG_PER_MMOL);
        } else if (FAHRENHEIT.contains(unit)) {
            kept = number.subtract(FREEZING_F).multiply(CELSIUS_SHARE).divide(FAHRENHEIT_SHARE, DIGITS);
        } else if (POUND.contains(unit)) {
            kept = number.multiply(KG_PER_POUND);
        } else {
            kept = number;
        }
        try {
            return Decimals.shift(kept, DECIMALS);
        } catch (final ArithmeticException outOfRange) {
            throw new IllegalArgumentException(what + " is out of range", outOfRange);
        }
    }

    /**
     * Makes hundredths of the engine's unit of a width, such as how accurate a reading is: it has no zero, so 1.8 °F are 1 °C. Rounded up, as a reading is not to be
     * taken for better than its device states.
     *
     * @param what      named by the message.
     * @param parameter that was measured.
     * @param width     in the unit, not negative.
     * @param unit      that {@link #isOf} knows.
     * @return hundredths.
     * @throws IllegalArgumentException if the unit is none of the parameter, or the width is negative or out of range.
     */
    public static int width(final String what, final Parameter parameter, final BigDecimal width, final String unit) {
        if (!isOf(parameter, unit)) {
            throw new IllegalArgumentException(what + ": '" + unit + "' is no unit of " + parameter);
        }
        final long magnitude = (long) width.precision() - width.scale();
        if (width.signum() < 0 || (width.signum() != 0 && magnitude > MOST_MAGNITUDE)) {
            throw new IllegalArgumentException(what + " is out of range");
        }
        if (width.signum() != 0 && magnitude < -MOST_MAGNITUDE) {
            return 1;
        }
        final BigDecimal number = width.round(UPWARDS);
        final BigDecimal kept;
        if (unit.equals("kPa")) {
            kept = number.multiply(MMHG_PER_KPA);
        } else if (unit.equals("mmol/L")) {
            kept = number.multiply(MG_PER_MMOL);
        } else if (FAHRENHEIT.contains(unit)) {
            kept = number.multiply(CELSIUS_SHARE).divide(FAHRENHEIT_SHARE, UPWARDS);
        } else if (POUND.contains(unit)) {
            kept = number.multiply(KG_PER_POUND);
        } else {
            kept = number;
        }
        try {
            return kept.setScale(DECIMALS, RoundingMode.CEILING)
                    .movePointRight(DECIMALS)
                    .intValueExact();
        } catch (final ArithmeticException outOfRange) {
            throw new IllegalArgumentException(what + " is out of range", outOfRange);
        }
    }
}
