package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.sbe.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The receipts of one connection on their way to the ring: the first goes at once, then at most one batch every 10 ms, of at most 64 displayed ones. What the ring
 * refuses is tried again; what was received is cumulative, so that nothing of it is ever lost. Loop only.
 */
final class ReceiptDesk {
    private static final long INTERVAL_NS = 10_000_000L;
    private static final int MAX_WAITING = 256;

    private final ArrayDeque<ClientMessage.Displayed> displayed = new ArrayDeque<>(1);
    private final RingPort ring;
    private final GatewayCounters counters;
    private long critical;
    private long other;
    private boolean isDue;
    private long sentNs = System.nanoTime() - INTERVAL_NS;

    ReceiptDesk(final RingPort ring, final GatewayCounters counters) {
        this.ring = ring;
        this.counters = counters;
    }

    /** Takes receipts that were checked. */
    void add(final ClientMessage.Receipts receipts) {
        critical = Long.compareUnsigned(receipts.critical(), critical) > 0 ? receipts.critical() : critical;
        other = Long.compareUnsigned(receipts.other(), other) > 0 ? receipts.other() : other;
        for (final ClientMessage.Displayed shown : receipts.displayed()) {
            if (displayed.size() < MAX_WAITING) {
                displayed.add(shown);
            } else {
                counters.increment(GatewayMetric.DISPLAYS_LOST);
            }
        }
        isDue = true;
    }

    /** Sends a batch if there is one and it is time; true if there is something left for later. */
    boolean flush(final long sourceId, final long sessionId, final long nowNs) {
        if (isDue && nowNs - sentNs >= INTERVAL_NS) {
            final List<ClientMessage.Displayed> batch =
                    new ArrayList<>(Math.min(displayed.size(), ClientMessage.MAX_DISPLAYED));
            for (final ClientMessage.Displayed shown : displayed) {
                if (batch.size() < ClientMessage.MAX_DISPLAYED) {
                    batch.add(shown);
                }
            }
            final AnswerResult result =
                    ring.offer(new ClientMessage.Receipts(critical, other, batch), sourceId, sessionId, 0);
            if (result == AnswerResult.OK) {
                counters.increment(GatewayMetric.RECEIPT_BATCHES);
                for (int i = 0; i < batch.size(); i++) {
                    displayed.remove();
                }
                sentNs = nowNs;
                isDue = !displayed.isEmpty();
            }
        }
        return isDue;
    }

    /** Takes what a client confirms, if it was delivered to it; nothing else. */
    static void confirm(final ClientMessage.Receipts batch, final Courier courier) throws ProtocolException {
        for (final ClientMessage.Displayed shown : batch.displayed()) {
            if (!courier.isWritten(shown.lane(), shown.seq())) {
                throw new ProtocolException(ErrorCode.INVALID_FIELD, "displayed.seq", "more than was delivered here");
            }
        }
        final Lane wrong = courier.confirm(batch.critical(), batch.other());
        if (wrong != null) {
            throw new ProtocolException(
                    ErrorCode.INVALID_FIELD,
                    wrong == Lane.CRITICAL ? "critical" : "other",
                    "more than was delivered here");
        }
    }
}
