package io.tocsin.engine.suppression;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.ConfirmSilenceDecoder;
import io.tocsin.codecs.sbe.CreateSilenceDecoder;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.ExpireSilenceDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.engine.alert.NamedTypes;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.ingress.SealedText;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** {@code CreateSilence}, {@code ConfirmSilence}, {@code ExpireSilence}. A refusal names the field. */
public final class SilenceCommands {
    /** Where the number of a silence, and the field of a refusal, goes. */
    public interface Reply {
        /**
         * The command was refused.
         *
         * @param result why.
         * @param detail more exactly.
         */
        void refuse(Result result, int detail);

        /**
         * The command was carried out.
         *
         * @param silenceId of the silence.
         */
        void silence(int silenceId);
    }

    private static final int MAX_SILENCES_FIELD = 26;
    private static final long MAX_NS = 86_400_000_000_000L;
    private static final long MAX_CRITICAL_NS = 3_600_000_000_000L;
    private static final int NONE = Silences.NONE;
    private static final int UNIT = 0;
    private static final int PATIENT = 1;
    private static final int BED = 2;
    private static final int COMMENT = 3;
    private static final int UNKNOWN = -2;
    private static final int PAUSE = AuthorityAction.PAUSE.value();

    private final Silences silences;
    private final Sessions sessions;
    private final Site site;
    private final Subjects subjects;
    private final Authority authority;
    private final EventStream stream;
    private final CreateSilenceDecoder create = new CreateSilenceDecoder();
    private final ConfirmSilenceDecoder confirm = new ConfirmSilenceDecoder();
    private final ExpireSilenceDecoder expire = new ExpireSilenceDecoder();

    /**
     * Makes and ends silences.
     *
     * @param silences there are.
     * @param sessions of people.
     * @param site     with units and beds.
     * @param subjects with patients.
     * @param authority of people.
     * @param stream   for engine time.
     */
    public SilenceCommands(
            final Silences silences,
            final Sessions sessions,
            final Site site,
            final Subjects subjects,
            final Authority authority,
            final EventStream stream) {
        this.silences = silences;
        this.sessions = sessions;
        this.site = site;
        this.subjects = subjects;
        this.authority = authority;
        this.stream = stream;
    }

    /**
     * Carries {@code CreateSilence} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param reply    to fill in.
     */
    public void create(
            final DirectBuffer buffer, final MessageLayout layout, final EnvelopeDecoder envelope, final Reply reply) {
        create.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int session = sessions.slotOf(envelope.actorSession());
        final boolean needsPerson = create.originRaw() == SilenceOrigin.PERSON.value();
        if (session == Sessions.NONE && (needsPerson || envelope.actorSession() != 0)) {
            reply.refuse(Result.UNKNOWN_SESSION, 0);
            return;
        }
        final long nowNs = stream.nowNs();
        final long startNs = Math.max(create.startNs(), nowNs);
        final int field = firstInvalid(startNs);
        if (field != 0) {
            reply.refuse(Result.INVALID_FIELD, field);
            return;
        }
        if (!areTextsValid(buffer, layout, reply)) {
            return;
        }
        final int unit = find(buffer, layout, UNIT, (byte) 0, site.units());
        final int subject = find(buffer, layout, PATIENT, Subjects.PATIENT, subjects.ids());
        final int bed = find(buffer, layout, BED, (byte) 0, site.beds());
        if (unit == UNKNOWN || subject == UNKNOWN || bed == UNKNOWN) {
            reply.refuse(
                    Result.INVALID_FIELD,
                    unit == UNKNOWN
                            ? CreateSilenceDecoder.unitIdId()
                            : subject == UNKNOWN ? CreateSilenceDecoder.patientIdId() : CreateSilenceDecoder.bedIdId());
            return;
        }
        if (!permits(envelope, subject, bed, unit, reply)) {
            return;
        }
        if (!mayBe(startNs, unit == NONE && subject == NONE && bed == NONE, reply)) {
            return;
        }

        final int slot = silences.open();
        silences.startNs[slot] = startNs;
        silences.endNs[slot] = create.endNs();
        silences.author[slot] = session == Sessions.NONE ? NONE : sessions.person(session);
        silences.unit[slot] = unit;
        silences.subject[slot] = subject;
        silences.bed[slot] = bed;
        silences.origin[slot] = (byte) create.originRaw();
        silences.type[slot] = (byte) (isAny(create.emergencyTypeRaw()) ? 0 : create.emergencyTypeRaw());
        silences.severityAtMost[slot] = (byte) create.severityAtMostRaw();
        silences.cause[slot] = create.causeRaw();
        silences.parameter[slot] = (byte) create.parameter();
        silences.comment(slot, buffer, layout.textOffset(COMMENT), layout.textLength(COMMENT));
        silences.begin(slot);
        reply.silence(silences.id[slot]);
    }

    /**
     * Carries {@code ExpireSilence} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param reply    to fill in.
     */
    public void expire(
            final DirectBuffer buffer, final MessageLayout layout, final EnvelopeDecoder envelope, final Reply reply) {
        expire.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int silenceId = (int) expire.silenceId();
        if (!silences.wasGiven(silenceId)) {
            reply.refuse(Result.UNKNOWN_SILENCE, ExpireSilenceDecoder.silenceIdId());
            return;
        }
        final int slot = silences.find(silenceId);
        final boolean isThere = slot != NONE && !silences.isOver(slot);
        if (isThere && !permits(envelope, slot, reply)) {
            return;
        }
        reply.silence(silenceId);
        if (isThere) {
            silences.end(slot, Because.of(Clause.EXPIRED_BY_COMMAND));
        }
    }

