package io.tocsin.journal;

import io.tocsin.engine.snapshot.SnapshotSink;
import java.util.List;

/**
 * Where snapshots are kept: the newest two. One thread takes a snapshot: {@link #prepare} until there is room, {@link #begin}, the bytes into {@link #sink()}, {@link
 * #commit()}; none of them waits for a disk. Damage is told, never thrown: a store without a usable snapshot is an empty one.
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
     * Asks for room for a snapshot; a thread of the store makes it.
     *
     * @param likelyBytes of it, about.
     * @return {@code false} if there is no room yet, or the one before is still being written: ask again later. {@code true} holds until the next commit.
     * @throws JournalException if the store is closed.
     */
    boolean prepare(long likelyBytes);

    /**
     * Starts a snapshot; the store is prepared.
     *
     * @param mark what it holds.
     * @throws IllegalStateException if the store is not prepared.
     */
    void begin(SnapshotMark mark);

    /**
     * Takes the bytes of the snapshot that was begun, but for the {@link io.tocsin.engine.snapshot.EndMark}, which the store makes. Copies them; allocates if there
     * are more than was said.
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
