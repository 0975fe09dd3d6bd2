package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.ChannelChosenEncoder;
import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ChannelNotedEncoder;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Severity;

/** Events of the channels over which people are told. Arguments are the raw values of the schema's enums; clauses are packed by {@link Because}. */
public final class ContactEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final ChannelChosenEncoder chosen = new ChannelChosenEncoder();
    private final ChannelNotedEncoder noted = new ChannelNotedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public ContactEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code ChannelChosen}.
     *
     * @param clauses      why.
     * @param alertId      of the alert.
     * @param run          that it belongs to.
     * @param person       index.
     * @param channel      that is to tell them.
     * @param priority     of the alert.
     * @param severity     of the alert.
     * @param step         that chose the person.
     * @param isStatusOnly no clinical detail.
     * @param isOwned      somebody has accepted the alert.
     */
    public void chosen(
            final long clauses,
            final long alertId,
            final long run,
            final int person,
            final int channel,
            final int priority,
            final int severity,
            final int step,
            final boolean isStatusOnly,
            final boolean isOwned) {
        stream.start(ChannelChosenEncoder.TEMPLATE_ID, ChannelChosenEncoder.BLOCK_LENGTH, clauses);
        chosen.wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .run(run)
                .person(person)
                .channel(ChannelKind.get((short) channel))
                .priority(Priority.get((short) priority))
                .severity(Severity.get((short) severity))
                .step((short) step)
                .statusOnly((short) (isStatusOnly ? 1 : 0))
                .owned((short) (isOwned ? 1 : 0));
        stream.emit(chosen.encodedLength());
    }

    /**
     * Emits {@code ChannelNoted}.
     *
     * @param clauses  why.
     * @param alertId  of the alert.
     * @param run      that it belongs to.
     * @param person   index.
     * @param channels bits of those that it is about.
     * @param state    what became of them.
     */
    public void noted(
            final long clauses,
            final long alertId,
            final long run,
            final int person,
            final int channels,
            final ChannelState state) {
        stream.start(ChannelNotedEncoder.TEMPLATE_ID, ChannelNotedEncoder.BLOCK_LENGTH, clauses);
        noted.wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .run(run)
                .person(person)
                .channels((short) channels)
                .state(state);
        stream.emit(noted.encodedLength());
    }
}
