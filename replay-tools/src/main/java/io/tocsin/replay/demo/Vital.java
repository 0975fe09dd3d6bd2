package io.tocsin.replay.demo;

import io.tocsin.codecs.sbe.Parameter;

/** A vital sign as a monitor shows it: how much it wanders, how much the sensor adds, what it can be at all, and how finely it is shown. */
enum Vital {
    HEART_RATE(Parameter.HEART_RATE, 3, 1.2, 20, 230, 100),
    SPO2(Parameter.SPO2, 0.5, 0.3, 50, 100, 100),
    RESPIRATORY_RATE(Parameter.RESPIRATORY_RATE, 0.8, 0.4, 3, 60, 100),
    SYSTOLIC(Parameter.SYSTOLIC, 4, 1.5, 40, 240, 100),
    DIASTOLIC(Parameter.DIASTOLIC, 2.5, 1.2, 20, 140, 100),
    TEMPERATURE(Parameter.TEMPERATURE, 0.08, 0.03, 32, 42.5, 10),
    GLUCOSE(Parameter.GLUCOSE, 4, 1.5, 20, 600, 100);

    private final Parameter parameter;
    private final double drift;
    private final double noise;
    private final double lowest;
    private final double highest;
    private final int stepHundredths;

    Vital(
            final Parameter parameter,
            final double drift,
            final double noise,
            final double lowest,
            final double highest,
            final int stepHundredths) {
        this.parameter = parameter;
        this.drift = drift;
        this.noise = noise;
        this.lowest = lowest;
        this.highest = highest;
        this.stepHundredths = stepHundredths;
    }

    Parameter parameter() {
        return parameter;
    }

    /** Standard deviation of the slow wandering around the patient's own level, in the vital's unit. */
    double drift() {
        return drift;
    }

    /** Standard deviation of what the sensor adds to each sample. */
    double noise() {
        return noise;
    }

    /** Whether every sample has it; the others are measured once a minute. */
    boolean isContinuous() {
        return this == HEART_RATE || this == SPO2 || this == RESPIRATORY_RATE;
    }

    /** What the monitor shows for a value: within what a body can be, and no finer than its display. */
    int hundredths(final double value) {
        final double possible = Math.max(lowest, Math.min(highest, value));
        return (int) Math.round(possible * 100 / stepHundredths) * stepHundredths;
    }

    int lowestHundredths() {
        return hundredths(lowest);
    }

    int highestHundredths() {
        return hundredths(highest);
    }
}
