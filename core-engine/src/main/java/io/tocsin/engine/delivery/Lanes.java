package io.tocsin.engine.delivery;

import java.util.Arrays;

/** The two lanes of every recipient: sequences, the list of unreceived deliveries, and what is being sent again. A lane's index is 2 · person + lane. */
final class Lanes {
    static final int NONE = -1;

    /** Highest sequence dispatched. */
    final long[] lastSeq;
    /** Highest sequence received. */
    final long[] receivedSeq;
    /** Oldest unreceived delivery. */
    final int[] head;
    /** Newest unreceived delivery. */
    final int[] tail;
    /** Unreceived deliveries. */
    final int[] count;
    /** Those of them that are advice. */
    final int[] advice;
    /** Delivery to send again next, or {@link #NONE}. */
    final int[] again;
    /** Sequence after which nothing is sent again. */
    final long[] againUpTo;

    /** Lanes that have something to send again, first come first served, one list per lane kind; links by lane index. */
    private final int[] nextWithAgain;

    private final boolean[] listed;
    private final int[] firstWithAgain = {NONE, NONE};
    private final int[] lastWithAgain = {NONE, NONE};

    Lanes(final int maxPeople) {
        lastSeq = new long[2 * maxPeople];
        receivedSeq = new long[2 * maxPeople];
        head = new int[2 * maxPeople];
        tail = new int[2 * maxPeople];
        count = new int[2 * maxPeople];
        advice = new int[2 * maxPeople];
        again = new int[2 * maxPeople];
        againUpTo = new long[2 * maxPeople];
        nextWithAgain = new int[2 * maxPeople];
        listed = new boolean[2 * maxPeople];
        Arrays.fill(head, NONE);
        Arrays.fill(tail, NONE);
        Arrays.fill(again, NONE);
    }

    /** The lane of a priority: CRITICAL has its own. */
    static int laneOf(final int priority) {
        return priority == 0 ? 0 : 1;
    }

    /** Everything unreceived of a lane is to be sent again; a lane that is in the midst of it starts anew but keeps its turn. */
    void sendAgain(final int lane) {
        again[lane] = head[lane];
        againUpTo[lane] = lastSeq[lane];
        if (head[lane] != NONE) {
            list(lane);
        }
    }

    /** The lane of a kind whose turn it is to send again, or {@link #NONE}. Lanes that have nothing left leave the list on the way. */
    int takeTurn(final int kind) {
        while (firstWithAgain[kind] != NONE && again[firstWithAgain[kind]] == NONE) {
            final int lane = firstWithAgain[kind];
            firstWithAgain[kind] = nextWithAgain[lane];
            listed[lane] = false;
            if (firstWithAgain[kind] == NONE) {
                lastWithAgain[kind] = NONE;
            }
        }
        return firstWithAgain[kind];
    }

    /** The first lane in the order of turns, whether it has something left or not. */
    int firstTurn(final int kind) {
        return firstWithAgain[kind];
    }

    /** Whether a lane of either kind has something to send again. Changes nothing: hosts ask whenever they like. */
    boolean hasAgain() {
        for (int kind = 0; kind < 2; kind++) {
            for (int lane = firstWithAgain[kind]; lane != NONE; lane = nextWithAgain[lane]) {
                if (again[lane] != NONE) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The lane after, in the order of turns. */
    int nextTurn(final int lane) {
        return nextWithAgain[lane];
    }

    /** Appends a lane to the order of turns. */
    void list(final int lane) {
        if (!listed[lane]) {
            final int kind = lane & 1;
            listed[lane] = true;
            nextWithAgain[lane] = NONE;
            if (lastWithAgain[kind] == NONE) {
                firstWithAgain[kind] = lane;
            } else {
                nextWithAgain[lastWithAgain[kind]] = lane;
            }
            lastWithAgain[kind] = lane;
        }
    }
}
