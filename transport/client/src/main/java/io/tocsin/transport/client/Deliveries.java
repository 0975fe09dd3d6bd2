package io.tocsin.transport.client;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Epoch;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.lane.LaneOrder;
import io.tocsin.codecs.sbe.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What this client has of its person's lanes, and what of that the router does not know yet. The client's thread only. */
final class Deliveries {
    private final Queue<ClientMessage.Displayed> displayed = new ArrayDeque<>();
    private LaneOrder critical = new LaneOrder();
    private LaneOrder other = new LaneOrder();
    private @Nullable Epoch epoch;
    private long sentCritical;
    private long sentOther;
    private int unconfirmed;
    private boolean repeat;

    /** Begins with what an earlier process had. */
    void startWith(final ClientMessage.Resume resume) {
        epoch = resume.epoch();
        critical.startAfter(resume.critical());
        other.startAfter(resume.other());
    }

    /** What a hello says; {@code null} before the first welcome. */
    ClientMessage.@Nullable Resume resume() {
        return epoch == null ? null : new ClientMessage.Resume(epoch, critical.received(), other.received());
    }

    /** Whether what it has is of a log with another epoch. */
    boolean isOfAnother(final Epoch welcomed) {
        return epoch != null && !epoch.equals(welcomed);
    }

    /** Goes on behind what the router says. */
    void welcomed(final ServerMessage.Welcome welcome) {
        if (welcome.resume() != ResumeResult.RESUMED || !welcome.epoch().equals(epoch)) {
            // Sequences of another epoch, or of a router that lost what it had told, name other deliveries.
            critical = new LaneOrder();
            other = new LaneOrder();
            displayed.clear();
        }
        epoch = welcome.epoch();
        critical.startAfter(welcome.critical());
        other.startAfter(welcome.other());
        sentCritical = welcome.critical();
        sentOther = welcome.other();
        repeat = false;
    }

    LaneOrder.Verdict judge(final ServerMessage.Delivery delivery) {
        final LaneOrder.Verdict verdict = order(delivery.lane()).judge(delivery.seq(), delivery.prev());
        // The router sends what it believes is not here: tell it once more.
        repeat |= verdict == LaneOrder.Verdict.DUPLICATE;
        return verdict;
    }

    void applied(final ServerMessage.Delivery delivery, final boolean isTaken) {
        order(delivery.lane()).applied(delivery.seq(), isTaken);
        unconfirmed++;
    }

    void displayed(final Lane lane, final long seq) {
        displayed.add(new ClientMessage.Displayed(lane, seq));
    }

    /** Whether a message's worth of receipts waits. */
    boolean isBatchFull() {
        return unconfirmed >= ClientMessage.MAX_DISPLAYED || displayed.size() >= ClientMessage.MAX_DISPLAYED;
    }

    /** The next receipts; {@code null} if the router knows everything. */
    ClientMessage.@Nullable Receipts next() {
        unconfirmed = 0;
        if (displayed.isEmpty() && !repeat && critical.received() <= sentCritical && other.received() <= sentOther) {
            return null;
        }
        repeat = false;
        sentCritical = Math.max(sentCritical, critical.received());
        sentOther = Math.max(sentOther, other.received());
        final List<ClientMessage.Displayed> shown = new ArrayList<>();
        while (shown.size() < ClientMessage.MAX_DISPLAYED && !displayed.isEmpty()) {
            shown.add(displayed.remove());
        }
        return new ClientMessage.Receipts(sentCritical, sentOther, shown);
    }

    private LaneOrder order(final Lane lane) {
        return lane == Lane.CRITICAL ? critical : other;
    }
}
