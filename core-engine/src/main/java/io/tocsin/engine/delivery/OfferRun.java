package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** Dispatches waiting offers as long as there is credit, room and budget; those that say the same and follow each other leave together. */
final class OfferRun {
    private static final int NONE = -1;
    private static final int OFFER = OutputKind.OFFER.value();

    private final Alerts alerts;
    private final Offers offers;
    private final CreditedQueue queue;
    private final Outbox outbox;
    private final OutputBatch batch;
    private final UnderLoad load;
    private final ContactRuns contacts;
    private int batchOffer;
    private int batchEntry;
    private int batchTold;
    private boolean cutShort;

    OfferRun(
            final Alerts alerts,
            final Offers offers,
            final CreditedQueue queue,
            final Outbox outbox,
            final OutputBatch batch,
            final UnderLoad load,
            final ContactRuns contacts) {
        this.alerts = alerts;
        this.offers = offers;
        this.queue = queue;
        this.outbox = outbox;
        this.batch = batch;
        this.load = load;
        this.contacts = contacts;
    }

    /** Dispatches at most so many; how many of the budget are left. */
    int dispatch(final int budget) {
        int left = budget;
        while (left > 0) {
            final int offer = queue.firstWithCredit();
            if (offer == NONE) {
                break;
            }
            final int alertSlot = offers.alert[offer];
            final int lane = Lanes.laneOf(alerts.priority[alertSlot]);
            final int told = contacts.told(offer);
            final boolean sameBatch = !batch.isEmpty() && told == batchTold && offers.isTheSame(batchOffer, offer);
            final boolean isKept = sameBatch ? outbox.hasDeliveryRoom(lane) : outbox.hasRoom(lane);
            if (!isKept && !Advice.is(alerts, alertSlot)) {
                break;
            }
            final int gateway = queue.take(offer, lane);
            if (!sameBatch) {
                flush();
                batchOffer = offer;
                batchTold = told;
                batchEntry =
                        outbox.entry(alertSlot, OFFER, lane, offers.step[offer], told, offers.deadlineNs[offer], NONE);
            }
            offers.settle(offer, Offers.OFFERED);
            offers.creditLane[offer] = (byte) lane;
            outbox.supersede(offer);
            batch.add(batchEntry, offers.person[offer], lane, offer, gateway);
            contacts.tell(offer);
            contacts.begin(offer, load.putOffNs(alertSlot, channelsOf(offer)));
            left--;
        }
        flush();
        // Only while somebody with credit is left: who waits for credit must not call for one tick after another.
        cutShort = left == 0 && queue.firstWithCredit() != NONE;
        return left;
    }

    /** Whether the budget was used up before all who have credit were told. */
    boolean isCutShort() {
        return cutShort;
    }

    void snapshot(final SnapshotWriter writer) {
        writer.putByte(cutShort ? 1 : 0);
    }

    void restore(final SnapshotReader reader) {
        cutShort = reader.getByte() != 0;
    }

    private void flush() {
        if (!batch.isEmpty()) {
            final int alertSlot = offers.alert[batchOffer];
            load.offering(alertSlot, channelsOf(batchOffer));
            batch.emit(
                    Because.of(Clause.CREDIT_GIVEN),
                    alertSlot,
                    offers.deadlineNs[batchOffer],
                    NONE,
                    OFFER,
                    Lanes.laneOf(alerts.priority[alertSlot]),
                    offers.step[batchOffer],
                    batchTold);
            outbox.dropIfUnused(batchEntry);
            contacts.informLate(alertSlot);
        }
    }

    /** Those of the step; none if no step says which. */
    private int channelsOf(final int offer) {
        return offers.channels[offer] & ContactMethods.ALL;
    }
}
