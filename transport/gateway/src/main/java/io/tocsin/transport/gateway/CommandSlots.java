package io.tocsin.transport.gateway;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The commands of one connection that are in flight, each in a slot whose number comes back with its answer. Bounded; loop only; pure. */
final class CommandSlots {
    private static final int FIRST = 4;

    private final int window;
    private Asked[] asked;
    private int[] free;
    private int freeCount;

    /**
     * None in flight.
     *
     * @param window how many may be.
     */
    CommandSlots(final int window) {
        this.window = window;
        asked = new Asked[Math.min(FIRST, window)];
        free = new int[asked.length];
        addFree(0);
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
            if (asked.length == window) {
                return -1;
            }
            // Most connections have few in flight, and there are thousands.
            final int had = asked.length;
            asked = Arrays.copyOf(asked, Math.min(window, 2 * had));
            free = new int[asked.length];
            addFree(had);
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

    private void addFree(final int from) {
        for (int slot = asked.length - 1; slot >= from; slot--) {
            free[freeCount++] = slot;
        }
    }

    /** Commands in flight. */
    int inFlight() {
        return asked.length - freeCount;
    }
}
