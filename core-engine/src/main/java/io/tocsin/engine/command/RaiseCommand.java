package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Assessments;
import io.tocsin.engine.alert.DeviceAlerts;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import io.tocsin.engine.triage.Triage;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code RaiseAlert}: a new alert, or an update of the open one with the same key. */
public final class RaiseCommand {
    /** Field id of maxAlerts in Genesis: the detail of TABLE_FULL. */
    private static final int MAX_ALERTS_FIELD = 6;
    /** Field id of contentBlocks in Genesis: the detail of TABLE_FULL. */
    private static final int CONTENT_BLOCKS_FIELD = 20;

    /** Nobody knows of an alarm before it is there; a device that shows one for later is set wrongly. */
    private static final long CLOCK_AHEAD_NS = 10_000_000_000L;
    /** An alert that waited for a connection may be told late. */
    private static final long CLOCK_BEHIND_NS = 300_000_000_000L;

    private static final int FIRST_TEXT_FIELD = RaiseAlertDecoder.alertKeyId();
    private static final int KEY = 0;
    private static final int PATIENT = 1;
    private static final int DEVICE = 2;
    private static final int UNIT = 7;
    private static final int BED = 9;

    private final Alerts alerts;
    private final Site site;
    private final SubjectFinder finder;
    private final Authority authority;
    private final Triage triage;
    private final AlertLife life;
    private final AlertEvents events;
    private final EventStream stream;
    private final RaiseAlertDecoder raise = new RaiseAlertDecoder();
    private final UnsafeBuffer stored = new UnsafeBuffer(new byte[1024]);

    /**
     * Raises alerts.
     *
     * @param alerts open.
     * @param site   with units and beds.
     * @param finder of subjects.
     * @param authority of whoever raises.
     * @param triage of what is declared.
     * @param life   of the alerts.
     * @param events of the alerts.
     * @param stream for engine time.
     */
    public RaiseCommand(
            final Alerts alerts,
            final Site site,
            final SubjectFinder finder,
            final Authority authority,
            final Triage triage,
            final AlertLife life,
            final AlertEvents events,
            final EventStream stream) {
        this.alerts = alerts;
        this.site = site;
        this.finder = finder;
        this.authority = authority;
        this.triage = triage;
        this.life = life;
        this.events = events;
        this.stream = stream;
    }

    /**
     * Carries the command out.
     *
     * @param buffer   holds the message.
     * @param offset   of its header.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void carryOut(
            final DirectBuffer buffer,
            final int offset,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        raise.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (!RaiseFields.areValid(raise, buffer, layout, answer)) {
            return;
        }
        if (authority.isUsed() && !mayRaise(buffer, layout, envelope)) {
            answer.refuse(Result.FORBIDDEN, AuthorityAction.RAISE.value());
            return;
        }
        final int purpose = envelope.purposeRaw();
        final int alert = alerts.keys()
                .find(envelope.sourceId(), purpose, buffer, layout.textOffset(KEY), layout.textLength(KEY));
        if (alert == AlertKeys.ABSENT) {
            open(buffer, offset, layout, envelope.sourceId(), purpose, answer);
        } else if (isOfOthers(alert)) {
            answer.refuse(Result.INVALID_FIELD, FIRST_TEXT_FIELD);
        } else if (!isAnother(alert, DeviceAlerts.conditionOf(raise, layout.blockLength()))) {
            update(alert, buffer, offset, layout, answer);
        } else if (isMilder(alert, buffer, layout)) {
            answer.refuse(Result.INVALID_FIELD, FIRST_TEXT_FIELD);
        } else if (isAlike(alert, buffer, layout)) {
            update(alert, buffer, offset, layout, answer);
        } else {
            replace(alert, buffer, offset, layout, envelope.sourceId(), purpose, answer);
        }
        if (purpose != 0 && answer.alertId != 0) {
            answer.result = Result.TEST_TRAFFIC.value();
        }
    }

    /** Whether an open alert must neither be taken for what is raised now nor make room for it: a result, or what the bedside has to know while only a device is meant now. */
    private boolean isOfOthers(final int alert) {
        final int openType = alerts.type[alert];
        final boolean isTechnicalOverOther = raise.emergencyTypeRaw() == EmergencyType.DEVICE_TECHNICAL.value()
                && openType != EmergencyType.DEVICE_TECHNICAL.value()
                && alerts.condition[alert] != Condition.INACTIVE.value();
        return openType == EmergencyType.CRITICAL_RESULT.value() || isTechnicalOverOther;
    }

    /** Whether something else is the matter than with the device of an open alert: who has taken that knows nothing of this. */
    private boolean isAnother(final int alert, final int condition) {
        final int type = raise.emergencyTypeRaw();
        if (DeviceAlerts.isType(alerts.type[alert])) {
            return alerts.type[alert] != type || heldCondition(alert) != condition;
        }
        return DeviceAlerts.isType(type) && alerts.condition[alert] == Condition.INACTIVE.value();
    }

