package io.tocsin.engine.monitoring;

import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Assessments;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.IdTable;
import org.agrona.concurrent.UnsafeBuffer;

/** Patients, and the beds and devices that stand for unidentified ones: one {@link SubjectRecord} each in the table of their ids. */
public final class Subjects implements AlertLife.SubjectAlerts, Assessments.Patients {
    /** No unit, bed or alert. */
    public static final int NONE = -1;

    /** In front of a patient's id. */
    public static final byte PATIENT = 'P';

    /** In front of the id of a bed that stands for an unidentified patient. */
    public static final byte BED = 'B';

    /** In front of the id of a device that stands for an unidentified patient. */
    public static final byte DEVICE = 'D';

    /** Values of the enum Parameter are below it. */
    public static final int PARAMETERS = 16;

    private static final int SECTION_ID = 40;
    private static final int SECTION_VERSION = 2;

    private final IdTable ids;
    private final UnsafeBuffer records;
    /** Patients with treatment limits. */
    private int limited;

    private final Alerts alerts;

    /**
     * No subjects.
     *
     * @param maxSubjects subjects.
     * @param alerts      whose lists by subject are kept here.
     */
    public Subjects(final int maxSubjects, final Alerts alerts) {
        ids = new IdTable(maxSubjects, SubjectRecord.RECORD_BYTES);
        records = ids.records();
        this.alerts = alerts;
    }

    /**
     * Ids of subjects; whoever interns a new one calls {@link #created}.
     *
     * @return the live table.
     */
    public IdTable ids() {
        return ids;
    }

    /**
     * A subject was interned just now.
     *
     * @param subject index.
     */
    public void created(final int subject) {
        final int at = ids.record(subject);
        records.putByte(at + SubjectRecord.SPO2_SCALE, (byte) 1);
        records.putByte(at + SubjectRecord.MISSING, (byte) News2.ALL_INPUTS);
        records.putInt(at + SubjectRecord.UNIT, NONE);
        records.putInt(at + SubjectRecord.BED_INDEX, NONE);
        records.putInt(at + SubjectRecord.FIRST_ALERT, NONE);
        records.putInt(at + SubjectRecord.LAST_ALERT, NONE);
    }

    /**
     * A patient is admitted, or moved.
     *
     * @param subject   index.
     * @param spo2Scale 1 or 2.
     * @param unit      index or {@link #NONE}.
     * @param bed       index or {@link #NONE}.
     */
    public void identify(final int subject, final int spo2Scale, final int unit, final int bed) {
        final int at = ids.record(subject);
        records.putByte(at + SubjectRecord.IDENTIFIED, (byte) 1);
        records.putByte(at + SubjectRecord.SPO2_SCALE, (byte) spo2Scale);
        records.putInt(at + SubjectRecord.UNIT, unit);
        records.putInt(at + SubjectRecord.BED_INDEX, bed);
    }

    /**
     * What a patient's entry says for triage and for responders.
     *
     * @param subject         index.
     * @param treatmentLimits bits as in {@code PatientEntry}.
     * @param ageGroup        value of the enum AgeGroup.
     */
    public void describe(final int subject, final int treatmentLimits, final int ageGroup) {
        final int at = ids.record(subject);
        final boolean wasLimited = records.getByte(at + SubjectRecord.TREATMENT_LIMITS) != 0;
        limited += (treatmentLimits == 0 ? 0 : 1) - (wasLimited ? 1 : 0);
        records.putByte(at + SubjectRecord.TREATMENT_LIMITS, (byte) treatmentLimits);
        records.putByte(at + SubjectRecord.AGE_GROUP, (byte) ageGroup);
    }

    @Override
    public int treatmentLimits(final int subject) {
        // Where no patient has any, no memory of the subject is touched.
        return limited == 0 ? 0 : records.getByte(ids.record(subject) + SubjectRecord.TREATMENT_LIMITS);
    }

    /**
     * The patient's age group.
     *
     * @param subject index or {@link #NONE}.
     * @return value of the enum AgeGroup.
     */
    public int ageGroup(final int subject) {
        return subject == NONE ? 0 : records.getByte(ids.record(subject) + SubjectRecord.AGE_GROUP);
    }

