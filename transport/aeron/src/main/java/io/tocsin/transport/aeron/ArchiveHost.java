package io.tocsin.transport.aeron;

import io.aeron.Aeron;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tocsin.journal.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Media driver and archive of one store, on one thread of their own: streams stay inside the process, so the driver has next to nothing to do, and cores are
 * dear. Under the folder's lock only.
 */
final class ArchiveHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveHost.class);
    private static final String CONTROL_CHANNEL = "aeron:ipc?alias=tocsin-control";

    /** Longer than the machine may ever stand still, shorter than a person waits. */
    private static final long LIVENESS_NS = TimeUnit.SECONDS.toNanos(30);

    private static final long CLOSE_TIMEOUT_MS = 10_000;

    // The longest event and the header of its frame in one Aeron frame.
    private static final int MTU_LENGTH = 1_536;

    private static final int COUNTERS_LENGTH = 1 << 20;

    private final MediaDriver driver;
    private final Archive archive;
    private final Aeron aeron;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile List<FrameSealing> sealing = List.of();
    private volatile @Nullable Throwable lastError;

    ArchiveHost(final ArchiveSettings settings, final DataFolder folder, final int segmentLength) {
        final Path driverFolder = settings.driverFolder == null ? folder.driver() : settings.driverFolder;
        MediaDriver launchedDriver = null;
        Archive launchedArchive = null;
        try {
            launchedDriver = MediaDriver.launch(driverContext(driverFolder));
            launchedArchive = Archive.launch(archiveContext(settings, folder, segmentLength, launchedDriver));
            driver = launchedDriver;
            archive = launchedArchive;
        } catch (final RuntimeException | Error failed) {
            CloseHelper.quietCloseAll(launchedArchive, launchedDriver);
            throw failed;
        }
        final IdleStrategy idleStrategy = settings.idleStrategy();
        thread = new Thread(() -> run(archive.invoker(), idleStrategy), "tocsin-archive");
        thread.setDaemon(true);
        thread.start();
        try {
            aeron = Aeron.connect(new Aeron.Context()
                    .aeronDirectoryName(driver.aeronDirectoryName())
                    .driverTimeoutMs(TimeUnit.NANOSECONDS.toMillis(LIVENESS_NS))
                    .errorHandler(this::onError)
                    .subscriberErrorHandler(this::onError));
        } catch (final RuntimeException | Error failed) {
            stop();
            throw failed;
        }
    }

    Aeron aeron() {
        return aeron;
    }

    /** Connects a client to the archive; the caller closes it. */
    AeronArchive connect() {
        return AeronArchive.connect(new AeronArchive.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .controlRequestChannel(CONTROL_CHANNEL)
                .controlRequestStreamId(archive.context().localControlStreamId())
                .controlResponseChannel("aeron:ipc?alias=tocsin-response")
                .errorHandler(this::onError));
    }

    /** Has the thread seal what is appended, before it looks for what is to be recorded. */
    void seal(final List<FrameSealing> streams) {
        sealing = List.copyOf(streams);
    }

    /** Whether driver and archive are still being run. Any thread. */
    boolean isAlive() {
        return running && thread.isAlive();
    }

    /** What driver, archive or client complained of last. Any thread. */
    @Nullable
    Throwable lastError() {
        return lastError;
    }

    @Override
    public void close() {
        CloseHelper.quietClose(aeron);
        stop();
    }

    private MediaDriver.Context driverContext(final Path folder) {
        return new MediaDriver.Context()
                .aeronDirectoryName(folder.toAbsolutePath().toString())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .threadingMode(ThreadingMode.INVOKER)
                // Every page is there before the first command: none is refused in the midst of one on a full disk.
                .termBufferSparseFile(false)
                .ipcMtuLength(MTU_LENGTH)
                .clientLivenessTimeoutNs(LIVENESS_NS)
                .publicationUnblockTimeoutNs(LIVENESS_NS + LIVENESS_NS / 2)
                .spiesSimulateConnection(false)
                // For two streams; the default would fill 40 MiB with zeros at every start.
                .counterValuesBufferLength(COUNTERS_LENGTH)
                // The store has a watch of its own.
                .lowStorageWarningThreshold(0)
                .errorHandler(this::onError);
    }

    private Archive.Context archiveContext(
            final ArchiveSettings settings,
            final DataFolder folder,
            final int segmentLength,
            final MediaDriver launchedDriver) {
        final int syncLevel = settings.level == Level.DISK ? 1 : 0;
        return new Archive.Context()
                .aeronDirectoryName(launchedDriver.aeronDirectoryName())
                .archiveDir(folder.archive().toFile())
                .mediaDriverAgentInvoker(launchedDriver.sharedAgentInvoker())
                .threadingMode(ArchiveThreadingMode.INVOKER)
                .controlChannelEnabled(false)
                .localControlChannel(CONTROL_CHANNEL)
                // Both are asked for, though nothing is replicated here.
                .replicationChannel("aeron:ipc?alias=tocsin-replication")
                .archiveClientContext(
                        new AeronArchive.Context().controlResponseChannel("aeron:ipc?alias=tocsin-replication"))
                .recordingEventsEnabled(false)
                .recordChecksum(Checksums.crc32c())
                .replayChecksum(Checksums.crc32c())
                .fileSyncLevel(syncLevel)
                .catalogFileSyncLevel(syncLevel)
                .segmentFileLength(segmentLength)
                // The store has a watch of its own.
                .lowStorageSpaceThreshold(segmentLength)
                .errorHandler(this::onError);
    }

    private void run(final AgentInvoker invoker, final IdleStrategy idleStrategy) {
        try {
            while (running && !invoker.isClosed()) {
                int work = 0;
                final List<FrameSealing> streams = sealing;
                for (int i = 0; i < streams.size(); i++) {
                    work += streams.get(i).seal();
                }
                idleStrategy.idle(work + invoker.invoke());
            }
        } catch (final Throwable thrown) {
            onError(thrown);
        }
        running = false;
        // Here, because the archive's sessions may be touched by the thread that ran them only.
        CloseHelper.quietCloseAll(archive, driver);
    }

    private void stop() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_TIMEOUT_MS);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.error("the archive's thread does not end: it is left behind");
        }
    }

    private void onError(final Throwable thrown) {
        lastError = thrown;
        LOG.warn("archive: {}", thrown.toString(), thrown);
    }
}
