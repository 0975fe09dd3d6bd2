package io.tocsin.transport.gateway;

import io.tocsin.AlertView;
import io.tocsin.codecs.sbe.Lane;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Brings one person's client its deliveries: takes them from the delivery thread under a bound, and writes them lane by lane as long as the socket takes them. What finds
 * no room is left in the engine's outbox and asked for again when the client has caught up. Loop only, except {@link #route}.
 *
 * <p>Where there are many clients, what comes in the lane OTHER <i>gathers</i>: it waits for what follows to the same client, until the desk says that the batch is over,
 * or it is a quarter of what may be on its way, in deliveries or in bytes. So several leave in one write, in their order. CRITICAL never waits, and takes nothing along: what it had in front of it or
 * beside it would delay it.
 */
final class Courier {
    private static final int LANES = 2;
    private static final long ASK_AGAIN_NS = 200_000_000L;
    /** A batch is full with this part of what may be on its way. */
    private static final int FULL_BATCH = 4;

    private final LaneBudget budget;
    private final Lanes lanes;
    private final int fullBatch;
    private final int fullBatchBytes;
    private final AtomicIntegerArray overflowed = new AtomicIntegerArray(LANES);
    /** What the loop has of each lane, for the delivery thread: a redelivery begins with duplicates, which must not take the room of what follows. */
    private final AtomicLongArray known = new AtomicLongArray(LANES);

    private final LoopDesk desk;
    private final Connection connection;
    private long askedNs;
    private boolean isAsking;
    private boolean isGathering;
    private boolean isDraining;
    private long moved;

    Courier(final LoopDesk desk, final Connection connection) {
        this.desk = desk;
        this.connection = connection;
        budget = new LaneBudget(desk.settings().laneEntries, desk.settings().laneBytes);
        lanes = new Lanes(budget, desk.settings().otherWindowBytes);
        // Never more than finds room: else no batch would ever be full.
        fullBatch = Math.max(Math.min(2, desk.settings().laneEntries), desk.settings().laneEntries / FULL_BATCH);
        fullBatchBytes = desk.settings().laneBytes / FULL_BATCH;
        askedNs = System.nanoTime() - ASK_AGAIN_NS;
    }

    /** A delivery for this client. Delivery thread. */
    void route(final Routed routed) {
        final int lane = routed.lane().value();
        if (Long.compareUnsigned(routed.seq(), known.get(lane)) <= 0) {
            return;
        }
        if (budget.tryTake(routed)) {
            desk.post(() -> offer(routed));
        } else {
            desk.counters().increment(GatewayMetric.DELIVERIES_OVERFLOWED);
            if (overflowed.compareAndSet(lane, 0, 1)) {
                desk.post(() -> {
                    overflowed.set(lane, 0);
                    lanes.markMissing(routed.lane());
                    connection.touch();
                });
            }
        }
    }

    /** The client is welcomed: deliveries begin behind what its person has received. */
    void start(final long receivedCritical, final long receivedOther) {
        lanes.start(receivedCritical, receivedOther);
        tellKnown();
        connection.touch();
    }

    /** Writes what may be written, critical first; of a batch that is not over nothing else. */
    void pump(final ClientOut out) {
        Routed next = next(out);
        while (next != null) {
            out.send(next);
            moved++;
            desk.counters()
                    .increment(
                            next.lane() == Lane.CRITICAL
                                    ? GatewayMetric.DELIVERIES_CRITICAL
                                    : GatewayMetric.DELIVERIES_OTHER);
            next = next(out);
        }
        if (lanes.wantsRedelivery()) {
            connection.tickSoon();
        }
    }

    /** Asks the engine for what was left, if it is time; true if it has to be asked later. */
    boolean onTick(final long nowNs, final AlertView view) {
        if (!lanes.wantsRedelivery()) {
            return false;
        }
        if (isAsking || nowNs - askedNs < ASK_AGAIN_NS) {
            return true;
        }
        if (!connection.askForRedelivery()) {
            return true;
        }
        isAsking = true;
        askedNs = nowNs;
        final String person = connection.person();
        lanes.askForRedelivery(view.received(person, Lane.CRITICAL), view.received(person, Lane.OTHER));
        tellKnown();
        desk.counters().increment(GatewayMetric.REDELIVERIES_ASKED);
        return false;
    }

    /** The client is told to go: nothing waits any more. */
    void drain() {
        isDraining = true;
        endBatch();
    }

    /** What has gathered leaves now. */
    void endBatch() {
        if (isGathering) {
            isGathering = false;
            desk.counters().increment(GatewayMetric.BATCHES);
            desk.counters().add(GatewayMetric.DELIVERIES_BATCHED, lanes.waiting(Lane.OTHER));
            connection.touch();
        }
    }

    /** The engine has begun to deliver again. */
    void askedEngineAnswered() {
        isAsking = false;
        if (lanes.wantsRedelivery()) {
            connection.tickSoon();
        }
    }

    /** What the client confirms; the lane of which it confirms more than it was sent, or {@code null}. */
    @Nullable
    Lane confirm(final long receivedCritical, final long receivedOther) {
        final Lane wrong = lanes.confirm(receivedCritical, receivedOther);
        if (wrong == null) {
            moved++;
            connection.touch();
        }
        return wrong;
    }

    boolean isWritten(final Lane lane, final long seq) {
        return lanes.isWritten(lane, seq);
    }

    /** Whether the client should have something that was not written. */
    boolean isBehind() {
        return lanes.isBehind();
    }

    /** Rises whenever something was written or confirmed. */
    long moved() {
        return moved;
    }

    /** The connection is over. */
    void stop() {
        lanes.clear();
    }

    LaneBudget budget() {
        return budget;
    }

    private void tellKnown() {
        known.set(Lane.CRITICAL.value(), lanes.last(Lane.CRITICAL));
        known.set(Lane.OTHER.value(), lanes.last(Lane.OTHER));
    }

    private void offer(final Routed routed) {
        if (connection.isOver()) {
            budget.give(routed);
        } else {
            final boolean isFirst = lanes.waiting(Lane.OTHER) == 0;
            lanes.offer(routed);
            tellKnown();
            // What could not be written before is behind already: nothing that follows it waits for more.
            if (isFirst && lanes.waiting(Lane.OTHER) == 1 && !isDraining && desk.isCrowded()) {
                isGathering = true;
                desk.gather(connection);
            }
            if (!isGathering || routed.lane() == Lane.CRITICAL) {
                connection.touch();
            } else if (lanes.waiting(Lane.OTHER) >= fullBatch || lanes.waitingBytes(Lane.OTHER) >= fullBatchBytes) {
                endBatch();
            }
        }
    }

    private @Nullable Routed next(final ClientOut out) {
        if (!out.isWritable()) {
            return null;
        }
        return isGathering ? lanes.pollCritical() : lanes.poll();
    }
}
