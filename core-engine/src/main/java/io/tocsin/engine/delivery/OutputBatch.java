package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.DeliveryEvents;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** The recipients of one output while it is put together: each gets the next sequence of its lane, all of them one event and one outbox entry. */
final class OutputBatch {
    private static final int OFFER = OutputKind.OFFER.value();

    private final int[] people = new int[DeliveryEvents.MAX_RECIPIENTS];
    private final long[] seqs = new long[DeliveryEvents.MAX_RECIPIENTS];
    private final long[] distances = new long[DeliveryEvents.MAX_RECIPIENTS];
    private final Alerts alerts;
    private final Outbox outbox;
    private final DeliveryEvents events;
    private int recipients;
    private long outputs;

    OutputBatch(final Alerts alerts, final Outbox outbox, final DeliveryEvents events) {
        this.alerts = alerts;
        this.outbox = outbox;
        this.events = events;
    }

    boolean isEmpty() {
        return recipients == 0;
    }

    /** Pairs of recipient and sequence so far, since Genesis. */
    long outputs() {
        return outputs;
    }

    void add(final int entry, final int person, final int lane, final int offer, final int gateway) {
        distances[recipients] = outbox.append(entry, person, lane, offer, gateway);
        people[recipients] = person;
        seqs[recipients] = outbox.lanes.lastSeq[2 * person + lane];
        recipients++;
        outputs++;
    }

    void emit(
            final long clauses,
            final int alertSlot,
            final long deadlineNs,
            final int owner,
            final int kind,
            final int lane,
            final int step,
            final int channels) {
        events.dispatched(
                clauses,
                alerts.alertId[alertSlot],
                deadlineNs,
                alerts.subject[alertSlot],
                owner,
                kind,
                lane,
                alerts.priority[alertSlot],
                alerts.severity[alertSlot],
                step,
                false,
                channels,
                kind == OFFER ? alerts.assessments().treatmentLimits(alertSlot) : 0,
                people,
                seqs,
                distances,
                recipients);
        recipients = 0;
    }

    void snapshot(final SnapshotWriter writer) {
        writer.putLong(outputs);
    }

    void restore(final SnapshotReader reader) {
        outputs = reader.getLong();
    }
}
