package io.tocsin.engine.alert;

import io.tocsin.engine.store.SlotPool;

/** The slots of a table in which advice has places of its own, a sixteenth as many as everything else and one: nothing else finds less room where there is advice. */
public final class Places {
    /** No slot. */
    public static final int NONE = SlotPool.NONE;

    private final SlotPool slots;
    private final int ofOthers;
    private int advice;

    /**
     * Every place is free.
     *
     * @param ofOthers places of everything but advice, at least 1.
     */
    public Places(final int ofOthers) {
        this.ofOthers = ofOthers;
        slots = new SlotPool(ofOthers + ofAdvice(ofOthers));
    }

    /**
     * How many places of something are for advice alone.
     *
     * @param ofOthers how many are for everything else.
     * @return a sixteenth as many, and one.
     */
    public static int ofAdvice(final int ofOthers) {
        return 1 + ofOthers / 16;
    }

    /**
     * The slots of both.
     *
     * @return the live pool; for walks and snapshots. What is restored of advice is told by {@link #restored}.
     */
    public SlotPool slots() {
        return slots;
    }

    /**
     * How many places are for everything but advice.
     *
     * @return the capacity without those of advice.
     */
    public int ofOthers() {
        return ofOthers;
    }

    /**
     * How many of the others' places are free.
     *
     * @return 0 to {@link #ofOthers()}.
     */
    public int free() {
        return ofOthers - (slots.inUse() - advice);
    }

    /**
     * Whether there is a place.
     *
     * @param isAdvice for advice.
     * @return true if so.
     */
    public boolean hasRoom(final boolean isAdvice) {
        return isAdvice ? advice < slots.capacity() - ofOthers : free() > 0;
    }

    /**
     * Takes a place.
     *
     * @param isAdvice for advice.
     * @return slot, or {@link #NONE}.
     */
    public int take(final boolean isAdvice) {
        if (!hasRoom(isAdvice)) {
            return NONE;
        }
        restored(isAdvice);
        return slots.take();
    }

    /**
     * Gives a place back.
     *
     * @param slot     that was taken.
     * @param isAdvice for advice.
     */
    public void give(final int slot, final boolean isAdvice) {
        advice -= isAdvice ? 1 : 0;
        slots.give(slot);
    }

    /**
     * A slot that a snapshot says is taken.
     *
     * @param isAdvice by advice.
     */
    public void restored(final boolean isAdvice) {
        advice += isAdvice ? 1 : 0;
    }
}
