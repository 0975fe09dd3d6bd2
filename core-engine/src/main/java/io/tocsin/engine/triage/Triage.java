package io.tocsin.engine.triage;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.Assessments;
import io.tocsin.engine.alert.DeviceAlerts;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.monitoring.BirthDates;
import io.tocsin.engine.monitoring.News2;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.watch.DeviceRules;
import java.util.Arrays;

/**
 * The least severity that a declared emergency has by what is known of it. Each clause gives a severity or {@link #NOTHING}; the most severe decides, and the
 * clauses that gave it are told. Readings are those of the raise and, where it states none, those held of its subject that are not too old.
 *
 * <p>Severities are values of the enum Severity: the lower, the more severe.
 */
public final class Triage {
    /** Less severe than every severity: no clause says anything. */
    public static final int NOTHING = Assessments.NOTHING;

    private static final int URGENT = Severity.URGENT.value();
    private static final int ABSENT = RaiseAlertDecoder.heartRateNullValue();
    private static final int NOT_STATED = Consciousness.NULL_VAL.value();
    private static final int HUNDREDTHS = 100;
    private static final int MOST_DECIDING = 2;

    /** In the order in which they are told. */
    private static final Clause[] CLAUSES = {
        Clause.TRIAGE_TYPE,
        Clause.TRIAGE_TYPE_READINGS,
        Clause.TRIAGE_ONGOING,
        Clause.TRIAGE_NEWS2,
        Clause.TRIAGE_SHOCK_INDEX,
        Clause.TRIAGE_CONSCIOUSNESS,
        Clause.DEVICE_FLOOR
    };
    /** The last is of devices, and of no bit. */
    private static final int DEVICE = CLAUSES.length - 1;

    private final TriageRules rules;
    private final DeviceRules devices;
    private final Subjects subjects;
    private final BirthDates births;
    private final EventStream stream;
    /** What each clause gave, by its place in {@link #CLAUSES}, which is its bit in the rules. */
    private final int[] given = new int[CLAUSES.length];

    private boolean isInDangerZone;

    /**
     * Triage by rules.
     *
     * @param rules    of the site.
     * @param devices  with the floors of their conditions.
     * @param subjects with their held readings.
     * @param births   with ages.
     * @param stream   for engine time.
     */
    public Triage(
            final TriageRules rules,
            final DeviceRules devices,
            final Subjects subjects,
            final BirthDates births,
            final EventStream stream) {
        this.rules = rules;
        this.devices = devices;
        this.subjects = subjects;
        this.births = births;
        this.stream = stream;
    }

    /**
     * Whether the site uses triage at all.
     *
     * @return something is on.
     */
    public boolean isOn() {
        return rules.clauses() != 0 || devices.hasFloors();
    }

    /** Whether how the patient is says anything of an emergency of a type. */
    public boolean asksOf(final int type) {
        return rules.clauses() != 0 && type != EmergencyType.DEVICE_TECHNICAL.value();
    }

