package io.tocsin.replay.demo;

import io.tocsin.codecs.sbe.Consciousness;

/**
 * How a patient gets worse: what each vital sign does on the way, and how long it takes. The courses are those of the textbooks, told faster: what takes hours
 * takes minutes here, or a demo of ten minutes of hospital time would show none.
 */
enum Deterioration {
    SEPSIS(480, 150, 45, -6, 13, -38, 2.4, 30, Consciousness.CONFUSION),
    RESPIRATORY_FAILURE(300, 45, 26, -15, 17, 8, 0, 0, Consciousness.ALERT),
    BLEEDING(360, 75, 52, -2, 8, -50, -0.2, 0, Consciousness.ALERT),
    HYPOGLYCAEMIA(360, 45, 22, 0, 3, 0, 0, -85, Consciousness.VOICE),
    OPIOID(240, 30, -8, -14, -11, -8, 0, 0, Consciousness.VOICE),
    TACHYCARDIA(20, 20, 78, -1, 3, -18, 0, 0, Consciousness.ALERT);

    /** Consciousness goes last. */
    private static final double CONSCIOUSNESS_FROM = 0.8;

    private static final double DIASTOLIC_SHARE = 0.55;

    private final int onsetSeconds;
    private final int recoverySeconds;
    private final double heartRate;
    private final double spo2;
    private final double respiratoryRate;
    private final double systolic;
    private final double temperature;
    private final double glucose;
    private final Consciousness worst;

    Deterioration(
            final int onsetSeconds,
            final int recoverySeconds,
            final double heartRate,
            final double spo2,
            final double respiratoryRate,
            final double systolic,
            final double temperature,
            final double glucose,
            final Consciousness worst) {
        this.onsetSeconds = onsetSeconds;
        this.recoverySeconds = recoverySeconds;
        this.heartRate = heartRate;
        this.spo2 = spo2;
        this.respiratoryRate = respiratoryRate;
        this.systolic = systolic;
        this.temperature = temperature;
        this.glucose = glucose;
        this.worst = worst;
    }

    /** From the first sign to the worst, hospital time. */
    int onsetSeconds() {
        return onsetSeconds;
    }

    /** Time constant of the way back once treated: about a third is left after each. */
    int recoverySeconds() {
        return recoverySeconds;
    }

    /** By how much a vital sign is away from the patient's own level at the worst, in its unit. */
    double change(final Vital vital) {
        return switch (vital) {
            case HEART_RATE -> heartRate;
            case SPO2 -> spo2;
            case RESPIRATORY_RATE -> respiratoryRate;
            case SYSTOLIC -> systolic;
            case DIASTOLIC -> systolic * DIASTOLIC_SHARE;
            case TEMPERATURE -> temperature;
            case GLUCOSE -> glucose;
        };
    }

    /** How awake the patient is at a severity from 0 to 1. */
    Consciousness consciousness(final double severity) {
        return severity < CONSCIOUSNESS_FROM ? Consciousness.ALERT : worst;
    }

    /** Whether its treatment begins with oxygen. */
    boolean needsOxygen() {
        return this == RESPIRATORY_FAILURE || this == OPIOID;
    }
}
