package io.tocsin.engine.access;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.BreakGlassDecoder;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EndViewDecoder;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.ViewReason;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.authority.ViewRules;
import io.tocsin.engine.authority.Views;
import io.tocsin.engine.command.Answer;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** {@code BreakGlass} and {@code EndView}. A refusal names the field. */
public final class ViewCommands {
    private static final int BREAK_GLASS = AuthorityAction.BREAK_GLASS.value();
    private static final int REVOKE = AuthorityAction.REVOKE.value();
    private static final int OTHER = ViewReason.OTHER.value();
    private static final int NOBODY = -1;
    private static final int LEAST_MS = 60_000;
    private static final int USUAL_MS = 3_600_000;
    private static final long NS_PER_MS = 1_000_000;
    private static final int LEAST_COMMENT_BYTES = 10;
    private static final int MOST_COMMENT_BYTES = 160;

    // Texts.
    private static final int PATIENT = 0;
    private static final int COMMENT = 1;
    private static final int PERSON = 1;

    private final Views views;
    private final Site site;
    private final Subjects subjects;
    private final Authority authority;
    private final EventStream stream;
    private final BreakGlassDecoder broken = new BreakGlassDecoder();

    /**
     * Carries both out.
     *
     * @param views     of people.
     * @param site      with the people.
     * @param subjects  with the patients.
     * @param authority of people.
     * @param stream    for engine time.
     */
    public ViewCommands(
            final Views views,
            final Site site,
            final Subjects subjects,
            final Authority authority,
            final EventStream stream) {
        this.views = views;
        this.site = site;
        this.subjects = subjects;
        this.authority = authority;
        this.stream = stream;
    }

    /**
     * Carries {@code BreakGlass} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void breakGlass(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        broken.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final long durationMs = broken.durationMs();
        final int reason = broken.reasonRaw();
        final int comment = layout.textLength(COMMENT);
        if (durationMs != 0 && (durationMs < LEAST_MS || durationMs > ViewRules.MOST_MS)) {
            answer.refuse(Result.INVALID_FIELD, BreakGlassDecoder.durationMsId());
        } else if (reason == 0 || reason > OTHER) {
            answer.refuse(Result.INVALID_FIELD, BreakGlassDecoder.reasonId());
        } else if (isId(layout, PATIENT, BreakGlassDecoder.patientIdId(), answer)) {
            if (comment > MOST_COMMENT_BYTES || (reason == OTHER && comment < LEAST_COMMENT_BYTES)) {
                answer.refuse(Result.INVALID_FIELD, BreakGlassDecoder.commentId());
            } else {
                breakGlass(buffer, layout, envelope, durationMs, answer);
            }
        }
    }

    private void breakGlass(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final long durationMs,
            final Answer answer) {
        final int person = authority.actor(envelope);
        final int patient = patient(buffer, layout);
        if (person == NOBODY) {
            answer.refuse(Result.UNKNOWN_SESSION, 0);
            return;
        }
        if (!authority.mayAlone(person, BREAK_GLASS)) {
            answer.refuse(Result.FORBIDDEN, BREAK_GLASS);
            return;
        }
        if (patient == IdTable.ABSENT) {
            answer.refuse(Result.INVALID_FIELD, BreakGlassDecoder.patientIdId());
            return;
        }
        if (envelope.purposeRaw() != Purpose.PRODUCTION.value()) {
            answer.refuse(Result.TEST_TRAFFIC, 0);
            return;
        }
        final int mostMs = views.rules().mostMs();
        if (durationMs > mostMs) {
            answer.refuse(Result.TOO_LONG, BreakGlassDecoder.durationMsId());
            return;
        }
        final long nowNs = stream.nowNs();
        final int found = views.find(person, patient);
        final int place = found == Views.NONE ? views.free(person, patient, nowNs) : found;
        if (place == Views.NONE) {
            authority.refuse(Clause.GLASS_BROKEN_TOO_OFTEN, person, BREAK_GLASS);
            answer.refuse(Result.FORBIDDEN, BREAK_GLASS);
            return;
        }
        if (found == Views.NONE && !views.hasRoom(person)) {
            authority.refuse(Clause.TOO_MANY_VIEWS, person, BREAK_GLASS);
            answer.refuse(Result.FORBIDDEN, BREAK_GLASS);
            return;
        }
        final long lastsMs = durationMs == 0 ? Math.min(USUAL_MS, mostMs) : durationMs;
        views.grant(
                place,
                patient,
                broken.reasonRaw(),
                nowNs,
                nowNs + lastsMs * NS_PER_MS,
                buffer,
                layout.textOffset(COMMENT),
                layout.textLength(COMMENT));
    }

    /**
     * Carries {@code EndView} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void end(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        if (!isId(layout, PATIENT, EndViewDecoder.patientIdId(), answer)) {
            return;
        }
        if (layout.textLength(PERSON) > IdTable.MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, EndViewDecoder.personIdId());
            return;
        }
        final int actor = authority.actor(envelope);
        if (actor == NOBODY && envelope.actorSession() != 0) {
            answer.refuse(Result.UNKNOWN_SESSION, 0);
            return;
        }
        final boolean isOwn = layout.textLength(PERSON) == 0;
        final int whose = isOwn
                ? actor
                : site.people().find((byte) 0, buffer, layout.textOffset(PERSON), layout.textLength(PERSON));
        if (whose == NOBODY) {
            answer.refuse(
                    isOwn ? Result.INVALID_FIELD : Result.UNKNOWN_PERSON, isOwn ? EndViewDecoder.personIdId() : 0);
        } else if (actor != NOBODY && actor != whose && !authority.mayAlone(actor, REVOKE)) {
            answer.refuse(Result.FORBIDDEN, REVOKE);
        } else if (envelope.purposeRaw() != Purpose.PRODUCTION.value()) {
            answer.refuse(Result.TEST_TRAFFIC, 0);
        } else {
            final int patient = patient(buffer, layout);
            final int place = patient == IdTable.ABSENT ? Views.NONE : views.find(whose, patient);
            if (place != Views.NONE) {
                views.end(place, Clause.VIEW_ENDED, stream.nowNs(), envelope.sourceId(), actor);
            }
        }
    }

    private int patient(final DirectBuffer buffer, final MessageLayout layout) {
        return subjects.ids().find(Subjects.PATIENT, buffer, layout.textOffset(PATIENT), layout.textLength(PATIENT));
    }

    private static boolean isId(final MessageLayout layout, final int text, final int field, final Answer answer) {
        final int length = layout.textLength(text);
        if (length == 0 || length > IdTable.MAX_ID_BYTES) {
            answer.refuse(length == 0 ? Result.INVALID_FIELD : Result.ID_TOO_LONG, field);
            return false;
        }
        return true;
    }
}
