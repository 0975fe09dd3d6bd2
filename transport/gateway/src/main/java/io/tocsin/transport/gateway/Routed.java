package io.tocsin.transport.gateway;

import io.tocsin.codecs.sbe.Lane;

/** One delivery on its way to one connection. Immutable; any thread. */
final class Routed {
    /** Bytes that precede the tail on the wire where they are most: the names in JSON, two sequences of at most 20 digits, a frame header of 4. */
    private static final int HEAD_BYTES = 85;

    private final Lane lane;
    private final long seq;
    private final long prev;
    private final byte[] tail;

    /**
     * A delivery.
     *
     * @param lane whose sequence it has.
     * @param seq  dense per person and lane.
     * @param prev sequence of what is before it in the lane.
     * @param tail what all recipients are sent alike, encoded once and shared: nobody writes to it.
     */
    Routed(final Lane lane, final long seq, final long prev, final byte[] tail) {
        this.lane = lane;
        this.seq = seq;
        this.prev = prev;
        this.tail = tail;
    }

    Lane lane() {
        return lane;
    }

    long seq() {
        return seq;
    }

    long prev() {
        return prev;
    }

    byte[] tail() {
        return tail;
    }

    /** What it counts for in bounds and windows. */
    int bytes() {
        return HEAD_BYTES + tail.length;
    }
}
