package io.tocsin.engine.monitoring;

/**
 * The early-warning score of adults: seven readings, each worth 0 to 3, whose sum says how urgently somebody must look
 * at the patient.
 *
 * <p>Source: Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017. Not for patients under 16 or in
 * pregnancy.
 *
 * <p>Readings come as hundredths of the unit, as in the schema's enum {@code Parameter}. The chart is written in whole
 * numbers and tenths of a degree and leaves gaps between them, so a reading is rounded half up to the chart's
 * resolution before it is looked up: here and nowhere else, limits compare the unrounded value.
 *
 * <p>An input that is missing scores 0 and is named by {@link #missingMask(long)}: the total is then the least the
 * patient can have, and the caller must not take it for an improvement.
 *
 * <p>Static and without state: any thread, in practice the engine's; integer arithmetic only; neither blocks nor
 * allocates.
 */
public final class News2 {
    /** Input and bit 0: respiratory rate, breaths per minute. */
    public static final int RESPIRATORY_RATE = 0;

    /** Input and bit 1: oxygen saturation, per cent. */
    public static final int SPO2 = 1;

    /** Input and bit 2: whether the patient is on air or on oxygen. */
    public static final int OXYGEN = 2;

    /** Input and bit 3: systolic blood pressure, mmHg. */
    public static final int SYSTOLIC = 3;

    /** Input and bit 4: pulse, beats per minute. */
    public static final int HEART_RATE = 4;

    /** Input and bit 5: level of consciousness, ACVPU. */
    public static final int CONSCIOUSNESS = 5;

    /** Input and bit 6: temperature, degrees Celsius. */
    public static final int TEMPERATURE = 6;

    /** How many inputs the score has. */
    public static final int INPUTS = 7;

    /** The mask with every input's bit set. */
    public static final int ALL_INPUTS = (1 << INPUTS) - 1;

    /** Band: aggregate 0. The bands' values are those of the schema's enum {@code NewsBand}. */
    public static final int BAND_ZERO = 0;

    /** Band: aggregate 1 to 4. */
    public static final int BAND_LOW = 1;

    /** Band: aggregate below 5, but one input alone scores 3. */
    public static final int BAND_LOW_MEDIUM = 2;

    /** Band: aggregate 5 or 6, the threshold for an urgent response. */
    public static final int BAND_MEDIUM = 3;

    /** Band: aggregate 7 or more, the threshold for an emergency response. */
    public static final int BAND_HIGH = 4;

    /**
     * The SpO2 scale of patients with hypercapnic respiratory failure, target 88 to 92 %; prescribed, never inferred.
     */
    private static final int SCALE_2 = 2;

    // Packed, from bit 0: seven sub-scores of two bits, total, three-flag, band, missing mask.
    private static final int SUB_SCORE_BITS = 2;
    private static final int SUB_SCORE_MASK = 3;
    private static final int TOTAL_SHIFT = 16;
    private static final int TOTAL_MASK = 0x1f;
    private static final int SINGLE_THREE_SHIFT = 24;
    private static final int BAND_SHIFT = 28;
    private static final int BAND_MASK = 7;
    private static final int MISSING_SHIFT = 32;

    private News2() {}

    /**
     * Scores one set of readings. What is passed for an input that is not present does not matter.
     *
     * @param presentMask     bit n set = input n is known and not too old; bits above 6 are ignored.
     * @param respiratoryRate hundredths of a breath per minute.
     * @param spo2            hundredths of a per cent.
     * @param spo2Scale       2 = SpO2 scale 2; everything else is scale 1. An attribute of the patient, always known.
     * @param oxygen          0 = on air, 100 (or anything else) = on oxygen. If it is not present, SpO2 is scored as on
     * air.
     * @param systolic        hundredths of a mmHg.
     * @param heartRate       hundredths of a beat per minute.
     * @param consciousness   enum {@code Consciousness} times 100; 0 = alert, everything else scores 3.
     * @param temperature     hundredths of a degree Celsius.
     * @return the score, to be read with the accessors of this class.
     */
    public static long evaluate(
            final int presentMask,
            final int respiratoryRate,
            final int spo2,
            final int spo2Scale,
            final int oxygen,
            final int systolic,
            final int heartRate,
            final int consciousness,
            final int temperature) {
        final int present = presentMask & ALL_INPUTS;
        final boolean onOxygen = has(present, OXYGEN) && oxygen != 0;

        long packed = 0;
        if (has(present, RESPIRATORY_RATE)) {
            packed |= place(RESPIRATORY_RATE, scoreRespiratoryRate(whole(respiratoryRate)));
        }
        if (has(present, SPO2)) {
            final long perCent = whole(spo2);
            packed |= place(SPO2, spo2Scale == SCALE_2 ? scoreSpo2Scale2(perCent, onOxygen) : scoreSpo2Scale1(perCent));
        }
        if (onOxygen) {
            packed |= place(OXYGEN, 2);
        }
        if (has(present, SYSTOLIC)) {
            packed |= place(SYSTOLIC, scoreSystolic(whole(systolic)));
        }
        if (has(present, HEART_RATE)) {
            packed |= place(HEART_RATE, scoreHeartRate(whole(heartRate)));
        }
        if (has(present, CONSCIOUSNESS) && consciousness != 0) {
            packed |= place(CONSCIOUSNESS, 3);
        }
        if (has(present, TEMPERATURE)) {
            packed |= place(TEMPERATURE, scoreTemperature(tenths(temperature)));
        }

        int total = 0;
        boolean singleThree = false;
        for (int input = 0; input < INPUTS; input++) {
            final int score = subScore(packed, input);
            total += score;
            singleThree |= score == 3;
        }
        return packed
                | ((long) total << TOTAL_SHIFT)
                | ((singleThree ? 1L : 0L) << SINGLE_THREE_SHIFT)
                | ((long) bandOf(total, singleThree) << BAND_SHIFT)
                | ((long) (~present & ALL_INPUTS) << MISSING_SHIFT);
    }

