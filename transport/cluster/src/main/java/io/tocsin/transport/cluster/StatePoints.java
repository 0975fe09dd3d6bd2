package io.tocsin.transport.cluster;

/**
 * What this node's engine had come to at places that all engines pass: the rolling hash every so many commands, the digest of the whole state with every snapshot. Written
 * by the service's thread, read by another; the last {@link #KEPT} are kept.
 */
final class StatePoints {
    /** Points that are kept: of hashes every 4,096 commands a quarter of a million commands. */
    static final int KEPT = 64;

    private final long[] places = new long[KEPT];
    private final long[] values = new long[KEPT];
    private long count;

    /** Notes a point. Service thread; places rise, but for a node that starts. */
    synchronized void add(final long place, final long value) {
        final int slot = (int) (count++ % KEPT);
        places[slot] = place;
        values[slot] = value;
    }

    /** How many were noted so far. Any thread. */
    synchronized long count() {
        return count;
    }

    /** Copies the newest into {@code into}: place and value; false if there is none. Any thread. */
    synchronized boolean newest(final long[] into) {
        if (count == 0) {
            return false;
        }
        final int slot = (int) ((count - 1) % KEPT);
        into[0] = places[slot];
        into[1] = values[slot];
        return true;
    }

    /** Copies the value at a place to {@code into[1]}; false if it is not among those that are kept. Any thread. */
    synchronized boolean at(final long place, final long[] into) {
        for (int slot = 0; slot < Math.min(count, KEPT); slot++) {
            if (places[slot] == place) {
                into[1] = values[slot];
                return true;
            }
        }
        return false;
    }
}
