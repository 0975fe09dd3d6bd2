package io.tocsin.engine.monitoring;

import io.tocsin.engine.snapshot.StreamHash;
import java.util.Arrays;

/** Finds the slot of a limit by its subject and its place: chains of slots by hash, whose order decides nothing. */
final class LimitIndex {
    private static final int NONE = PatientLimits.NONE;

    private final int[] subject;
    private final byte[] place;
    private final int[] heads;
    private final int[] next;

    /** Nothing is in it. The arrays say by slot whose limit it is, as long as the slot is in. */
    LimitIndex(final int[] subject, final byte[] place) {
        this.subject = subject;
        this.place = place;
        heads = new int[Integer.highestOneBit(Math.max(subject.length, 2)) << 1];
        Arrays.fill(heads, NONE);
        next = new int[subject.length];
    }

    /** The slot, or {@link PatientLimits#NONE}. */
    int find(final int ofSubject, final int at) {
        int slot = heads[headOf(ofSubject, at)];
        while (slot != NONE && (subject[slot] != ofSubject || place[slot] != at)) {
            slot = next[slot];
        }
        return slot;
    }

    void add(final int slot) {
        final int head = headOf(subject[slot], place[slot]);
        next[slot] = heads[head];
        heads[head] = slot;
    }

    void remove(final int slot) {
        final int head = headOf(subject[slot], place[slot]);
        if (heads[head] == slot) {
            heads[head] = next[slot];
            return;
        }
        int before = heads[head];
        while (next[before] != slot) {
            before = next[before];
        }
        next[before] = next[slot];
    }

    private int headOf(final int ofSubject, final int at) {
        return (int) StreamHash.mix(Long.BYTES, PatientLimits.key(ofSubject, at)) & heads.length - 1;
    }
}
