package io.tocsin.engine.access;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.LiftRevocationDecoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.RevocationState;
import io.tocsin.codecs.sbe.RevokeAccessDecoder;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.command.Answer;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.sla.Operations;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** {@code RevokeAccess} and {@code LiftRevocation}. A refusal names the field. */
public final class RevocationCommands {
    /** Longest time that a revocation is kept: no token that a gateway takes is good for longer. */
    public static final long MAX_NS = 31L * 86_400 * 1_000_000_000;

    /** How far ahead tokens may be revoked, because the clock of their issuer may be. */
    public static final long AHEAD_NS = 300L * 1_000_000_000;

    /** Field id of maxSessions in Genesis: the detail of TABLE_FULL. */
    private static final int MAX_SESSIONS_FIELD = 14;

    private static final int REVOKE = AuthorityAction.REVOKE.value();
    private static final int NOBODY = -1;

    // Texts of both.
    private static final int SUBJECT_ID = 0;
    private static final int TOKEN_ID = 1;

    private final Revocations revocations;
    private final AccessEvents events;
    private final Site site;
    private final Sessions sessions;
    private final Operations operations;
    private final Authority authority;
    private final EventStream stream;
    private final RevokeAccessDecoder revoke = new RevokeAccessDecoder();
    private final LiftRevocationDecoder lift = new LiftRevocationDecoder();

    /**
     * Carries both out.
     *
     * @param revocations in force.
     * @param events      of access.
     * @param site        with the people.
     * @param sessions    of people.
     * @param operations  with the administrators.
     * @param authority   of people.
     * @param stream      for engine time.
     */
    public RevocationCommands(
            final Revocations revocations,
            final AccessEvents events,
            final Site site,
            final Sessions sessions,
            final Operations operations,
            final Authority authority,
            final EventStream stream) {
        this.revocations = revocations;
        this.events = events;
        this.site = site;
        this.sessions = sessions;
        this.operations = operations;
        this.authority = authority;
        this.stream = stream;
    }

    /**
     * Carries {@code RevokeAccess} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void revoke(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        revoke.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int kind = revoke.kindRaw();
        final boolean isSession = kind == Revocations.SESSION;
        if (isSession != (revoke.sessionId() != 0)) {
            answer.refuse(Result.INVALID_FIELD, RevokeAccessDecoder.sessionIdId());
        } else if (revoke.issuedBeforeNs() < 0 || revoke.issuedBeforeNs() > stream.nowNs() + AHEAD_NS) {
            answer.refuse(Result.INVALID_FIELD, RevokeAccessDecoder.issuedBeforeNsId());
        } else if (revoke.untilNs() != 0 && revoke.untilNs() <= stream.nowNs()) {
            answer.refuse(Result.INVALID_FIELD, RevokeAccessDecoder.untilNsId());
        } else if (revoke.untilNs() > stream.nowNs() + MAX_NS) {
            answer.refuse(Result.TOO_LONG, RevokeAccessDecoder.untilNsId());
        } else if (kind == 0 || kind > Revocations.SESSION) {
            answer.refuse(Result.INVALID_FIELD, RevokeAccessDecoder.kindId());
        } else if (isNamed(layout, kind, answer) && isAllowed(buffer, layout, envelope, kind, answer)) {
            carryOut(buffer, layout, envelope, kind, answer);
        }
    }

    /**
     * Carries {@code LiftRevocation} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void lift(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        lift.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int kind = lift.kindRaw();
        if (kind == 0 || kind > Revocations.EVERYBODY) {
            answer.refuse(Result.INVALID_FIELD, LiftRevocationDecoder.kindId());
        } else if (isNamed(layout, kind, answer) && isActing(envelope, answer)) {
            final int person = authority.actor(envelope);
            if (person != NOBODY && !mayRevoke(person)) {
                answer.refuse(Result.FORBIDDEN, REVOKE);
            } else if (envelope.purposeRaw() != Purpose.PRODUCTION.value()) {
                answer.refuse(Result.TEST_TRAFFIC, 0);
            } else {
                final int found = revocations.find(kind, buffer, offsetOf(layout, kind), lengthOf(layout, kind));
                if (found != Revocations.NONE) {
                    events.by(envelope.sourceId(), person);
                    revocations.lift(found);
                }
            }
        }
    }

    private void carryOut(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final int kind,
            final Answer answer) {
        final int offset = offsetOf(layout, kind);
        final int length = lengthOf(layout, kind);
        final int person = authority.actor(envelope);
        if (kind == Revocations.SESSION) {
            events.by(envelope.sourceId(), person);
            events.changed(
                    Because.of(Clause.ACCESS_REVOKED),
                    kind,
                    RevocationState.IN_FORCE,
                    revoke.sessionId(),
                    0,
                    0,
                    buffer,
                    offset,
                    0);
            return;
        }
        final int found = revocations.find(kind, buffer, offset, length);
        if (found == Revocations.NONE && !revocations.hasRoom(kind)) {
            answer.refuse(Result.TABLE_FULL, MAX_SESSIONS_FIELD);
            return;
        }
        final long issuedNs = revoke.issuedBeforeNs() == 0 ? stream.nowNs() : revoke.issuedBeforeNs();
        final long untilNs = revoke.untilNs() == 0 ? stream.nowNs() + MAX_NS : revoke.untilNs();
        events.by(envelope.sourceId(), person);
        revocations.revoke(found, kind, kind == Revocations.TOKEN ? 0 : issuedNs, untilNs, buffer, offset, length);
    }

    /** Each kind has its own name, and no other. */
    private static boolean isNamed(final MessageLayout layout, final int kind, final Answer answer) {
        for (int text = SUBJECT_ID; text <= TOKEN_ID; text++) {
            final int field = text == SUBJECT_ID ? RevokeAccessDecoder.subjectId() : RevokeAccessDecoder.tokenIdId();
            if (layout.textLength(text) > IdTable.MAX_ID_BYTES) {
                answer.refuse(Result.ID_TOO_LONG, field);
                return false;
            }
            final boolean isNeeded = kind == (text == SUBJECT_ID ? Revocations.SUBJECT : Revocations.TOKEN);
            if (isNeeded != (layout.textLength(text) > 0)) {
                answer.refuse(Result.INVALID_FIELD, field);
                return false;
            }
        }
        return true;
    }

