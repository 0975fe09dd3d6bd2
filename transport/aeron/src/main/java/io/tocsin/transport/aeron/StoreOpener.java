package io.tocsin.transport.aeron;

import io.aeron.archive.client.AeronArchive;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.Level;
import io.tocsin.journal.Quarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.agrona.IoUtil;
import org.jspecify.annotations.Nullable;

/** Opens a store, step by step, under the folder's lock: look, then launch, then compare, and only then go on recording. */
final class StoreOpener {
    // The driver's and the archive's own files.
    private static final long SLACK_LENGTH = 16L << 20;

    private final ArchiveSettings settings;
    private final DataFolder folder;
    private final List<String> warnings = new ArrayList<>();

    StoreOpener(final ArchiveSettings settings, final DataFolder folder) {
        this.settings = settings;
        this.folder = folder;
    }

    ArchiveStore open() {
        final DurableMark.Reading mark = readMark();
        final int termLength = mark == null ? settings.termLength : mark.termLength();
        final int segmentLength = mark == null ? settings.segmentLength : mark.segmentLength();
        final StreamFiles commands = files(StreamKind.JOURNAL, termLength, segmentLength);
        final StreamFiles events = files(StreamKind.EVENTS, termLength, segmentLength);
        if (!settings.readOnly) {
            requireRoom(termLength, segmentLength);
        }
        final StreamTail commandsTail = find(commands, mark == null ? 0 : mark.journalPosition());
        final StreamTail eventsTail = find(events, mark == null ? 0 : mark.eventPosition());
        if (settings.readOnly) {
            return new ArchiveStore(
                    folder,
                    new ArchiveJournal(
                            commands,
                            settings.level,
                            commandsTail.lastEnd(),
                            null,
                            Quarantine.of(folder.root(), settings.atRest)),
                    new ArchiveEventLog(events, eventsTail.position(), lastEventSeq(mark, eventsTail), null),
                    warnings,
                    settings.atRest,
                    new StoreCheck(
                            new StreamCheck(commands, commandsTail.first(), () -> 0),
                            new StreamCheck(events, eventsTail.first(), () -> 0)),
                    null);
        }
        if (mark == null && commandsTail.count() > 0) {
            warnings.add("there is no durable mark in " + folder.root()
                    + ": whether the journal has lost its end cannot be told; a new mark is made");
        }
        return launch(mark, commands, events, commandsTail, eventsTail);
    }

    private ArchiveStore launch(
            final DurableMark.@Nullable Reading mark,
            final StreamFiles commands,
            final StreamFiles events,
            final StreamTail commandsFound,
            final StreamTail eventsFound) {
        final long commandsFrom = mark == null ? 0 : mark.journalPosition();
        final long eventsFrom = mark == null ? 0 : mark.eventPosition();
        // It says that an archive runs here. Under our lock none does, and if it is torn the archive would not start.
        IoUtil.deleteIfExists(folder.archive().resolve("archive-mark.dat").toFile());
        ArchiveHost host = null;
        DurableMark durable = null;
        try {
            host = new ArchiveHost(settings, folder, commands.segmentLength());
            durable = DurableMark.open(folder.mark(), mark, settings.level == Level.DISK);
            final FrameSealing sealedCommands = sealing(StreamKind.JOURNAL);
            final FrameSealing sealedEvents = sealing(StreamKind.EVENTS);
            final LiveStream liveCommands;
            final LiveStream liveEvents;
            final StreamTail commandsTail;
            final StreamTail eventsTail;
            final long lastEventSeq;
            try (AeronArchive archive = host.connect()) {
                final RecordingDescriptor commandsKnown =
                        RecordingDescriptor.of(archive, commands, commandsFrom, commandsFound.position());
                final RecordingDescriptor eventsKnown =
                        RecordingDescriptor.of(archive, events, eventsFrom, eventsFound.position());
                commandsTail = cut(commands, commandsFrom, commandsFound, commandsKnown);
                eventsTail = cut(events, eventsFrom, eventsFound, eventsKnown);
                lastEventSeq = lastEventSeq(mark, eventsTail);
                liveCommands = LiveStream.open(
                        StreamKind.JOURNAL,
                        host.aeron(),
                        archive,
                        commandsKnown,
                        commands.termLength(),
                        commandsTail.position(),
                        (mark == null ? 0 : mark.journalRecords()) + commandsTail.count(),
                        sealedCommands);
                liveEvents = LiveStream.open(
                        StreamKind.EVENTS,
                        host.aeron(),
                        archive,
                        eventsKnown,
                        events.termLength(),
                        eventsTail.position(),
                        lastEventSeq,
                        sealedEvents);
            }
            if (sealedCommands != null && sealedEvents != null) {
                host.seal(List.of(sealedCommands, sealedEvents));
            }
            final ArchiveJournal journal = new ArchiveJournal(
                    commands,
                    settings.level,
                    commandsTail.lastEnd(),
                    liveCommands,
                    Quarantine.of(folder.root(), settings.atRest));
            final StorageWatch watch =
                    new StorageWatch(settings, folder, host, journal, liveCommands, liveEvents, durable, commands);
            watch.start();
            return new ArchiveStore(
                    folder,
                    journal,
                    new ArchiveEventLog(events, eventsTail.position(), lastEventSeq, liveEvents),
                    warnings,
                    settings.atRest,
                    new StoreCheck(
                            new StreamCheck(commands, commandsTail.first(), liveCommands::recordedSoFar),
                            new StreamCheck(events, eventsTail.first(), liveEvents::recordedSoFar)),
                    new LiveStore(host, liveCommands, liveEvents, durable, watch));
        } catch (final AeronException | IOException | IllegalStateException failed) {
            close(host, durable);
            throw new JournalException(
                    "the archive in " + folder.archive() + " cannot be opened: " + failed.getMessage(), failed);
        } catch (final InternalError fault) {
            // What the JVM makes of a mapped page that the disk has no room for.
            close(host, durable);
            throw new JournalException(
                    "the archive in " + folder.archive() + " cannot be opened: its disk is full or fails", fault);
        } catch (final RuntimeException | Error failed) {
            close(host, durable);
            throw failed;
        }
    }

