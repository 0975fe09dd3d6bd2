package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.ContactUnless;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/** How people are told beside the WebSocket: of each the methods in order, as configured, in two plans. A site that names none pays one branch. */
public final class ContactMethods {
    /** Most methods of a person: every channel but the WebSocket, once. */
    public static final int MAX_METHODS = 5;

    /** Plans of a person: policies say which of them counts. */
    public static final int PLANS = 2;

    /** No method. */
    public static final int NONE = -1;

    /** Bit of a set of channels: whatever methods a person has, because no step says which. */
    public static final int ANY = 0x80;

    /** Every channel that a step may name, as bits. */
    static final int ALL = 0x3F;

    private static final int SECTION_ID = 85;
    private static final int SECTION_VERSION = 3;
    private static final int RECEIVED = ContactUnless.RECEIVED.value();
    private static final int CHANNELS = 6;

    private final byte[] count;
    private final byte[] channel;
    private final byte[] unless;
    private final long[] afterNs;
    private final long[] bundleNs;
    private int rows;

    /**
     * Nobody has any.
     *
     * @param maxPeople people.
     */
    public ContactMethods(final int maxPeople) {
        count = new byte[PLANS * maxPeople];
        channel = new byte[MAX_METHODS * PLANS * maxPeople];
        unless = new byte[MAX_METHODS * PLANS * maxPeople];
        afterNs = new long[MAX_METHODS * PLANS * maxPeople];
        bundleNs = new long[PLANS * maxPeople];
    }

    /**
     * Whether anybody has methods.
     *
     * @return true if so.
     */
    public boolean isUsed() {
        return rows > 0;
    }

    /**
     * Where the methods of a person's plan stand.
     *
     * @param person index.
     * @param plan   0 or 1.
     * @return row, of that plan and no other.
     */
    public static int row(final int person, final int plan) {
        return PLANS * person + plan;
    }

    /** The row of the methods that count if a plan is asked for: those of the plan 0 if the person has none in it. */
    int rowInUse(final int person, final int plan) {
        final int row = row(person, plan);
        return count[row] > 0 ? row : row(person, 0);
    }

    /**
     * Takes the methods of a person away; {@link #add} follows.
     *
     * @param row   of the person.
     */
    public void clear(final int row) {
        rows -= count[row] > 0 ? 1 : 0;
        final int from = MAX_METHODS * row;
        // What was there before must not show: a restored engine never knew it.
        Arrays.fill(channel, from, from + MAX_METHODS, (byte) 0);
        Arrays.fill(unless, from, from + MAX_METHODS, (byte) 0);
        Arrays.fill(afterNs, from, from + MAX_METHODS, 0);
        count[row] = 0;
        bundleNs[row] = 0;
    }

    /**
     * How long what follows a message waits, to be sent with others; only of who has methods.
     *
     * @param row of the person.
     * @param ns  0 = it does not wait.
     */
    public void bundle(final int row, final long ns) {
        bundleNs[row] = ns;
    }

    /**
     * How long what follows a message waits, to be sent with others.
     *
     * @param row of the person.
     * @return ns; 0 = it does not wait.
     */
    public long bundleNs(final int row) {
        return bundleNs[row];
    }

    /**
     * Adds a method behind those that a person has.
     *
     * @param row       of the person.
     * @param ofChannel value of the enum ChannelKind, not WEBSOCKET.
     * @param after     of the dispatch, ns.
     * @param ifNot     value of the enum ContactUnless.
     */
    public void add(final int row, final int ofChannel, final long after, final int ifNot) {
        rows += count[row] == 0 ? 1 : 0;
        final int at = MAX_METHODS * row + count[row]++;
        channel[at] = (byte) ofChannel;
        afterNs[at] = after;
        unless[at] = (byte) ifNot;
    }

    /**
     * How many methods a person has.
     *
     * @param row   of the person.
     * @return 0 to {@link #MAX_METHODS}.
     */
    public int count(final int row) {
        return count[row];
    }

    /**
     * The channel of a method.
     *
     * @param row   of the person.
     * @param place  of the method, from 0.
     * @return value of the enum ChannelKind.
     */
    public int channel(final int row, final int place) {
        return channel[MAX_METHODS * row + place];
    }

    /**
     * When a method is due.
     *
     * @param row   of the person.
     * @param place  of the method, from 0.
     * @return ns after the dispatch.
     */
    public long afterNs(final int row, final int place) {
        return afterNs[MAX_METHODS * row + place];
    }

    /**
     * What makes a method needless.
     *
     * @param row   of the person.
     * @param place  of the method, from 0.
     * @return value of the enum ContactUnless.
     */
    public int unless(final int row, final int place) {
        return unless[MAX_METHODS * row + place];
    }

    /** Whether the method of a channel, if there is one, is needless once the person has the alert. */
    boolean isUnlessReceived(final int row, final int ofChannel) {
        for (int place = 0; place < count[row]; place++) {
            if (channel(row, place) == ofChannel) {
                return unless(row, place) == RECEIVED;
            }
        }
        return false;
    }

    /**
     * The first method of a person that a step has a channel for.
     *
     * @param row      of the person.
     * @param channels of the step, bits, or {@link #ANY}.
     * @param handled  bits of channels that do not count any more.
     * @return its place, or {@link #NONE}.
     */
    int next(final int row, final int channels, final int handled) {
        for (int place = 0; place < count[row]; place++) {
            final int bit = 1 << channel(row, place);
            if ((handled & bit) == 0 && ((channels & (bit | ANY)) != 0)) {
                return place;
            }
        }
        return NONE;
    }

    /** The channels of a person that a step has and that were not handled, as bits. */
    int left(final int row, final int channels, final int handled) {
        int bits = 0;
        for (int place = 0; place < count[row]; place++) {
            bits |= 1 << channel(row, place);
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
        writer.putInt(rows);
        for (int row = 0; rows > 0 && row < count.length; row++) {
            if (count[row] > 0) {
                writer.putInt(row);
                writer.putInt((int) (bundleNs[row] / 1_000_000));
                writer.putInt(count[row]);
                for (int place = 0; place < count[row]; place++) {
                    writer.putInt(channel(row, place));
                    writer.putByte(unless(row, place));
                    writer.putInt((int) (afterNs(row, place) / 1_000_000));
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
        final int having = reader.getCount(PLANS * known, "plans of contact methods");
        for (int i = 0; i < having; i++) {
            final int row = reader.getCount(PLANS * known - 1, "as a plan of contact methods");
            if (count[row] > 0) {
                throw new SnapshotException("at byte " + reader.position() + ": plan " + row + " twice");
            }
            bundleNs[row] = reader.getInt() * 1_000_000L;
            final int methods = reader.getCount(MAX_METHODS, "contact methods");
            for (int place = 0; place < methods; place++) {
                final int ofChannel = reader.getCount(CHANNELS - 1, "as a channel");
                final int ifNot = reader.getByte();
                add(row, ofChannel, reader.getInt() * 1_000_000L, ifNot);
            }
        }
    }
}
