package io.tocsin.engine.alert;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.ContentStore;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What sources said of their open alerts: the {@code RaiseAlert} messages as stored, by slot of the alert. */
public final class AlertContents {
    private static final int MAX_BYTES = 1024;

    private final int[] head;
    private final int[] length;
    private final ContentStore store;
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[MAX_BYTES]);

    AlertContents(final int maxAlerts, final int blocks) {
        head = new int[maxAlerts];
        length = new int[maxAlerts];
        store = new ContentStore(blocks);
    }

    /**
     * Whether content may be stored: the last sixteenth of the blocks is for urgent alerts.
     *
     * @param bytes  how long it is.
     * @param urgent CRITICAL or EMERGENT.
     * @return there are blocks for it.
     */
    public boolean hasRoom(final int bytes, final boolean urgent) {
        return store.free() - ContentStore.blocksFor(bytes) >= (urgent ? 0 : store.capacity() / 16);
    }

    /**
     * Whether the content of an alert may be replaced: its own blocks are free then, and none are kept for others.
     *
     * @param slot  of the alert.
     * @param bytes how long the new one is.
     * @return there are blocks for it.
     */
    public boolean hasRoomInPlaceOf(final int slot, final int bytes) {
        return store.free() + ContentStore.blocksFor(length[slot]) >= ContentStore.blocksFor(bytes);
    }

    /**
     * Replaces the content of an alert; the caller has checked that there is room.
     *
     * @param slot   of the alert.
     * @param buffer holds it.
     * @param offset of it.
     * @param bytes  how long it is.
     */
    public void put(final int slot, final DirectBuffer buffer, final int offset, final int bytes) {
        store.remove(head[slot]);
        head[slot] = store.put(buffer, offset, bytes);
        length[slot] = bytes;
    }

    /**
     * Whether an alert has content.
     *
     * @param slot of the alert.
     * @return false also of one whose content found no room.
     */
    public boolean isThere(final int slot) {
        return length[slot] > 0;
    }

    /**
     * Copies the content of an alert out.
     *
     * @param slot   of the alert.
     * @param target of at least 1,024 bytes.
     * @return its length; 0 for alerts of the engine.
     */
    public int get(final int slot, final MutableDirectBuffer target) {
        store.get(head[slot], length[slot], target, 0);
        return length[slot];
    }

    void clear(final int slot) {
        head[slot] = ContentStore.NONE;
        length[slot] = 0;
    }

    void remove(final int slot) {
        store.remove(head[slot]);
    }

    void snapshot(final SnapshotWriter writer, final int slot) {
        store.snapshotString(writer, head[slot], length[slot]);
    }

    void restore(final SnapshotReader reader, final int slot) {
        final long string = store.restoreString(reader, scratch);
        length[slot] = (int) (string >>> 32);
        head[slot] = (int) string;
    }
}
