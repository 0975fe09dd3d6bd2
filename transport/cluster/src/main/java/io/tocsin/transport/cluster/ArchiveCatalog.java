package io.tocsin.transport.cluster;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aeron.archive.checksum.Checksum;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.codecs.CatalogHeaderDecoder;
import io.aeron.archive.codecs.RecordingDescriptorDecoder;
import io.aeron.archive.codecs.RecordingDescriptorHeaderDecoder;
import io.aeron.archive.codecs.RecordingState;
import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** What an archive that does not run knows of its recordings, each entry against its checksum, which the archive itself writes and never looks at. Waits for the disk. */
final class ArchiveCatalog {
    private static final String FILE = "archive.catalog";
    private static final int HEADER_LENGTH = RecordingDescriptorHeaderDecoder.BLOCK_LENGTH;
    private static final int STOP_TIMESTAMP = HEADER_LENGTH + RecordingDescriptorDecoder.stopTimestampEncodingOffset();
    private static final int STOP_POSITION = HEADER_LENGTH + RecordingDescriptorDecoder.stopPositionEncodingOffset();

    private final Path file;
    private final UnsafeBuffer buffer;
    private final Checksum checksum = Checksums.crc32c();

    private ArchiveCatalog(final Path file, final ByteBuffer bytes) {
        this.file = file;
        buffer = new UnsafeBuffer(bytes);
    }

    /**
     * A recording that was not purged.
     *
     * @param start where it begins, or what is left of it.
     * @param stop  where it ends; {@link AeronArchive#NULL_POSITION} if the archive died before it had written that.
     */
    record Recording(
            long id, long start, long stop, int initialTermId, int termLength, int segmentLength, int mtuLength) {}

    /**
     * Reads it.
     *
     * @param archive folder of the archive.
     * @return the recordings that are there; none if it has never run.
     * @throws JournalException if it is damaged.
     */
    static List<Recording> read(final Path archive) {
        final Path file = archive.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(channel.size()));
            try {
                int read = 0;
                while (bytes.hasRemaining() && read >= 0) {
                    read = channel.read(bytes);
                }
                return new ArchiveCatalog(file, bytes).recordings();
            } finally {
                BufferUtil.free(bytes);
            }
        } catch (final IOException failed) {
            throw new JournalException(file + " cannot be read: " + failed, failed);
        }
    }

    private List<Recording> recordings() {
        require(buffer.capacity() >= CatalogHeaderDecoder.BLOCK_LENGTH, 0);
        final CatalogHeaderDecoder catalog = new CatalogHeaderDecoder();
        catalog.wrap(buffer, 0, CatalogHeaderDecoder.BLOCK_LENGTH, CatalogHeaderDecoder.SCHEMA_VERSION);
        final int alignment = catalog.alignment();
        require(BitUtil.isPowerOfTwo(alignment) && alignment >= HEADER_LENGTH, 0);
        final List<Recording> found = new ArrayList<>();
        int at = CatalogHeaderDecoder.BLOCK_LENGTH;
        long last = -1;
        while (at + HEADER_LENGTH <= buffer.capacity() && length(at) > 0) {
            final int frame = BitUtil.align(length(at) + HEADER_LENGTH, alignment);
            require(
                    length(at) >= RecordingDescriptorDecoder.BLOCK_LENGTH
                            && frame > 0
                            && frame <= buffer.capacity() - at,
                    at);
            final int state = state(at);
            require(
                    state == RecordingState.VALID.value()
                            || state == RecordingState.INVALID.value()
                            || state == RecordingState.DELETED.value(),
                    at);
            // What was purged may be damaged.
            if (state == RecordingState.VALID.value()) {
                require(isAsWritten(at), at);
                found.add(recording(at));
            }
            last = buffer.getLong(
                    at + HEADER_LENGTH + RecordingDescriptorDecoder.recordingIdEncodingOffset(), LITTLE_ENDIAN);
            at += frame;
        }
        // Where its length has become nothing, an entry and all behind it would be forgotten. The archive writes it
        // last,
        // and counts the entry then: one that it was not done with when it died is none.
        for (int rest = at; rest < buffer.capacity(); rest++) {
            require(buffer.getByte(rest) == 0 || catalog.nextRecordingId() == last + 1, at);
        }
        return found;
    }

    /**
     * As its checksum says. After the archive has died while it recorded, it writes where the recording ended without a new checksum: as it was before then is right, too.
     */
    private boolean isAsWritten(final int at) {
        final int expected =
                buffer.getInt(at + RecordingDescriptorHeaderDecoder.checksumEncodingOffset(), LITTLE_ENDIAN);
        if (sum(at) == expected) {
            return true;
        }
        final long stop = buffer.getLong(at + STOP_POSITION, LITTLE_ENDIAN);
        final long timestamp = buffer.getLong(at + STOP_TIMESTAMP, LITTLE_ENDIAN);
        buffer.putLong(at + STOP_POSITION, AeronArchive.NULL_POSITION, LITTLE_ENDIAN);
        buffer.putLong(at + STOP_TIMESTAMP, AeronArchive.NULL_TIMESTAMP, LITTLE_ENDIAN);
        final boolean isAsBefore = sum(at) == expected;
        buffer.putLong(at + STOP_POSITION, stop, LITTLE_ENDIAN);
        buffer.putLong(at + STOP_TIMESTAMP, timestamp, LITTLE_ENDIAN);
        return isAsBefore && stop >= 0 && timestamp >= 0;
    }

    private int sum(final int at) {
        return checksum.compute(buffer.addressOffset(), at + HEADER_LENGTH, length(at));
    }

    private Recording recording(final int at) {
        final RecordingDescriptorDecoder entry = new RecordingDescriptorDecoder();
        entry.wrap(
                buffer,
                at + HEADER_LENGTH,
                RecordingDescriptorDecoder.BLOCK_LENGTH,
                RecordingDescriptorDecoder.SCHEMA_VERSION);
        return new Recording(
                entry.recordingId(),
                entry.startPosition(),
                entry.stopPosition(),
                entry.initialTermId(),
                entry.termBufferLength(),
                entry.segmentFileLength(),
                entry.mtuLength());
    }

    private int length(final int at) {
        return buffer.getInt(at + RecordingDescriptorHeaderDecoder.lengthEncodingOffset(), LITTLE_ENDIAN);
    }

    private int state(final int at) {
        return buffer.getInt(at + RecordingDescriptorHeaderDecoder.stateEncodingOffset(), LITTLE_ENDIAN);
    }

    private void require(final boolean isRight, final int at) {
        if (!isRight) {
            throw new JournalException(file + " is damaged at byte " + at);
        }
    }
}
