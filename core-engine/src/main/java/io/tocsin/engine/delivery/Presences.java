package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.Presence;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** What people say of being there: ONLINE until they say otherwise. */
public final class Presences {
    private static final int SECTION_ID = 71;
    private static final int SECTION_VERSION = 1;
    private static final byte ONLINE = (byte) Presence.ONLINE.value();
    private static final byte OFFLINE = (byte) Presence.OFFLINE.value();

    private final byte[] presence;
    private int others;

    /**
     * Everybody is ONLINE.
     *
     * @param maxPeople people.
     */
    public Presences(final int maxPeople) {
        presence = new byte[maxPeople];
    }

    /**
     * What a person said last.
     *
     * @param person index.
     * @return value of the enum Presence.
     */
    public int of(final int person) {
        return presence[person];
    }

    /**
     * Takes note of what a person says.
     *
     * @param person index.
     * @param value  of the enum Presence.
     * @return it is other than before.
     */
    public boolean change(final int person, final int value) {
        final byte before = presence[person];
        if (before == value) {
            return false;
        }
        presence[person] = (byte) value;
        others += (value == ONLINE ? -1 : 0) + (before == ONLINE ? 1 : 0);
        return true;
    }

    /**
     * Whether a person said to be away.
     *
     * @param person index.
     * @return true if so.
     */
    public boolean isOffline(final int person) {
        return others > 0 && presence[person] == OFFLINE;
    }

    /**
     * Whether a person may be chosen among many.
     *
     * @param person index.
     * @return neither BUSY nor OFFLINE.
     */
    public boolean isOnline(final int person) {
        return others == 0 || presence[person] == ONLINE;
    }

    /**
     * Writes who is not ONLINE, in order.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(others);
        int left = others;
        for (int person = 0; left > 0; person++) {
            if (presence[person] != ONLINE) {
                writer.putInt(person);
                writer.putByte(presence[person]);
                left--;
            }
        }
    }

    /**
     * Takes over who is not ONLINE.
     *
     * @param reader of the snapshot.
     * @param people how many there are.
     */
    public void restore(final SnapshotReader reader, final int people) {
        reader.section(SECTION_ID, SECTION_VERSION);
        for (int left = reader.getCount(people, "presences"); left > 0; left--) {
            final int person = reader.getCount(people - 1, "as a person");
            final int value = reader.getByte();
            if (value <= ONLINE || value > OFFLINE) {
                throw new SnapshotException("person " + person + " has no presence " + value);
            }
            change(person, value);
        }
    }
}
