package io.tocsin.bench.raw;

import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.status.RecordingPos;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.status.CountersReader;

/**
 * A recorded exclusive IPC publication with its own driver and archive, set up as the router's journal is: both on one thread that backs off when idle, checksums on,
 * terms of 16 MiB, frames below 1,536 bytes.
 */
public final class BareRecorder implements AutoCloseable {
    private static final int STREAM_ID = 1_000;
    /** Of the buffers of each publication, as the router has them. */
    public static final int TERM_BYTES = 16 << 20;

    /** Of the files. */
    public static final int SEGMENT_BYTES = 64 << 20;

    private static final int MTU_BYTES = 1_536;
    private static final long START_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long POLL_NS = 1_000_000;
    private static final String CONTROL = "aeron:ipc?alias=control";

    private final MediaDriver driver;
    private final Archive archive;
    private final Thread thread;
    private final AeronArchive client;
    private final List<Stream> streams = new ArrayList<>();
    private volatile boolean running = true;

    /**
     * Starts driver and archive.
     *
     * @param folder       for both; exists.
     * @param isForced     whether what is recorded is on the disk.
     * @param idleStrategy of their thread.
     */
    public BareRecorder(final Path folder, final boolean isForced, final IdleStrategy idleStrategy) {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(folder.resolve("raw-driver").toString())
                .threadingMode(ThreadingMode.INVOKER)
                .termBufferSparseFile(false)
                .ipcMtuLength(MTU_BYTES)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true));
        archive = Archive.launch(new Archive.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .archiveDirectoryName(folder.resolve("raw-archive").toString())
                .mediaDriverAgentInvoker(driver.sharedAgentInvoker())
                .threadingMode(ArchiveThreadingMode.INVOKER)
                .controlChannelEnabled(false)
                .localControlChannel(CONTROL)
                .archiveClientContext(new AeronArchive.Context().controlResponseChannel("aeron:ipc?alias=response"))
                .replicationChannel("aeron:ipc?alias=replication")
                .recordingEventsEnabled(false)
                .recordChecksum(Checksums.crc32c())
                .replayChecksum(Checksums.crc32c())
                .fileSyncLevel(isForced ? 1 : 0)
                .catalogFileSyncLevel(isForced ? 1 : 0)
                .segmentFileLength(SEGMENT_BYTES)
                .deleteArchiveOnStart(true));
        thread = new Thread(() -> run(archive.invoker(), idleStrategy), "bare-archive");
        thread.setDaemon(true);
        thread.start();
        client = AeronArchive.connect(new AeronArchive.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .controlRequestChannel(CONTROL)
                .controlRequestStreamId(archive.context().localControlStreamId())
                .controlResponseChannel("aeron:ipc?alias=response"));
    }

    /**
     * Begins to record one more publication.
     *
     * @return to be used by one thread, until the recorder is closed.
     */
    public Stream stream() {
        final Stream stream = new Stream(client, STREAM_ID + streams.size());
        streams.add(stream);
        return stream;
    }

    @Override
    public void close() {
        streams.forEach(stream -> stream.publication.close());
        client.close();
        running = false;
        try {
            thread.join();
        } catch (final InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        archive.close();
        driver.close();
    }

    private void run(final AgentInvoker invoker, final IdleStrategy idleStrategy) {
        while (running && !invoker.isClosed()) {
            idleStrategy.idle(invoker.invoke());
        }
    }

    /** One recorded publication. One thread. */
    public static final class Stream {
        private final ExclusivePublication publication;
        private final CountersReader counters;
        private final int counterId;

        private Stream(final AeronArchive client, final int streamId) {
            publication = client.addRecordedExclusivePublication(
                    CommonContext.IPC_CHANNEL + "?term-length=" + TERM_BYTES, streamId);
            counters = client.context().aeron().countersReader();
            counterId = awaitCounter(client.archiveId());
        }

        /** As {@link ExclusivePublication#offer(DirectBuffer, int, int)}. */
        public long offer(final DirectBuffer buffer, final int offset, final int length) {
            return publication.offer(buffer, offset, length);
        }

        /** How far it is recorded. */
        public long recordedPosition() {
            return counters.getCounterValue(counterId);
        }

        /** How far it was offered. */
        public long position() {
            return publication.position();
        }

        private int awaitCounter(final long archiveId) {
            final long deadlineNs = System.nanoTime() + START_NS;
            int found = CountersReader.NULL_COUNTER_ID;
            while (found == CountersReader.NULL_COUNTER_ID) {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw new IllegalStateException("the bare publication is not recorded: no counter has appeared");
                }
                LockSupport.parkNanos(POLL_NS);
                found = RecordingPos.findCounterIdBySession(counters, publication.sessionId(), archiveId);
            }
            return found;
        }
    }
}