    private DurableMark.@Nullable Reading readMark() {
        try {
            return DurableMark.read(folder.mark());
        } catch (final JournalException damaged) {
            if (files(StreamKind.JOURNAL, settings.termLength, settings.segmentLength)
                    .bases()
                    .isEmpty()) {
                return null;
            }
            throw new JournalException(
                    damaged.getMessage() + ": whether the journal has lost its end cannot be told; nothing was"
                            + " changed. Remove the file to start all the same",
                    damaged);
        }
    }

    private StreamFiles files(final StreamKind kind, final int termLength, final int segmentLength) {
        return new StreamFiles(folder.archive(), kind, termLength, segmentLength, settings.atRest.keys());
    }

    private @Nullable FrameSealing sealing(final StreamKind kind) {
        final AtRestKeys keys = settings.atRest.forWriting();
        return keys == null ? null : new FrameSealing(kind, keys, settings.level == Level.DISK);
    }

    private StreamTail find(final StreamFiles files, final long from) {
        return StreamTail.find(files, from, !settings.readOnly, warnings::add);
    }

    /** Without these bytes the archive could not even begin: buffers of both streams, and a segment of each. */
    private void requireRoom(final int termLength, final int segmentLength) {
        // Left behind by a process that was killed; holds nothing, and may be what fills the disk.
        IoUtil.delete(folder.driver().toFile(), true);
        final long needed = 2L * LogBufferDescriptor.PARTITION_COUNT * termLength + 2L * segmentLength + SLACK_LENGTH;
        final long usable;
        try {
            usable = Files.getFileStore(folder.root()).getUsableSpace();
        } catch (final IOException failed) {
            throw new JournalException("the disk of " + folder.root() + " cannot be asked: " + failed, failed);
        }
        if (usable < needed) {
            throw new JournalException("the disk of " + folder.root() + " is full: " + usable + " bytes are left, "
                    + needed + " are needed to start; nothing was changed");
        }
    }

    private StreamTail cut(
            final StreamFiles files,
            final long from,
            final StreamTail found,
            final @Nullable RecordingDescriptor known) {
        return known == null ? found : found.cutTo(files, from, known.stopPosition(), warnings::add);
    }

    private static long lastEventSeq(final DurableMark.@Nullable Reading mark, final StreamTail tail) {
        if (tail.count() > 0) {
            return tail.stamp();
        }
        return mark == null ? 0 : mark.eventSeq();
    }

    private static void close(final @Nullable ArchiveHost host, final @Nullable DurableMark mark) {
        if (mark != null) {
            mark.close();
        }
        if (host != null) {
            host.close();
        }
    }
}
