package io.tocsin.transport.cluster;

import static java.util.Objects.requireNonNull;

import io.tocsin.engine.StateSink;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.journal.JournalReader;
import io.tocsin.transport.aeron.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is in the folder of a node that does not run, for tools: its log, carried out anew by an engine of its own. What was recorded of the log and never committed is
 * read, too, as nothing in the folder tells it apart. Held under the folder's lock. One thread; waits for the disk.
 */
public final class RecordedNode implements AutoCloseable {
    private final DataFolder locked;
    private final RecordedLog recorded;

    private RecordedNode(final DataFolder locked) {
        this.locked = locked;
        recorded = new RecordedLog(locked.root(), () -> Long.MAX_VALUE);
    }

    /** Whether a folder is that of a node. */
    public static boolean isIn(final Path folder) {
        return Files.isDirectory(DataFolder.clusterOf(folder));
    }

    /**
     * Opens the folder of a node.
     *
     * @param folder of the node.
     * @return to be closed.
     * @throws io.tocsin.journal.JournalException if it is in use.
     */
    public static RecordedNode open(final Path folder) {
        return new RecordedNode(DataFolder.lock(folder));
    }

    /** Which of the members it is; empty if the folder does not say, as a copy does not. */
    public OptionalInt member() {
        return MembersFile.member(locked.root());
    }

    /**
     * Carries out what is recorded of the log that the node was in last: from its beginning, or from its oldest snapshot where the beginning is gone or of another log.
     *
     * @param state  is told what the engine held there, unless it begins with nothing.
     * @param events is given each event behind that: the place of the log, its number, and its bytes.
     * @return commands and ticks of the log.
     * @throws io.tocsin.journal.JournalException if it cannot be carried out.
     */
    public long carryOut(final StateSink state, final JournalReader events) {
        final List<RecordedLog.Taken> snapshots = recorded.snapshots();
        final RecordedLog.Epoch epoch = snapshots.isEmpty()
                ? requireNonNull(recorded.genesis(), "no log")
                : RecordedLog.Epoch.of(recorded.engineAt(snapshots.get(0), Semantics.NEWEST));
        final RecordedLog.Taken first = recorded.beginning(epoch, Semantics.NEWEST);
        long from = 1;
        if (first != null) {
            recorded.engineAt(first, Semantics.NEWEST).report(state);
            from = recorded.eventSeq(first) + 1;
        }
        try (EventTail tail = EventTail.of(recorded, epoch, from, Semantics.NEWEST)) {
            while (!tail.isAtEnd()) {
                tail.poll(events, Integer.MAX_VALUE);
            }
            return tail.engine().commandSeq();
        }
    }

    @Override
    public void close() {
        locked.close();
    }
}
