package io.tocsin.engine.triage;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.monitoring.News2;

/**
 * The clauses of triage, each a table. Readings are hundredths of their unit and compared unrounded; one that is not there is the null value of its field and says
 * nothing. Severities are values of the enum Severity, or {@link Triage#NOTHING}.
 */
final class TriageTable {
    private static final int NOTHING = Triage.NOTHING;
    private static final int CRITICAL = Severity.CRITICAL.value();
    private static final int EMERGENT = Severity.EMERGENT.value();
    private static final int URGENT = Severity.URGENT.value();
    private static final int ABSENT = RaiseAlertDecoder.heartRateNullValue();

    /** A seizure that lasts as long is a status epilepticus. */
    private static final long STATUS_EPILEPTICUS_NS = 300_000_000_000L;

    private static final int CONFUSION = 100 * Consciousness.CONFUSION.value();
    private static final int PAIN = 100 * Consciousness.PAIN.value();

    private static final int LOW_SYSTOLIC = 90_00;
    private static final int SLOW_BREATHING = 10_00;
    private static final int FAST_BREATHING = 29_00;
    private static final int LOW_SPO2 = 92_00;

    /** Emergency severity index, danger zone by age group: heart rates above. */
    private static final int[] DANGEROUS_HEART_RATE = {100_00, 180_00, 160_00, 140_00, 100_00, 100_00};
    /** Emergency severity index, danger zone by age group: respiratory rates above. */
    private static final int[] DANGEROUS_RESPIRATION = {20_00, 50_00, 40_00, 30_00, 20_00, 20_00};

    private TriageTable() {}

    /** What the type of an emergency is at least. */
    static int floor(final int type) {
        return switch (EmergencyType.get((short) type)) {
            case CARDIAC_ARREST, CHOKING -> CRITICAL;
            case STROKE, SEVERE_TRAUMA, ALLERGIC_REACTION, OVERDOSE, SEIZURE, SEVERE_ASTHMA -> EMERGENT;
            default -> NOTHING;
        };
    }

    /** Types that threaten life with certain readings: shock or failing breath in an allergic reaction, failing breath or no answer in an overdose, hypoxia in asthma. */
    static int withReadings(
            final int type, final int systolic, final int respiration, final int spo2, final int consciousness) {
        final boolean breathesTooSlowly = respiration != ABSENT && respiration < SLOW_BREATHING;
        final boolean threatensLife = switch (EmergencyType.get((short) type)) {
            case ALLERGIC_REACTION ->
                breathesTooSlowly
                        || (respiration != ABSENT && respiration > FAST_BREATHING)
                        || (systolic != ABSENT && systolic < LOW_SYSTOLIC);
            case OVERDOSE -> breathesTooSlowly || consciousness >= PAIN;
            case SEVERE_ASTHMA -> spo2 != ABSENT && spo2 < LOW_SPO2;
            default -> false;
        };
        return threatensLife ? CRITICAL : NOTHING;
    }

    /** A seizure that goes on. */
    static int ongoing(final int type, final long reportedNs) {
        return type == EmergencyType.SEIZURE.value() && reportedNs >= STATUS_EPILEPTICUS_NS ? CRITICAL : NOTHING;
    }

    /** NEWS2: 7 or more is EMERGENT; 5 or 6, or a single 3, is URGENT. */
    static int ofBand(final int band) {
        if (band == News2.BAND_HIGH) {
            return EMERGENT;
        }
        return band >= News2.BAND_LOW_MEDIUM ? URGENT : NOTHING;
    }

    /** Shock index: heart rate by systolic pressure, 1.0 or more. */
    static int ofShockIndex(final int heartRate, final int systolic) {
        return heartRate != ABSENT && systolic > 0 && heartRate >= systolic ? EMERGENT : NOTHING;
    }

    /** ACVPU: answers to pain or not at all; newly confused, or answers to voice. */
    static int ofConsciousness(final int consciousness) {
        if (consciousness >= PAIN) {
            return CRITICAL;
        }
        return consciousness >= CONFUSION ? EMERGENT : NOTHING;
    }

    /** Readings for which the emergency severity index asks whether 3 should be 2. */
    static boolean isInDangerZone(final int ageGroup, final int heartRate, final int respiration, final int spo2) {
        final int group = ageGroup > AgeGroup.ADULT.value() ? 0 : ageGroup;
        return heartRate > DANGEROUS_HEART_RATE[group]
                || respiration > DANGEROUS_RESPIRATION[group]
                || (spo2 != ABSENT && spo2 < LOW_SPO2);
    }
}
