package io.tocsin.engine.ingress;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.LongIndex;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The last answers of every source, so that a command that is sent again has no second effect and gets the first answer. An interface has a long window, a person's
 * client a short one. A command's place in the window is its id modulo the window's length: ids rise, so a place that holds a higher id says that this one is too old.
 */
public final class IdempotencyWindows {
    /** The command is new; {@link #keep} its answer. */
    public static final int NEW = 0;

    /** The command was here; its answer is in the fields of this object. */
    public static final int SEEN = 1;

    /** The command is below the window's floor. */
    public static final int STALE = 2;

    /** The source is new and there is no place for it. */
    public static final int FULL = 3;

    private static final int SECTION_ID = 2;
    private static final int SECTION_VERSION = 1;
    private static final int INTERFACE_WINDOW = 1024;
    private static final int CLIENT_WINDOW = 32;

    private static final int PLACE_BYTES = 32;
    private static final int COMMAND_ID = 0;
    private static final int ALERT_ID = 8;
    private static final int OCCURRENCE = 16;
    private static final int DETAIL = 20;
    private static final int RESULT = 24;
    private static final int IS_NEW = 26;

    private final Windows interfaces;
    private final Windows clients;
    private Windows kind;
    private int source;
    private int place;

    /** The windows of one kind of source. */
    private static final class Windows {
        final int window;
        final LongIndex sources;
        final long[] highest;
        final UnsafeBuffer places;

        Windows(final int capacity, final int window) {
            this.window = window;
            sources = new LongIndex(capacity);
            highest = new long[capacity];
            places = new UnsafeBuffer(new byte[Math.multiplyExact(capacity, window * PLACE_BYTES)]);
        }

        int placeOf(final int index, final long commandId) {
            return (index * window + (int) (commandId & (window - 1))) * PLACE_BYTES;
        }
    }

    /**
     * No sources.
     *
     * @param maxInterfaces sources with a long window.
     * @param maxClients    sources with a short one.
     */
    public IdempotencyWindows(final int maxInterfaces, final int maxClients) {
        interfaces = new Windows(maxInterfaces, INTERFACE_WINDOW);
        clients = new Windows(maxClients, CLIENT_WINDOW);
        kind = clients;
    }

    /**
     * Looks a command up and remembers its place for {@link #keep} or the answer's fields.
     *
     * @param sourceId  of the command.
     * @param commandId of the command, not 0, unsigned.
     * @return {@link #NEW}, {@link #SEEN}, {@link #STALE} or {@link #FULL}.
     */
    public int find(final long sourceId, final long commandId) {
        kind = interfaces;
        source = interfaces.sources.find(sourceId);
        if (source == LongIndex.ABSENT) {
            kind = clients;
            source = clients.sources.intern(sourceId);
            if (source == LongIndex.ABSENT) {
                return FULL;
            }
        }
        place = kind.placeOf(source, commandId);
        final long held = kind.places.getLong(place + COMMAND_ID);
        if (held == commandId) {
            return SEEN;
        }
        final long highest = kind.highest[source];
        final boolean isBelowFloor = Long.compareUnsigned(highest, commandId) >= 0
                && Long.compareUnsigned(highest - commandId, kind.window) >= 0;
        return isBelowFloor || Long.compareUnsigned(held, commandId) > 0 ? STALE : NEW;
    }

    /**
     * Keeps the answer of the command that {@link #find} said is new.
     *
     * @param commandId  of the command.
     * @param result     value of the enum.
     * @param alertId    or 0.
     * @param occurrence or 0.
     * @param isNew      the command opened the alert.
     * @param detail     as the result says.
     */
    public void keep(
            final long commandId,
            final int result,
            final long alertId,
            final int occurrence,
            final boolean isNew,
            final int detail) {
        kind.places.putLong(place + COMMAND_ID, commandId);
        kind.places.putLong(place + ALERT_ID, alertId);
        kind.places.putInt(place + OCCURRENCE, occurrence);
        kind.places.putInt(place + DETAIL, detail);
        kind.places.putShort(place + RESULT, (short) result);
        kind.places.putByte(place + IS_NEW, (byte) (isNew ? 1 : 0));
        if (Long.compareUnsigned(commandId, kind.highest[source]) > 0) {
            kind.highest[source] = commandId;
        }
    }

