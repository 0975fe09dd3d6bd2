package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** Whom a command speaks of: the person it names, or the one whose session it comes from. */
public final class PersonFinder {
    private final Site site;
    private final Sessions sessions;

    /**
     * Finds people.
     *
     * @param site     with the people.
     * @param sessions of people.
     */
    public PersonFinder(final Site site, final Sessions sessions) {
        this.site = site;
        this.sessions = sessions;
    }

    /** The person, or {@link Site#NONE} after refusing. */
    int find(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final int text,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        if (layout.textLength(text) == 0) {
            final int session = sessions.slotOf(envelope.actorSession());
            if (session == Sessions.NONE) {
                answer.refuse(Result.UNKNOWN_SESSION, 0);
                return Site.NONE;
            }
            return sessions.person(session);
        }
        final int person = site.people().find((byte) 0, buffer, layout.textOffset(text), layout.textLength(text));
        if (person == IdTable.ABSENT) {
            answer.refuse(Result.UNKNOWN_PERSON, 0);
            return Site.NONE;
        }
        return person;
    }
}
