package io.tocsin.engine.routing;

import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/**
 * Where people are, as they or their devices said last: coordinates, and names of the places they are in, from the room to the campus. What was said counts until
 * it is as old as the site allows.
 */
public final class Positions {
    /** Places that can be named, from the narrowest: room, unit, floor, building, campus. */
    public static final int LEVELS = 5;

    /** No name, nobody. */
    public static final int NONE = -1;

    /** A name that was stated, but that nobody ever was in. */
    static final int STRANGE = -2;

    /** A coordinate that was not stated. */
    public static final int UNSTATED = Integer.MIN_VALUE;

    private static final int SECTION_ID = 70;
    private static final int SECTION_VERSION = 1;
    private static final long HOLD_NS = 300_000_000_000L;
    /** So many old positions are forgotten for each that comes: more than one, so that they do not pile up. */
    private static final int FORGOTTEN_FOR_EACH = 8;

    private static final int HAS_COORDINATES = 1;
    private static final int HAS_DOUBTFUL_CLOCK = 2;

    private final IdTable names;
    private final Whereabouts whereabouts;
    private final Qualifications qualifications;
    private final EventStream stream;
    private final long[] reportedNs;
    private final boolean[] known;

    private final boolean[] clockDoubtful;
    private final int[] older;
    private final int[] newer;
    private int oldest = NONE;
    private int newest = NONE;
    private int count;
    private long holdNs = HOLD_NS;

    /**
     * Nobody is anywhere.
     *
     * @param maxPeople people.
     * @param maxNames  names of places.
     * @param qualifications of the people.
     * @param stream    for engine time.
     */
    public Positions(
            final int maxPeople, final int maxNames, final Qualifications qualifications, final EventStream stream) {
        this.qualifications = qualifications;
        this.stream = stream;
        names = new IdTable(maxNames);
        whereabouts = new Whereabouts(maxPeople, maxNames);
        reportedNs = new long[maxPeople];
        known = new boolean[maxPeople];
        clockDoubtful = new boolean[maxPeople];
        older = new int[maxPeople];
        newer = new int[maxPeople];
    }

    /**
     * Sets how long a position counts; what does not count any more does not come back.
     *
     * @param ns from its report; 0 = five minutes.
     */
    public void hold(final long ns) {
        forgetOld(stream.nowNs(), Integer.MAX_VALUE);
        holdNs = ns == 0 ? HOLD_NS : ns;
    }

    /**
     * How long a position counts.
     *
     * @return ns from its report.
     */
    public long holdNs() {
        return holdNs;
    }

    /**
     * Looks for the name of a place.
     *
     * @param level  of it.
     * @param buffer holds the name.
     * @param offset of its first byte.
     * @param length 0 = none.
     * @return its index, or {@link #NONE} if nobody ever was in it.
     */
    public int find(final int level, final DirectBuffer buffer, final int offset, final int length) {
        return length == 0 ? NONE : names.find((byte) (1 + level), buffer, offset, length);
    }

    /**
     * Keeps the name of a place.
     *
     * @param level  of it.
     * @param buffer holds the name.
     * @param offset of its first byte.
     * @param length 0 = none.
     * @return its index; the caller has seen that there is room.
     */
    public int intern(final int level, final DirectBuffer buffer, final int offset, final int length) {
        return length == 0 ? NONE : names.intern((byte) (1 + level), buffer, offset, length);
    }

    /**
     * How many more names there is room for.
     *
     * @return 0 when full.
     */
    public int freeNames() {
        return names.free();
    }

