package io.tocsin.engine.site;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.LongIndex;
import io.tocsin.engine.store.SlotPool;
import java.util.Arrays;

/**
 * Ordered lists of people, one per (unit, role), patient, bed, or patient whose emergency contacts they are. A list is replaced as a whole. Where a roster says who is on duty, its people stand in the place of
 * the list's, so that whoever asks who holds a role asks nothing more than without rosters.
 */
public final class Assignments {
    /** End of a list, and the list of a key that has none. */
    public static final int END = -1;

    private static final int SECTION_ID = 11;
    private static final int SECTION_VERSION = 1;
    private static final long ROLE = 1L << 62;
    private static final long PATIENT = 2L << 32;
    private static final long BED = 3L << 32;
    private static final long CONTACTS = 4L << 32;
    private static final long INDEX = 0x7FFF_FFFFL;

    private final LongIndex keys;
    /** Who counts now: the list, or those whom its roster has on duty. */
    private final int[] headOf;
    /** The list as configured. */
    private final int[] listHeadOf;

    private final boolean[] isRostered;
    /** The same for patients, by subject: who is told of a patient's alert is asked at every raise. */
    private final int[] headOfPatient;

    private final int[] personAt;
    private final int[] nextAt;
    private final SlotPool places;

    /**
     * No assignments.
     *
     * @param maxAssignments keys, and places in all lists together.
     * @param maxSubjects    subjects.
     */
    public Assignments(final int maxAssignments, final int maxSubjects) {
        keys = new LongIndex(maxAssignments);
        headOf = new int[maxAssignments];
        listHeadOf = new int[maxAssignments];
        isRostered = new boolean[maxAssignments];
        // The places of duties are behind those of lists.
        personAt = new int[2 * maxAssignments];
        nextAt = new int[2 * maxAssignments];
        places = new SlotPool(maxAssignments);
        headOfPatient = new int[maxSubjects];
        Arrays.fill(headOf, END);
        Arrays.fill(listHeadOf, END);
        Arrays.fill(headOfPatient, END);
    }

    /**
     * Key of those who hold a role in a unit.
     *
     * @param unit index.
     * @param role index.
     * @return key.
     */
    public static long ofRole(final int unit, final int role) {
        return ROLE | ((long) unit << 31) | role;
    }

    /**
     * Key of those assigned to a patient.
     *
     * @param subject index of the patient.
     * @return key.
     */
    public static long ofPatient(final int subject) {
        return PATIENT | subject;
    }

    /**
     * Key of those whom a patient wants told of an emergency.
     *
     * @param subject index of the patient.
     * @return key.
     */
    public static long ofContacts(final int subject) {
        return CONTACTS | subject;
    }

    /**
     * Key of those assigned to a bed.
     *
     * @param bed index.
     * @return key.
     */
    public static long ofBed(final int bed) {
        return BED | bed;
    }

    /**
     * How many lists there are; they are never forgotten, only emptied.
     *
     * @return numbers of lists are below it.
     */
    public int lists() {
        return keys.size();
    }

    /**
     * The key of a list.
     *
     * @param list number, in the order of their first replacement.
     * @return key.
     */
    public long key(final int list) {
        return keys.key(list);
    }

    /**
     * Whether a key is one of {@link #ofRole}.
     *
     * @param key of a list.
     * @return the list is of a unit and a role.
     */
    public static boolean isOfRole(final long key) {
        return (key & ROLE) != 0;
    }

    /**
     * Whether a key is one of {@link #ofBed}.
     *
     * @param key of a list.
     * @return the list is of a bed.
     */
    public static boolean isOfBed(final long key) {
        return !isOfRole(key) && (key & ~INDEX) == BED;
    }

    /**
     * Whether a key is one of {@link #ofContacts}.
     *
     * @param key of a list.
     * @return the list is of a patient's emergency contacts.
     */
    public static boolean isOfContacts(final long key) {
        return !isOfRole(key) && (key & ~INDEX) == CONTACTS;
    }

    /**
     * The unit of a role's list.
     *
     * @param key that {@link #isOfRole}.
     * @return index.
     */
    public static int unitOf(final long key) {
        return (int) ((key >>> 31) & INDEX);
    }

    /**
     * The role, the patient or the bed of a list.
     *
     * @param key of the list.
     * @return index.
     */
    public static int indexOf(final long key) {
        return (int) (key & INDEX);
    }

    /**
     * The first place of those who count now: of the list, or of who is on duty.
     *
     * @param key of the list.
     * @return place, or {@link #END}.
     */
    public int head(final long key) {
        if (isPatient(key)) {
            return headOfPatient[(int) key];
        }
        final int index = keys.find(key);
        return index == LongIndex.ABSENT ? END : headOf[index];
    }

