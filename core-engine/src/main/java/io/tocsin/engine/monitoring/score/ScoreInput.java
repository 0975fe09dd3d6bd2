package io.tocsin.engine.monitoring.score;

/**
 * What a score may look at. The code is the place of its value in the array that is scored and its bit in the mask of what is known; codes from 1 on are those of the
 * schema's enum {@code Parameter}. Values are hundredths of the unit.
 */
public enum ScoreInput {
    /** The SpO2 scale of the patient, 2 as prescribed, else scale 1 (not in hundredths). Never an item, it only chooses columns. */
    SPO2_SCALE(0, 1, 2),
    /** Beats per minute. */
    HEART_RATE(1),
    /** Per cent. */
    SPO2(2),
    /** Degrees Celsius. */
    TEMPERATURE(3),
    /** mmHg. */
    SYSTOLIC(4),
    /** mmHg. */
    MEAN_PRESSURE(5),
    /** mmHg. */
    DIASTOLIC(6),
    /** Breaths per minute. */
    RESPIRATORY_RATE(7),
    /** mmHg. */
    ETCO2(8),
    /** mg/dL. */
    GLUCOSE(9),
    /** The schema's enum {@code Consciousness}, from alert, 0, to unresponsive, 400. */
    CONSCIOUSNESS(10, 0, 400),
    /** 0 to 10. */
    PAIN(11),
    /** On air, 0, or on oxygen, 100. */
    OXYGEN_THERAPY(12, 0, 100),
    /** Litres per minute. */
    OXYGEN_FLOW(16),
    /** Oxygen in what is breathed, per cent; air is 21. */
    FIO2(17),
    /** Seconds. */
    CAPILLARY_REFILL(18),
    /** Normal, 0; mildly, 100, moderately, 200, or severely increased or apnoea, 300. */
    RESPIRATORY_EFFORT(19, 0, 300),
    /** Thousand million cells per litre. */
    WHITE_CELLS(20),
    /** Carbon dioxide in arterial blood, mmHg. */
    PACO2(21),
    /** Glasgow Coma Scale, 3 to 15. */
    GCS(22);

    /** How long the arrays that are scored are. */
    public static final int CODES = 32;

    private static final ScoreInput[] BY_CODE = new ScoreInput[CODES];

    static {
        for (final ScoreInput input : values()) {
            BY_CODE[input.code] = input;
        }
    }

    private final int code;
    private final int least;
    private final int most;

    ScoreInput(final int code) {
        this(code, ScoreTable.OPEN_BELOW, ScoreTable.OPEN_ABOVE);
    }

    ScoreInput(final int code, final int least, final int most) {
        this.code = code;
        this.least = least;
        this.most = most;
    }

    /**
     * Whether a code is one that an item may look at.
     *
     * @param code any.
     * @return {@code true} if so; the SpO2 scale is none.
     */
    public static boolean isReading(final int code) {
        return code > 0 && code < CODES && BY_CODE[code] != null;
    }

    /** Place of its value and its bit. */
    public int code() {
        return code;
    }

    /** Whether its values are a list of words, 100 apart, rather than a measurement. */
    public boolean isWords() {
        return most != ScoreTable.OPEN_ABOVE;
    }

    static int least(final int code) {
        return BY_CODE[code].least;
    }

    static int most(final int code) {
        return BY_CODE[code].most;
    }
}
