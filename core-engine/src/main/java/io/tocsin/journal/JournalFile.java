package io.tocsin.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.KeyRefusedException;
import io.tocsin.atrest.SealedFile;
import io.tocsin.atrest.SealedWriter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The file form of a journal in memory; {@link InMemoryJournal#writeTo} describes it. Allocates. */
final class JournalFile {
    private static final String PURPOSE = "journal file";

    static final int VERSION = 1;
    static final int HEADER_LENGTH = 32;
    static final int RECORD_OVERHEAD = Integer.BYTES + Long.BYTES + Integer.BYTES;

    /** {@code TOCSINJ} and 0, read as a little endian long. */
    static final long MAGIC = 0x004A_4E49_5343_4F54L;

    private static final int MAGIC_OFFSET = 0;
    private static final int VERSION_OFFSET = 8;
    private static final int COUNT_OFFSET = 16;
    private static final int HEADER_CRC_OFFSET = 28;

    private static final int LENGTH_OFFSET = 0;
    private static final int TIMESTAMP_OFFSET = 4;
    private static final int BYTES_OFFSET = 12;

    private JournalFile() {}

    static void write(final Path file, final InMemoryJournal journal, final @Nullable AtRestKeys keys) {
        final Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                final RecordWriter writer = new RecordWriter(
                        keys == null ? channel : new SealedWriter(channel, 0, 0, keys.current(), PURPOSE));
                writer.header(journal.recordCount());
                journal.replay(0, writer);
                writer.finish();
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException failed) {
            throw new JournalException("journal file " + file + " cannot be written: " + failed, failed);
        }
    }

    static void read(final Path file, final InMemoryJournal journal, final @Nullable AtRestKeys keys) {
        try (ReadableByteChannel channel = SealedFile.read(file, keys, PURPOSE);
                InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16)) {
            new RecordReader(file, in).readInto(journal);
        } catch (final IOException failed) {
            throw new JournalException("journal file " + file + " cannot be read: " + failed, failed);
        } catch (final KeyRefusedException missing) {
            throw new JournalException("journal file " + missing.getMessage(), missing);
        }
    }

    private static int crcOf(final byte[] bytes, final int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static final class RecordWriter implements JournalReader {
        private final byte[] bytes = new byte[InMemoryJournal.MAX_RECORD_LENGTH + RECORD_OVERHEAD];
        private final UnsafeBuffer record = new UnsafeBuffer(bytes);
        private final OutputStream out;

        RecordWriter(final WritableByteChannel channel) {
            out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        }

        void header(final long recordCount) throws IOException {
            record.putLong(MAGIC_OFFSET, MAGIC, LITTLE_ENDIAN);
            record.putInt(VERSION_OFFSET, VERSION, LITTLE_ENDIAN);
            record.putLong(COUNT_OFFSET, recordCount, LITTLE_ENDIAN);
            record.putInt(HEADER_CRC_OFFSET, crcOf(bytes, HEADER_CRC_OFFSET), LITTLE_ENDIAN);
            out.write(bytes, 0, HEADER_LENGTH);
        }

        @Override
        public void onRecord(
                final long position,
                final long timestampNs,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            record.putInt(LENGTH_OFFSET, length, LITTLE_ENDIAN);
            record.putLong(TIMESTAMP_OFFSET, timestampNs, LITTLE_ENDIAN);
            record.putBytes(BYTES_OFFSET, buffer, offset, length);
            record.putInt(BYTES_OFFSET + length, crcOf(bytes, BYTES_OFFSET + length), LITTLE_ENDIAN);
            try {
                out.write(bytes, 0, RECORD_OVERHEAD + length);
            } catch (final IOException failed) {
                throw new JournalException("journal record cannot be written: " + failed, failed);
            }
        }

        void finish() throws IOException {
            out.flush();
        }
    }

    private static final class RecordReader {
        private final byte[] bytes = new byte[InMemoryJournal.MAX_RECORD_LENGTH + RECORD_OVERHEAD];
        private final UnsafeBuffer record = new UnsafeBuffer(bytes);
        private final Path file;
        private final InputStream in;
        private long bytePosition;

        RecordReader(final Path file, final InputStream in) {
            this.file = file;
            this.in = in;
        }

        void readInto(final InMemoryJournal journal) throws IOException {
            final long recordCount = readHeader();
            for (long i = 0; i < recordCount; i++) {
                readRecord(i, recordCount, journal);
            }
            if (in.read() >= 0) {
                throw bad("has bytes after the last of its " + recordCount + " records", bytePosition);
            }
        }

        private long readHeader() throws IOException {
            fill(0, HEADER_LENGTH, "ends inside its header");
            if (record.getLong(MAGIC_OFFSET, LITTLE_ENDIAN) != MAGIC) {
                throw bad("is not a Tocsin journal: it does not begin with TOCSINJ", 0);
            }
            final int version = record.getInt(VERSION_OFFSET, LITTLE_ENDIAN);
            if (version != VERSION) {
                throw bad("is of version " + version + ", this program reads version " + VERSION, 8);
            }
            if (record.getInt(HEADER_CRC_OFFSET, LITTLE_ENDIAN) != crcOf(bytes, HEADER_CRC_OFFSET)) {
                throw bad("is damaged: its header does not match its checksum", 0);
            }
            bytePosition = HEADER_LENGTH;
            return record.getLong(COUNT_OFFSET, LITTLE_ENDIAN);
        }

        private void readRecord(final long number, final long count, final InMemoryJournal journal) throws IOException {
            final String name = "record " + number + " of " + count;
            final String torn = "is torn: it ends inside " + name;
            fill(0, BYTES_OFFSET, torn);
            final int length = record.getInt(LENGTH_OFFSET, LITTLE_ENDIAN);
            if (length < 1 || length > InMemoryJournal.MAX_RECORD_LENGTH) {
                throw bad("is damaged: " + name + " says that it has " + length + " bytes", bytePosition);
            }
            fill(BYTES_OFFSET, length + Integer.BYTES, torn);
            if (record.getInt(BYTES_OFFSET + length, LITTLE_ENDIAN) != crcOf(bytes, BYTES_OFFSET + length)) {
                throw bad("is damaged: " + name + " does not match its checksum", bytePosition);
            }
            journal.append(record.getLong(TIMESTAMP_OFFSET, LITTLE_ENDIAN), record, BYTES_OFFSET, length);
            bytePosition += RECORD_OVERHEAD + length;
        }

        private void fill(final int offset, final int length, final String otherwise) throws IOException {
            if (in.readNBytes(bytes, offset, length) != length) {
                throw new JournalException(
                        message(otherwise, bytePosition), new EOFException("fewer than " + length + " bytes left"));
            }
        }

        private JournalException bad(final String what, final long at) {
            return new JournalException(message(what, at));
        }

        private String message(final String what, final long at) {
            return "journal file " + file + " " + what + " (byte " + at + "); nothing was read";
        }
    }
}
