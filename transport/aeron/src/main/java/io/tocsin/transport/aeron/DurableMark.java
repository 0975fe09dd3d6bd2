package io.tocsin.transport.aeron;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How far the streams were recorded at the latest when this was written: a small file of two places that are written in turn, each under a checksum, so that one is
 * whole whenever the process dies. A stream that ends before its mark has lost its end.
 *
 * <p>Layout of a place, little endian: 8 bytes {@code TOCSIND} and 0, int version 1, int term length, int segment length, int 0, long sequence of this writing,
 * long journal records, long journal position, long event sequence, long event position, int 0, int crc32c of all before it.
 */
final class DurableMark implements AutoCloseable {
    private static final int VERSION = 1;
    private static final int LENGTH = 72;
    private static final int CHECKSUM_OFFSET = LENGTH - Integer.BYTES;

    // Each place has a page of its own: a page that is torn takes one of them at most.
    private static final int STRIDE = 4_096;

    /** {@code TOCSIND} and 0, read as a little endian long. */
    private static final long MAGIC = 0x0044_4E49_5343_4F54L;

    private final Path file;
    private final FileChannel channel;
    private final boolean forced;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    private long sequence;

    private DurableMark(final Path file, final FileChannel channel, final boolean forced, final long sequence) {
        this.file = file;
        this.channel = channel;
        this.forced = forced;
        this.sequence = sequence;
    }

    /**
     * What a mark says.
     *
     * @param sequence of its writing, from 1.
     * @param termLength of both streams; they keep it for ever.
     * @param segmentLength of both streams.
     * @param journalRecords up to the position.
     * @param journalPosition of the journal.
     * @param eventSeq of the last event before the position.
     * @param eventPosition of the event log.
     */
    record Reading(
            long sequence,
            int termLength,
            int segmentLength,
            long journalRecords,
            long journalPosition,
            long eventSeq,
            long eventPosition) {}

    /**
     * Reads a file.
     *
     * @return the newer of its whole places; null if there is no file.
     * @throws JournalException if the file holds no whole place, or is of a newer version.
     */
    static @Nullable Reading read(final Path file) {
        if (!Files.exists(file)) {
            return null;
        }
        final ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        Reading newest = null;
        try (FileChannel channel = FileChannel.open(file, READ)) {
            for (int place = 0; place < 2; place++) {
                bytes.clear();
                while (bytes.hasRemaining() && channel.read(bytes, (long) place * STRIDE + bytes.position()) >= 0) {}
                final Reading reading = bytes.hasRemaining() ? null : parse(file, bytes.flip());
                if (reading != null && (newest == null || reading.sequence() > newest.sequence())) {
                    newest = reading;
                }
            }
        } catch (final IOException failed) {
            throw new JournalException(file + " cannot be read: " + failed, failed);
        }
        if (newest == null) {
            throw new JournalException(file + " is damaged: neither of its two places is whole");
        }
        return newest;
    }

    /**
     * Opens a file to write to.
     *
     * @param last what {@link #read} answered.
     * @param forced whether each writing is forced to the disk.
     */
    static DurableMark open(final Path file, final @Nullable Reading last, final boolean forced) {
        try {
            return new DurableMark(
                    file, FileChannel.open(file, CREATE, WRITE), forced, last == null ? 0 : last.sequence());
        } catch (final IOException failed) {
            throw new JournalException(file + " cannot be written: " + failed, failed);
        }
    }

    /** Writes the place that is older; the sequence of the argument does not count. One thread at a time. */
    void write(final Reading reading) throws IOException {
        sequence++;
        bytes.clear();
        bytes.putLong(MAGIC)
                .putInt(VERSION)
                .putInt(reading.termLength())
                .putInt(reading.segmentLength())
                .putInt(0)
                .putLong(sequence)
                .putLong(reading.journalRecords())
                .putLong(reading.journalPosition())
                .putLong(reading.eventSeq())
                .putLong(reading.eventPosition())
                .putInt(0);
        bytes.putInt(checksum(bytes)).flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes, (sequence & 1) * STRIDE + bytes.position());
        }
        if (forced) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException failed) {
            throw new JournalException(file + " cannot be closed: " + failed, failed);
        }
    }

    private static @Nullable Reading parse(final Path file, final ByteBuffer bytes) {
        if (bytes.getInt(CHECKSUM_OFFSET) != checksum(bytes) || bytes.getLong() != MAGIC) {
            return null;
        }
        final int version = bytes.getInt();
        if (version > VERSION) {
            throw new JournalException(file + " was written by a newer Tocsin: it is of version " + version
                    + ", this program reads version " + VERSION + "; nothing was changed");
        }
        final int termLength = bytes.getInt();
        final int segmentLength = bytes.getInt();
        bytes.getInt();
        return new Reading(
                bytes.getLong(),
                termLength,
                segmentLength,
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong());
    }

    private static int checksum(final ByteBuffer bytes) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(CHECKSUM_OFFSET));
        return (int) crc.getValue();
    }
}
