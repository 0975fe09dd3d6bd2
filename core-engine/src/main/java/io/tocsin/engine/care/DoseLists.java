package io.tocsin.engine.care;

/** The doses of each patient, by slot, in the order in which they came: what is asked of a patient looks at no others. */
final class DoseLists {
    private static final int NONE = DoseTable.NONE;

    private final long[] number;
    private final int[] next;
    private final int[] previous;
    /** By subject, the slot plus one; 0 = none. */
    private final int[] first;

    private final int[] last;

    /** No doses. Those of lower numbers, by slot, came first. */
    DoseLists(final long[] number, final int maxSubjects) {
        this.number = number;
        next = new int[number.length];
        previous = new int[number.length];
        first = new int[maxSubjects];
        last = new int[maxSubjects];
    }

    /** The slot of the first dose of a subject, or {@link DoseTable#NONE}. */
    int first(final int subject) {
        return first[subject] - 1;
    }

    /** The slot of the next of the same subject, or {@link DoseTable#NONE}. */
    int next(final int slot) {
        return next[slot];
    }

    void add(final int slot, final int subject) {
        int before = last[subject] - 1;
        while (before != NONE && number[before] > number[slot]) {
            before = previous[before];
        }
        final int after = before == NONE ? first(subject) : next[before];
        join(subject, before, slot);
        join(subject, slot, after);
    }

    void remove(final int slot, final int subject) {
        join(subject, previous[slot], next[slot]);
    }

    private void join(final int subject, final int before, final int after) {
        if (before == NONE) {
            first[subject] = after + 1;
        } else {
            next[before] = after;
        }
        if (after == NONE) {
            last[subject] = before + 1;
        } else {
            previous[after] = before;
        }
    }
}
