package io.tocsin.engine.monitoring;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.SlotPool;

/**
 * Subjects whose readings are looked at over time, a slot each: whoever keeps something about what came before keeps it in arrays by these slots. Most subjects
 * are read by nobody most of the time, so there are fewer slots than subjects. When all are taken, the subject that was not read for longest is forgotten for
 * somebody new, if it was not read for {@value #FORGOTTEN_AFTER_HOURS} hours: so long a gap says nothing of now anyway.
 *
 * <p>Everything here is on the engine's thread, O(1) and without allocation.
 */
public final class Monitored {
    /** No slot. */
    public static final int NONE = SlotPool.NONE;

    /** Who was not read for so long may be forgotten. */
    public static final int FORGOTTEN_AFTER_HOURS = 2;

    private static final long FORGOTTEN_AFTER_NS = FORGOTTEN_AFTER_HOURS * 3_600_000_000_000L;
    private static final int SECTION_ID = 44;
    private static final int SECTION_VERSION = 1;
    private static final int WORDS = 2;

    private final SlotPool slots;
    /** Of a subject its slot plus one; 0 = none. */
    private final int[] slotOf;

    private final int[] subject;
    /**
     * Of a slot two words side by side, as a reading asks for both: when its subject was read; then who was read just before (high half) and just after (low half),
     * {@link #NONE} at the ends.
     */
    private final long[] order;

    private int first = NONE;
    private int last = NONE;

    private Keeper[] keepers = {};
    /** Bit per keeper that wants slots now. */
    private int wanting;

    /** Keeps something by slot. */
    public interface Keeper {
        /**
         * A slot stands for another subject from now on: what is kept is forgotten.
         *
         * @param slot whose.
         */
        void begin(int slot);

        /** Subjects have slots from now on, as they did not before: whoever needs memory for each takes it now, and not with a reading. */
        default void wanted() {}
    }

    /**
     * Nobody yet.
     *
     * @param maxMonitored slots.
     * @param maxSubjects  subjects.
     */
    public Monitored(final int maxMonitored, final int maxSubjects) {
        slots = new SlotPool(maxMonitored);
        slotOf = new int[maxSubjects];
        subject = new int[maxMonitored];
        order = new long[Math.multiplyExact(WORDS, maxMonitored)];
    }

    /**
     * Somebody keeps something by slot, but wants none yet. Before the first reading; allocates.
     *
     * @param keeper is told of every slot that begins anew.
     * @return the keeper's number, for {@link #want}.
     */
    public int keep(final Keeper keeper) {
        final Keeper[] more = new Keeper[keepers.length + 1];
        System.arraycopy(keepers, 0, more, 0, keepers.length);
        more[keepers.length] = keeper;
        keepers = more;
        return more.length - 1;
    }

    /**
     * Whether a keeper wants slots from now on, by what the configuration says. While nobody does, no memory is touched here. Not in a snapshot: whoever takes one
     * over says it again.
     *
     * @param keeper   number.
     * @param isWanted true if so.
     */
    public void want(final int keeper, final boolean isWanted) {
        final int before = wanting;
        wanting = isWanted ? wanting | 1 << keeper : wanting & ~(1 << keeper);
        if (before == 0 && wanting != 0) {
            for (final Keeper each : keepers) {
                each.wanted();
            }
        }
    }

    /**
     * A subject is read: it has a slot from now on, if anybody wants one and there is one.
     *
     * @param ofSubject index.
     * @param nowNs     engine time.
     * @return its slot, or {@link #NONE} if nobody wants one or all are taken by subjects that were read lately.
     */
    public int read(final int ofSubject, final long nowNs) {
        if (wanting == 0) {
            return NONE;
        }
        int slot = slotOf[ofSubject] - 1;
        if (slot == NONE) {
            slot = take(nowNs);
            if (slot == NONE) {
                return NONE;
            }
            subject[slot] = ofSubject;
            slotOf[ofSubject] = slot + 1;
            for (final Keeper keeper : keepers) {
                keeper.begin(slot);
            }
            append(slot);
        } else if (slot != last) {
            unlink(slot);
            append(slot);
        }
        order[WORDS * slot] = nowNs;
        return slot;
    }