    /**
     * Whether the subject is a patient that the configuration names.
     *
     * @param subject index or {@link #NONE}.
     * @return true if so.
     */
    public boolean isIdentified(final int subject) {
        return subject != NONE && records.getByte(ids.record(subject) + SubjectRecord.IDENTIFIED) != 0;
    }

    /**
     * The patient's unit.
     *
     * @param subject index or {@link #NONE}.
     * @return index or {@link #NONE}.
     */
    public int unit(final int subject) {
        return subject == NONE ? NONE : records.getInt(ids.record(subject) + SubjectRecord.UNIT);
    }

    /**
     * The patient's bed.
     *
     * @param subject index or {@link #NONE}.
     * @return index or {@link #NONE}.
     */
    public int bed(final int subject) {
        return subject == NONE ? NONE : records.getInt(ids.record(subject) + SubjectRecord.BED_INDEX);
    }

    /**
     * The NEWS2 SpO2 scale of the patient.
     *
     * @param subject index.
     * @return 1 or 2.
     */
    public int spo2Scale(final int subject) {
        return records.getByte(ids.record(subject) + SubjectRecord.SPO2_SCALE);
    }

    /**
     * When the subject was heard of last.
     *
     * @param subject index.
     * @return epoch ns; 0 = never.
     */
    public long lastSeenNs(final int subject) {
        return records.getLong(ids.record(subject) + SubjectRecord.LAST_SEEN_NS);
    }

    /**
     * The subject is heard of.
     *
     * @param subject index.
     * @param nowNs   engine time.
     */
    public void seen(final int subject, final long nowNs) {
        records.putLong(ids.record(subject) + SubjectRecord.LAST_SEEN_NS, nowNs);
    }

    /**
     * Which rules the last readings violated.
     *
     * @param subject index.
     * @return bit per rule id.
     */
    public long violated(final int subject) {
        return records.getLong(ids.record(subject) + SubjectRecord.VIOLATED);
    }

    /**
     * Sets which rules the last readings violated.
     *
     * @param subject index.
     * @param rules   bit per rule id.
     */
    public void violated(final int subject, final long rules) {
        records.putLong(ids.record(subject) + SubjectRecord.VIOLATED, rules);
    }

    /**
     * The version of the rules that {@link #violated(int)} and the held score belong to.
     *
     * @param subject index.
     * @return version.
     */
    public int rulesVersion(final int subject) {
        return records.getInt(ids.record(subject) + SubjectRecord.RULES_VERSION);
    }

    /**
     * Forgets what was violated and the held score, for rules of another version.
     *
     * @param subject index.
     * @param version of the rules from now on.
     */
    public void forgetRules(final int subject, final int version) {
        final int at = ids.record(subject);
        records.putLong(at + SubjectRecord.VIOLATED, 0);
        records.putInt(at + SubjectRecord.RULES_VERSION, version);
        score(subject, 0, 0, News2.ALL_INPUTS, false);
    }

    /**
     * Keeps a reading.
     *
     * @param subject   index.
     * @param parameter value of the enum Parameter.
     * @param value     hundredths.
     * @param nowNs     engine time.
     */
    public void read(final int subject, final int parameter, final int value, final long nowNs) {
        SubjectRecord.read(records, ids.record(subject), parameter, value, nowNs);
    }

    /**
     * Whether a parameter was ever read.
     *
     * @param subject   index.
     * @param parameter value of the enum Parameter.
     * @return true if so.
     */
    public boolean has(final int subject, final int parameter) {
        return SubjectRecord.has(records, ids.record(subject), parameter);
    }

    /**
     * The last value of a parameter.
     *
     * @param subject   index.
     * @param parameter that was read.
     * @return hundredths.
     */
    public int value(final int subject, final int parameter) {
        return SubjectRecord.value(records, ids.record(subject), parameter);
    }

    /**
     * When a parameter that ages was read last.
     *
     * @param subject   index.
     * @param parameter heart rate, SpO2, temperature, systolic pressure or respiratory rate.
     * @return epoch ns.
     */
    public long readAtNs(final int subject, final int parameter) {
        return SubjectRecord.readAtNs(records, ids.record(subject), parameter);
    }

