package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.RecordDoseDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.ScheduleDoseDecoder;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.care.Doses;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.ingress.SealedText;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** {@code ScheduleDose} and {@code RecordDose}: of a medication system, or of a person. A refusal names the field. */
public final class DoseCommands {
    /** Field id of maxDoses in Genesis: the detail of TABLE_FULL. */
    private static final int MAX_DOSES_FIELD = 28;
    /** Field id of maxSubjects likewise. */
    private static final int MAX_SUBJECTS_FIELD = 5;

    private static final int NOBODY = -1;
    /** What people schedule is of no source, and has ids for each patient. */
    private static final long OF_PEOPLE = 0;

    private static final long DAY_MS = 86_400_000;
    private static final long NS_PER_MS = 1_000_000L;
    private static final long MOST_AHEAD_NS = 31 * DAY_MS * NS_PER_MS;
    private static final int MOST_MEDICATION_BYTES = 48;
    private static final int MOST_COMMENT_BYTES = 80;
    private static final int MEDICATE = AuthorityAction.MEDICATE.value();
    private static final int DOSE = 0;
    private static final int PATIENT = 1;
    private static final int MEDICATION = 2;
    private static final int COMMENT = 2;

    private final Doses doses;
    private final SubjectFinder finder;
    private final Site site;
    private final Sessions sessions;
    private final Authority authority;
    private final EventStream stream;
    private final ScheduleDoseDecoder schedule = new ScheduleDoseDecoder();
    private final RecordDoseDecoder record = new RecordDoseDecoder();

    /**
     * Takes what is said of doses.
     *
     * @param doses     that are held.
     * @param finder    of subjects.
     * @param site      with beds and units.
     * @param sessions  of people.
     * @param authority of people.
     * @param stream    for engine time.
     */
    public DoseCommands(
            final Doses doses,
            final SubjectFinder finder,
            final Site site,
            final Sessions sessions,
            final Authority authority,
            final EventStream stream) {
        this.doses = doses;
        this.finder = finder;
        this.site = site;
        this.sessions = sessions;
        this.authority = authority;
        this.stream = stream;
    }

    /**
     * Carries {@code ScheduleDose} out.
     *
     * @param buffer   holds the message.
     * @param offset   of its header.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void schedule(
            final DirectBuffer buffer,
            final int offset,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        schedule.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (!isScheduleValid(buffer, layout, answer) || !isOfSomebody(envelope, answer)) {
            return;
        }
        final int subject = finder.find(buffer, layout, PATIENT, PATIENT, PATIENT);
        final int author = authority.actor(envelope);
        if (!mayMedicate(envelope, subject, Doses.NONE, answer)) {
            return;
        }
        final long source = author == NOBODY ? envelope.sourceId() : OF_PEOPLE;
        final int slot = doses.find(source, subject, buffer, layout.textOffset(DOSE), layout.textLength(DOSE));
        if (!doses.hasRoom(slot, subject, buffer, offset, layout.length())) {
            answer.refuse(Result.TABLE_FULL, MAX_DOSES_FIELD);
        } else if (!finder.hasRoom(buffer, layout, PATIENT, PATIENT, PATIENT)) {
            answer.refuse(Result.TABLE_FULL, MAX_SUBJECTS_FIELD);
        } else {
            doses.schedule(
                    slot,
                    source,
                    finder.intern(buffer, layout, PATIENT, PATIENT, PATIENT),
                    author,
                    buffer,
                    offset,
                    layout.length());
        }
    }

    private boolean isScheduleValid(final DirectBuffer buffer, final MessageLayout layout, final Answer answer) {
        final long dueNs = schedule.dueNs();
        final long windowMs = schedule.windowMs();
        int field = 0;
        if (dueNs < 1 || dueNs - stream.nowNs() > MOST_AHEAD_NS) {
            field = ScheduleDoseDecoder.dueNsId();
        } else if (windowMs > DAY_MS) {
            field = ScheduleDoseDecoder.windowMsId();
        } else if (dueNs + windowMs * NS_PER_MS < stream.nowNs() - DAY_MS * NS_PER_MS) {
            field = ScheduleDoseDecoder.dueNsId();
        } else if (schedule.critical() > 1) {
            field = ScheduleDoseDecoder.criticalId();
        }
        if (field != 0) {
            answer.refuse(Result.INVALID_FIELD, field);
            return false;
        }
        if (!isId(layout, DOSE, ScheduleDoseDecoder.doseIdId(), answer)
                || !isId(layout, PATIENT, ScheduleDoseDecoder.patientIdId(), answer)) {
            return false;
        }
        if (layout.textLength(MEDICATION) == 0
                || SealedText.isTooLong(buffer, layout, MEDICATION, MOST_MEDICATION_BYTES)) {
            answer.refuse(Result.INVALID_FIELD, ScheduleDoseDecoder.medicationId());
            return false;
        }
        return true;
    }

    /**
     * Carries {@code RecordDose} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void record(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        record.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int outcome = record.outcomeRaw();
        final boolean isOfAll = layout.textLength(DOSE) == 0 && outcome == DoseOutcome.WITHDRAWN.value();
        if (record.atNs() < 0) {
            answer.refuse(Result.INVALID_FIELD, RecordDoseDecoder.atNsId());
        } else if (outcome < DoseOutcome.GIVEN.value() || outcome > DoseOutcome.WITHDRAWN.value()) {
            answer.refuse(Result.INVALID_FIELD, RecordDoseDecoder.outcomeId());
        } else if ((isOfAll || isId(layout, DOSE, RecordDoseDecoder.doseIdId(), answer))
                && isId(layout, PATIENT, RecordDoseDecoder.patientIdId(), answer)
                && isCommentValid(buffer, layout, answer)
                && isOfSomebody(envelope, answer)) {
            final int subject = finder.find(buffer, layout, PATIENT, PATIENT, PATIENT);
            final int author = authority.actor(envelope);
            if (isOfAll) {
                withdrawAll(buffer, layout, envelope, subject, author, answer);
            } else if (author == NOBODY) {
                ofSource(buffer, layout, envelope, subject, answer);
            } else {
                ofPerson(buffer, layout, envelope, subject, author, answer);
            }
        }
    }

    private void withdrawAll(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final int subject,
            final int author,
            final Answer answer) {
        if (mayMedicate(envelope, subject, Doses.NONE, answer)) {
            doses.withdrawAll(
                    subject,
                    author != NOBODY,
                    envelope.sourceId(),
                    author,
                    record.atNs(),
                    buffer,
                    layout.textOffset(COMMENT),
                    layout.textLength(COMMENT));
        }
    }

    /** Its own, which it may not have scheduled yet: what becomes of doses comes another way than what is planned. */
    private void ofSource(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final int subject,
            final Answer answer) {
        final long source = envelope.sourceId();
        final int slot = doses.find(source, subject, buffer, layout.textOffset(DOSE), layout.textLength(DOSE));
        if (slot != Doses.NONE && doses.subject(slot) != subject) {
            answer.refuse(Result.INVALID_FIELD, RecordDoseDecoder.patientIdId());
        } else if (slot != Doses.NONE) {
            told(slot, buffer, layout, envelope, NOBODY);
        } else if (subject == Subjects.NONE && finder.isNearlyFull()) {
            answer.refuse(Result.TABLE_FULL, MAX_SUBJECTS_FIELD);
        } else {
            doses.remember(
                    source,
                    finder.intern(buffer, layout, PATIENT, PATIENT, PATIENT),
                    record.outcome(),
                    record.atNs(),
                    buffer,
                    layout.textOffset(DOSE),
                    layout.textLength(DOSE),
                    layout.textOffset(COMMENT),
                    layout.textLength(COMMENT));
        }
    }

