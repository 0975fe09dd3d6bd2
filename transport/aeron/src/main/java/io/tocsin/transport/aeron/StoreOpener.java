package io.tocsin.transport.aeron;

import io.aeron.archive.client.AeronArchive;
import io.aeron.exceptions.AeronException;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.agrona.IoUtil;
import org.jspecify.annotations.Nullable;

/** Opens a store, step by step, under the folder's lock: look, then launch, then compare, and only then go on recording. */
final class StoreOpener {
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
            requireRoom();
        }
        final StreamTail commandsTail = find(commands, mark == null ? 0 : mark.journalPosition());
        final StreamTail eventsTail = find(events, mark == null ? 0 : mark.eventPosition());
        final long records = (mark == null ? 0 : mark.journalRecords()) + commandsTail.count();
        final long lastEventSeq = eventsTail.count() == 0 ? mark == null ? 0 : mark.eventSeq() : eventsTail.stamp();
        if (settings.readOnly) {
            return new ArchiveStore(
                    folder,
                    new ArchiveJournal(commands, settings.level, commandsTail.position(), null),
                    new ArchiveEventLog(events, eventsTail.position(), lastEventSeq, null),
                    warnings,
                    null);
        }
        if (mark == null && commandsTail.count() > 0) {
            warnings.add("there is no durable mark in " + folder.root()
                    + ": whether the journal has lost its end cannot be told; a new mark is made");
        }
        return launch(mark, commands, events, commandsTail, eventsTail, records, lastEventSeq);
    }

    private ArchiveStore launch(
            final DurableMark.@Nullable Reading mark,
            final StreamFiles commands,
            final StreamFiles events,
            final StreamTail commandsTail,
            final StreamTail eventsTail,
            final long records,
            final long lastEventSeq) {
        // It says that an archive runs here. Under our lock none does, and if it is torn the archive would not start.
        IoUtil.deleteIfExists(folder.archive().resolve("archive-mark.dat").toFile());
        ArchiveHost host = null;
        DurableMark durable = null;
        try {
            host = new ArchiveHost(settings, folder, commands.segmentLength());
            durable = DurableMark.open(folder.mark(), mark, settings.level == Level.DISK);
            final LiveStream liveCommands;
            final LiveStream liveEvents;
            try (AeronArchive archive = host.connect()) {
                final RecordingDescriptor commandsKnown = known(archive, commands, commandsTail);
                final RecordingDescriptor eventsKnown = known(archive, events, eventsTail);
                liveCommands = LiveStream.open(
                        StreamKind.JOURNAL,
                        host.aeron(),
                        archive,
                        commandsKnown,
                        commands.termLength(),
                        commandsTail.position(),
                        records);
                liveEvents = LiveStream.open(
                        StreamKind.EVENTS,
                        host.aeron(),
                        archive,
                        eventsKnown,
                        events.termLength(),
                        eventsTail.position(),
                        lastEventSeq);
            }
            final ArchiveJournal journal =
                    new ArchiveJournal(commands, settings.level, commandsTail.position(), liveCommands);
            final StorageWatch watch =
                    new StorageWatch(settings, folder, host, journal, liveCommands, liveEvents, durable, commands);
            watch.start();
            return new ArchiveStore(
                    folder,
                    journal,
                    new ArchiveEventLog(events, eventsTail.position(), lastEventSeq, liveEvents),
                    warnings,
                    new LiveStore(host, liveCommands, liveEvents, durable, watch));
        } catch (final AeronException | IOException | IllegalStateException failed) {
            close(host, durable);
            throw new JournalException(
                    "the archive in " + folder.archive() + " cannot be opened: " + failed.getMessage(), failed);
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
        return new StreamFiles(folder.archive(), kind, termLength, segmentLength);
    }

    private StreamTail find(final StreamFiles files, final long from) {
        return StreamTail.find(files, from, !settings.readOnly, warnings::add);
    }

    private void requireRoom() {
        final long usable;
        try {
            usable = Files.getFileStore(folder.root()).getUsableSpace();
        } catch (final IOException failed) {
            throw new JournalException("the disk of " + folder.root() + " cannot be asked: " + failed, failed);
        }
        if (usable < settings.fullWaterBytes) {
            throw new JournalException("the disk of " + folder.root() + " is full: " + usable + " bytes are left, "
                    + settings.fullWaterBytes + " are needed to start; nothing was changed");
        }
    }

    private static @Nullable RecordingDescriptor known(
            final AeronArchive archive, final StreamFiles files, final StreamTail tail) {
        return RecordingDescriptor.of(archive, files, !files.bases().isEmpty(), tail.position());
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
