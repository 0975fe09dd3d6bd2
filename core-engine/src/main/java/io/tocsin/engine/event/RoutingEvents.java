package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Nearness;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.PresenceNotedEncoder;
import io.tocsin.codecs.sbe.ResponderChosenEncoder;

/** Events of routing. */
public final class RoutingEvents {
    /** How far somebody is who has no coordinates. */
    public static final long NO_METRES = ResponderChosenEncoder.metresNullValue();

    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final ResponderChosenEncoder responderChosen = new ResponderChosenEncoder();
    private final PresenceNotedEncoder presenceNoted = new PresenceNotedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public RoutingEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code PresenceNoted}.
     *
     * @param clauses  why.
     * @param person   index.
     * @param presence value of the enum.
     */
    public void presenceNoted(final long clauses, final int person, final int presence) {
        stream.start(PresenceNotedEncoder.TEMPLATE_ID, PresenceNotedEncoder.BLOCK_LENGTH, clauses);
        presenceNoted.wrap(stream.buffer(), BLOCK).person(person).presence(Presence.get((short) presence));
        stream.emit(presenceNoted.encodedLength());
    }

    /**
     * Emits {@code ResponderChosen}.
     *
     * @param clause          why this person.
     * @param alertId         of the alert.
     * @param person          index.
     * @param metres          from the alert, or {@link #NO_METRES}.
     * @param step            of the ladder.
     * @param nearness        value of the enum Nearness.
     * @param load            open alerts that the person has accepted.
     * @param isClockDoubtful the position's sender had a wrong clock.
     */
    public void responderChosen(
            final Clause clause,
            final long alertId,
            final int person,
            final long metres,
            final int step,
            final int nearness,
            final int load,
            final boolean isClockDoubtful) {
        final long clauses = isClockDoubtful ? Because.of(clause, Clause.POSITION_CLOCK) : Because.of(clause);
        stream.start(ResponderChosenEncoder.TEMPLATE_ID, ResponderChosenEncoder.BLOCK_LENGTH, clauses);
        responderChosen
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .person(person)
                .metres(metres)
                .step((short) step)
                .nearness(Nearness.get((short) nearness))
                .load(load);
        stream.emit(responderChosen.encodedLength());
    }
}