    /**
     * The aggregate score.
     *
     * @param score as answered by {@code evaluate}.
     * @return 0 to 20.
     */
    public static int total(final long score) {
        return (int) (score >>> TOTAL_SHIFT) & TOTAL_MASK;
    }

    /**
     * What one input contributes.
     *
     * @param score as answered by {@code evaluate}.
     * @param input {@link #RESPIRATORY_RATE} to {@link #TEMPERATURE}.
     * @return 0 to 3; 0 for an input that is missing.
     */
    public static int subScore(final long score, final int input) {
        return (int) (score >>> (input * SUB_SCORE_BITS)) & SUB_SCORE_MASK;
    }

    /**
     * Whether one input alone scores 3, the chart's red score. It stays visible at every aggregate.
     *
     * @param score as answered by {@code evaluate}.
     * @return {@code true} if so.
     */
    public static boolean isSingleThree(final long score) {
        return ((score >>> SINGLE_THREE_SHIFT) & 1) != 0;
    }

    /**
     * The clinical risk: the band of the aggregate, or {@link #BAND_LOW_MEDIUM} if that is higher and an input scores
     * 3.
     *
     * @param score as answered by {@code evaluate}.
     * @return {@link #BAND_ZERO} to {@link #BAND_HIGH}.
     */
    public static int band(final long score) {
        return (int) (score >>> BAND_SHIFT) & BAND_MASK;
    }

    /**
     * Which inputs were not there. Anything but 0 says that the score is partial.
     *
     * @param score as answered by {@code evaluate}.
     * @return bit n set = input n is missing.
     */
    public static int missingMask(final long score) {
        return (int) (score >>> MISSING_SHIFT) & ALL_INPUTS;
    }

    private static int scoreRespiratoryRate(final long perMinute) {
        if (perMinute <= 8) {
            return 3;
        }
        if (perMinute <= 11) {
            return 1;
        }
        if (perMinute <= 20) {
            return 0;
        }
        return perMinute <= 24 ? 2 : 3;
    }

    private static int scoreSpo2Scale1(final long perCent) {
        if (perCent <= 91) {
            return 3;
        }
        if (perCent <= 93) {
            return 2;
        }
        return perCent <= 95 ? 1 : 0;
    }

    /** Above its target range this scale scores too much oxygen, so nothing on air. */
    private static int scoreSpo2Scale2(final long perCent, final boolean onOxygen) {
        if (perCent <= 83) {
            return 3;
        }
        if (perCent <= 85) {
            return 2;
        }
        if (perCent <= 87) {
            return 1;
        }
        if (perCent <= 92 || !onOxygen) {
            return 0;
        }
        if (perCent <= 94) {
            return 1;
        }
        return perCent <= 96 ? 2 : 3;
    }

    private static int scoreSystolic(final long mmHg) {
        if (mmHg <= 90) {
            return 3;
        }
        if (mmHg <= 100) {
            return 2;
        }
        if (mmHg <= 110) {
            return 1;
        }
        return mmHg <= 219 ? 0 : 3;
    }

    private static int scoreHeartRate(final long perMinute) {
        if (perMinute <= 40) {
            return 3;
        }
        if (perMinute <= 50) {
            return 1;
        }
        if (perMinute <= 90) {
            return 0;
        }
        if (perMinute <= 110) {
            return 1;
        }
        return perMinute <= 130 ? 2 : 3;
    }

    private static int scoreTemperature(final long tenthsCelsius) {
        if (tenthsCelsius <= 350) {
            return 3;
        }
        if (tenthsCelsius <= 360) {
            return 1;
        }
        if (tenthsCelsius <= 380) {
            return 0;
        }
        return tenthsCelsius <= 390 ? 1 : 2;
    }

    static int bandOf(final int total, final boolean singleThree) {
        if (total >= 7) {
            return BAND_HIGH;
        }
        if (total >= 5) {
            return BAND_MEDIUM;
        }
        if (singleThree) {
            return BAND_LOW_MEDIUM;
        }
        return total > 0 ? BAND_LOW : BAND_ZERO;
    }

    /** Half up, also below zero; in longs, because the largest int plus a half would wrap round to the lowest score. */
    private static long whole(final int hundredths) {
        return Math.floorDiv(hundredths + 50L, 100L);
    }

    private static long tenths(final int hundredths) {
        return Math.floorDiv(hundredths + 5L, 10L);
    }

    private static boolean has(final int present, final int input) {
        return ((present >>> input) & 1) != 0;
    }

    private static long place(final int input, final int subScore) {
        return (long) subScore << (input * SUB_SCORE_BITS);
    }
}
