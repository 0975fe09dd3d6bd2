package io.tocsin.engine.store;

import java.util.Arrays;

/**
 * Binary heap with one node per slot, ordered by (deadlineNs, tie): a total order, because ties are unique. Not part of a snapshot: whoever owns the slots knows
 * their deadlines and arms them again.
 */
public final class DeadlineHeap {
    /** A deadline that never comes; a slot that has it is not in the heap. */
    public static final long NEVER = Long.MAX_VALUE;

    private final int[] heap;
    private final int[] placeOf;
    private final long[] deadlineNs;
    private final long[] tie;
    private int size;

    /**
     * An empty heap.
     *
     * @param capacity slots are 0 to capacity - 1.
     */
    public DeadlineHeap(final int capacity) {
        heap = new int[capacity];
        placeOf = new int[capacity];
        deadlineNs = new long[capacity];
        tie = new long[capacity];
        Arrays.fill(placeOf, -1);
    }

    /**
     * Sets, moves or removes the deadline of a slot.
     *
     * @param slot     to arm.
     * @param atNs     epoch ns, or {@link #NEVER} to remove it.
     * @param tieBreak unique among armed slots; lower fires first at the same instant.
     */
    public void arm(final int slot, final long atNs, final long tieBreak) {
        final int place = placeOf[slot];
        if (atNs == NEVER) {
            if (place >= 0) {
                remove(place);
            }
            return;
        }
        deadlineNs[slot] = atNs;
        tie[slot] = tieBreak;
        if (place < 0) {
            placeOf[slot] = size;
            heap[size] = slot;
            up(size++);
        } else {
            down(up(place));
        }
    }

    /**
     * The slot whose deadline is least.
     *
     * @return the slot, or -1 if none is armed.
     */
    public int first() {
        return size == 0 ? -1 : heap[0];
    }

    /**
     * The least deadline.
     *
     * @return epoch ns, or {@link #NEVER}.
     */
    public long firstNs() {
        return size == 0 ? NEVER : deadlineNs[heap[0]];
    }

    private void remove(final int place) {
        final int slot = heap[place];
        placeOf[slot] = -1;
        final int last = heap[--size];
        if (place < size) {
            heap[place] = last;
            placeOf[last] = place;
            down(up(place));
        }
    }

    private int up(final int from) {
        int place = from;
        final int slot = heap[place];
        while (place > 0) {
            final int parent = (place - 1) >>> 1;
            if (!before(slot, heap[parent])) {
                break;
            }
            move(heap[parent], place);
            place = parent;
        }
        move(slot, place);
        return place;
    }

    private void down(final int from) {
        int place = from;
        final int slot = heap[place];
        while (true) {
            int child = 2 * place + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], slot)) {
                break;
            }
            move(heap[child], place);
            place = child;
        }
        move(slot, place);
    }

    private void move(final int slot, final int place) {
        heap[place] = slot;
        placeOf[slot] = place;
    }

    private boolean before(final int a, final int b) {
        return deadlineNs[a] != deadlineNs[b] ? deadlineNs[a] < deadlineNs[b] : tie[a] < tie[b];
    }
}
