package io.tocsin.transport.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Whether engines that have carried out the same are the same. What members say of places that this node has passed is held against its own: where a majority of all
 * members says something else, this node is wrong; where nobody can have a majority any more, or nobody has one for long, it cannot be known who is right.
 *
 * <p>A node that is away says nothing, so two that differ while the third is away wait for it as long as their patience lasts. One thread.
 */
final class Agreement {
    private final int self;
    private final String what;
    private final StatePoints own;
    private final long patienceNs;
    private final long[][] places;
    private final long[][] values;
    private final int[] next;
    private final long[] point = new long[2];
    private long undecidedPlace;
    private long undecidedNs;
    private volatile long agreedPlace;
    private volatile int differing;

    /**
     * @param what       is compared, for people.
     * @param own        points of this node's engine.
     * @param patienceNs how long it may stay undecided who is right.
     */
    Agreement(final int self, final int members, final String what, final StatePoints own, final long patienceNs) {
        this.self = self;
        this.what = what;
        this.own = own;
        this.patienceNs = patienceNs;
        places = new long[members][StatePoints.KEPT];
        values = new long[members][StatePoints.KEPT];
        next = new int[members];
    }

    /** The last place at which a majority was seen to be the same as this node. Any thread. */
    long agreedPlace() {
        return agreedPlace;
    }

    /** How many members say otherwise of the last place that both have passed. Any thread. */
    int differing() {
        return differing;
    }

    /** Whether it is not known who is right: then time decides. */
    boolean isUndecided() {
        return undecidedPlace != 0;
    }

    /** What a member says of its engine; said again it is nothing new. Place 0 says nothing. Whether it is new. */
    boolean said(final int member, final long place, final long value) {
        final int last = lastOf(member);
        if (place != 0 && (places[member][last] != place || values[member][last] != value)) {
            places[member][next[member]] = place;
            values[member][next[member]] = value;
            next[member] = (next[member] + 1) % StatePoints.KEPT;
            return true;
        }
        return false;
    }

    /**
     * Holds what was said against what this node has.
     *
     * @return why this node must not go on; {@code null} if it may.
     */
    @Nullable
    DivergedException look(final long nowNs) {
        DivergedException found = null;
        boolean isUndecided = false;
        int others = 0;
        for (int member = 0; member < places.length; member++) {
            long newest = 0;
            boolean isOther = false;
            for (int i = 0; i < StatePoints.KEPT && member != self; i++) {
                final long place = places[member][i];
                if (place == 0 || !own.at(place, point)) {
                    continue;
                }
                final long mine = point[1];
                if (place > newest || (place == newest && i == lastOf(member))) {
                    newest = place;
                    isOther = values[member][i] != mine;
                }
                if (values[member][i] == mine) {
                    if (place > agreedPlace && count(place, mine) + 1 > places.length / 2) {
                        agreedPlace = place;
                    }
                    continue;
                }
                final int like = count(place, mine) + 1;
                if (like > places.length / 2) {
                    // It is the other that is wrong, or was.
                    continue;
                }
                if (count(place, values[member][i]) > places.length / 2) {
                    found = new DivergedException(self, what, place, mine, values[member][i], true);
                } else {
                    isUndecided = true;
                    if (undecidedPlace == 0) {
                        undecidedPlace = place;
                        undecidedNs = nowNs;
                    } else if (nowNs - undecidedNs > patienceNs && found == null) {
                        found = new DivergedException(self, what, place, mine, values[member][i], false);
                    }
                }
            }
            others += isOther ? 1 : 0;
        }
        if (!isUndecided) {
            undecidedPlace = 0;
        }
        differing = others;
        return found;
    }

    /** Where what a member said last stands. */
    private int lastOf(final int member) {
        return (next[member] + StatePoints.KEPT - 1) % StatePoints.KEPT;
    }

    /** How many others say this of a place. */
    private int count(final long place, final long value) {
        int count = 0;
        for (int member = 0; member < places.length; member++) {
            for (int i = 0; i < StatePoints.KEPT && member != self; i++) {
                if (places[member][i] == place && values[member][i] == value) {
                    count++;
                    break;
                }
            }
        }
        return count;
    }
}
