package io.tocsin.engine.monitoring;

import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.SlotPool;
import java.util.Arrays;

/** The people of monitoring sessions, from one bounded pool: a place for each person and session, with a bit for each list that they are in, by rising index. */
final class MonitoringPeople {
    static final int NONE = -1;

    /** One bit for each list. */
    private static final int EVERY_LIST = 7;
    /** Most people of a session, who are in one list each. */
    private static final int MOST = 3 * MonitoringSessions.MAX_PEOPLE;

    private final int[] person;
    private final byte[] lists;
    private final int[] next;
    /** By session. */
    private final int[] first;

    private final SlotPool places;

    MonitoringPeople(final int sessions, final int capacity) {
        person = new int[capacity];
        lists = new byte[capacity];
        next = new int[capacity];
        first = new int[sessions];
        Arrays.fill(first, NONE);
        places = new SlotPool(capacity);
    }

    int first(final int session) {
        return first[session];
    }

    int next(final int place) {
        return next[place];
    }

    int person(final int place) {
        return person[place];
    }

    int lists(final int place) {
        return lists[place];
    }

    void lists(final int place, final int bits) {
        lists[place] = (byte) bits;
    }

    int free() {
        return places.free();
    }

    int count(final int session) {
        int count = 0;
        for (int place = first[session]; place != NONE; place = next[place]) {
            count++;
        }
        return count;
    }

    /** Whether a person has a place already. */
    boolean isNamed(final int session, final int who) {
        int place = first[session];
        while (place != NONE && person[place] < who) {
            place = next[place];
        }
        return place != NONE && person[place] == who;
    }

    /** Empties a list; people who are in no other keep their places until {@link #sweep}. */
    void clear(final int session, final int list) {
        for (int place = first[session]; place != NONE; place = next[place]) {
            lists[place] &= (byte) ~list;
        }
    }

    /** Puts somebody into a list; there is room. */
    void add(final int session, final int who, final int list) {
        int before = NONE;
        int place = first[session];
        while (place != NONE && person[place] < who) {
            before = place;
            place = next[place];
        }
        if (place == NONE || person[place] != who) {
            place = insert(session, before, who);
        }
        lists[place] |= (byte) list;
    }

    /** Gives back the places of people who are in no list. */
    void sweep(final int session) {
        int before = NONE;
        for (int place = first[session]; place != NONE; ) {
            final int following = next[place];
            if (lists[place] == 0) {
                link(session, before, following);
                places.give(place);
            } else {
                before = place;
            }
            place = following;
        }
    }

    /** The session is over. */
    void forget(final int session) {
        clear(session, EVERY_LIST);
        sweep(session);
    }

    private int insert(final int session, final int before, final int who) {
        final int place = places.take();
        person[place] = who;
        lists[place] = 0;
        next[place] = before == NONE ? first[session] : next[before];
        link(session, before, place);
        return place;
    }

    private void link(final int session, final int before, final int place) {
        if (before == NONE) {
            first[session] = place;
        } else {
            next[before] = place;
        }
    }

    void snapshot(final SnapshotWriter writer, final int session) {
        writer.putByte(count(session));
        for (int place = first[session]; place != NONE; place = next[place]) {
            writer.putInt(person[place]);
            writer.putByte(lists[place]);
        }
    }

    void restore(final SnapshotReader reader, final int session, final int people) {
        final int count = reader.getByte();
        if (count > Math.min(places.free(), MOST)) {
            throw new SnapshotException("at byte " + reader.position() + ": no place for the people of a session");
        }
        for (int i = 0; i < count; i++) {
            final int who = reader.getCount(people - 1, "as a person of a session");
            add(session, who, reader.getByte() & EVERY_LIST);
        }
    }
}
