package io.tocsin.engine.routing;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** Whose turn it was last, of those who are asked by turns: one counter for the whole site, so that nobody has it twice because two lists name them. */
public final class Turns {
    private static final int SECTION_ID = 73;
    private static final int SECTION_VERSION = 1;

    private final long[] turn;
    private long last;
    private int count;

    /**
     * Nobody had a turn.
     *
     * @param maxPeople people.
     */
    public Turns(final int maxPeople) {
        turn = new long[maxPeople];
    }

    /**
     * When a person had their turn last.
     *
     * @param person index.
     * @return higher is later, 0 = never.
     */
    public long of(final int person) {
        return turn[person];
    }

    /** A person has their turn. */
    void take(final int person) {
        count += turn[person] == 0 ? 1 : 0;
        turn[person] = ++last;
    }

    /**
     * Writes the turns of those who had one, in order of index.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putLong(last);
        writer.putInt(count);
        int left = count;
        for (int person = 0; left > 0; person++) {
            if (turn[person] != 0) {
                writer.putInt(person);
                writer.putLong(turn[person]);
                left--;
            }
        }
    }

    /**
     * Takes the turns over.
     *
     * @param reader of the snapshot.
     * @param people how many there are.
     */
    public void restore(final SnapshotReader reader, final int people) {
        reader.section(SECTION_ID, SECTION_VERSION);
        last = reader.getLong();
        count = reader.getCount(people, "turns");
        for (int left = count; left > 0; left--) {
            turn[reader.getCount(people - 1, "as a person")] = reader.getLong();
        }
    }
}
