package io.tocsin.transport.directory;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;

/**
 * An alert as it stands in a value, while it is looked at or changed. Links lead to the alert before it of the same subject and of the same unit; 0 = there is none.
 * One thread at a time.
 */
final class AlertRecord {
    private static final int BEFORE_OF_SUBJECT = Layout.FIELDS_OFFSET;
    private static final int BEFORE_OF_UNIT = BEFORE_OF_SUBJECT + 8;
    private static final int ALERT_ID = BEFORE_OF_UNIT + 8;
    private static final int RAISED = ALERT_ID + 8;
    private static final int RECEIVED = RAISED + 8;
    private static final int ACCEPTED = RECEIVED + 8;
    private static final int AT_BEDSIDE = ACCEPTED + 8;
    private static final int CLOSED = AT_BEDSIDE + 8;
    private static final int OCCURRENCE = CLOSED + 8;
    private static final int STEPS = OCCURRENCE + 4;
    private static final int TYPE = STEPS + 4;
    private static final int SEVERITY = TYPE + 1;
    private static final int CAUSE = SEVERITY + 1;
    private static final int PURPOSE = CAUSE + 1;
    private static final int OUTCOME = PURPOSE + 1;
    private static final int TEXTS = OUTCOME + 1;

    long appliedSeq;
    long beforeOfSubject;
    long beforeOfUnit;
    long alertId;
    long raisedNs;
    long receivedNs;
    long acceptedNs;
    long atBedsideNs;
    long closedNs;
    int occurrence;
    int steps;
    short type;
    short severity;
    short cause;
    short purpose;
    short outcome;
    String subject = "";
    String unit = "";
    String bed = "";
    String acceptedBy = "";
    String owner = "";
    String closedBy = "";

    void read(final Slice value) {
        appliedSeq = Layout.getLong(value, Layout.APPLIED_OFFSET);
        beforeOfSubject = Layout.getLong(value, BEFORE_OF_SUBJECT);
        beforeOfUnit = Layout.getLong(value, BEFORE_OF_UNIT);
        alertId = Layout.getLong(value, ALERT_ID);
        raisedNs = Layout.getLong(value, RAISED);
        receivedNs = Layout.getLong(value, RECEIVED);
        acceptedNs = Layout.getLong(value, ACCEPTED);
        atBedsideNs = Layout.getLong(value, AT_BEDSIDE);
        closedNs = Layout.getLong(value, CLOSED);
        occurrence = Layout.getInt(value, OCCURRENCE);
        steps = Layout.getInt(value, STEPS);
        type = value.buffer().getByte(TYPE);
        severity = value.buffer().getByte(SEVERITY);
        cause = value.buffer().getByte(CAUSE);
        purpose = value.buffer().getByte(PURPOSE);
        outcome = value.buffer().getByte(OUTCOME);
        int at = TEXTS;
        subject = Layout.text(value, at);
        at = Layout.afterText(value, at);
        unit = Layout.text(value, at);
        at = Layout.afterText(value, at);
        bed = Layout.text(value, at);
        at = Layout.afterText(value, at);
        acceptedBy = Layout.text(value, at);
        at = Layout.afterText(value, at);
        owner = Layout.text(value, at);
        at = Layout.afterText(value, at);
        closedBy = Layout.text(value, at);
    }

    void write(final Slice value) {
        Layout.putLong(value, Layout.APPLIED_OFFSET, appliedSeq);
        Layout.putLong(value, BEFORE_OF_SUBJECT, beforeOfSubject);
        Layout.putLong(value, BEFORE_OF_UNIT, beforeOfUnit);
        Layout.putLong(value, ALERT_ID, alertId);
        Layout.putLong(value, RAISED, raisedNs);
        Layout.putLong(value, RECEIVED, receivedNs);
        Layout.putLong(value, ACCEPTED, acceptedNs);
        Layout.putLong(value, AT_BEDSIDE, atBedsideNs);
        Layout.putLong(value, CLOSED, closedNs);
        Layout.putInt(value, OCCURRENCE, occurrence);
        Layout.putInt(value, STEPS, steps);
        value.buffer().putByte(TYPE, (byte) type);
        value.buffer().putByte(SEVERITY, (byte) severity);
        value.buffer().putByte(CAUSE, (byte) cause);
        value.buffer().putByte(PURPOSE, (byte) purpose);
        value.buffer().putByte(OUTCOME, (byte) outcome);
        int at = TEXTS;
        at = Layout.putText(value, at, subject, 1 + Layout.MAX_ID_BYTES);
        at = Layout.putText(value, at, unit, Layout.MAX_ID_BYTES);
        at = Layout.putText(value, at, bed, Layout.MAX_ID_BYTES);
        at = Layout.putText(value, at, acceptedBy, Layout.MAX_ID_BYTES);
        at = Layout.putText(value, at, owner, Layout.MAX_ID_BYTES);
        at = Layout.putText(value, at, closedBy, Layout.MAX_ID_BYTES);
        value.length(at);
    }

    PastAlert past() {
        return new PastAlert(
                alertId,
                subject,
                unit,
                bed,
                EmergencyType.get((short) (type & 0xFF)),
                Severity.get((short) (severity & 0xFF)),
                Cause.get((short) (cause & 0xFF)),
                Purpose.get((short) (purpose & 0xFF)),
                occurrence & 0xFFFF_FFFFL,
                steps,
                raisedNs,
                receivedNs,
                acceptedNs,
                acceptedBy,
                owner,
                atBedsideNs,
                closedNs,
                Outcome.get((short) (outcome & 0xFF)),
                closedBy);
    }
}
