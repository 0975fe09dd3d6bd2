package io.tocsin.engine.routing;

import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/** What people are qualified for: a bit for each specialization that the site knows. */
public final class Qualifications {
    /** Most specializations of a site: one bit each. */
    public static final int MAX_NAMES = 64;

    /** Longest name of one, in bytes. */
    public static final int MAX_NAME_BYTES = 20;

    private static final int SECTION_ID = 72;
    private static final int SECTION_VERSION = 1;

    private final IdTable names = new IdTable(MAX_NAMES);
    private final long[] held;
    private int people;
    private int qualified;

    /**
     * Nobody is qualified for anything.
     *
     * @param maxPeople people.
     */
    public Qualifications(final int maxPeople) {
        held = new long[maxPeople];
    }

    /**
     * The names.
     *
     * @return the live table.
     */
    public IdTable names() {
        return names;
    }

    /**
     * The bit of a specialization, which is interned if it is new.
     *
     * @param buffer holds the name.
     * @param offset of its first byte.
     * @param length of it.
     * @return one bit; the caller has seen that there is room.
     */
    public long intern(final DirectBuffer buffer, final int offset, final int length) {
        return 1L << names.intern((byte) 0, buffer, offset, length);
    }

    /**
     * The bit of a specialization.
     *
     * @param buffer holds the name.
     * @param offset of its first byte.
     * @param length of it.
     * @return one bit, or 0 if the site does not know it.
     */
    public long find(final DirectBuffer buffer, final int offset, final int length) {
        final int index = names.find((byte) 0, buffer, offset, length);
        return index == IdTable.ABSENT ? 0 : 1L << index;
    }

    /**
     * Replaces what a person is qualified for.
     *
     * @param person index.
     * @param bits   of the specializations.
     */
    public void replace(final int person, final long bits) {
        qualified += (bits == 0 ? 0 : 1) - (held[person] == 0 ? 0 : 1);
        held[person] = bits;
        people = Math.max(people, person + 1);
    }

    /**
     * What a person is qualified for.
     *
     * @param person index.
     * @return bits of the specializations.
     */
    public long of(final int person) {
        return held[person];
    }

    /**
     * Whether anybody is qualified for anything: else nothing is required of anybody.
     *
     * @return false in a site that does not use it.
     */
    public boolean areAny() {
        return qualified > 0;
    }

    /**
     * Whether a person is qualified.
     *
     * @param person index.
     * @param bits   of the specializations that are required.
     * @return the person holds all of them.
     */
    public boolean hold(final int person, final long bits) {
        return bits == 0 || (held[person] & bits) == bits;
    }

    /**
     * The first by name of some specializations, as their numbers depend on the order in which they came.
     *
     * @param bits of them; not 0.
     * @return its number.
     */
    public int first(final long bits) {
        int first = Long.numberOfTrailingZeros(bits);
        for (long left = bits; left != 0; left &= left - 1) {
            final int next = Long.numberOfTrailingZeros(left);
            if (compare(next, first) < 0) {
                first = next;
            }
        }
        return first;
    }

    private int compare(final int one, final int other) {
        final int length = Math.min(names.idLength(one), names.idLength(other));
        for (int i = 0; i < length; i++) {
            final int difference = names.records().getByte(names.idOffset(one) + i)
                    - names.records().getByte(names.idOffset(other) + i);
            if (difference != 0) {
                return difference;
            }
        }
        return names.idLength(one) - names.idLength(other);
    }

    /**
     * Writes names and people.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        names.snapshot(writer);
        writer.putInt(people);
        for (int person = 0; person < people; person++) {
            writer.putLong(held[person]);
        }
    }

    /**
     * Takes names and people over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        names.restore(reader);
        people = reader.getCount(held.length, "qualified people");
        for (int person = 0; person < people; person++) {
            final long bits = reader.getLong();
            if (bits != 0 && Long.SIZE - Long.numberOfLeadingZeros(bits) > names.size()) {
                throw new SnapshotException("person " + person + " holds a specialization without a name");
            }
            replace(person, bits);
        }
    }
}
