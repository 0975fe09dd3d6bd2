package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.AlertRedirectedEncoder;
import io.tocsin.codecs.sbe.AlertSnoozedEncoder;
import io.tocsin.codecs.sbe.BedsideReachedEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ReadBackNotedEncoder;
import io.tocsin.codecs.sbe.SnoozeEndedEncoder;
import org.agrona.DirectBuffer;

/** Events of what people do with an alert beyond accepting and rejecting it. Clauses are packed by {@link Because}. */
public final class ResponseEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final AlertRedirectedEncoder redirected = new AlertRedirectedEncoder();
    private final BedsideReachedEncoder bedsideReached = new BedsideReachedEncoder();
    private final AlertSnoozedEncoder snoozed = new AlertSnoozedEncoder();
    private final ReadBackNotedEncoder readBackNoted = new ReadBackNotedEncoder();
    private final SnoozeEndedEncoder snoozeEnded = new SnoozeEndedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public ResponseEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code AlertRedirected}.
     *
     * @param clauses    why.
     * @param alertId    of the alert.
     * @param person     index of who names.
     * @param to         index of who is named.
     * @param step       index.
     * @param deadlineNs of the step; 0 = there is none.
     * @param isChosen   offered anew.
     */
    public void redirected(
            final long clauses,
            final long alertId,
            final int person,
            final int to,
            final int step,
            final long deadlineNs,
            final boolean isChosen) {
        stream.start(AlertRedirectedEncoder.TEMPLATE_ID, AlertRedirectedEncoder.BLOCK_LENGTH, clauses);
        redirected
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .deadlineNs(deadlineNs)
                .person(person)
                .to(to)
                .step((short) step)
                .chosen((short) (isChosen ? 1 : 0));
        stream.emit(redirected.encodedLength());
    }

    /**
     * Emits {@code ReadBackNoted}.
     *
     * @param clauses  why.
     * @param alertId  of the alert.
     * @param person   index.
     * @param failures in a row, this one included; 0 = it was right.
     * @param said     holds what was read back.
     * @param offset   of it.
     * @param length   of it, 0 = nothing was.
     */
    public void readBack(
            final long clauses,
            final long alertId,
            final int person,
            final int failures,
            final DirectBuffer said,
            final int offset,
            final int length) {
        stream.start(ReadBackNotedEncoder.TEMPLATE_ID, ReadBackNotedEncoder.BLOCK_LENGTH, clauses);
        readBackNoted
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .person(person)
                .failures(failures)
                .putReadBack(said, offset, length);
        stream.emit(readBackNoted.encodedLength());
    }

    /**
     * Emits {@code BedsideReached}.
     *
     * @param clauses why.
     * @param alertId of the alert.
     * @param person  index of who is there.
     */
    public void bedsideReached(final long clauses, final long alertId, final int person) {
        stream.start(BedsideReachedEncoder.TEMPLATE_ID, BedsideReachedEncoder.BLOCK_LENGTH, clauses);
        bedsideReached.wrap(stream.buffer(), BLOCK).alertId(alertId).person(person);
        stream.emit(bedsideReached.encodedLength());
    }

    /**
     * Emits {@code AlertSnoozed}.
     *
     * @param clauses why.
     * @param alertId of the alert.
     * @param untilNs epoch ns.
     * @param person  index of its owner.
     */
    public void snoozed(final long clauses, final long alertId, final long untilNs, final int person) {
        stream.start(AlertSnoozedEncoder.TEMPLATE_ID, AlertSnoozedEncoder.BLOCK_LENGTH, clauses);
        snoozed.wrap(stream.buffer(), BLOCK).alertId(alertId).untilNs(untilNs).person(person);
        stream.emit(snoozed.encodedLength());
    }

    /**
     * Emits {@code SnoozeEnded}.
     *
     * @param clauses why.
     * @param alertId of the alert.
     * @param person  index of who had put it off.
     */
    public void snoozeEnded(final long clauses, final long alertId, final int person) {
        stream.start(SnoozeEndedEncoder.TEMPLATE_ID, SnoozeEndedEncoder.BLOCK_LENGTH, clauses);
        snoozeEnded.wrap(stream.buffer(), BLOCK).alertId(alertId).person(person);
        stream.emit(snoozeEnded.encodedLength());
    }
}
