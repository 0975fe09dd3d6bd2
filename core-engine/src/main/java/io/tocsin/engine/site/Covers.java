package io.tocsin.engine.site;

import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * Who is on break, and who is asked in their place. Whoever covers was not on break when the break began; so a cover who goes on break in turn is covered too, and no
 * chain of covers comes back to where it began. Who cannot be reached covers nobody: whoever is meant is asked themselves then, if that helps.
 */
public final class Covers {
    /** Nobody. */
    public static final int NONE = -1;

    /** Says who would see an offer. */
    @FunctionalInterface
    public interface Reach {
        /**
         * Whether somebody would see an offer now.
         *
         * @param person index.
         * @return true if so.
         */
        boolean isReachable(int person);
    }

    private static final int SECTION_ID = 13;
    private static final int SECTION_VERSION = 1;

    private final int[] cover;
    /** How many a person covers; follows from the covers. */
    private final int[] covered;

    private final long[] untilNs;
    private final Reach reach;
    private int count;

    /**
     * Nobody is on break.
     *
     * @param maxPeople people.
     * @param reach     says who would see an offer.
     */
    public Covers(final int maxPeople, final Reach reach) {
        this.reach = reach;
        cover = new int[maxPeople];
        covered = new int[maxPeople];
        untilNs = new long[maxPeople];
        Arrays.fill(cover, NONE);
    }

    /**
     * Who is asked when a person is meant.
     *
     * @param person index.
     * @return the person, or who covers them now; if that one cannot be reached, the last before them, the person among these, who can.
     */
    public int standIn(final int person) {
        int last = person;
        int reachable = NONE;
        for (int left = count; left > 0 && cover[last] != NONE; left--) {
            reachable = reach.isReachable(last) ? last : reachable;
            last = cover[last];
        }
        return reachable == NONE || reach.isReachable(last) ? last : reachable;
    }

    /**
     * How many are on break.
     *
     * @return people.
     */
    public int count() {
        return count;
    }

    /**
     * Whether a person is on break.
     *
     * @param person index.
     * @return true if so.
     */
    public boolean isOnBreak(final int person) {
        return count > 0 && cover[person] != NONE;
    }

    /**
     * Whether a person covers anybody who is on break.
     *
     * @param person index.
     * @return true if so.
     */
    public boolean isCover(final int person) {
        return count > 0 && covered[person] > 0;
    }

    /**
     * Who covers a person on break.
     *
     * @param person index, who is on break.
     * @return index of who was named; may be on break too.
     */
    public int coverOf(final int person) {
        return cover[person];
    }

    /**
     * When a break ends.
     *
     * @param person index, who is on break.
     * @return epoch ns.
     */
    public long untilNs(final int person) {
        return untilNs[person];
    }

    /**
     * A person is on break from now on, or has another cover and another end.
     *
     * @param person index.
     * @param by     index of somebody else, who is not on break.
     * @param endNs  epoch ns.
     */
    public void begin(final int person, final int by, final long endNs) {
        if (cover[person] == NONE) {
            count++;
        } else {
            covered[cover[person]]--;
        }
        covered[by]++;
        cover[person] = by;
        untilNs[person] = endNs;
    }

    /**
     * A person is back.
     *
     * @param person index, who is on break.
     */
    public void end(final int person) {
        covered[cover[person]]--;
        cover[person] = NONE;
        untilNs[person] = 0;
        count--;
    }

    /**
     * Writes who is on break, in order.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(count);
        int left = count;
        for (int person = 0; left > 0; person++) {
            if (cover[person] != NONE) {
                writer.putInt(person);
                writer.putInt(cover[person]);
                writer.putLong(untilNs[person]);
                left--;
            }
        }
    }

    /**
     * Takes over who is on break.
     *
     * @param reader of the snapshot.
     * @param people how many there are.
     */
    public void restore(final SnapshotReader reader, final int people) {
        reader.section(SECTION_ID, SECTION_VERSION);
        for (int left = reader.getCount(people, "breaks"); left > 0; left--) {
            final int person = reader.getCount(people - 1, "as a person");
            final int by = reader.getCount(people - 1, "as a cover");
            if (cover[person] != NONE || by == person) {
                throw new SnapshotException("person " + person + " is on break twice, or covers themselves");
            }
            begin(person, by, reader.getLong());
        }
    }
}
