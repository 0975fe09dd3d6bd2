package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.CancelAlertDecoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.ClearAlertDecoder;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Assessments;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.response.AlertLife;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What a source says of an alert that it raised: update, clear, cancel. */
public final class AlertCommands {
    private static final int NOBODY = Alerts.NONE;
    private static final int KEY = 0;
    private static final int DESCRIPTION = 1;
    private static final int MAX_KEY_BYTES = 36;
    private static final int MAX_DESCRIPTION_BYTES = 160;
    /** Place of the description among the texts of RaiseAlert. */
    private static final int RAISED_DESCRIPTION = 12;

    private final Alerts alerts;
    private final AlertLife life;
    private final UpdateAlertDecoder update = new UpdateAlertDecoder();
    private final ClearAlertDecoder clear = new ClearAlertDecoder();
    private final CancelAlertDecoder cancel = new CancelAlertDecoder();
    private final MessageLayout storedLayout = new MessageLayout();
    private final UnsafeBuffer stored = new UnsafeBuffer(new byte[1024]);
    private final UnsafeBuffer edited = new UnsafeBuffer(new byte[2048]);

    /**
     * Changes alerts.
     *
     * @param alerts open.
     * @param life   of the alerts.
     */
    public AlertCommands(final Alerts alerts, final AlertLife life) {
        this.alerts = alerts;
        this.life = life;
    }

    /**
     * Carries {@code UpdateAlert} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void update(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        update.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int severity = update.severityRaw();
        final boolean keepsSeverity = severity == Severity.NULL_VAL.value();
        if (!keepsSeverity && (severity < Severity.CRITICAL.value() || severity > Severity.NON_URGENT.value())) {
            answer.refuse(Result.INVALID_FIELD, UpdateAlertDecoder.severityId());
            return;
        }
        if (!isKeyValid(update.alertId(), layout, answer)) {
            return;
        }
        if (layout.textLength(DESCRIPTION) > MAX_DESCRIPTION_BYTES) {
            answer.refuse(Result.INVALID_FIELD, UpdateAlertDecoder.descriptionId());
            return;
        }
        final int alert = find(update.alertId(), buffer, layout, envelope);
        if (alert == Alerts.NONE) {
            answer.refuse(Result.UNKNOWN_ALERT, 0);
            return;
        }
        answer.alertId = alerts.alertId[alert];
        answer.occurrence = alerts.occurrence[alert];
        final int newSeverity = keepsSeverity ? alerts.severity[alert] : declared(alert, severity);
        final int length = layout.textLength(DESCRIPTION) == 0
                ? 0
                : describe(alert, buffer, layout.textOffset(DESCRIPTION), layout.textLength(DESCRIPTION));
        final boolean isKept = length > 0 && alerts.contents().hasRoom(length, AlertLife.isUrgent(newSeverity));
        if (isKept) {
            alerts.contents().put(alert, edited, 0, length);
        }
        final boolean isHeld = !keepsSeverity && newSeverity != severity;
        final long clauses = isHeld ? Because.of(Clause.UPDATED, Clause.TRIAGE_HELD) : Because.of(Clause.UPDATED);
        life.change(clauses, alert, newSeverity, length > 0, edited, 0, isKept ? length : 0);
    }

    /**
     * Carries {@code ClearAlert} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void clear(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        clear.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int alert = findValid(clear.alertId(), buffer, layout, envelope, answer);
        if (alert != Alerts.NONE) {
            life.clear(alert);
        }
    }

    /**
     * Carries {@code CancelAlert} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void cancel(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        cancel.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int alert = findValid(cancel.alertId(), buffer, layout, envelope, answer);
        if (alert != Alerts.NONE) {
            life.close(alert, Clause.CANCELLED_BY_SOURCE, Outcome.CANCELLED, NOBODY, NOBODY);
        }
    }

    /** What an alert's severity becomes if its source declares one: what triage held it for stays, and all of it unless less is declared than before. */
    private int declared(final int alert, final int severity) {
        final Assessments assessments = alerts.assessments();
        if (!assessments.isKept() || alerts.cause[alert] != Cause.DECLARED.value()) {
            return severity;
        }
        final boolean isLower = severity > assessments.declared(alert);
        final int held = isLower ? assessments.triaged(alert) : alerts.severity[alert];
        assessments.keep(alert, severity, assessments.triaged(alert));
        return Math.min(severity, held);
    }

    private int findValid(
            final long alertId,
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        if (!isKeyValid(alertId, layout, answer)) {
            return Alerts.NONE;
        }
        final int alert = find(alertId, buffer, layout, envelope);
        if (alert == Alerts.NONE) {
            answer.refuse(Result.UNKNOWN_ALERT, 0);
        } else {
            answer.alertId = alerts.alertId[alert];
            answer.occurrence = alerts.occurrence[alert];
        }
        return alert;
    }

    private static boolean isKeyValid(final long alertId, final MessageLayout layout, final Answer answer) {
        final int length = layout.textLength(KEY);
        if (length > MAX_KEY_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, UpdateAlertDecoder.alertKeyId());
            return false;
        }
        if (alertId == 0 && length == 0) {
            answer.refuse(Result.INVALID_FIELD, UpdateAlertDecoder.alertKeyId());
            return false;
        }
        return true;
    }

    private int find(
            final long alertId, final DirectBuffer buffer, final MessageLayout layout, final EnvelopeDecoder envelope) {
        final int purpose = envelope.purposeRaw();
        if (alertId == 0) {
            final int alert = alerts.keys()
                    .find(envelope.sourceId(), purpose, buffer, layout.textOffset(KEY), layout.textLength(KEY));
            return alert == AlertKeys.ABSENT ? Alerts.NONE : alert;
        }
        final int alert = alerts.slotOf(alertId);
        final boolean isOwn = alert != Alerts.NONE
                && alerts.sourceId[alert] == envelope.sourceId()
                && alerts.purpose[alert] == purpose;
        return isOwn ? alert : Alerts.NONE;
    }

    /**
     * Writes the alert's content with another description into {@link #edited}.
     *
     * @return its length; 0 if the description is what it was, or the alert has no content.
     */
    private int describe(final int alert, final DirectBuffer buffer, final int offset, final int length) {
        final int storedLength = alerts.contents().get(alert, stored);
        if (storedLength == 0
                || storedLayout.walk(stored, 0, storedLength) != MessageLayout.FITS
                || storedLayout.templateId() != RaiseAlertDecoder.TEMPLATE_ID) {
            return 0;
        }
        final int oldStart = storedLayout.textOffset(RAISED_DESCRIPTION);
        final int oldLength = storedLayout.textLength(RAISED_DESCRIPTION);
        final int newTotal = storedLength - oldLength + length;
        if (newTotal > stored.capacity() || isSame(oldStart, oldLength, buffer, offset, length)) {
            return 0;
        }
        edited.putBytes(0, stored, 0, oldStart);
        edited.putByte(oldStart - 1, (byte) length);
        edited.putBytes(oldStart, buffer, offset, length);
        final int rest = oldStart + oldLength;
        edited.putBytes(oldStart + length, stored, rest, storedLength - rest);
        // What was cut was the description that is replaced now.
        final int flags = storedLayout.blockOffset() + RaiseAlertDecoder.contentFlagsEncodingOffset();
        edited.putByte(flags, (byte) (edited.getByte(flags) & ~1));
        return newTotal;
    }

    private boolean isSame(
            final int oldStart, final int oldLength, final DirectBuffer buffer, final int offset, final int length) {
        if (oldLength != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (stored.getByte(oldStart + i) != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }
}
