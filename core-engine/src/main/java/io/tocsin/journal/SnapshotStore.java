package io.tocsin.journal;

import io.tocsin.engine.snapshot.SnapshotSink;
import java.util.List;

/**
 * Where snapshots are kept: the newest two. One thread takes a snapshot: {@link #begin}, the bytes into {@link #sink()}, {@link #commit()}; none of them waits for
 * a disk. Damage is told, never thrown: a store without a usable snapshot is an empty one.
 */
public interface SnapshotStore extends AutoCloseable {
    /**
     * What can be recovered from. Reads and checks everything, so it is for the start. Any thread, but not while a snapshot is written.
     *
     * @return whole snapshots, newest first.
     */
    List<StoredSnapshot> list();

    /**
     * What {@link #list()} did not list and why, and what could not be written. Any thread.
     *
     * @return sentences for the operator.
     */
    List<String> problems();

    /**
     * Starts a snapshot.
     *
     * @param mark what it holds.
     * @return {@code false} if the one before is still being written: try again later.
     * @throws JournalException if the store is closed.
     */
    boolean begin(SnapshotMark mark);

    /**
     * Takes the bytes of the snapshot that was begun. Copies them; allocates while snapshots grow.
     *
     * @return the same sink each time.
     */
    SnapshotSink sink();

    /**
     * The snapshot is complete: it is written, forced and named by a thread of the store, then what is older than the two newest is removed. Does not wait for it.
     */
    void commit();

    /** Waits for what is being written; what was begun but not committed is dropped. Does nothing the second time. */
    @Override
    void close();
}
