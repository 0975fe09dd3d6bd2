package io.tocsin.transport.aeron;

import io.tocsin.journal.StorageState;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a running store on a thread of its own, once a second: how much room the disk has, whether both streams are still recorded and move, and how far; the
 * last it writes to the durable mark.
 */
final class StorageWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StorageWatch.class);
    private static final long CLOSE_TIMEOUT_MS = 10_000;

    private final ArchiveSettings settings;
    private final ArchiveHost host;
    private final ArchiveJournal journal;
    private final LiveStream commands;
    private final LiveStream events;
    private final DurableMark mark;
    private final int termLength;
    private final int segmentLength;
    private final FileStore disk;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "tocsin-storage");
    private LiveStream.Kept commandsKept;
    private LiveStream.Kept eventsKept;
    private volatile long usableBytes;

    StorageWatch(
            final ArchiveSettings settings,
            final DataFolder folder,
            final ArchiveHost host,
            final ArchiveJournal journal,
            final LiveStream commands,
            final LiveStream events,
            final DurableMark mark,
            final StreamFiles files)
            throws IOException {
        this.settings = settings;
        this.host = host;
        this.journal = journal;
        this.commands = commands;
        this.events = events;
        this.mark = mark;
        termLength = files.termLength();
        segmentLength = files.segmentLength();
        disk = Files.getFileStore(folder.root());
        commandsKept = new LiveStream.Kept(commands.count(), commands.position());
        eventsKept = new LiveStream.Kept(events.count(), events.position());
        thread.setDaemon(true);
    }

    /** Looks once on the caller's thread, then begins. */
    void start() throws IOException {
        checkRoom();
        writeMark();
        thread.start();
    }

    /** Bytes that the disk had room for when last looked. Any thread. */
    long usableBytes() {
        return usableBytes;
    }

    /** Writes the last mark. Once the thread has ended and both streams are closed. */
    void finish(final LiveStream.Kept lastCommands, final LiveStream.Kept lastEvents) throws IOException {
        commandsKept = lastCommands;
        eventsKept = lastEvents;
        writeMark();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_TIMEOUT_MS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed.await(settings.watchIntervalNs, TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            checkRoom();
            final Throwable lastError = host.lastError();
            if (host.isAlive()) {
                final long nowNs = System.nanoTime();
                commands.check(nowNs, settings.stallTimeoutNs, lastError);
                events.check(nowNs, settings.stallTimeoutNs, lastError);
            } else {
                failBoth("is not recorded any more: the archive has stopped", lastError);
            }
            final LiveStream.Kept newCommands = commands.lastKept();
            final LiveStream.Kept newEvents = events.lastKept();
            if (newCommands != null || newEvents != null) {
                commandsKept = newCommands == null ? commandsKept : newCommands;
                eventsKept = newEvents == null ? eventsKept : newEvents;
                writeMark();
            }
        } catch (final IOException | RuntimeException | Error thrown) {
            // Without this watch nobody would notice a journal that stands still.
            failBoth("is not watched any more", thrown);
        }
    }

    private void failBoth(final String what, final @Nullable Throwable cause) {
        if (!commands.hasFailed()) {
            LOG.error("the store {}", what, cause);
        }
        commands.fail(what, cause);
        events.fail(what, cause);
    }

    private void checkRoom() throws IOException {
        final long usable = disk.getUsableSpace();
        usableBytes = usable;
        final StorageState state = usable < settings.fullWaterBytes
                ? StorageState.FULL
                : usable < settings.lowWaterBytes ? StorageState.LOW : StorageState.AMPLE;
        if (state != journal.storageState()) {
            LOG.warn("room for the journal is {}: {} bytes are left on {}", state, usable, disk);
            journal.storageState(state);
        }
    }

    private void writeMark() throws IOException {
        mark.write(new DurableMark.Reading(
                0,
                termLength,
                segmentLength,
                commandsKept.count(),
                commandsKept.position(),
                eventsKept.count(),
                eventsKept.position()));
    }
}