    private boolean isActing(final EnvelopeDecoder envelope, final Answer answer) {
        if (envelope.actorSession() != 0 && authority.actor(envelope) == NOBODY) {
            answer.refuse(Result.UNKNOWN_SESSION, 0);
            return false;
        }
        return true;
    }

    private boolean isAllowed(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final int kind,
            final Answer answer) {
        if (!isActing(envelope, answer)) {
            return false;
        }
        final int person = authority.actor(envelope);
        if (person != NOBODY && !isOwn(person, buffer, layout, kind)) {
            if (!mayRevoke(person)) {
                answer.refuse(Result.FORBIDDEN, REVOKE);
                return false;
            }
            // What sends alerts is not cut off by one person.
            if (kind == Revocations.EVERYBODY
                    || (kind == Revocations.SUBJECT && find(buffer, layout) == IdTable.ABSENT)) {
                authority.refuse(Clause.ROLE_FORBIDS, person, REVOKE);
                answer.refuse(Result.FORBIDDEN, REVOKE);
                return false;
            }
        }
        if (envelope.purposeRaw() != Purpose.PRODUCTION.value()) {
            answer.refuse(Result.TEST_TRAFFIC, 0);
            return false;
        }
        return true;
    }

    private boolean mayRevoke(final int person) {
        return operations.isAdministrator(person) || authority.mayAlone(person, REVOKE);
    }

    private boolean isOwn(final int person, final DirectBuffer buffer, final MessageLayout layout, final int kind) {
        if (kind == Revocations.SUBJECT) {
            return find(buffer, layout) == person;
        }
        final int session = kind == Revocations.SESSION ? sessions.slotOf(revoke.sessionId()) : Sessions.NONE;
        return session != Sessions.NONE && sessions.person(session) == person;
    }

    private int find(final DirectBuffer buffer, final MessageLayout layout) {
        return site.people().find((byte) 0, buffer, layout.textOffset(SUBJECT_ID), layout.textLength(SUBJECT_ID));
    }

    private static int offsetOf(final MessageLayout layout, final int kind) {
        return layout.textOffset(kind == Revocations.TOKEN ? TOKEN_ID : SUBJECT_ID);
    }

    private static int lengthOf(final MessageLayout layout, final int kind) {
        return layout.textLength(kind == Revocations.TOKEN ? TOKEN_ID : SUBJECT_ID);
    }
}
