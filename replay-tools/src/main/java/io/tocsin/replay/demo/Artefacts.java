package io.tocsin.replay.demo;

import java.util.Random;

/** What goes wrong between the patient and the monitor: it looks like an emergency, or like nothing at all, and the patient is well. One thread. */
final class Artefacts {
    /** So often does something go wrong with the sensors of a patient, on average, hospital time. */
    static final double MEAN_SECONDS = 7_200;

    private final Random random;
    private final double chancePerSample;
    private Kind kind = Kind.NONE;
    private int samplesLeft;

    /**
     * Begins without any.
     *
     * @param random      of this patient's sensors.
     * @param meanSeconds between two of them; infinite = never.
     */
    Artefacts(final Random random, final double meanSeconds) {
        this.random = random;
        chancePerSample = DemoSettings.SAMPLE_SECONDS / meanSeconds;
    }

    /** What a sample suffers from. */
    enum Kind {
        /** Nothing. */
        NONE,
        /** The finger clip has slipped: it shows a saturation nobody has, and no pulse. */
        PROBE_OFF,
        /** The patient moves: heart and breath seem to race. */
        MOVEMENT,
        /** Nothing arrives. */
        DROP_OUT
    }

    /** Goes on to the next sample. */
    Kind next() {
        if (samplesLeft > 0) {
            samplesLeft--;
        } else if (random.nextDouble() < chancePerSample) {
            begin(Kind.values()[1 + random.nextInt(Kind.values().length - 1)]);
        } else {
            kind = Kind.NONE;
        }
        return kind;
    }

    /** Begins one with the next sample. */
    void begin(final Kind value) {
        kind = value;
        samplesLeft = switch (value) {
            case NONE -> 0;
            case PROBE_OFF -> 1 + random.nextInt(4);
            case MOVEMENT -> random.nextInt(3);
            case DROP_OUT -> 3 + random.nextInt(10);
        };
    }

    /** What the monitor makes of a value, in the vital's unit; NaN = it shows none. */
    double distort(final Vital vital, final double value) {
        return switch (kind) {
            case NONE -> value;
            case DROP_OUT -> Double.NaN;
            case PROBE_OFF ->
                vital == Vital.SPO2 ? 52 + 20 * random.nextDouble() : vital == Vital.HEART_RATE ? Double.NaN : value;
            case MOVEMENT ->
                vital == Vital.HEART_RATE
                        ? value + 55 + 60 * random.nextDouble()
                        : vital == Vital.RESPIRATORY_RATE ? value + 12 + 14 * random.nextDouble() : value;
        };
    }
}