    /** Whether what is open is active and graver, so that it stays: a battery makes no room for itself, but an emergency with a name always does. */
    private boolean isMilder(final int alert, final DirectBuffer buffer, final MessageLayout layout) {
        return alerts.condition[alert] != Condition.INACTIVE.value()
                && raise.emergencyTypeRaw() >= EmergencyType.OTHER.value()
                && severity(buffer, layout) > alerts.severity[alert];
    }

    /** Whether the people who are asked are those who would be, and nobody has taken it: their time runs on, however often a source tells of both. */
    private boolean isAlike(final int alert, final DirectBuffer buffer, final MessageLayout layout) {
        return alerts.condition[alert] != Condition.INACTIVE.value()
                && alerts.type[alert] == raise.emergencyTypeRaw()
                && alerts.owner[alert] == Alerts.NONE
                && severity(buffer, layout) == alerts.severity[alert];
    }

    private int severity(final DirectBuffer buffer, final MessageLayout layout) {
        return Math.min(raise.severityRaw(), leastSeverity(buffer, layout));
    }

    private int heldCondition(final int alert) {
        alerts.contents().get(alert, stored);
        return stored.getByte(MessageHeaderDecoder.ENCODED_LENGTH + RaiseAlertDecoder.deviceConditionEncodingOffset())
                & 0xFF;
    }

    /** Another alert in the place of one: it needs no more room than that leaves. */
    private void replace(
            final int alert,
            final DirectBuffer buffer,
            final int offset,
            final MessageLayout layout,
            final long sourceId,
            final int purpose,
            final Answer answer) {
        if (!alerts.contents().hasRoomInPlaceOf(alert, layout.length())) {
            answer.refuse(Result.TABLE_FULL, CONTENT_BLOCKS_FIELD);
            return;
        }
        final int least = leastSeverity(buffer, layout);
        life.close(alert, Clause.DEVICE_REPLACED, Outcome.CANCELLED, Alerts.NONE, Alerts.NONE);
        opened(least, buffer, offset, layout, sourceId, purpose, answer);
    }

    private boolean mayRaise(final DirectBuffer buffer, final MessageLayout layout, final EnvelopeDecoder envelope) {
        final int subject = finder.find(buffer, layout, PATIENT, BED, DEVICE);
        return authority.mayRaise(envelope, subject, raise.emergencyTypeRaw());
    }

    private void open(
            final DirectBuffer buffer,
            final int offset,
            final MessageLayout layout,
            final long sourceId,
            final int purpose,
            final Answer answer) {
        final int least = leastSeverity(buffer, layout);
        final boolean isUrgent = AlertLife.isUrgent(Math.min(raise.severityRaw(), least));
        if (!alerts.hasRoom(isUrgent)) {
            answer.refuse(Result.TABLE_FULL, MAX_ALERTS_FIELD);
            return;
        }
        if (!alerts.contents().hasRoom(layout.length(), isUrgent)) {
            answer.refuse(Result.TABLE_FULL, CONTENT_BLOCKS_FIELD);
            return;
        }
        opened(least, buffer, offset, layout, sourceId, purpose, answer);
    }

    private int leastSeverity(final DirectBuffer buffer, final MessageLayout layout) {
        if (!triage.isOn()) {
            return Triage.NOTHING;
        }
        final int subject = triage.asksOf(raise.emergencyTypeRaw())
                ? finder.find(buffer, layout, PATIENT, BED, DEVICE)
                : Subjects.NONE;
        return triage.leastSeverity(raise, subject, 0);
    }

