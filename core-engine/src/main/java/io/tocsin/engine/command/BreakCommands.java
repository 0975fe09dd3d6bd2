package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.BeginBreakDecoder;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.duty.Breaks;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.Covers;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** {@code BeginBreak} and {@code EndBreak}: of the person who sends them, for nobody else. */
public final class BreakCommands {
    private static final int COVER = 0;
    private static final long MIN_MS = 60_000;
    private static final long MAX_MS = 7_200_000;
    private static final long NS_PER_MS = 1_000_000L;

    private final Site site;
    private final Sessions sessions;
    private final Dispatcher dispatcher;
    private final Covers covers;
    private final Breaks breaks;
    private final Authority authority;
    private final BeginBreakDecoder begin = new BeginBreakDecoder();

    /**
     * Takes breaks.
     *
     * @param site       with the people.
     * @param sessions   of people.
     * @param dispatcher for who is reachable.
     * @param covers     of who is on break.
     * @param breaks     to begin and to end.
     * @param authority  of people: who may never accept covers nobody.
     */
    public BreakCommands(
            final Site site,
            final Sessions sessions,
            final Dispatcher dispatcher,
            final Covers covers,
            final Breaks breaks,
            final Authority authority) {
        this.site = site;
        this.sessions = sessions;
        this.dispatcher = dispatcher;
        this.covers = covers;
        this.breaks = breaks;
        this.authority = authority;
    }

    /**
     * Carries {@code BeginBreak} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void begin(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        begin.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final long durationMs = begin.durationMs();
        final int length = layout.textLength(COVER);
        if (durationMs < MIN_MS || durationMs > MAX_MS) {
            answer.refuse(Result.INVALID_FIELD, BeginBreakDecoder.durationMsId());
        } else if (length > IdTable.MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, BeginBreakDecoder.coverIdId());
        } else if (length == 0) {
            answer.refuse(Result.INVALID_FIELD, BeginBreakDecoder.coverIdId());
        } else {
            final int person = actor(envelope, answer);
            if (person != Site.NONE) {
                final int cover = site.people().find((byte) 0, buffer, layout.textOffset(COVER), length);
                begin(person, cover, durationMs * NS_PER_MS, envelope, answer);
            }
        }
    }

    private void begin(
            final int person,
            final int cover,
            final long durationNs,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        if (cover == IdTable.ABSENT) {
            answer.refuse(Result.UNKNOWN_PERSON, 0);
        } else if (cover == person) {
            answer.refuse(Result.INVALID_FIELD, BeginBreakDecoder.coverIdId());
        } else if (!authority.mayEverAccept(cover)) {
            answer.refuse(Result.FORBIDDEN, AuthorityAction.ACCEPT.value());
        } else if (covers.isOnBreak(cover) || !dispatcher.isReachable(cover)) {
            answer.refuse(Result.NOT_REACHABLE, 0);
        } else if (envelope.purposeRaw() != 0) {
            answer.result = Result.TEST_TRAFFIC.value();
        } else {
            breaks.begin(person, cover, durationNs);
        }
    }

    /**
     * Carries {@code EndBreak} out.
     *
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void end(final EnvelopeDecoder envelope, final Answer answer) {
        final int person = actor(envelope, answer);
        if (person == Site.NONE) {
            return;
        }
        if (envelope.purposeRaw() != 0) {
            answer.result = Result.TEST_TRAFFIC.value();
        } else {
            breaks.end(person, Clause.BACK_FROM_BREAK);
        }
    }

    private int actor(final EnvelopeDecoder envelope, final Answer answer) {
        final int session = sessions.slotOf(envelope.actorSession());
        if (session == Sessions.NONE) {
            answer.refuse(Result.UNKNOWN_SESSION, 0);
            return Site.NONE;
        }
        return sessions.person(session);
    }
}
