package io.tocsin.engine.access;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.ForgetPatientDecoder;
import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.command.Answer;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.engine.sla.Operations;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code ForgetPatient}. A refusal names the field. */
public final class ForgetCommand {
    private static final int REVOKE = AuthorityAction.REVOKE.value();
    private static final int OTHER = ForgetReason.OTHER.value();
    private static final int NOBODY = -1;
    private static final int LEAST_COMMENT_BYTES = 10;
    private static final int MOST_COMMENT_BYTES = 160;

    // Texts.
    private static final int PATIENT = 0;
    private static final int COMMENT = 1;
    /** Of RaiseAlert, ReportResult and ScheduleDose alike. */
    private static final int CONTENT_PATIENT = 1;

    private final Forgotten forgotten;
    private final Alerts alerts;
    private final Subjects subjects;
    private final Operations operations;
    private final Authority authority;
    private final Semantics semantics;
    private final EventStream stream;
    private final ForgetEvents events;
    private final ForgetPatientDecoder forget = new ForgetPatientDecoder();
    private final MessageLayout storedLayout = new MessageLayout();
    private final UnsafeBuffer stored = new UnsafeBuffer(new byte[1024]);

    /**
     * Carries it out.
     *
     * @param forgotten  who was.
     * @param alerts     that are open.
     * @param subjects   with the patients.
     * @param operations with the administrators.
     * @param authority  of people.
     * @param semantics  of the log.
     * @param stream     of events.
     */
    public ForgetCommand(
            final Forgotten forgotten,
            final Alerts alerts,
            final Subjects subjects,
            final Operations operations,
            final Authority authority,
            final Semantics semantics,
            final EventStream stream) {
        this.forgotten = forgotten;
        this.alerts = alerts;
        this.subjects = subjects;
        this.operations = operations;
        this.authority = authority;
        this.semantics = semantics;
        this.stream = stream;
        events = new ForgetEvents(stream);
    }

    /**
     * How many forgotten patients are kept.
     *
     * @return 0 or more.
     */
    public int kept() {
        return forgotten.count();
    }

    /**
     * Carries {@code ForgetPatient} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void carryOut(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        if (!semantics.forgetsPatients()) {
            answer.refuse(Result.UNKNOWN_TEMPLATE, 0);
            return;
        }
        forget.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int wrong = wrongField(layout);
        if (wrong != 0) {
            final boolean isTooLong = wrong == ForgetPatientDecoder.patientIdId() && layout.textLength(PATIENT) > 0;
            answer.refuse(isTooLong ? Result.ID_TOO_LONG : Result.INVALID_FIELD, wrong);
            return;
        }
        final int person = authority.actor(envelope);
        if (person == NOBODY && envelope.actorSession() != 0) {
            answer.refuse(Result.UNKNOWN_SESSION, 0);
        } else if (person != NOBODY && !operations.isAdministrator(person) && !authority.mayAlone(person, REVOKE)) {
            answer.refuse(Result.FORBIDDEN, REVOKE);
        } else if (envelope.purposeRaw() != Purpose.PRODUCTION.value()) {
            answer.refuse(Result.TEST_TRAFFIC, 0);
        } else if (forget.keptUntilNs() > stream.nowNs()) {
            answer.refuse(Result.PROTECTED, ForgetPatientDecoder.keptUntilNsId());
        } else if (hasOpenAlert(buffer, layout)) {
            answer.refuse(Result.PROTECTED, ForgetPatientDecoder.patientIdId());
        } else {
            final int offset = layout.textOffset(PATIENT);
            final int length = layout.textLength(PATIENT);
            forgotten.add(forget.lastKey(), forget.reasonRaw(), buffer, offset, length);
            events.forgotten(
                    Because.of(Clause.PATIENT_FORGOTTEN),
                    envelope.sourceId(),
                    person,
                    forget.lastKey(),
                    forget.reasonRaw(),
                    buffer,
                    offset,
                    length);
        }
    }

    /**
     * Says who was forgotten.
     *
     * @param to events of the report's stream.
     */
    public void report(final ForgetEvents to) {
        forgotten.report(to);
    }

    /**
     * Writes who was forgotten, if the log knows of such.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        if (semantics.forgetsPatients()) {
            forgotten.snapshot(writer);
        }
    }

    /**
     * Takes over who was forgotten, if the log knows of such.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        if (semantics.forgetsPatients()) {
            forgotten.restore(reader);
        }
    }

    /** The first field that is out of its range; 0 = none. */
    private int wrongField(final MessageLayout layout) {
        final int reason = forget.reasonRaw();
        final int patient = layout.textLength(PATIENT);
        final int comment = layout.textLength(COMMENT);
        if (forget.lastKey() == 0) {
            return ForgetPatientDecoder.lastKeyId();
        }
        if (forget.keptUntilNs() < 0) {
            return ForgetPatientDecoder.keptUntilNsId();
        }
        if (reason == 0 || reason > OTHER) {
            return ForgetPatientDecoder.reasonId();
        }
        if (patient == 0 || patient > IdTable.MAX_ID_BYTES) {
            return ForgetPatientDecoder.patientIdId();
        }
        return comment > MOST_COMMENT_BYTES || (reason == OTHER && comment < LEAST_COMMENT_BYTES)
                ? ForgetPatientDecoder.commentId()
                : 0;
    }

    /** Of any purpose: whoever works on it has to be able to read it. */
    private boolean hasOpenAlert(final DirectBuffer buffer, final MessageLayout layout) {
        final int offset = layout.textOffset(PATIENT);
        final int length = layout.textLength(PATIENT);
        final int subject = subjects.ids().find(Subjects.PATIENT, buffer, offset, length);
        for (int alert = 0; alert < alerts.slots().highWater(); alert++) {
            if (alerts.slots().isUsed(alert)
                    && ((subject != IdTable.ABSENT && alerts.subject[alert] == subject)
                            || isNamed(alert, buffer, offset, length))) {
                return true;
            }
        }
        return false;
    }

    /** Whether what an alert says now names the patient, though it was of a bed, or of somebody else, when it was raised. */
    private boolean isNamed(final int alert, final DirectBuffer patient, final int offset, final int length) {
        final int bytes = alerts.contents().get(alert, stored);
        if (bytes == 0
                || storedLayout.walk(stored, 0, bytes) != MessageLayout.FITS
                || storedLayout.textLength(CONTENT_PATIENT) != length) {
            return false;
        }
        final int at = storedLayout.textOffset(CONTENT_PATIENT);
        for (int i = 0; i < length; i++) {
            if (stored.getByte(at + i) != patient.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }
}