    private void ofPerson(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final int subject,
            final int author,
            final Answer answer) {
        final int slot = subject == Subjects.NONE
                ? Doses.NONE
                : doses.findOf(subject, buffer, layout.textOffset(DOSE), layout.textLength(DOSE));
        if (!mayMedicate(envelope, subject, slot, answer)) {
            return;
        }
        if (slot == Doses.NONE) {
            answer.refuse(Result.UNKNOWN_DOSE, RecordDoseDecoder.doseIdId());
        } else {
            told(slot, buffer, layout, envelope, author);
        }
    }

    private void told(
            final int slot,
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final int author) {
        doses.told(
                slot,
                envelope.sourceId(),
                author,
                record.atNs(),
                record.outcome(),
                buffer,
                layout.textOffset(COMMENT),
                layout.textLength(COMMENT));
    }

    private static boolean isCommentValid(final DirectBuffer buffer, final MessageLayout layout, final Answer answer) {
        if (SealedText.isTooLong(buffer, layout, COMMENT, MOST_COMMENT_BYTES)) {
            answer.refuse(Result.INVALID_FIELD, RecordDoseDecoder.commentId());
            return false;
        }
        return true;
    }

    private static boolean isId(final MessageLayout layout, final int text, final int field, final Answer answer) {
        final int length = layout.textLength(text);
        if (length == 0 || length > IdTable.MAX_ID_BYTES) {
            answer.refuse(length == 0 ? Result.INVALID_FIELD : Result.ID_TOO_LONG, field);
            return false;
        }
        return true;
    }

    /** Whether it is real, and of a source or of somebody who is there. */
    private boolean isOfSomebody(final EnvelopeDecoder envelope, final Answer answer) {
        if (envelope.actorSession() != 0 && sessions.slotOf(envelope.actorSession()) == Sessions.NONE) {
            answer.refuse(Result.UNKNOWN_SESSION, 0);
            return false;
        }
        if (envelope.purposeRaw() != 0) {
            answer.refuse(Result.TEST_TRAFFIC, 0);
            return false;
        }
        return true;
    }

    /** Who was asked by the alert of a dose that was missed may tell of it, of whatever unit they are. */
    private boolean mayMedicate(
            final EnvelopeDecoder envelope, final int subject, final int slot, final Answer answer) {
        final int bed = finder.bedOf(subject);
        final int ofBed = site.unitOfBed(bed);
        final int unit = ofBed == Site.NONE ? finder.unit(subject) : ofBed;
        final int alert = slot == Doses.NONE ? Doses.NONE : doses.alertOf(slot);
        final boolean isPermitted = authority.mayAt(envelope, MEDICATE, subject, bed, unit, alert);
        if (!isPermitted) {
            answer.refuse(Result.FORBIDDEN, MEDICATE);
        }
        return isPermitted;
    }
}
