package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.engine.monitoring.Observations;

/** What a reading may say. Any thread; allocates nothing. */
public final class ReadingValues {
    private static final int CONSCIOUSNESS = Parameter.CONSCIOUSNESS.value();
    private static final int OXYGEN = Parameter.OXYGEN_THERAPY.value();
    private static final int GCS = Parameter.GCS.value();
    private static final int EFFORT = Parameter.RESPIRATORY_EFFORT.value();
    private static final int HUNDRED = 100;
    /** Of what is observed, from its first parameter on: least and most, hundredths. */
    private static final int[] LEAST = {0, 1_500, 0, 0, 0, 1_000, 300, 20};

    private static final int[] MOST = {10_000, 10_000, 6_000, 300, 200_000, 25_000, 1_500, 63_500};

    private ReadingValues() {}

    /**
     * Whether there is such a parameter.
     *
     * @param parameter any number.
     * @return a value of the schema's enum.
     */
    public static boolean isParameter(final int parameter) {
        return parameter >= 1 && parameter <= Parameter.WEIGHT.value();
    }

    /**
     * Whether a reading can say so: words of a scale are hundreds, and what is observed is within its range. Any value of a vital sign is taken.
     *
     * @param parameter of the enum.
     * @param value     hundredths.
     * @return it can.
     */
    public static boolean isPossible(final int parameter, final int value) {
        if (parameter == CONSCIOUSNESS) {
            return value >= 0 && value <= HUNDRED * Consciousness.UNRESPONSIVE.value() && value % HUNDRED == 0;
        }
        if (parameter < Observations.FIRST) {
            return parameter != OXYGEN || value == 0 || value == HUNDRED;
        }
        final int kind = parameter - Observations.FIRST;
        return value >= LEAST[kind]
                && value <= MOST[kind]
                && ((parameter != GCS && parameter != EFFORT) || value % HUNDRED == 0);
    }
}
