package io.tocsin.replay.demo;

import java.util.Random;

/**
 * What is normal for one synthetic patient: levels around which the vital signs wander while nothing happens.
 *
 * @param ageYears        18 to 95.
 * @param heartRate       beats per minute.
 * @param spo2            per cent.
 * @param respiratoryRate breaths per minute.
 * @param systolic        mmHg.
 * @param diastolic       mmHg.
 * @param temperature     degrees Celsius.
 * @param glucose         mg/dL.
 */
record PatientProfile(
        int ageYears,
        double heartRate,
        double spo2,
        double respiratoryRate,
        double systolic,
        double diastolic,
        double temperature,
        double glucose) {
    private static final int OLDER_YEARS = 65;
    private static final int OLD_YEARS = 80;

    /**
     * Makes one up.
     *
     * @param random of this patient.
     * @return levels of somebody in hospital who is not deteriorating: pressure rises and saturation falls with age.
     */
    static PatientProfile of(final Random random) {
        final int ageYears = within(18, 95, 64 + 18 * random.nextGaussian());
        final boolean old = ageYears >= OLD_YEARS;
        final boolean older = ageYears >= OLDER_YEARS;
        final double systolic = near(random, old ? 130 : older ? 127 : 118, 8, 108, 142);
        return new PatientProfile(
                ageYears,
                near(random, older ? 73 : 77, 7, 62, 95),
                near(random, old ? 96.6 : older ? 97 : 97.6, 0.7, 95.5, 99),
                near(random, older ? 16 : 15, 1.3, 12.5, 18.5),
                systolic,
                near(random, systolic * 0.6, 4, 58, 88),
                near(random, 36.85, 0.2, 36.5, 37.3),
                near(random, older ? 115 : 105, 12, 88, 150));
    }

    double level(final Vital vital) {
        return switch (vital) {
            case HEART_RATE -> heartRate;
            case SPO2 -> spo2;
            case RESPIRATORY_RATE -> respiratoryRate;
            case SYSTOLIC -> systolic;
            case DIASTOLIC -> diastolic;
            case TEMPERATURE -> temperature;
            case GLUCOSE -> glucose;
        };
    }

    private static double near(
            final Random random, final double mean, final double deviation, final double low, final double high) {
        return Math.max(low, Math.min(high, mean + deviation * random.nextGaussian()));
    }

    private static int within(final int low, final int high, final double value) {
        return Math.max(low, Math.min(high, (int) Math.round(value)));
    }
}