    /**
     * The first place of a list as configured, whoever is on duty.
     *
     * @param list number.
     * @return place, or {@link #END}.
     */
    public int listHead(final int list) {
        return listHeadOf[list];
    }

    /**
     * The number of a list.
     *
     * @param key of the list.
     * @return below {@link #lists()}, or {@link LongIndex#ABSENT}.
     */
    public int find(final long key) {
        return keys.find(key);
    }

    /**
     * The number of a list that may be new; the caller has checked that there is room.
     *
     * @param key of the list.
     * @return below {@link #lists()}.
     */
    public int intern(final long key) {
        return keys.intern(key);
    }

    /**
     * How many lists, places and duties there may be, each.
     *
     * @return the capacity.
     */
    public int capacity() {
        return headOf.length;
    }

    /**
     * The place of somebody on duty, with nobody after it yet.
     *
     * @param duty   number of the duty, below {@link #capacity()}.
     * @param person index.
     * @return the place.
     */
    public int place(final int duty, final int person) {
        final int place = headOf.length + duty;
        personAt[place] = person;
        nextAt[place] = END;
        return place;
    }

    /**
     * Somebody on duty comes after another.
     *
     * @param place     of the other.
     * @param following place after it.
     */
    public void follow(final int place, final int following) {
        nextAt[place] = following;
    }

    /**
     * From now on those count who are on duty.
     *
     * @param list number.
     * @param head first place of those on duty, or {@link #END}.
     */
    public void roster(final int list, final int head) {
        isRostered[list] = true;
        head(list, keys.key(list), head);
    }

    /**
     * From now on the list counts, as configured.
     *
     * @param list number.
     */
    public void unroster(final int list) {
        isRostered[list] = false;
        head(list, keys.key(list), listHeadOf[list]);
    }

    /**
     * Who stands at a place.
     *
     * @param place of a list.
     * @return person index.
     */
    public int person(final int place) {
        return personAt[place];
    }

    /**
     * The place after.
     *
     * @param place of a list.
     * @return place, or {@link #END}.
     */
    public int next(final int place) {
        return nextAt[place];
    }

    /**
     * Whether there is a list of a key, which may be empty.
     *
     * @param key of the list.
     * @return it was replaced before.
     */
    public boolean isHeld(final long key) {
        return keys.find(key) != LongIndex.ABSENT;
    }

    /**
     * Lists that are free.
     *
     * @return how many.
     */
    public int freeLists() {
        return keys.free();
    }

    /**
     * Places that are free.
     *
     * @return how many.
     */
    public int freePlaces() {
        return places.free();
    }

    /**
     * Replaces a list; the caller has checked that there is room for it beside the old one.
     *
     * @param key    of the list.
     * @param people indexes, in order.
     * @param count  how many of them.
     */
    public void replace(final long key, final int[] people, final int count) {
        final int index = keys.intern(key);
        for (int place = listHeadOf[index]; place != END; ) {
            final int following = nextAt[place];
            places.give(place);
            place = following;
        }
        int head = END;
        for (int i = count - 1; i >= 0; i--) {
            final int place = places.take();
            personAt[place] = people[i];
            nextAt[place] = head;
            head = place;
        }
        listHeadOf[index] = head;
        if (!isRostered[index]) {
            head(index, key, head);
        }
    }

    /**
     * Writes the lists; who is on duty follows with the rosters.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        keys.snapshot(writer);
        for (int i = 0; i < keys.size(); i++) {
            int length = 0;
            for (int place = listHeadOf[i]; place != END; place = nextAt[place]) {
                length++;
            }
            writer.putInt(length);
            for (int place = listHeadOf[i]; place != END; place = nextAt[place]) {
                writer.putInt(personAt[place]);
            }
        }
    }

    /**
     * Takes the lists over. Which places they take decides nothing.
     *
     * @param reader of the snapshot.
     * @param people how many people there are.
     */
    public void restore(final SnapshotReader reader, final int people) {
        reader.section(SECTION_ID, SECTION_VERSION);
        keys.restore(reader);
        for (int i = 0; i < keys.size(); i++) {
            final int length = reader.getCount(places.free(), "places in assignments");
            int last = END;
            for (int j = 0; j < length; j++) {
                final int place = places.take();
                personAt[place] = reader.getCount(people - 1, "as a person");
                nextAt[place] = END;
                if (last == END) {
                    listHeadOf[i] = place;
                    head(i, keys.key(i), place);
                } else {
                    nextAt[last] = place;
                }
                last = place;
            }
        }
    }

    private void head(final int index, final long key, final int place) {
        headOf[index] = place;
        if (isPatient(key)) {
            headOfPatient[(int) key] = place;
        }
    }

    private static boolean isPatient(final long key) {
        return key >>> Integer.SIZE == PATIENT >>> Integer.SIZE;
    }
}
