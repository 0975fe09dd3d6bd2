package io.tocsin;

import io.tocsin.codecs.lane.LaneOrder;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ReceiptBatchEncoder;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What a session has received and shown, and what of that the router does not know yet. Thread-safe. */
final class Receipts {
    private static final int MAX_DISPLAYED = 64;

    private final LaneOrder critical = new LaneOrder();
    private final LaneOrder other = new LaneOrder();
    private final Queue<Displayed> displayed = new ArrayDeque<>();
    private long sentCritical;
    private long sentOther;
    private boolean repeat;
    private boolean again;

    synchronized void startAfter(final long receivedCritical, final long receivedOther) {
        critical.startAfter(receivedCritical);
        other.startAfter(receivedOther);
        sentCritical = receivedCritical;
        sentOther = receivedOther;
    }

    synchronized LaneOrder.Verdict judge(final Lane lane, final long seq, final long prev) {
        final LaneOrder.Verdict verdict = order(lane).judge(seq, prev);
        if (verdict == LaneOrder.Verdict.GAP) {
            again = true;
        } else if (verdict == LaneOrder.Verdict.DUPLICATE) {
            // The router sends what it believes is not here: tell it once more.
            repeat = true;
        }
        return verdict;
    }

    synchronized void applied(final Lane lane, final long seq, final boolean taken) {
        order(lane).applied(seq, taken);
    }

    synchronized void displayed(final Lane lane, final long seq) {
        displayed.add(new Displayed(lane, seq));
    }

    synchronized void askAgain() {
        again = true;
    }

    /** Whether the redelivery has to be asked for; asking ends it. */
    synchronized boolean takeAgain() {
        final boolean asked = again;
        again = false;
        return asked;
    }

    /** The next batch; {@code null} if the router knows everything. */
    synchronized @Nullable OutgoingCommand next(final long sessionId) {
        if (displayed.isEmpty() && !repeat && critical.received() <= sentCritical && other.received() <= sentOther) {
            return null;
        }
        repeat = false;
        sentCritical = Math.max(sentCritical, critical.received());
        sentOther = Math.max(sentOther, other.received());
        final OutgoingCommand command = new OutgoingCommand();
        final ReceiptBatchEncoder batch =
                new ReceiptBatchEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        batch.receivedCritical(sentCritical).receivedOther(sentOther);
        final int count = Math.min(MAX_DISPLAYED, displayed.size());
        final ReceiptBatchEncoder.DisplayedEncoder group = batch.displayedCount(count);
        for (int i = 0; i < count; i++) {
            final Displayed next = displayed.remove();
            group.next().seq(next.seq).lane(next.lane);
        }
        return command.encoded(batch.encodedLength()).actor(sessionId);
    }

    private LaneOrder order(final Lane lane) {
        return lane == Lane.CRITICAL ? critical : other;
    }

    private record Displayed(Lane lane, long seq) {}
}
