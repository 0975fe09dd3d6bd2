package io.tocsin.transport.cluster;

import io.aeron.Aeron;
import io.aeron.cluster.RecordingLog;
import io.aeron.cluster.codecs.MessageHeaderDecoder;
import io.aeron.cluster.codecs.SnapshotMark;
import io.aeron.cluster.codecs.SnapshotMarkerDecoder;
import io.tocsin.codecs.sbe.EngineStartedDecoder;
import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.journal.JournalException;
import io.tocsin.transport.aeron.DataFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Log and snapshots in the folder of a node, as their files are, whether the node runs or not: for whoever carries the log out beside it. Waits for the disk.
 *
 * @param folder of the node.
 * @param limit  up to where the log is committed; {@link Long#MAX_VALUE} = all that is there is read.
 */
record RecordedLog(Path folder, LongSupplier limit) {
    private static final int SERVICE_ID = 0;
    private static final String LOG_HAS_NONE = " has recorded nothing yet";

    /**
     * A snapshot that is complete.
     *
     * @param position    of the log, behind the last command before it.
     * @param timestampNs of the log there.
     * @param recordingId of what the service wrote.
     */
    record Taken(long position, long timestampNs, long recordingId) {}

    /** The two halves of the identity of a log. */
    record Epoch(long high, long low) {
        /** Of the log that an engine is in. */
        static Epoch of(final AlertEngine engine) {
            final Epoch[] found = new Epoch[1];
            engine.report((buffer, offset, length) -> {
                final Epoch one = in(buffer, offset);
                found[0] = one == null ? found[0] : one;
            });
            return found[0];
        }

        /** As an event says, if it is the one. */
        static @Nullable Epoch in(final DirectBuffer buffer, final int offset) {
            final io.tocsin.codecs.sbe.MessageHeaderDecoder header =
                    new io.tocsin.codecs.sbe.MessageHeaderDecoder().wrap(buffer, offset);
            if (header.templateId() != EngineStartedDecoder.TEMPLATE_ID) {
                return null;
            }
            final EngineStartedDecoder started = new EngineStartedDecoder().wrapAndApplyHeader(buffer, offset, header);
            return new Epoch(started.epochHigh(), started.epochLow());
        }
    }

    /** Snapshots that are complete, the newest first. */
    List<Taken> snapshots() {
        final List<Taken> found = new ArrayList<>();
        final Set<Long> ofModule = new HashSet<>();
        try (RecordingLog recordings =
                new RecordingLog(DataFolder.clusterOf(folder).toFile(), false)) {
            for (final RecordingLog.Entry entry : recordings.entries()) {
                if (entry.isValid && entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT) {
                    if (entry.serviceId == SERVICE_ID) {
                        found.add(new Taken(entry.logPosition, entry.timestamp, entry.recordingId));
                    } else {
                        ofModule.add(entry.logPosition);
                    }
                }
            }
        }
        found.removeIf(taken -> !ofModule.contains(taken.position));
        found.sort(Comparator.comparingLong(Taken::position).reversed());
        return found;
    }

    /** Where the first file of the log begins. */
    long first() {
        try (RecordingFiles files = files()) {
            final long first = files.first();
            if (first < 0) {
                throw new JournalException(folder + LOG_HAS_NONE);
            }
            return first;
        }
    }

    /** What the engine is given from a place on, where a frame begins. */
    LogReader from(final long position) {
        return new LogReader(files(), position, limit);
    }

    /** The identity that the log begins with; {@code null} if it begins with something else, or its beginning is gone. */
    @Nullable
    Epoch genesis() {
        if (first() != 0) {
            return null;
        }
        try (LogReader log = from(0)) {
            if (!log.next() || log.isTick()) {
                return null;
            }
            final io.tocsin.codecs.sbe.MessageHeaderDecoder header =
                    new io.tocsin.codecs.sbe.MessageHeaderDecoder().wrap(log.buffer(), log.offset());
            if (header.templateId() != GenesisDecoder.TEMPLATE_ID) {
                return null;
            }
            final GenesisDecoder genesis = new GenesisDecoder().wrapAndApplyHeader(log.buffer(), log.offset(), header);
            return new Epoch(genesis.epochHigh(), genesis.epochLow());
        }
    }

    /** How many events an engine had said when a snapshot was taken. */
    long eventSeq(final Taken taken) {
        try (RecordingFiles files = new RecordingFiles(archive(), taken.recordingId)) {
            final Frames frames = new Frames(files);
            final long[] found = {-1};
            frames.poll((buffer, offset, length) -> {
                if (length == SnapshotFrames.BEGIN_LENGTH && buffer.getInt(offset) == SnapshotFrames.BEGIN) {
                    found[0] = buffer.getLong(offset + SnapshotFrames.BODY_OFFSET + 32);
                }
            });
            if (found[0] < 0) {
                throw new JournalException(
                        "the snapshot at position " + taken.position + " does not begin as one does");
            }
            return found[0];
        }
    }

    /**
     * Puts an engine into the state of a snapshot.
     *
     * @throws io.tocsin.engine.snapshot.SnapshotException if it is damaged.
     */
    void restore(final Taken taken, final AlertEngine engine) {
        try (RecordingFiles files = new RecordingFiles(archive(), taken.recordingId)) {
            new SnapshotImage(new Frames(files), NoOpIdleStrategy.INSTANCE).restore(engine);
        }
    }

    /**
     * With what the log begins that is there.
     *
     * @param epoch              of the log.
     * @param knownEngineVersion the newest that the code knows.
     * @return the oldest snapshot of this log, if its beginning is gone or of another; {@code null}: its first command.
     * @throws JournalException if there is neither.
     */
    @Nullable
    Taken beginning(final Epoch epoch, final int knownEngineVersion) {
        if (epoch.equals(genesis())) {
            return null;
        }
        final List<Taken> newestFirst = snapshots();
        final long first = first();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            final Taken taken = newestFirst.get(i);
            if (taken.position >= first
                    && Epoch.of(engineAt(taken, knownEngineVersion)).equals(epoch)) {
                return taken;
            }
        }
        throw new JournalException(folder + " has neither the beginning of its log nor a snapshot of it yet:"
                + " ./tocsin cluster snapshot makes one");
    }

    /** An engine in the state of a snapshot. */
    AlertEngine engineAt(final Taken taken, final int knownEngineVersion) {
        final AlertEngine engine = new AlertEngine(new Nobody(), knownEngineVersion);
        restore(taken, engine);
        return engine;
    }

    private RecordingFiles files() {
        try (RecordingLog recordings =
                new RecordingLog(DataFolder.clusterOf(folder).toFile(), false)) {
            final long recordingId = recordings.findLastTermRecordingId();
            if (recordingId == Aeron.NULL_VALUE) {
                throw new JournalException(folder + LOG_HAS_NONE);
            }
            return new RecordingFiles(archive(), recordingId);
        }
    }

    private Path archive() {
        return folder.resolve("archive");
    }

    /** Hears an engine whose state alone is looked at. */
    private static final class Nobody implements EngineOutput {
        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {}

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}
    }

    /** What the service wrote of a snapshot, behind what Aeron did. */
    private static final class Frames implements SnapshotImage.Frames {
        private final RecordingFiles files;
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final SnapshotMarkerDecoder marker = new SnapshotMarkerDecoder();
        private boolean isOver;

        Frames(final RecordingFiles files) {
            this.files = files;
            files.seek(Math.max(0, files.first()));
            boolean isBefore = true;
            while (isBefore && files.next()) {
                header.wrap(files.buffer(), files.offset());
                isBefore = header.schemaId() != SnapshotMarkerDecoder.SCHEMA_ID
                        || header.templateId() != SnapshotMarkerDecoder.TEMPLATE_ID
                        || marker.wrapAndApplyHeader(files.buffer(), files.offset(), header)
                                        .mark()
                                != SnapshotMark.END;
            }
        }

        @Override
        public int poll(final SnapshotImage.FrameHandler handler) {
            if (isOver || !files.next()) {
                isOver = true;
                return 0;
            }
            handler.onFrame(files.buffer(), files.offset(), files.length());
            return 1;
        }

        @Override
        public boolean isOver() {
            return isOver;
        }
    }
}
