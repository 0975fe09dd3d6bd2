package io.tocsin.engine.alert;

import io.tocsin.codecs.sbe.AlarmPriority;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.Onset;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/**
 * What is known of how grave an alert is besides its severity: what its source declared, what triage held it for, and to which class of conditions it belongs.
 * A class threatens a harm at an onset, and both together are the alarm priority of IEC 60601-1-8: never stored alone, always looked up.
 */
public final class Assessments {
    /** Classes of conditions; the value of the enum ConditionClass is from 1. */
    public static final int CLASSES = 6;

    /** Less severe than every severity: triage says nothing. */
    public static final int NOTHING = 6;

    private static final int SECTION_ID = 66;
    private static final int SECTION_VERSION = 1;

    private static final int CRITICAL = Severity.CRITICAL.value();
    private static final int HIGH = AlarmPriority.HIGH.value();
    private static final int MEDIUM = AlarmPriority.MEDIUM.value();
    private static final int LOW = AlarmPriority.LOW.value();

    /** IEC 60601-1-8: by harm (death, reversible, minor) and onset (immediate, prompt, delayed). */
    private static final int[] PRIORITY = {HIGH, HIGH, MEDIUM, HIGH, MEDIUM, LOW, MEDIUM, LOW, LOW};

    private static final int ONSETS = 3;

    /** By class: 16 times the harm, plus the onset. */
    private static final byte[] DEFAULT_THREAT = {
        0,
        threat(Harm.DEATH, Onset.IMMEDIATE),
        threat(Harm.DEATH, Onset.IMMEDIATE),
        threat(Harm.DEATH, Onset.PROMPT),
        threat(Harm.REVERSIBLE, Onset.PROMPT),
        threat(Harm.REVERSIBLE, Onset.DELAYED),
        threat(Harm.MINOR, Onset.DELAYED)
    };

    private final Alerts alerts;
    private final byte[] declared;
    private final byte[] triaged;
    /** As events told it last: a report must say the same, though the site may classify otherwise by now. */
    private final long[] told;

    private final byte[] threats = DEFAULT_THREAT.clone();
    private boolean isUsed;
    private boolean isKept;
    private boolean isOfTriage;
    private boolean isOfDevices;
    private boolean isClassified;
    private Patients patients = subject -> 0;

    /** What is asked of the patients that alerts are about. */
    public interface Patients {
        /**
         * What was ordered not to be done for a patient.
         *
         * @param subject index.
         * @return bits as in {@code PatientEntry}; 0 = nothing.
         */
        int treatmentLimits(int subject);
    }

    Assessments(final Alerts alerts, final int maxAlerts) {
        this.alerts = alerts;
        declared = new byte[maxAlerts];
        triaged = new byte[maxAlerts];
        told = new long[maxAlerts];
    }

    /**
     * Says whom to ask of patients; until then nothing is known of any.
     *
     * @param known patients.
     */
    public void patients(final Patients known) {
        patients = known;
    }

    /**
     * What was ordered not to be done for an alert's patient.
     *
     * @param alert slot.
     * @return bits as in {@code PatientEntry}; 0 = nothing, or no subject.
     */
    public int treatmentLimits(final int alert) {
        final int subject = alerts.subject[alert];
        return subject == Alerts.NONE ? 0 : patients.treatmentLimits(subject);
    }

    /**
     * The alarm priority of a harm and an onset.
     *
     * @param harm  value of the enum Harm, from 1.
     * @param onset value of the enum Onset, from 1.
     * @return value of the enum AlarmPriority.
     */
    public static int priority(final int harm, final int onset) {
        return PRIORITY[(harm - 1) * ONSETS + onset - 1];
    }

    /**
     * The site begins or ceases to assess, and its classes are as by default until the next says otherwise. What is open at the beginning was declared as it stands.
     *
     * @param keeps      declared severities are kept.
     * @param classifies harm, onset and priority are told.
     */
    public void configure(final boolean keeps, final boolean classifies) {
        isOfTriage = keeps;
        begin();
        isClassified = classifies;
        System.arraycopy(DEFAULT_THREAT, 0, threats, 0, threats.length);
    }

    /** The site begins or ceases to hold conditions of devices for at least so severe: declared severities are kept for it too. */
    public void ofDevices(final boolean holds) {
        isOfDevices = holds;
        begin();
    }

    private void begin() {
        final boolean keeps = isOfTriage || isOfDevices;
        for (int i = 0; keeps && !isKept && i < alerts.slots().highWater(); i++) {
            declared[i] = alerts.severity[i];
            triaged[i] = NOTHING;
        }
        for (int i = 0; !isUsed && i < alerts.slots().highWater(); i++) {
            told[i] = alerts.severity[i];
        }
        isUsed = true;
        isKept = keeps;
    }

    /**
     * What a class of conditions threatens, other than the default.
     *
     * @param conditionClass value of the enum ConditionClass, from 1.
     * @param harm           value of the enum Harm, from 1.
     * @param onset          value of the enum Onset, from 1.
     */
    public void threat(final int conditionClass, final int harm, final int onset) {
        threats[conditionClass] = (byte) (harm << 4 | onset);
    }

    /**
     * What harm a class threatens.
     *
     * @param conditionClass value of the enum ConditionClass, from 1.
     * @return value of the enum Harm.
     */
    public int harm(final int conditionClass) {
        return threats[conditionClass] >>> 4;
    }

