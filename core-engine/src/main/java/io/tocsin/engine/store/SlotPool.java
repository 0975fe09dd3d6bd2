package io.tocsin.engine.store;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/**
 * Hands out the slots of a table of fixed capacity: the one freed last first, then the lowest never used. Which slot comes next is part of the state, because slots
 * are the order in which a snapshot is written.
 */
public final class SlotPool {
    /** What {@link #take()} answers when every slot is in use. */
    public static final int NONE = -1;

    private final int[] freed;
    private final boolean[] used;
    private int freedCount;
    private int highWater;

    /**
     * A pool with every slot free.
     *
     * @param capacity slots are 0 to capacity - 1.
     */
    public SlotPool(final int capacity) {
        freed = new int[capacity];
        used = new boolean[capacity];
    }

    /**
     * Takes a slot.
     *
     * @return the slot, or {@link #NONE}.
     */
    public int take() {
        final int slot;
        if (freedCount > 0) {
            slot = freed[--freedCount];
        } else if (highWater < freed.length) {
            slot = highWater++;
        } else {
            return NONE;
        }
        used[slot] = true;
        return slot;
    }

    /**
     * Gives a slot back.
     *
     * @param slot that was taken.
     */
    public void give(final int slot) {
        used[slot] = false;
        freed[freedCount++] = slot;
    }

    /**
     * Whether a slot is in use.
     *
     * @param slot 0 to capacity - 1.
     * @return true from take to give.
     */
    public boolean isUsed(final int slot) {
        return used[slot];
    }

    /**
     * Slots from here on were never used.
     *
     * @return the bound for a walk over all slots.
     */
    public int highWater() {
        return highWater;
    }

    /**
     * Whether a slot in use has more than so much of something.
     *
     * @param values by slot.
     * @param most   that is not more.
     * @return one has. Looks at each.
     */
    public boolean isAnyAbove(final short[] values, final int most) {
        boolean isOne = false;
        for (int slot = 0; slot < highWater && !isOne; slot++) {
            isOne = values[slot] > most && isUsed(slot);
        }
        return isOne;
    }

    /**
     * How many slots are in use.
     *
     * @return 0 to capacity.
     */
    public int inUse() {
        return highWater - freedCount;
    }

    /**
     * How many slots are free.
     *
     * @return 0 to capacity.
     */
    public int free() {
        return freed.length - inUse();
    }

    /**
     * How many slots there are.
     *
     * @return the capacity.
     */
    public int capacity() {
        return freed.length;
    }

    /**
     * Writes the order in which slots will be handed out.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.putInt(highWater);
        writer.putInt(freedCount);
        for (int i = 0; i < freedCount; i++) {
            writer.putInt(freed[i]);
        }
    }

    /**
     * Takes the order over; the pool must be new.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        highWater = reader.getCount(freed.length, "slots");
        for (int i = 0; i < highWater; i++) {
            used[i] = true;
        }
        freedCount = reader.getCount(highWater, "free slots");
        for (int i = 0; i < freedCount; i++) {
            freed[i] = reader.getCount(highWater - 1, "as a slot");
            used[freed[i]] = false;
        }
    }
}