    /**
     * Replaces where a person is.
     *
     * @param person        index.
     * @param atLatitude    or {@link #UNSTATED}.
     * @param atLongitude   or {@link #UNSTATED}.
     * @param places        names by level, or {@link #NONE}.
     * @param isClockWrong  the sender's clock was not to be believed.
     * @param nowNs         engine time.
     */
    public void report(
            final int person,
            final int atLatitude,
            final int atLongitude,
            final int[] places,
            final boolean isClockWrong,
            final long nowNs) {
        forgetOld(nowNs, FORGOTTEN_FOR_EACH);
        if (known[person]) {
            unlink(person);
        }
        whereabouts.move(person, atLatitude, atLongitude, places, qualifications.of(person));
        clockDoubtful[person] = isClockWrong;
        reportedNs[person] = nowNs;
        known[person] = true;
        older[person] = newest;
        newer[person] = NONE;
        if (newest == NONE) {
            oldest = person;
        } else {
            newer[newest] = person;
        }
        newest = person;
        count++;
    }

    /**
     * A person is qualified for something else now.
     *
     * @param person index.
     * @param bits   of the specializations.
     */
    public void qualified(final int person, final long bits) {
        whereabouts.qualify(person, bits);
    }

    /** Forgets those that count no longer, the oldest first; at most so many. */
    void forgetOld(final long nowNs, final int most) {
        for (int i = 0; i < most && oldest != NONE && nowNs - reportedNs[oldest] >= holdNs; i++) {
            forget(oldest);
        }
    }

    boolean isClockDoubtful(final int person) {
        return clockDoubtful[person];
    }

    int count() {
        return count;
    }

    /** Where everybody is whose position counts, once the old ones were forgotten. */
    Whereabouts whereabouts() {
        return whereabouts;
    }

    /**
     * Writes the positions, the oldest first.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        names.snapshot(writer);
        writer.putLong(holdNs);
        writer.putInt(count);
        for (int person = oldest; person != NONE; person = newer[person]) {
            writer.putInt(person);
            final boolean isOnEarth = whereabouts.hasCoordinates(person);
            writer.putByte((isOnEarth ? HAS_COORDINATES : 0) | (clockDoubtful[person] ? HAS_DOUBTFUL_CLOCK : 0));
            if (isOnEarth) {
                writer.putInt(whereabouts.latitude(person));
                writer.putInt(whereabouts.longitude(person));
            }
            for (int level = 0; level < LEVELS; level++) {
                writer.putInt(whereabouts.name(person, level));
            }
            writer.putLong(reportedNs[person]);
        }
    }

    /**
     * Takes the positions over.
     *
     * @param reader of the snapshot.
     * @param people how many there are.
     */
    public void restore(final SnapshotReader reader, final int people) {
        reader.section(SECTION_ID, SECTION_VERSION);
        names.restore(reader);
        final long hold = reader.getLong();
        // While they come back none is too old: which ones are left is part of the state.
        holdNs = Long.MAX_VALUE;
        final int[] places = new int[LEVELS];
        for (int left = reader.getCount(people, "positions"); left > 0; left--) {
            final int person = reader.getCount(people - 1, "as a person");
            final int flags = reader.getByte();
            final boolean isOnEarth = (flags & HAS_COORDINATES) != 0;
            final int atLatitude = isOnEarth ? reader.getInt() : UNSTATED;
            final int atLongitude = isOnEarth ? reader.getInt() : UNSTATED;
            for (int level = 0; level < LEVELS; level++) {
                places[level] = reader.getIndex(names.size(), "name of a place");
            }
            report(person, atLatitude, atLongitude, places, (flags & HAS_DOUBTFUL_CLOCK) != 0, reader.getLong());
        }
        holdNs = hold;
    }

    boolean isKnown(final int person) {
        return known[person];
    }

    private void forget(final int person) {
        whereabouts.forget(person);
        known[person] = false;
        unlink(person);
    }

    private void unlink(final int person) {
        if (older[person] == NONE) {
            oldest = newer[person];
        } else {
            newer[older[person]] = newer[person];
        }
        if (newer[person] == NONE) {
            newest = older[person];
        } else {
            older[newer[person]] = older[person];
        }
        count--;
    }
}
