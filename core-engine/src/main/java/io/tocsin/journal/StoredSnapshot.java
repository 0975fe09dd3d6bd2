package io.tocsin.journal;

import io.tocsin.engine.snapshot.SnapshotSource;
import java.util.function.Consumer;

/** A snapshot that a store has found whole. Any thread. */
public interface StoredSnapshot {
    /**
     * What it holds.
     *
     * @return as it was begun.
     */
    SnapshotMark mark();

    /**
     * What an operator would call it, for messages.
     *
     * @return a name, unique in the store.
     */
    String name();

    /**
     * Gives its bytes to a reader, on the caller's thread.
     *
     * @param reader is called once; the source is valid during the call only.
     * @throws JournalException if the bytes cannot be read.
     */
    void read(Consumer<SnapshotSource> reader);
}