    private void opened(
            final int least,
            final DirectBuffer buffer,
            final int offset,
            final MessageLayout layout,
            final long sourceId,
            final int purpose,
            final Answer answer) {
        final int declared = raise.severityRaw();
        final boolean isTriaged = triage.isOn();
        final int severity = Math.min(declared, least);
        final int subject = finder.intern(buffer, layout, PATIENT, BED, DEVICE);
        final boolean isUnidentified = !finder.isIdentified(subject);
        final int bed = finder.bed(buffer, layout, BED, subject);
        final int alert = alerts.open(stream.nowNs());
        alerts.sourceId[alert] = sourceId;
        alerts.subject[alert] = subject;
        alerts.bed[alert] = bed;
        alerts.unit[alert] = unit(buffer, layout, bed, subject);
        alerts.type[alert] = (byte) raise.emergencyTypeRaw();
        alerts.severity[alert] = (byte) severity;
        alerts.priority[alert] = (byte) AlertLife.priorityOf(severity);
        alerts.purpose[alert] = (byte) purpose;
        alerts.cause[alert] = (byte) Cause.DECLARED.value();
        alerts.parameter[alert] = 0;
        alerts.rule[alert] = 0;
        alerts.value[alert] = 0;
        alerts.limit[alert] = 0;
        alerts.mark(alert, Alerts.UNIDENTIFIED, isUnidentified);
        alerts.keys().put(alert, sourceId, purpose, buffer, layout.textOffset(KEY), layout.textLength(KEY));
        alerts.contents().put(alert, buffer, offset, layout.length());

        long clauses = Because.of(Clause.DECLARED_SEVERITY);
        if (isTriaged) {
            alerts.assessments().keep(alert, declared, least);
            clauses = triage.because(Because.NOTHING, declared, severity);
        }
        clauses = isUnidentified ? Because.and(clauses, Clause.UNIDENTIFIED_SUBJECT) : clauses;
        clauses = purpose == 0 ? clauses : Because.and(clauses, Clause.TEST_TRAFFIC);
        clauses = isClockOff(raise.createdAtNs()) ? Because.and(clauses, Clause.SOURCE_CLOCK) : clauses;
        events.raised(
                clauses,
                alerts.alertId[alert],
                sourceId,
                subject,
                alerts.unit[alert],
                bed,
                alerts.type[alert],
                severity,
                alerts.priority[alert],
                purpose,
                alerts.cause[alert],
                isUnidentified,
                0,
                0,
                0,
                0,
                alerts.assessments().tell(alert));
        events.raisedContent(buffer, layout.textOffset(KEY), layout.textLength(KEY), buffer, offset, layout.length());
        answer.alertId = alerts.alertId[alert];
        answer.occurrence = 1;
        answer.isNew = true;
        if (purpose == 0) {
            life.begin(alert);
        } else {
            life.beginTest(alert);
        }
    }

    private void update(
            final int alert,
            final DirectBuffer buffer,
            final int offset,
            final MessageLayout layout,
            final Answer answer) {
        final int declared = raise.severityRaw();
        final int severity = triage.isOn() ? triageAgain(alert, declared) : declared;
        final boolean isChanged = isContentChanged(alert, buffer, offset, layout);
        final boolean isKept = isChanged && alerts.contents().hasRoom(layout.length(), AlertLife.isUrgent(severity));
        if (isKept) {
            alerts.contents().put(alert, buffer, offset, layout.length());
        }
        alerts.occurrence[alert]++;
        answer.alertId = alerts.alertId[alert];
        answer.occurrence = alerts.occurrence[alert];
        final long clauses = Because.of(Clause.SAME_KEY);
        life.change(
                severity == declared ? clauses : triage.because(clauses, declared, severity),
                alert,
                severity,
                isChanged,
                buffer,
                offset,
                isKept ? layout.length() : 0);
        life.reactivate(alert);
    }

    /** Upwards by itself; downwards only as far as a source that declares less than before, and never below what triage says now. */
    private int triageAgain(final int alert, final int declared) {
        final Assessments assessments = alerts.assessments();
        final boolean isActive = alerts.condition[alert] == Condition.ACTIVE.value();
        final int least = triage.leastSeverity(
                raise, alerts.subject[alert], isActive ? stream.nowNs() - alerts.raisedAtNs[alert] : 0);
        final boolean isLower = declared > assessments.declared(alert);
        assessments.keep(alert, declared, isLower ? least : Math.min(least, assessments.triaged(alert)));
        return Math.min(declared, isLower ? least : Math.min(least, alerts.severity[alert]));
    }

    /** A clock elsewhere never decides, but whoever reads when it happened has to know that it may be wrong. */
    private boolean isClockOff(final long createdAtNs) {
        final long aheadNs = createdAtNs - stream.nowNs();
        return createdAtNs != 0 && (aheadNs > CLOCK_AHEAD_NS || aheadNs < -CLOCK_BEHIND_NS);
    }

    private int unit(final DirectBuffer buffer, final MessageLayout layout, final int bed, final int subject) {
        final int named = layout.textLength(UNIT) == 0
                ? IdTable.ABSENT
                : site.units().find((byte) 0, buffer, layout.textOffset(UNIT), layout.textLength(UNIT));
        if (named != IdTable.ABSENT) {
            return named;
        }
        final int ofBed = site.unitOfBed(bed);
        return ofBed == Site.NONE ? finder.unit(subject) : ofBed;
    }

    /** Whether anything but the envelope, the severity and the instant that the source claims is other than before. */
    private boolean isContentChanged(
            final int alert, final DirectBuffer buffer, final int offset, final MessageLayout layout) {
        final int length = alerts.contents().get(alert, stored);
        if (length != layout.length()) {
            return true;
        }
        final int block = layout.blockOffset() - offset;
        final int severityAt = block + RaiseAlertDecoder.severityEncodingOffset();
        final int createdAt = block + RaiseAlertDecoder.createdAtNsEncodingOffset();
        for (int i = block + EnvelopeDecoder.ENCODED_LENGTH; i < length; i++) {
            final boolean counts = i != severityAt && (i < createdAt || i >= createdAt + Long.BYTES);
            if (counts && stored.getByte(i) != buffer.getByte(offset + i)) {
                return true;
            }
        }
        return false;
    }
}
