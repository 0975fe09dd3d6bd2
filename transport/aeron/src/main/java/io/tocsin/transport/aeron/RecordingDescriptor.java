package io.tocsin.transport.aeron;

import io.aeron.archive.client.AeronArchive;
import io.tocsin.journal.JournalException;
import org.jspecify.annotations.Nullable;

/**
 * What the archive's catalog says of a recording.
 *
 * @param initialTermId of the stream.
 * @param stopPosition  where it ends.
 * @param mtuLength     that it was recorded with.
 */
record RecordingDescriptor(int initialTermId, long stopPosition, int mtuLength) {
    /**
     * Asks the archive.
     *
     * @param files what the folder holds.
     * @param from  up to where the stream was called recorded at least.
     * @param end   where the files end.
     * @return null if the archive does not know the stream and there is nothing of it.
     * @throws JournalException if catalog and files contradict each other.
     */
    static @Nullable RecordingDescriptor of(
            final AeronArchive archive, final StreamFiles files, final long from, final long end) {
        final StreamKind kind = files.kind();
        final RecordingDescriptor[] found = new RecordingDescriptor[1];
        final int known = archive.listRecording(
                kind.recordingId(),
                (controlSessionId,
                        correlationId,
                        recordingId,
                        startTimestamp,
                        stopTimestamp,
                        startPosition,
                        stopPosition,
                        initialTermId,
                        segmentFileLength,
                        termBufferLength,
                        mtuLength,
                        sessionId,
                        streamId,
                        strippedChannel,
                        originalChannel,
                        sourceIdentity) -> {
                    if (streamId != kind.streamId()
                            || termBufferLength != files.termLength()
                            || segmentFileLength != files.segmentLength()) {
                        throw contradiction(
                                kind,
                                "stream " + streamId + ", terms of " + termBufferLength + " and segments of "
                                        + segmentFileLength + " bytes",
                                "stream " + kind.streamId() + ", terms of " + files.termLength() + " and segments of "
                                        + files.segmentLength() + " bytes");
                    }
                    found[0] = new RecordingDescriptor(initialTermId, stopPosition, mtuLength);
                });
        if (known == 0 && !files.bases().isEmpty()) {
            throw contradiction(kind, "nothing of it", "records up to position " + end);
        }
        // Less is what an archive writes down that stopped itself in the midst of a write.
        if (known > 0 && (found[0].stopPosition() > end || found[0].stopPosition() < from)) {
            throw contradiction(
                    kind, "it ends at position " + found[0].stopPosition(), "records up to position " + end);
        }
        return found[0];
    }

    private static JournalException contradiction(final StreamKind kind, final String catalog, final String folder) {
        return new JournalException("the archive's catalog knows " + catalog + " of the " + kind.label()
                + ", but there is " + folder + ": one of them was lost or changed; nothing was overwritten");
    }
}