    /**
     * Alert of the answer that was found.
     *
     * @return id or 0.
     */
    public long alertId() {
        return kind.places.getLong(place + ALERT_ID);
    }

    /**
     * Occurrence of the answer that was found.
     *
     * @return or 0.
     */
    public int occurrence() {
        return kind.places.getInt(place + OCCURRENCE);
    }

    /**
     * Detail of the answer that was found.
     *
     * @return as the result says.
     */
    public int detail() {
        return kind.places.getInt(place + DETAIL);
    }

    /**
     * Result of the answer that was found.
     *
     * @return value of the enum.
     */
    public int result() {
        return kind.places.getShort(place + RESULT);
    }

    /**
     * Whether the command of the answer that was found opened its alert.
     *
     * @return true if so.
     */
    public boolean isNew() {
        return kind.places.getByte(place + IS_NEW) != 0;
    }

    /**
     * Highest command id of a source.
     *
     * @param sourceId of the source.
     * @return 0 if it is not known.
     */
    public long highest(final long sourceId) {
        final int asInterface = interfaces.sources.find(sourceId);
        if (asInterface != LongIndex.ABSENT) {
            return interfaces.highest[asInterface];
        }
        final int asClient = clients.sources.find(sourceId);
        return asClient == LongIndex.ABSENT ? 0 : clients.highest[asClient];
    }

    /**
     * How many sources have a long window.
     *
     * @return their numbers are below it.
     */
    public int interfaces() {
        return interfaces.sources.size();
    }

    /**
     * A source with a long window.
     *
     * @param number in the order in which they got it.
     * @return its id.
     */
    public long interfaceAt(final int number) {
        return interfaces.sources.key(number);
    }

    /**
     * Whether a source has a long window.
     *
     * @param sourceId of the source.
     * @return true if so.
     */
    public boolean isInterface(final long sourceId) {
        return interfaces.sources.find(sourceId) != LongIndex.ABSENT;
    }

    /**
     * Whether a source has a short window, and keeps it.
     *
     * @param sourceId of the source.
     * @return true if so.
     */
    public boolean isClient(final long sourceId) {
        return clients.sources.find(sourceId) != LongIndex.ABSENT;
    }

    /**
     * Interfaces that are not yet taken.
     *
     * @return how many.
     */
    public int freeInterfaces() {
        return interfaces.sources.free();
    }

    /**
     * Gives a source a long window.
     *
     * @param sourceId of the source.
     */
    public void makeInterface(final long sourceId) {
        interfaces.sources.intern(sourceId);
    }

    /**
     * Writes the windows, and of each the places that hold something.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        snapshot(writer, interfaces);
        snapshot(writer, clients);
    }

    /**
     * Takes the windows over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        restore(reader, interfaces);
        restore(reader, clients);
    }

    private static void snapshot(final SnapshotWriter writer, final Windows windows) {
        windows.sources.snapshot(writer);
        for (int i = 0; i < windows.sources.size(); i++) {
            writer.putLong(windows.highest[i]);
            int held = 0;
            for (int j = 0; j < windows.window; j++) {
                held += windows.places.getLong(windows.placeOf(i, j)) != 0 ? 1 : 0;
            }
            writer.putInt(held);
            for (int j = 0; j < windows.window; j++) {
                final int at = windows.placeOf(i, j);
                if (windows.places.getLong(at) != 0) {
                    writer.putBytes(windows.places, at, IS_NEW + 1);
                }
            }
        }
    }

    private static void restore(final SnapshotReader reader, final Windows windows) {
        windows.sources.restore(reader);
        final UnsafeBuffer held = new UnsafeBuffer(new byte[PLACE_BYTES]);
        for (int i = 0; i < windows.sources.size(); i++) {
            windows.highest[i] = reader.getLong();
            final int count = reader.getCount(windows.window, "answers of a source");
            for (int j = 0; j < count; j++) {
                reader.getBytes(held, 0, IS_NEW + 1);
                windows.places.putBytes(windows.placeOf(i, held.getLong(COMMAND_ID)), held, 0, IS_NEW + 1);
            }
        }
    }
}