    /**
     * Keeps a NEWS2 score.
     *
     * @param subject     index.
     * @param total       0 to 20.
     * @param band        effective.
     * @param missingMask inputs missing.
     * @param singleThree one parameter scores 3.
     */
    public void score(
            final int subject, final int total, final int band, final int missingMask, final boolean singleThree) {
        final int at = ids.record(subject);
        records.putByte(at + SubjectRecord.SCORE, (byte) total);
        records.putByte(at + SubjectRecord.BAND, (byte) band);
        records.putByte(at + SubjectRecord.MISSING, (byte) missingMask);
        records.putByte(at + SubjectRecord.SINGLE_THREE, (byte) (singleThree ? 1 : 0));
    }

    /**
     * Whether a score is the one that is held.
     *
     * @param subject     index.
     * @param total       0 to 20.
     * @param band        effective.
     * @param missingMask inputs missing.
     * @param singleThree one parameter scores 3.
     * @return nothing differs.
     */
    public boolean holdsScore(
            final int subject, final int total, final int band, final int missingMask, final boolean singleThree) {
        final int at = ids.record(subject);
        return records.getByte(at + SubjectRecord.SCORE) == total
                && records.getByte(at + SubjectRecord.BAND) == band
                && records.getByte(at + SubjectRecord.MISSING) == missingMask
                && (records.getByte(at + SubjectRecord.SINGLE_THREE) & 1) == (singleThree ? 1 : 0);
    }

    /**
     * The effective NEWS2 band that is held.
     *
     * @param subject index.
     * @return value of the enum NewsBand.
     */
    public int band(final int subject) {
        return records.getByte(ids.record(subject) + SubjectRecord.BAND);
    }

    /** The NEWS2 band of the score that is held, whatever is missing. */
    int computedBand(final int subject) {
        final int at = ids.record(subject);
        return News2.bandOf(
                records.getByte(at + SubjectRecord.SCORE), (records.getByte(at + SubjectRecord.SINGLE_THREE) & 1) != 0);
    }

    /** Whether a subject has limits of its own. */
    boolean ownsLimits(final int subject) {
        return SubjectRecord.ownsLimits(records, ids.record(subject));
    }

    /** The first watch of a timed rule, or {@link #NONE}. */
    int firstWatch(final int subject) {
        return records.getInt(ids.record(subject) + SubjectRecord.FIRST_WATCH) - 1;
    }

    /** Sets the first watch of a timed rule, or {@link #NONE}. */
    void firstWatch(final int subject, final int watch) {
        records.putInt(ids.record(subject) + SubjectRecord.FIRST_WATCH, watch + 1);
    }

    /**
     * The open alert of a subject that was opened first.
     *
     * @param subject index.
     * @return alert slot or {@link #NONE}; the others follow by {@link Alerts#nextOfSubject}.
     */
    public int firstAlert(final int subject) {
        return records.getInt(ids.record(subject) + SubjectRecord.FIRST_ALERT);
    }

    @Override
    public void add(final int subject, final int alert) {
        final int at = ids.record(subject);
        final int last = records.getInt(at + SubjectRecord.LAST_ALERT);
        alerts.nextOfSubject[alert] = NONE;
        alerts.previousOfSubject[alert] = last;
        if (last == NONE) {
            records.putInt(at + SubjectRecord.FIRST_ALERT, alert);
        } else {
            alerts.nextOfSubject[last] = alert;
        }
        records.putInt(at + SubjectRecord.LAST_ALERT, alert);
    }

    @Override
    public void remove(final int subject, final int alert) {
        final int at = ids.record(subject);
        final int before = alerts.previousOfSubject[alert];
        final int after = alerts.nextOfSubject[alert];
        if (before == NONE) {
            records.putInt(at + SubjectRecord.FIRST_ALERT, after);
        } else {
            alerts.nextOfSubject[before] = after;
        }
        if (after == NONE) {
            records.putInt(at + SubjectRecord.LAST_ALERT, before);
        } else {
            alerts.previousOfSubject[after] = before;
        }
    }

    /**
     * Writes the subjects' records as they lie in memory.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(limited);
        ids.snapshotRecords(writer);
    }

    /**
     * Takes the subjects over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        limited = reader.getInt();
        ids.restoreRecords(reader);
    }
}
