package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.ContactUnless;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/** How people are told beside the WebSocket: of each the methods in order, as configured. A site that names none pays one branch. */
public final class ContactMethods {
    /** Most methods of a person: every channel but the WebSocket, once. */
    public static final int MAX_METHODS = 5;

    /** No method. */
    public static final int NONE = -1;

    /** Bit of a set of channels: whatever methods a person has, because no step says which. */
    public static final int ANY = 0x80;

    /** Every channel that a step may name, as bits. */
    static final int ALL = 0x3F;

    private static final int SECTION_ID = 85;
    private static final int SECTION_VERSION = 1;
    private static final int RECEIVED = ContactUnless.RECEIVED.value();
    private static final int CHANNELS = 6;

    private final byte[] count;
    private final byte[] channel;
    private final byte[] unless;
    private final long[] afterNs;
    private int people;

    /**
     * Nobody has any.
     *
     * @param maxPeople people.
     */
    public ContactMethods(final int maxPeople) {
        count = new byte[maxPeople];
        channel = new byte[MAX_METHODS * maxPeople];
        unless = new byte[MAX_METHODS * maxPeople];
        afterNs = new long[MAX_METHODS * maxPeople];
    }

    /**
     * Whether anybody has methods.
     *
     * @return true if so.
     */
    public boolean isUsed() {
        return people > 0;
    }

    /**
     * Takes the methods of a person away; {@link #add} follows.
     *
     * @param person index.
     */
    public void clear(final int person) {
        people -= count[person] > 0 ? 1 : 0;
        final int from = MAX_METHODS * person;
        // What was there before must not show: a restored engine never knew it.
        Arrays.fill(channel, from, from + MAX_METHODS, (byte) 0);
        Arrays.fill(unless, from, from + MAX_METHODS, (byte) 0);
        Arrays.fill(afterNs, from, from + MAX_METHODS, 0);
        count[person] = 0;
    }

    /**
     * Adds a method behind those that a person has.
     *
     * @param person    index.
     * @param ofChannel value of the enum ChannelKind, not WEBSOCKET.
     * @param after     of the dispatch, ns.
     * @param ifNot     value of the enum ContactUnless.
     */
    public void add(final int person, final int ofChannel, final long after, final int ifNot) {
        people += count[person] == 0 ? 1 : 0;
        final int at = MAX_METHODS * person + count[person]++;
        channel[at] = (byte) ofChannel;
        afterNs[at] = after;
        unless[at] = (byte) ifNot;
    }

    /**
     * How many methods a person has.
     *
     * @param person index.
     * @return 0 to {@link #MAX_METHODS}.
     */
    public int count(final int person) {
        return count[person];
    }

    /**
     * The channel of a method.
     *
     * @param person index.
     * @param place  of the method, from 0.
     * @return value of the enum ChannelKind.
     */
    public int channel(final int person, final int place) {
        return channel[MAX_METHODS * person + place];
    }

    /**
     * When a method is due.
     *
     * @param person index.
     * @param place  of the method, from 0.
     * @return ns after the dispatch.
     */
    public long afterNs(final int person, final int place) {
        return afterNs[MAX_METHODS * person + place];
    }

    /**
     * What makes a method needless.
     *
     * @param person index.
     * @param place  of the method, from 0.
     * @return value of the enum ContactUnless.
     */
    public int unless(final int person, final int place) {
        return unless[MAX_METHODS * person + place];
    }

    /**
     * Whether a method is needless once the person has the alert.
     *
     * @param person index.
     * @param place  of the method, from 0.
     * @return true if so.
     */
    boolean isUnlessReceived(final int person, final int place) {
        return unless(person, place) == RECEIVED;
    }

    /**
     * The first method of a person that a step has a channel for.
     *
     * @param person   index.
     * @param channels of the step, bits, or {@link #ANY}.
     * @param handled  bits of channels that do not count any more.
     * @return its place, or {@link #NONE}.
     */
    int next(final int person, final int channels, final int handled) {
        for (int place = 0; place < count[person]; place++) {
            final int bit = 1 << channel(person, place);
            if ((handled & bit) == 0 && ((channels & (bit | ANY)) != 0)) {
                return place;
            }
        }
        return NONE;
    }

    /** The channels of a person that a step has and that were not handled, as bits. */
    int left(final int person, final int channels, final int handled) {
        int bits = 0;
        for (int place = 0; place < count[person]; place++) {
            bits |= 1 << channel(person, place);
        }
        return bits & ~handled & ((channels & ANY) != 0 ? -1 : channels);
    }

    /**
     * Writes the methods of everybody who has any.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(people);
        for (int person = 0; people > 0 && person < count.length; person++) {
            if (count[person] > 0) {
                writer.putInt(person);
                writer.putInt(count[person]);
                for (int place = 0; place < count[person]; place++) {
                    writer.putInt(channel(person, place));
                    writer.putByte(unless(person, place));
                    writer.putInt((int) (afterNs(person, place) / 1_000_000));
                }
            }
        }
    }

    /**
     * Takes the methods over.
     *
     * @param reader of the snapshot.
     * @param known  people there are.
     */
    public void restore(final SnapshotReader reader, final int known) {
        reader.section(SECTION_ID, SECTION_VERSION);
        final int having = reader.getCount(known, "people with contact methods");
        for (int i = 0; i < having; i++) {
            final int person = reader.getCount(known - 1, "as a person");
            if (count[person] > 0) {
                throw new SnapshotException("at byte " + reader.position() + ": person " + person + " twice");
            }
            final int methods = reader.getCount(MAX_METHODS, "contact methods");
            for (int place = 0; place < methods; place++) {
                final int ofChannel = reader.getCount(CHANNELS - 1, "as a channel");
                final int ifNot = reader.getByte();
                add(person, ofChannel, reader.getInt() * 1_000_000L, ifNot);
            }
        }
    }
}
