package io.tocsin.engine.store;

import java.util.Arrays;

/**
 * Finds the slot of an id, where ids rise one by one and leave in any order. An id's chain is its low bits, so the ids of one burst lie side by side, many to a
 * cache line, and a chain holds only ids that are a whole table apart. The ids themselves are the owner's.
 */
public final class RisingIndex {
    /** What look-ups answer for an id that is not here. */
    public static final int ABSENT = -1;

    private final long[] idOf;
    private final int[] first;
    private final int[] next;
    private final int mask;

    /**
     * An empty index.
     *
     * @param idOf by slot; what it holds of a slot stands from {@link #add} to {@link #remove}.
     */
    public RisingIndex(final long[] idOf) {
        this.idOf = idOf;
        next = new int[idOf.length];
        first = new int[Math.max(1, Integer.highestOneBit(idOf.length) * 2)];
        mask = first.length - 1;
        Arrays.fill(first, ABSENT);
    }

    /**
     * Looks an id up.
     *
     * @param id any value.
     * @return its slot or {@link #ABSENT}.
     */
    public int find(final long id) {
        int slot = first[(int) id & mask];
        while (slot != ABSENT && idOf[slot] != id) {
            slot = next[slot];
        }
        return slot;
    }

    /**
     * Adds the id of a slot, which is not here.
     *
     * @param slot of the id.
     */
    public void add(final int slot) {
        final int chain = (int) idOf[slot] & mask;
        next[slot] = first[chain];
        first[chain] = slot;
    }

    /**
     * Takes the id of a slot out, which is here.
     *
     * @param slot of the id.
     */
    public void remove(final int slot) {
        final int chain = (int) idOf[slot] & mask;
        if (first[chain] == slot) {
            first[chain] = next[slot];
            return;
        }
        int before = first[chain];
        while (next[before] != slot) {
            before = next[before];
        }
        next[before] = next[slot];
    }
}
