package io.tocsin.transport.gateway;

import org.jspecify.annotations.Nullable;

/** The commands of one connection that are in flight, each in a slot whose number comes back with its answer. Bounded; loop only; pure. */
final class CommandSlots {
    private final Asked[] asked;
    private final int[] free;
    private int freeCount;

    /**
     * None in flight.
     *
     * @param window how many may be.
     */
    CommandSlots(final int window) {
        asked = new Asked[window];
        free = new int[window];
        freeCount = window;
        for (int i = 0; i < window; i++) {
            free[i] = window - 1 - i;
        }
    }

    /**
     * What an answer will be about.
     *
     * @param commandId 0 = the ref says it.
     * @param ref       empty = the commandId says it.
     */
    record Asked(long commandId, String ref) {}

    /** Takes a slot; -1 if the window is full. */
    int take(final Asked about) {
        if (freeCount == 0) {
            return -1;
        }
        final int slot = free[--freeCount];
        asked[slot] = about;
        return slot;
    }

    /** Gives a slot back: answered, or not sent; {@code null} if it was not taken. */
    @Nullable
    Asked give(final int slot) {
        final Asked about = slot < asked.length ? asked[slot] : null;
        if (about != null) {
            asked[slot] = null;
            free[freeCount++] = slot;
        }
        return about;
    }

    /** Commands in flight. */
    int inFlight() {
        return asked.length - freeCount;
    }
}
