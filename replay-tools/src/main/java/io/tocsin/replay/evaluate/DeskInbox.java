package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchEncoder;
import org.agrona.collections.LongArrayList;

/**
 * What the desk was sent and has not yet given a receipt for, in order. Everybody's outputs are the desk's: there is
 * nobody else.
 */
final class DeskInbox {
    private final LongArrayList seqs = new LongArrayList();
    private final LongArrayList lanes = new LongArrayList();
    private int taken;

    void add(final OutputDispatchedDecoder output) {
        final long lane = output.lane().value();
        for (final OutputDispatchedDecoder.RecipientsDecoder recipient : output.recipients()) {
            seqs.addLong(recipient.seq());
            lanes.addLong(lane);
        }
    }

    int size() {
        return seqs.size() - taken;
    }

    /** Writes a receipt for the oldest deliveries, as many as one batch takes, and forgets them. */
    void takeInto(final ReceiptBatchEncoder receipts) {
        final int count = Math.min(size(), Commands.MAX_DISPLAYED);
        long critical = 0;
        long other = 0;
        for (int i = taken; i < taken + count; i++) {
            if (isCritical(i)) {
                critical = seqs.getLong(i);
            } else {
                other = seqs.getLong(i);
            }
        }
        final ReceiptBatchEncoder.DisplayedEncoder displayed =
                receipts.receivedCritical(critical).receivedOther(other).displayedCount(count);
        for (int i = taken; i < taken + count; i++) {
            displayed.next().seq(seqs.getLong(i)).lane(isCritical(i) ? Lane.CRITICAL : Lane.OTHER);
        }
        taken += count;
        if (taken == seqs.size()) {
            seqs.clear();
            lanes.clear();
            taken = 0;
        }
    }

    private boolean isCritical(final int place) {
        return lanes.getLong(place) == Lane.CRITICAL.value();
    }
}
