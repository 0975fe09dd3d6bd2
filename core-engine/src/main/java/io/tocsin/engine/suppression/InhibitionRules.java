package io.tocsin.engine.suppression;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.NamedTypes;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** Which alerts keep which others from paging, as configured: a source, a target, and what both must have alike. Numbered from 0. */
public final class InhibitionRules {
    /** Most rules. */
    public static final int MAX_RULES = 16;

    /** Most different sets of equal fields: sources are found by one index for each. */
    public static final int MAX_INDEXES = 4;

    /** Bit of equal fields: both are about the same subject. */
    public static final int SUBJECT = 1;

    /** Bit of equal fields: the same bed. */
    public static final int BED = 2;

    /** Bit of equal fields: the same unit. */
    public static final int UNIT = 4;

    /** Bit of equal fields: limits of the same parameter. */
    public static final int PARAMETER = 8;

    /** Bit of equal fields: raised by the same source. */
    public static final int SOURCE = 16;

    /** Every bit of equal fields. */
    public static final int EVERY_FIELD = 31;

    /** Any cause. */
    public static final int ANY_CAUSE = 255;

    private static final int SECTION_ID = 64;
    private static final int SECTION_VERSION = 1;
    private static final int CRITICAL = Severity.CRITICAL.value();
    private static final int LAST_OF_PATIENT = EmergencyType.OTHER.value();

    private final long[] recheckNs = new long[MAX_RULES];
    private final byte[] equal = new byte[MAX_RULES];
    private final byte[] sourceType = new byte[MAX_RULES];
    private final byte[] sourceSeverity = new byte[MAX_RULES];
    private final short[] sourceCause = new short[MAX_RULES];
    private final byte[] sourceParameter = new byte[MAX_RULES];
    private final byte[] targetType = new byte[MAX_RULES];
    private final byte[] targetSeverity = new byte[MAX_RULES];
    private final short[] targetCause = new short[MAX_RULES];
    private final byte[] targetParameter = new byte[MAX_RULES];
    private final byte[] fieldsOfIndex = new byte[MAX_INDEXES];
    private final int[] rulesOfIndex = new int[MAX_INDEXES];
    private int indexes;
    private int count;
    private boolean isSaid;

    /** No rules. */
    public InhibitionRules() {}

    /** Forgets all rules; {@link #add} follows for each new one. */
    public void clear() {
        count = 0;
        indexes = 0;
        isSaid = true;
    }

    /**
     * Adds a rule that was checked.
     *
     * @param everyNs   after so long an alert is looked at anew.
     * @param fields    bits of equal fields.
     * @param ofSource  type, severity or graver, cause, parameter, in bytes from the lowest.
     * @param ofTarget  type, severity or less grave, cause, parameter, in bytes from the lowest.
     */
    public void add(final long everyNs, final int fields, final int ofSource, final int ofTarget) {
        recheckNs[count] = everyNs;
        equal[count] = (byte) fields;
        sourceType[count] = (byte) ofSource;
        sourceSeverity[count] = (byte) (ofSource >>> 8);
        sourceCause[count] = (short) (ofSource >>> 16 & 0xFF);
        sourceParameter[count] = (byte) (ofSource >>> 24);
        targetType[count] = (byte) ofTarget;
        targetSeverity[count] = (byte) (ofTarget >>> 8);
        targetCause[count] = (short) (ofTarget >>> 16 & 0xFF);
        targetParameter[count] = (byte) (ofTarget >>> 24);
        int i = 0;
        while (i < indexes && fieldsOfIndex[i] != fields) {
            i++;
        }
        if (i == indexes) {
            fieldsOfIndex[i] = (byte) fields;
            rulesOfIndex[i] = 0;
            indexes++;
        }
        rulesOfIndex[i] |= 1 << count;
        count++;
    }

    /**
     * How many rules there are.
     *
     * @return 0 to {@link #MAX_RULES}.
     */
    public int count() {
        return count;
    }

    /**
     * Whether a configuration ever said anything of inhibitions.
     *
     * @return so its entry is reported.
     */
    public boolean isSaid() {
        return isSaid;
    }

    /**
     * After what time an alert that a rule mutes is looked at anew.
     *
     * @param rule number.
     * @return ns.
     */
    public long recheckNs(final int rule) {
        return recheckNs[rule];
    }

    /**
     * What both must have alike.
     *
     * @param rule number.
     * @return bits.
     */
    public int equal(final int rule) {
        return equal[rule];
    }

    /**
     * What a source is.
     *
     * @param rule number.
     * @return as {@link #add} takes it.
     */
    public int source(final int rule) {
        return packed(sourceType[rule], sourceSeverity[rule], sourceCause[rule], sourceParameter[rule]);
    }

    /**
     * What a target is.
     *
     * @param rule number.
     * @return as {@link #add} takes it.
     */
    public int target(final int rule) {
        return packed(targetType[rule], targetSeverity[rule], targetCause[rule], targetParameter[rule]);
    }

    private static int packed(final int type, final int severity, final int cause, final int parameter) {
        return type | severity << 8 | cause << 16 | parameter << 24;
    }

    int indexes() {
        return indexes;
    }

    int fieldsOf(final int i) {
        return fieldsOfIndex[i];
    }

    int rulesOf(final int i) {
        return rulesOfIndex[i];
    }

    /** The rules of which an alert is a source, as it is now: bits. */
    int asSource(final Alerts alerts, final int alert) {
        int bits = 0;
        for (int rule = 0; rule < count; rule++) {
            if (alerts.severity[alert] <= sourceSeverity[rule]
                    && isOfPatient(sourceType[rule], alerts.type[alert])
                    && is(alerts, alert, sourceType[rule], sourceCause[rule], sourceParameter[rule])) {
                bits |= 1 << rule;
            }
        }
        return bits;
    }

    /** The rules that may mute an alert, as it is now: bits. */
    int asTarget(final Alerts alerts, final int alert) {
        int bits = 0;
        for (int rule = 0; rule < count; rule++) {
            if (alerts.severity[alert] >= targetSeverity[rule]
                    && alerts.severity[alert] != CRITICAL
                    && NamedTypes.means(targetType[rule], alerts.type[alert], alerts.severity[alert])
                    && is(alerts, alert, targetType[rule], targetCause[rule], targetParameter[rule])) {
                bits |= 1 << rule;
            }
        }
        return bits;
    }

    /** How grave it is that a device is empty, or what a laboratory found, says nothing of what a patient's alarms are about: it mutes them by name alone. */
    private static boolean isOfPatient(final int named, final int type) {
        return named == type || type <= LAST_OF_PATIENT;
    }

    private static boolean is(
            final Alerts alerts, final int alert, final int type, final int cause, final int parameter) {
        return (type == 0 || type == alerts.type[alert])
                && (cause == ANY_CAUSE || cause == alerts.cause[alert])
                && (parameter == 0 || parameter == alerts.parameter[alert]);
    }

    /**
     * Writes the rules.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putByte(isSaid ? 1 : 0);
        writer.putByte(count);
        for (int rule = 0; rule < count; rule++) {
            writer.putLong(recheckNs[rule]);
            writer.putByte(equal[rule]);
            writer.putInt(source(rule));
            writer.putInt(target(rule));
        }
    }

    /**
     * Takes the rules over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        final boolean wasSaid = reader.getByte() != 0;
        final int rules = reader.getByte();
        clear();
        isSaid = wasSaid;
        for (int rule = 0; rule < rules; rule++) {
            final long everyNs = reader.getLong();
            final int fields = reader.getByte();
            final int source = reader.getInt();
            add(everyNs, fields, source, reader.getInt());
        }
    }
}
