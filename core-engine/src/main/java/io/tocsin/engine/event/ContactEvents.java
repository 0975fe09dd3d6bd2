package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.BundleChosenEncoder;
import io.tocsin.codecs.sbe.BundleChosenEncoder.MembersEncoder;
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
    private final BundleChosenEncoder bundle = new BundleChosenEncoder();

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
        noted(clauses, alertId, run, person, channels, state, 0, 0);
    }

    /**
     * Emits {@code ChannelNoted} of a channel that waits in a bundle.
     *
     * @param clauses  why.
     * @param alertId  of the alert.
     * @param run      that it belongs to.
     * @param person   index.
     * @param channels its bit.
     * @param inBundle number of the bundle.
     * @param dueNs    when that is sent, epoch ns.
     */
    public void bundled(
            final long clauses,
            final long alertId,
            final long run,
            final int person,
            final int channels,
            final long inBundle,
            final long dueNs) {
        noted(clauses, alertId, run, person, channels, ChannelState.BUNDLED, inBundle, dueNs);
    }

    private void noted(
            final long clauses,
            final long alertId,
            final long run,
            final int person,
            final int channels,
            final ChannelState state,
            final long inBundle,
            final long dueNs) {
        stream.start(ChannelNotedEncoder.TEMPLATE_ID, ChannelNotedEncoder.BLOCK_LENGTH, clauses);
        noted.wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .run(run)
                .person(person)
                .channels((short) channels)
                .state(state)
                .bundle(inBundle)
                .dueNs(dueNs);
        stream.emit(noted.encodedLength());
    }

    /**
     * Begins {@code BundleChosen}; as many {@link #member} follow as said, then {@link #endBundle}.
     *
     * @param clauses why.
     * @param number  of the bundle.
     * @param person  index.
     * @param channel that is to tell them.
     * @param count   of members, 2 and more.
     * @return where they go.
     */
    public MembersEncoder startBundle(
            final long clauses, final long number, final int person, final int channel, final int count) {
        stream.start(BundleChosenEncoder.TEMPLATE_ID, BundleChosenEncoder.BLOCK_LENGTH, clauses);
        return bundle.wrap(stream.buffer(), BLOCK)
                .bundle(number)
                .person(person)
                .channel(ChannelKind.get((short) channel))
                .membersCount(count);
    }

    /**
     * One of what a bundle tells.
     *
     * @param to       as begun.
     * @param alertId  of the alert.
     * @param run      that the member belongs to.
     * @param severity of the alert.
     * @param step     that chose the person.
     * @param isOwned  somebody has accepted the alert.
     */
    public void member(
            final MembersEncoder to,
            final long alertId,
            final long run,
            final int severity,
            final int step,
            final boolean isOwned) {
        to.next()
                .alertId(alertId)
                .run(run)
                .severity(Severity.get((short) severity))
                .step((short) step)
                .owned((short) (isOwned ? 1 : 0));
    }

    /** Emits the {@code BundleChosen} that was begun. */
    public void endBundle() {
        stream.emit(bundle.encodedLength());
    }
}
