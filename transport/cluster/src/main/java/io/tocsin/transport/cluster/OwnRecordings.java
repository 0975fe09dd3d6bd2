package io.tocsin.transport.cluster;

import io.aeron.archive.status.RecordingPos;
import io.aeron.cluster.RecordingLog;
import io.aeron.cluster.client.ClusterException;
import io.tocsin.journal.JournalException;
import io.tocsin.transport.aeron.DataFolder;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is in a node's own folder can be what its archive recorded. The archive has one message for its own damage and for the wrong question of another node, and
 * whoever asked tries again for ever: so the files themselves are looked at. Before the archive runs, or on its thread; waits for the disk.
 */
final class OwnRecordings {
    private static final Pattern FILE = Pattern.compile("\\b(\\d{1,18})-(\\d{1,18})\\.rec\\b");

    /** What to do about it. */
    static final String ADVICE =
            "; put the node's folder aside, and start it with an empty one while the others run, or with a copy of"
                    + " another time if it is alone, or if the log was purged";

    private static final long NONE = RecordingPos.NULL_RECORDING_ID;

    private final Path archive;
    private final File cluster;

    OwnRecordings(final DataFolder folder) {
        archive = folder.archive();
        cluster = folder.cluster().toFile();
    }

    /**
     * Requires that every recording has its files, by a look at the beginning of each, and that what the node is going to read is whole, by a look at every frame: the newest
     * snapshot, and the log behind it. So how long it takes grows with the log since the snapshot, as carrying that out does, and not with what is kept.
     *
     * @throws JournalException if one has not, or it is not; it names the file.
     */
    void require() {
        try {
            requireWhole();
        } catch (final JournalException damaged) {
            throw new JournalException(damaged.getMessage() + ADVICE, damaged);
        }
    }

    /** Whether a message names a file of an archive, of this one or another. */
    static boolean isNamed(final String message) {
        return FILE.matcher(message).find();
    }

    private void requireWhole() {
        final Map<Long, ArchiveCatalog.Recording> recordings = recordings();
        for (final ArchiveCatalog.Recording recording : recordings.values()) {
            new RecordingCheck(archive, recording).requireHeads();
        }
        if (new File(cluster, RecordingLog.RECORDING_LOG_FILE_NAME).exists()) {
            requireWhatIsRead(recordings);
        }
    }

    private void requireWhatIsRead(final Map<Long, ArchiveCatalog.Recording> recordings) {
        final SortedMap<Long, List<Long>> snapshots;
        final long log;
        try (RecordingLog terms = new RecordingLog(cluster, false)) {
            snapshots = Housekeeping.snapshots(terms);
            log = terms.findLastTermRecordingId();
        } catch (final IllegalArgumentException | ClusterException torn) {
            throw new JournalException(
                    cluster + " has a " + RecordingLog.RECORDING_LOG_FILE_NAME + " that is damaged", torn);
        }
        final long position = snapshots.isEmpty() ? 0 : snapshots.lastKey();
        for (final Long recordingId : snapshots.getOrDefault(position, List.of())) {
            requireFrames(recordings, recordingId, 0);
        }
        if (log != NONE) {
            final long end = requireFrames(recordings, log, position);
            if (end < position) {
                // What others have behind the snapshot would never fit behind its end.
                throw new JournalException(archive + " has lost the end of its log: that is whole up to position " + end
                        + ", and the newest snapshot is of position " + position);
            }
        }
    }

    /**
     * Looks at every frame of the files that a message names.
     *
     * @param message of the archive, to somebody who could not read them, or had asked wrongly.
     * @return what is wrong with them; {@code null} if nothing is, or none of this archive is named.
     */
    @Nullable
    String damageOf(final String message) {
        return damage(recordings -> {
            final Matcher named = FILE.matcher(message);
            while (named.find()) {
                final ArchiveCatalog.Recording recording = recordings.get(Long.parseLong(named.group(1)));
                if (recording != null) {
                    new RecordingCheck(archive, recording).requireFile(Long.parseLong(named.group(2)));
                }
            }
        });
    }

    /** Looks at every frame of every recording; what is wrong, or {@code null}. */
    @Nullable
    String damage() {
        return damage(recordings -> recordings
                .values()
                .forEach(recording -> new RecordingCheck(archive, recording).requireFrames(0, false)));
    }

    private @Nullable String damage(final Consumer<Map<Long, ArchiveCatalog.Recording>> look) {
        try {
            look.accept(recordings());
            return null;
        } catch (final JournalException damaged) {
            return damaged.getMessage();
        }
    }

    private Map<Long, ArchiveCatalog.Recording> recordings() {
        return ArchiveCatalog.read(archive).stream()
                .collect(Collectors.toMap(ArchiveCatalog.Recording::id, recording -> recording));
    }

    private long requireFrames(
            final Map<Long, ArchiveCatalog.Recording> recordings, final long recordingId, final long from) {
        final ArchiveCatalog.Recording recording = recordings.get(recordingId);
        if (recording == null) {
            throw new JournalException(archive + " does not know recording " + recordingId + ", which the node needs");
        }
        return new RecordingCheck(archive, recording).requireFrames(from, true);
    }
}
