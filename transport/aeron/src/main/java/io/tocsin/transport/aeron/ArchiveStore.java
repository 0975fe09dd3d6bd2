package io.tocsin.transport.aeron;

import static java.util.Objects.requireNonNull;

import io.tocsin.atrest.AtRest;
import io.tocsin.journal.EventLog;
import io.tocsin.journal.FileSnapshotStore;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.Level;
import io.tocsin.journal.SnapshotStore;
import io.tocsin.pipeline.RuntimeFlags;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a single node keeps its journal, its event log and its snapshots, open. One process at a time.
 *
 * <p>Opening it looks at everything that was recorded since the last durable mark, and at the mark itself: a journal that ends before it, a damaged record, a file
 * that is missing are told with their place, and nothing is overwritten. What lies before the mark is checked as it is replayed.
 *
 * <p>While it is open, a thread of its own looks once a second at the room on the disk, at both recordings and at how far they are. A recording that ends or stands
 * still stops the journal, and with it the node.
 */
public final class ArchiveStore implements AutoCloseable {
    private final DataFolder folder;
    private final ArchiveJournal journal;
    private final ArchiveEventLog eventLog;
    private final List<String> warnings;
    private final AtRest atRest;
    private final StoreCheck check;
    private final @Nullable LiveStore live;

    ArchiveStore(
            final DataFolder folder,
            final ArchiveJournal journal,
            final ArchiveEventLog eventLog,
            final List<String> warnings,
            final AtRest atRest,
            final StoreCheck check,
            final @Nullable LiveStore live) {
        this.folder = folder;
        this.journal = journal;
        this.eventLog = eventLog;
        this.warnings = List.copyOf(warnings);
        this.atRest = atRest;
        this.check = check;
        this.live = live;
    }

    /**
     * Opens a folder. Waits, a second or so.
     *
     * @param context used for this store only.
     * @return a store to be closed after the pipeline that writes to it.
     * @throws JournalException      if the folder is in use, cannot be written to, is on a full disk, or if what is in it is damaged or of a newer version.
     * @throws io.tocsin.atrest.KeyRefusedException if the keys lie in the folder.
     * @throws IllegalStateException if the context was used before or lacks a folder, or a JVM flag is missing; the message names it.
     */
    public static ArchiveStore open(final Context context) {
        RuntimeFlags.require();
        ChecksumFlag.require();
        context.checkAndSeal();
        final DataFolder folder = DataFolder.lock(requireNonNull(context.folder));
        try {
            return new StoreOpener(context, folder).open();
        } catch (final RuntimeException | Error failed) {
            folder.close();
            throw failed;
        }
    }

    /**
     * Where commands are recorded.
     *
     * @return the same each time.
     */
    public Journal journal() {
        return journal;
    }

    /**
     * Where events are recorded.
     *
     * @return the same each time.
     */
    public EventLog eventLog() {
        return eventLog;
    }

    /**
     * Where snapshots belong that are kept with this journal.
     *
     * @return a new store over the same folder each time.
     */
    public SnapshotStore snapshots() {
        return new FileSnapshotStore(folder.snapshots(), atRest);
    }

    /**
     * What was not as it should be when the store was opened, and what was done about it.
     *
     * @return sentences for the operator; empty if all was well.
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Reads again what was recorded, whenever it is asked to.
     *
     * @return the same each time; reads nothing of a store that was opened for reading only.
     */
    public StoreCheck check() {
        return check;
    }

    /**
     * Room that is left on the disk, as last looked. Any thread.
     *
     * @return bytes; 0 if the store was opened for reading only.
     */
    public long usableBytes() {
        return live == null ? 0 : live.usableBytes();
    }

    /** Waits until everything is recorded, as long as it moves, ends the recordings and gives the folder up. Once the pipeline is closed. */
    @Override
    public void close() {
        check.close();
        journal.close();
        eventLog.close();
        try {
            if (live != null) {
                live.close();
            }
        } finally {
            folder.close();
        }
    }

    /** Settings of one store. One thread; used once. */
    public static final class Context extends ArchiveSettings {
        /**
         * Where everything is kept.
         *
         * @param value made if it is not there; on a disk, not in memory.
         * @return this.
         */
        public Context folder(final Path value) {
            folder = value;
            return this;
        }

        /**
         * Where the media driver keeps its buffers while the process lives, six terms and a little.
         *
         * @param value emptied at start; default the folder {@code driver} beside the journal. In memory, such as below {@code /dev/shm}, it spares the disk.
         * @return this.
         */
        public Context driverFolder(final Path value) {
            driverFolder = value;
            return this;
        }

        /**
         * What recorded means.
         *
         * @param value {@link Level#OS}, the default, or {@link Level#DISK}.
         * @return this.
         */
        public Context level(final Level value) {
            level = value;
            return this;
        }

        /**
         * Keys of what is sealed in the folder, and whether commands, events and snapshots are sealed from now on. What was written before stays as it is, and is read as
         * it is. The archive's thread seals; whoever appends does not.
         *
         * @param value keys that lie outside of the folder; default {@link AtRest#OPEN}: nothing is sealed, and nothing that is can be read.
         * @return this.
         */
        public Context atRest(final AtRest value) {
            atRest = value;
            return this;
        }

        /**
         * Length of the buffers between pipeline and archive: half of it may wait to be recorded.
         *
         * @param value a power of two from 64 KiB to 256 MiB; default 16 MiB. A store that exists keeps its own.
         * @return this.
         */
        public Context termLength(final int value) {
            termLength = value;
            return this;
        }

        /**
         * Length of the files.
         *
         * @param value a power of two from the term length to 1 GiB; default 64 MiB. A store that exists keeps its own.
         * @return this.
         */
        public Context segmentLength(final int value) {
            segmentLength = value;
            return this;
        }

        /**
         * For tools: nothing is appended, changed or recorded. The folder is locked all the same.
         *
         * @param value default {@code false}.
         * @return this.
         */
        public Context readOnly(final boolean value) {
            readOnly = value;
            return this;
        }

        /**
         * Below how much room only what is critical is taken.
         *
         * @param value bytes, not below {@link #fullWaterBytes}; default 2 GiB.
         * @return this.
         */
        public Context lowWaterBytes(final long value) {
            lowWaterBytes = value;
            return this;
        }

        /**
         * Below how much room nothing is taken from outside. A store still opens: what is open must be escalated.
         *
         * @param value bytes; default 512 MiB.
         * @return this.
         */
        public Context fullWaterBytes(final long value) {
            fullWaterBytes = value;
            return this;
        }

        /**
         * How often the store looks after itself.
         *
         * @param value ns, above 0; default 1 s.
         * @return this.
         */
        public Context watchIntervalNs(final long value) {
            watchIntervalNs = value;
            return this;
        }

        /**
         * How long a recording may stand still while something waits to be recorded, before the node stops itself.
         *
         * @param value ns, above 0; default 10 s.
         * @return this.
         */
        public Context stallTimeoutNs(final long value) {
            stallTimeoutNs = value;
            return this;
        }

        /**
         * How the archive's thread waits when there is nothing to do.
         *
         * @param value default a backoff of 10 spins, 20 yields, parking 1 to 100 µs; with level DISK one that parks at once, and nothing that spins is taken.
         * @return this.
         */
        public Context idleStrategySupplier(final Supplier<IdleStrategy> value) {
            idleStrategySupplier = value;
            return this;
        }
    }
}