    /**
     * How soon a class threatens harm.
     *
     * @param conditionClass value of the enum ConditionClass, from 1.
     * @return value of the enum Onset.
     */
    public int onset(final int conditionClass) {
        return threats[conditionClass] & 0xF;
    }

    /**
     * Whether a class is as it is by default.
     *
     * @param conditionClass value of the enum ConditionClass, from 1.
     * @return nobody said otherwise.
     */
    public boolean isDefault(final int conditionClass) {
        return threats[conditionClass] == DEFAULT_THREAT[conditionClass];
    }

    /**
     * Whether declared severities are kept.
     *
     * @return as configured.
     */
    public boolean isKept() {
        return isKept;
    }

    /**
     * Keeps what is known of an alert.
     *
     * @param alert            slot.
     * @param declaredSeverity as its source says.
     * @param leastSeverity    as triage says; above NON_URGENT if it says nothing.
     */
    public void keep(final int alert, final int declaredSeverity, final int leastSeverity) {
        declared[alert] = (byte) declaredSeverity;
        triaged[alert] = (byte) leastSeverity;
    }

    /**
     * What the source of a declared alert said last.
     *
     * @param alert slot.
     * @return value of the enum Severity.
     */
    public int declared(final int alert) {
        return declared[alert];
    }

    /**
     * What triage held it for.
     *
     * @param alert slot.
     * @return value of the enum Severity, or above.
     */
    public int triaged(final int alert) {
        return triaged[alert];
    }

    /**
     * All of an alert as its events told it last.
     *
     * @param alert slot.
     * @return as {@link #tell}.
     */
    public long told(final int alert) {
        return isUsed ? told[alert] : alerts.severity[alert];
    }

    /**
     * All of an alert, packed for an event that tells it.
     *
     * @param alert slot.
     * @return declared severity, class, harm, onset, alarm priority, eight bits each from the lowest.
     */
    public long tell(final int alert) {
        if (!isUsed) {
            return alerts.severity[alert];
        }
        final long all = assess(alert);
        told[alert] = all;
        return all;
    }

    private long assess(final int alert) {
        final int cause = alerts.cause[alert];
        final int severity = alerts.severity[alert];
        final int said = isKept && cause == Cause.DECLARED.value() ? declared[alert] : severity;
        if (!isClassified) {
            return said;
        }
        final int conditionClass = classOf(cause, alerts.type[alert], severity, alerts.parameter[alert]);
        final int harm = harm(conditionClass);
        final int onset = onset(conditionClass);
        return said
                | (long) conditionClass << 8
                | (long) harm << 16
                | (long) onset << 24
                | (long) priority(harm, onset) << 32;
    }

    /** Whether an alert is open in a slot for which something is kept: of what the engine raised itself nothing is. */
    private boolean isOfSource(final int alert) {
        return alerts.slots().isUsed(alert) && alerts.cause[alert] == Cause.DECLARED.value();
    }

    private static int classOf(final int cause, final int type, final int severity, final int parameter) {
        if (severity == CRITICAL) {
            final boolean isLethal =
                    type == EmergencyType.CARDIAC_ARREST.value() || type == EmergencyType.CHOKING.value();
            return isLethal ? ConditionClass.LETHAL.value() : ConditionClass.LIFE_THREATENING.value();
        }
        final boolean isSlow = parameter == Parameter.TEMPERATURE.value() || parameter == Parameter.GLUCOSE.value();
        if (cause == Cause.LIMIT.value() && severity == Severity.URGENT.value() && isSlow) {
            return ConditionClass.SLOW_CHANGE.value();
        }
        return severity + 1;
    }

    private static byte threat(final Harm harm, final Onset onset) {
        return (byte) (harm.value() << 4 | onset.value());
    }

    /**
     * Writes the classes, and of each open alert of a source what is kept.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putByte((isOfTriage ? 1 : 0) | (isClassified ? 2 : 0) | (isUsed ? 4 : 0) | (isOfDevices ? 8 : 0));
        for (int i = 1; i <= CLASSES; i++) {
            writer.putByte(threats[i]);
        }
        for (int i = 0; isUsed && i < alerts.slots().highWater(); i++) {
            if (alerts.slots().isUsed(i)) {
                writer.putLong(told[i]);
            }
        }
        for (int i = 0; isKept && i < alerts.slots().highWater(); i++) {
            if (isOfSource(i)) {
                writer.putByte(declared[i]);
                writer.putByte(triaged[i]);
            }
        }
    }

    /**
     * Takes everything over, after the alerts.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        final int flags = reader.getByte();
        isOfTriage = (flags & 1) != 0;
        isClassified = (flags & 2) != 0;
        isUsed = (flags & 4) != 0;
        isOfDevices = (flags & 8) != 0;
        isKept = isOfTriage || isOfDevices;
        for (int i = 1; i <= CLASSES; i++) {
            threats[i] = (byte) reader.getByte();
        }
        for (int i = 0; isUsed && i < alerts.slots().highWater(); i++) {
            if (alerts.slots().isUsed(i)) {
                told[i] = reader.getLong();
            }
        }
        for (int i = 0; isKept && i < alerts.slots().highWater(); i++) {
            if (isOfSource(i)) {
                declared[i] = (byte) reader.getByte();
                triaged[i] = (byte) reader.getByte();
            }
        }
    }
}