    /**
     * Whether anybody has a slot.
     *
     * @return {@code false} as long as nobody ever wanted one.
     */
    boolean isUsed() {
        return first != NONE;
    }

    /**
     * The slot of a subject; reads nothing.
     *
     * @param ofSubject index.
     * @return slot or {@link #NONE}.
     */
    public int slotOf(final int ofSubject) {
        return slotOf[ofSubject] - 1;
    }

    /**
     * Reads what {@link #read} will, but of the neighbours. Changes nothing.
     *
     * @param slot in use.
     * @return something of it.
     */
    long touch(final int slot) {
        return order[WORDS * slot];
    }

    /**
     * Reads what {@link #read} will of who was read before and after, once {@link #touch} has read who they are. Changes nothing.
     *
     * @param slot in use.
     * @return something of it.
     */
    long touchNeighbours(final int slot) {
        final long before = earlier(slot) == NONE ? 0 : later(earlier(slot));
        return before + (later(slot) == NONE ? 0 : earlier(later(slot)));
    }

    /**
     * Whose slot it is.
     *
     * @param slot in use.
     * @return index of the subject.
     */
    public int subject(final int slot) {
        return subject[slot];
    }

    /**
     * The slots.
     *
     * @return the live pool; for walks and snapshots.
     */
    public SlotPool slots() {
        return slots;
    }

    private int take(final long nowNs) {
        final int free = slots.take();
        if (free != SlotPool.NONE) {
            return free;
        }
        final int oldest = first;
        if (nowNs - order[WORDS * oldest] < FORGOTTEN_AFTER_NS) {
            return NONE;
        }
        slotOf[subject[oldest]] = 0;
        unlink(oldest);
        return oldest;
    }

    private int earlier(final int slot) {
        return (int) (order[WORDS * slot + 1] >>> Integer.SIZE);
    }

    private int later(final int slot) {
        return (int) order[WORDS * slot + 1];
    }

    private void earlier(final int slot, final int before) {
        order[WORDS * slot + 1] = (long) before << Integer.SIZE | Integer.toUnsignedLong(later(slot));
    }

    private void later(final int slot, final int after) {
        order[WORDS * slot + 1] = (long) earlier(slot) << Integer.SIZE | Integer.toUnsignedLong(after);
    }

    private void append(final int slot) {
        earlier(slot, last);
        later(slot, NONE);
        if (last == NONE) {
            first = slot;
        } else {
            later(last, slot);
        }
        last = slot;
    }

    private void unlink(final int slot) {
        final int before = earlier(slot);
        final int after = later(slot);
        if (before == NONE) {
            first = after;
        } else {
            later(before, after);
        }
        if (after == NONE) {
            last = before;
        } else {
            earlier(after, before);
        }
    }

    /**
     * Writes who has which slot, whoever was not read for longest first.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        slots.snapshot(writer);
        for (int slot = first; slot != NONE; slot = later(slot)) {
            writer.putInt(slot);
            writer.putInt(subject[slot]);
            writer.putLong(order[WORDS * slot]);
        }
    }

    /**
     * Takes over who has which slot; before what is kept by slot, which begins anew.
     *
     * @param reader   of the snapshot.
     * @param subjects how many there are.
     */
    public void restore(final SnapshotReader reader, final int subjects) {
        reader.section(SECTION_ID, SECTION_VERSION);
        slots.restore(reader);
        for (int i = slots.inUse(); i > 0; i--) {
            final int slot = reader.getCount(slots.highWater() - 1, "as a slot");
            final int of = reader.getCount(subjects - 1, "as a subject");
            subject[slot] = of;
            order[WORDS * slot] = reader.getLong();
            slotOf[of] = slot + 1;
            append(slot);
        }
    }
}
