package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import org.jspecify.annotations.Nullable;

/** What triage says of types and readings: the table of section 20. */
final class OracleTriageTable {
    static final int PAIN = 100 * Consciousness.PAIN.value();

    private OracleTriageTable() {}

    static @Nullable Severity floor(final EmergencyType type) {
        return switch (type) {
            case CARDIAC_ARREST, CHOKING -> Severity.CRITICAL;
            case OTHER, CRITICAL_RESULT, DEVICE_TECHNICAL, DEVICE_THERAPY, CARE_NOTICE, NULL_VAL -> null;
            default -> Severity.EMERGENT;
        };
    }

    static boolean threatensLife(
            final EmergencyType type,
            final @Nullable Integer systolic,
            final @Nullable Integer respiration,
            final @Nullable Integer spo2,
            final @Nullable Integer acvpu) {
        final boolean isSlow = respiration != null && respiration < 1_000;
        final boolean isFast = respiration != null && respiration > 2_900;
        return switch (type) {
            case ALLERGIC_REACTION -> isSlow || isFast || (systolic != null && systolic < 9_000);
            case OVERDOSE -> isSlow || (acvpu != null && acvpu >= PAIN);
            case SEVERE_ASTHMA -> spo2 != null && spo2 < 9_200;
            default -> false;
        };
    }

    static boolean isDangerous(
            final int ageGroup,
            final @Nullable Integer heartRate,
            final @Nullable Integer respiration,
            final @Nullable Integer spo2) {
        final int heart = ageGroup == 1 ? 180 : ageGroup == 2 ? 160 : ageGroup == 3 ? 140 : 100;
        final int breath = ageGroup == 1 ? 50 : ageGroup == 2 ? 40 : ageGroup == 3 ? 30 : 20;
        return (heartRate != null && heartRate > heart * 100)
                || (respiration != null && respiration > breath * 100)
                || (spo2 != null && spo2 < 9_200);
    }
}