    /**
     * Looks at an emergency; {@link #because} says afterwards what decided.
     *
     * @param raise      as declared, valid.
     * @param subject    index, or {@link Subjects#NONE}.
     * @param reportedNs how long it has been reported and has not ended; 0 for a new one.
     * @return the least severity, or {@link #NOTHING}.
     */
    public int leastSeverity(final RaiseAlertDecoder raise, final int subject, final long reportedNs) {
        final int type = raise.emergencyTypeRaw();
        final int floor = DeviceAlerts.isType(type) ? devices.floor(raise.deviceConditionRaw()) : NOTHING;
        if (!asksOf(type)) {
            // How the patient is says nothing of a battery.
            Arrays.fill(given, NOTHING);
            given[DEVICE] = floor;
            isInDangerZone = false;
            return floor;
        }
        final long nowNs = stream.nowNs();
        final long fastNs = nowNs - rules.fastAgeNs();
        final int heartRate = newest(raise.heartRate(), subject, Parameter.HEART_RATE, fastNs);
        final int spo2 = newest(raise.spo2(), subject, Parameter.SPO2, fastNs);
        final int respiration = newest(raise.respiratoryRate(), subject, Parameter.RESPIRATORY_RATE, fastNs);
        final int systolic = newest(raise.systolic(), subject, Parameter.SYSTOLIC, nowNs - rules.pressureAgeNs());
        final int temperature =
                newest(raise.temperature(), subject, Parameter.TEMPERATURE, nowNs - rules.temperatureAgeNs());
        final int stated = raise.consciousnessRaw();
        final int consciousness =
                stated == NOT_STATED ? held(subject, Parameter.CONSCIOUSNESS.value()) : stated * HUNDREDTHS;
        final int ageGroup = births.ageGroup(subject);
        final boolean isAdult = ageGroup == AgeGroup.NOT_STATED.value() || ageGroup == AgeGroup.ADULT.value();

        given[0] = TriageTable.floor(type);
        given[1] = TriageTable.withReadings(type, systolic, respiration, spo2, consciousness);
        given[2] = TriageTable.ongoing(type, reportedNs);
        given[3] = isAdult
                ? TriageTable.ofBand(band(subject, respiration, spo2, systolic, heartRate, consciousness, temperature))
                : NOTHING;
        given[4] = isAdult ? TriageTable.ofShockIndex(heartRate, systolic) : NOTHING;
        given[5] = TriageTable.ofConsciousness(consciousness);
        isInDangerZone = rules.uses(TriageRules.DANGER_ZONE)
                && TriageTable.isInDangerZone(ageGroup, heartRate, respiration, spo2);
        int least = floor;
        given[DEVICE] = floor;
        for (int i = 0; i < DEVICE; i++) {
            given[i] = rules.uses(1 << i) ? given[i] : NOTHING;
            least = Math.min(least, given[i]);
        }
        return least;
    }

    /**
     * Appends what decided the severity of a raise: its declaration if that is as severe; else the first two clauses that are, or, if none is, that it was so
     * before. For an URGENT alert then whether its readings are in the danger zone.
     *
     * @param clauses  before.
     * @param declared severity.
     * @param severity after triage.
     * @return with what decided behind them.
     */
    public long because(final long clauses, final int declared, final int severity) {
        long because = clauses;
        if (declared <= severity) {
            because = Because.and(because, Clause.DECLARED_SEVERITY);
        } else {
            int deciding = 0;
            for (int i = 0; i < given.length && deciding < MOST_DECIDING; i++) {
                if (given[i] == severity) {
                    because = Because.and(because, CLAUSES[i]);
                    deciding++;
                }
            }
            because = deciding == 0 ? Because.and(because, Clause.TRIAGE_HELD) : because;
        }
        return isInDangerZone && severity == URGENT ? Because.and(because, Clause.TRIAGE_DANGER_ZONE) : because;
    }

    private int band(
            final int subject,
            final int respiration,
            final int spo2,
            final int systolic,
            final int heartRate,
            final int consciousness,
            final int temperature) {
        final int oxygen = held(subject, Parameter.OXYGEN_THERAPY.value());
        final int present = isThere(respiration) << News2.RESPIRATORY_RATE
                | isThere(spo2) << News2.SPO2
                | isThere(oxygen) << News2.OXYGEN
                | isThere(systolic) << News2.SYSTOLIC
                | isThere(heartRate) << News2.HEART_RATE
                | isThere(consciousness) << News2.CONSCIOUSNESS
                | isThere(temperature) << News2.TEMPERATURE;
        final int scale = subject == Subjects.NONE ? 1 : subjects.spo2Scale(subject);
        return News2.band(News2.evaluate(
                present, respiration, spo2, scale, oxygen, systolic, heartRate, consciousness, temperature));
    }

    private int newest(final int stated, final int subject, final Parameter parameter, final long oldestNs) {
        if (stated != ABSENT || subject == Subjects.NONE) {
            return stated;
        }
        final int value = parameter.value();
        return subjects.has(subject, value) && subjects.readAtNs(subject, value) >= oldestNs
                ? subjects.value(subject, value)
                : ABSENT;
    }

    private int held(final int subject, final int parameter) {
        return subject != Subjects.NONE && subjects.has(subject, parameter)
                ? subjects.value(subject, parameter)
                : ABSENT;
    }

    private static int isThere(final int value) {
        return value == ABSENT ? 0 : 1;
    }
}
