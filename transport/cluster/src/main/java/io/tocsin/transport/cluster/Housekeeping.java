package io.tocsin.transport.cluster;

import io.aeron.Aeron;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ArchiveException;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.RecordingLog;
import io.aeron.cluster.service.ClusteredServiceContainer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a node's archive need not keep: snapshots but for the last ones, what was recorded of one that was not completed, and the log behind two snapshots. Waits. One
 * thread.
 */
final class Housekeeping implements AutoCloseable {
    private static final int SERVICE_ID = 0;
    private static final int MANY = 10_000;

    /** Of what the service writes into a snapshot, and of what the consensus module does. */
    private static final Set<Integer> STREAMS = Set.of(
            ClusteredServiceContainer.Configuration.SNAPSHOT_STREAM_ID_DEFAULT,
            ConsensusModule.Configuration.SNAPSHOT_STREAM_ID_DEFAULT);

    private final RecordingLog recordings;
    private final AeronArchive archive;

    /**
     * Connects to the archive of a node of this machine.
     *
     * @param clusterFolder what its consensus module knows of its terms.
     * @param driverFolder  of its media driver.
     */
    Housekeeping(final File clusterFolder, final String driverFolder, final NodeSecret secret) {
        recordings = new RecordingLog(clusterFolder, false);
        try {
            final String channel = AeronArchive.Configuration.localControlChannel();
            archive = AeronArchive.connect(new AeronArchive.Context()
                    .aeronDirectoryName(driverFolder)
                    .controlRequestChannel(channel)
                    .controlResponseChannel(channel)
                    .controlRequestStreamId(AeronArchive.Configuration.localControlStreamId())
                    .credentialsSupplier(secret.credentials(NodeSecret.ARCHIVE))
                    .clientName("tocsin-housekeeping"));
        } catch (final RuntimeException failed) {
            recordings.close();
            throw failed;
        }
    }

    /**
     * Where of the log the last snapshots stand that are complete, the newest last.
     *
     * @param clusterFolder what a consensus module knows of its terms.
     * @return positions, each with the recordings of its snapshot.
     */
    static SortedMap<Long, List<Long>> snapshots(final File clusterFolder) {
        try (RecordingLog recordings = new RecordingLog(clusterFolder, false)) {
            return snapshots(recordings);
        }
    }

    /** Where of the log the last snapshot but one stands; 0 if there are no two. */
    static long lastButOne(final SortedMap<Long, List<Long>> snapshots) {
        return snapshots.size() < 2 ? 0 : snapshots.headMap(snapshots.lastKey()).lastKey();
    }

    /**
     * Deletes the recordings of all snapshots but the last ones, and of those that were never completed.
     *
     * @param keep how many stay, from 1.
     * @param needed a place of the log: of the snapshots there and behind it all stay.
     * @return recordings that were deleted.
     */
    int purgeSnapshots(final int keep, final long needed) {
        final SortedMap<Long, List<Long>> snapshots = snapshots(recordings);
        if (snapshots.size() < keep) {
            return 0;
        }
        final Set<Long> kept = new HashSet<>();
        final List<Long> positions = List.copyOf(snapshots.keySet());
        for (final Long position : positions.subList(positions.size() - keep, positions.size())) {
            kept.addAll(snapshots.getOrDefault(position, List.of()));
        }
        snapshots.tailMap(needed).values().forEach(kept::addAll);
        // What is younger than the oldest kept may be one that is being written.
        final long before = kept.stream().mapToLong(Long::longValue).min().orElse(0);
        final List<Long> needless = new ArrayList<>();
        archive.listRecordings(
                0,
                MANY,
                (session,
                        correlation,
                        id,
                        startTime,
                        stopTime,
                        start,
                        stop,
                        term,
                        segment,
                        length,
                        mtu,
                        session2,
                        stream,
                        channel,
                        original,
                        source) -> {
                    if (STREAMS.contains(stream) && id < before && stop != AeronArchive.NULL_POSITION) {
                        needless.add(id);
                    }
                });
        needless.forEach(archive::purgeRecording);
        return needless.size();
    }

    /**
     * Deletes the files of the log before a place.
     *
     * @param before where every member has two snapshots behind it.
     * @return files that were deleted.
     * @throws ArchiveException if somebody reads them now.
     */
    long purgeLog(final long before) {
        final long recordingId = recordings.findLastTermRecordingId();
        if (recordingId == Aeron.NULL_VALUE) {
            return 0;
        }
        final long[] first = {0};
        archive.listRecording(
                recordingId,
                (session,
                        correlation,
                        id,
                        startTime,
                        stopTime,
                        start,
                        stop,
                        term,
                        segment,
                        length,
                        mtu,
                        session2,
                        stream,
                        channel,
                        original,
                        source) -> {
                    final long needed =
                            AeronArchive.segmentFileBasePosition(start, Math.max(start, before), length, segment);
                    first[0] = needed > start ? needed : 0;
                });
        return first[0] == 0 ? 0 : archive.purgeSegments(recordingId, first[0]);
    }

    /** Has everything in a folder on the disk. */
    static void force(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    channel.force(true);
                } catch (final NoSuchFileException gone) {
                    // Of a recording that was deleted meanwhile.
                }
            }
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        archive.close();
        recordings.close();
    }

    static SortedMap<Long, List<Long>> snapshots(final RecordingLog recordings) {
        final SortedMap<Long, List<Long>> complete = new TreeMap<>();
        final Set<Long> ofService = new HashSet<>();
        for (final RecordingLog.Entry entry : recordings.entries()) {
            if (entry.isValid && entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT) {
                complete.computeIfAbsent(entry.logPosition, position -> new ArrayList<>())
                        .add(entry.recordingId);
                if (entry.serviceId == SERVICE_ID) {
                    ofService.add(entry.logPosition);
                }
            }
        }
        // Of the consensus module and of the service.
        complete.keySet()
                .removeIf(position -> !ofService.contains(position)
                        || complete.getOrDefault(position, List.of()).size() < 2);
        return complete;
    }
}