    /**
     * Carries {@code ConfirmSilence} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param reply    to fill in.
     */
    public void confirm(
            final DirectBuffer buffer, final MessageLayout layout, final EnvelopeDecoder envelope, final Reply reply) {
        confirm.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int session = sessions.slotOf(envelope.actorSession());
        if (session == Sessions.NONE) {
            reply.refuse(Result.UNKNOWN_SESSION, 0);
            return;
        }
        final int silenceId = (int) confirm.silenceId();
        final int slot = silences.wasGiven(silenceId) ? silences.find(silenceId) : NONE;
        if (slot == NONE || silences.isOver(slot)) {
            reply.refuse(Result.UNKNOWN_SILENCE, ConfirmSilenceDecoder.silenceIdId());
            return;
        }
        if (!permits(envelope, slot, reply)) {
            return;
        }
        final int person = sessions.person(session);
        if (silences.author[slot] == person) {
            reply.refuse(Result.SAME_PERSON, 0);
            return;
        }
        reply.silence(silenceId);
        if (silences.confirmedBy[slot] == NONE) {
            silences.confirm(slot, person);
        }
    }

    private boolean permits(final EnvelopeDecoder envelope, final int slot, final Reply reply) {
        return permits(envelope, silences.subject[slot], silences.bed[slot], silences.unit[slot], reply);
    }

    /** Whether who acts may silence a place; bed and unit as of an alert that names the same. */
    private boolean permits(
            final EnvelopeDecoder envelope, final int subject, final int bed, final int unit, final Reply reply) {
        if (!authority.isUsed()) {
            return true;
        }
        final int inBed = bed == NONE ? subjects.bed(subject) : bed;
        final int ofBed = site.unitOfBed(inBed);
        final int inUnit = unit != NONE ? unit : ofBed != NONE ? ofBed : subjects.unit(subject);
        if (authority.mayAt(envelope, PAUSE, subject, inBed, inUnit)) {
            return true;
        }
        reply.refuse(Result.FORBIDDEN, PAUSE);
        return false;
    }

    private int firstInvalid(final long startNs) {
        if (create.startNs() < 0) {
            return CreateSilenceDecoder.startNsId();
        }
        if (create.endNs() <= startNs) {
            return CreateSilenceDecoder.endNsId();
        }
        final int type = create.emergencyTypeRaw();
        if (!isAny(type) && !NamedTypes.contains(type)) {
            return CreateSilenceDecoder.emergencyTypeId();
        }
        final int severity = create.severityAtMostRaw();
        if (severity < Severity.CRITICAL.value() || severity > Severity.NON_URGENT.value()) {
            return CreateSilenceDecoder.severityAtMostId();
        }
        if (!isAny(create.causeRaw()) && create.causeRaw() > Cause.SCORE.value()) {
            return CreateSilenceDecoder.causeId();
        }
        if (create.parameter() >= Subjects.PARAMETERS) {
            return CreateSilenceDecoder.parameterId();
        }
        return create.originRaw() > SilenceOrigin.CALENDAR.value() ? CreateSilenceDecoder.originId() : 0;
    }

    private static boolean areTextsValid(final DirectBuffer buffer, final MessageLayout layout, final Reply reply) {
        final int tooLong = layout.textLength(UNIT) > IdTable.MAX_ID_BYTES
                ? CreateSilenceDecoder.unitIdId()
                : layout.textLength(PATIENT) > IdTable.MAX_ID_BYTES
                        ? CreateSilenceDecoder.patientIdId()
                        : layout.textLength(BED) > IdTable.MAX_ID_BYTES ? CreateSilenceDecoder.bedIdId() : 0;
        if (tooLong != 0) {
            reply.refuse(Result.ID_TOO_LONG, tooLong);
            return false;
        }
        if (layout.textLength(COMMENT) < 1
                || SealedText.isTooLong(buffer, layout, COMMENT, Silences.MAX_COMMENT_BYTES)) {
            reply.refuse(Result.INVALID_FIELD, CreateSilenceDecoder.commentId());
            return false;
        }
        return true;
    }

    private boolean mayBe(final long startNs, final boolean namesNoPlace, final Reply reply) {
        final int type = create.emergencyTypeRaw();
        if (namesNoPlace && isAny(type) && isAny(create.causeRaw()) && create.parameter() == 0) {
            reply.refuse(Result.MATCHES_EVERYTHING, CreateSilenceDecoder.emergencyTypeId());
            return false;
        }
        if (!isAny(type) && SilenceGate.isProtected(type)) {
            reply.refuse(Result.PROTECTED, CreateSilenceDecoder.emergencyTypeId());
            return false;
        }
        final boolean isCritical = create.severityAtMostRaw() == Severity.CRITICAL.value();
        if (create.endNs() - startNs > (isCritical ? MAX_CRITICAL_NS : MAX_NS)) {
            reply.refuse(Result.TOO_LONG, CreateSilenceDecoder.endNsId());
            return false;
        }
        if (!silences.hasRoom()) {
            reply.refuse(Result.TABLE_FULL, MAX_SILENCES_FIELD);
            return false;
        }
        return true;
    }

    private static int find(
            final DirectBuffer buffer, final MessageLayout layout, final int text, final byte kind, final IdTable ids) {
        if (layout.textLength(text) == 0) {
            return NONE;
        }
        final int found = ids.find(kind, buffer, layout.textOffset(text), layout.textLength(text));
        return found == IdTable.ABSENT ? UNKNOWN : found;
    }

    private static boolean isAny(final int raw) {
        return raw == Silences.ANY_CAUSE;
    }
}
