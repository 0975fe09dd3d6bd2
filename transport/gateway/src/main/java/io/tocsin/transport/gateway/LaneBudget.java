package io.tocsin.transport.gateway;

import io.tocsin.codecs.sbe.Lane;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How much may be on its way to one connection, from the moment the delivery thread routes it until the loop has written it. Each lane has its own share, so that
 * other deliveries never take the room of critical ones. The delivery thread takes, the loop gives back; nobody waits; does not allocate.
 */
final class LaneBudget {
    private static final int LANES = 2;

    private final AtomicIntegerArray entries = new AtomicIntegerArray(LANES);
    private final AtomicIntegerArray bytes = new AtomicIntegerArray(LANES);
    private final int maxEntries;
    private final int maxBytes;

    /**
     * Nothing is on its way.
     *
     * @param maxEntries deliveries of one lane, at least 1.
     * @param maxBytes   bytes of one lane; one delivery is let through however long it is.
     */
    LaneBudget(final int maxEntries, final int maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /** Takes room for a delivery; false, and nothing taken, if there is none. Delivery thread. */
    boolean tryTake(final Routed routed) {
        final int lane = routed.lane().value();
        final int held = entries.get(lane);
        if (held >= maxEntries || (held > 0 && bytes.get(lane) + routed.bytes() > maxBytes)) {
            return false;
        }
        entries.getAndIncrement(lane);
        bytes.getAndAdd(lane, routed.bytes());
        return true;
    }

    /** Gives the room of a delivery back: it was written, or left. Loop. */
    void give(final Routed routed) {
        final int lane = routed.lane().value();
        bytes.getAndAdd(lane, -routed.bytes());
        entries.getAndDecrement(lane);
    }

    /** Deliveries of a lane that are on their way. Any thread. */
    int entries(final Lane lane) {
        return entries.get(lane.value());
    }

    /** Bytes of a lane that are on their way. Any thread. */
    int bytes(final Lane lane) {
        return bytes.get(lane.value());
    }
}
