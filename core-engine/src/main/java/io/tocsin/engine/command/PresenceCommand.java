package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.PresenceChangedDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.delivery.Presences;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.RoutingEvents;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** {@code PresenceChanged}: what somebody says of being there. */
public final class PresenceCommand {
    private static final int PERSON = 0;

    private final PersonFinder finder;
    private final Presences presences;
    private final RoutingEvents events;
    private final PresenceChangedDecoder changed = new PresenceChangedDecoder();

    /**
     * Takes note of presence.
     *
     * @param finder    of the people meant.
     * @param presences to change.
     * @param events    of routing.
     */
    public PresenceCommand(final PersonFinder finder, final Presences presences, final RoutingEvents events) {
        this.finder = finder;
        this.presences = presences;
        this.events = events;
    }

    /**
     * Carries the command out.
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
        changed.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int presence = changed.presenceRaw();
        if (presence > Presence.OFFLINE.value()) {
            answer.refuse(Result.INVALID_FIELD, PresenceChangedDecoder.presenceId());
            return;
        }
        if (layout.textLength(PERSON) > IdTable.MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, PresenceChangedDecoder.personIdId());
            return;
        }
        final int person = finder.find(buffer, layout, PERSON, envelope, answer);
        if (person == Site.NONE) {
            return;
        }
        if (envelope.purposeRaw() != 0) {
            answer.result = Result.TEST_TRAFFIC.value();
        } else if (presences.change(person, presence)) {
            events.presenceNoted(Because.NOTHING, person, presence);
        }
    }
}
