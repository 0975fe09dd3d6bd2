package io.tocsin.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.KeyRefusedException;
import io.tocsin.atrest.SealedFile;
import io.tocsin.atrest.SealedReader;
import io.tocsin.atrest.SealedWriter;
import io.tocsin.engine.snapshot.EndMark;
import io.tocsin.engine.snapshot.SnapshotSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot in one file. Layout, little endian: 8 bytes {@code TOCSINS} and 0, int version 1, int 0, the five longs of the mark, long number of bytes, the
 * bytes, int crc32c of everything before it. Where there are keys, all of that is sealed as {@link SealedFile} says.
 */
final class SnapshotFile implements StoredSnapshot {
    static final String PATTERN = "snapshot-*.tocsin";

    private static final String PURPOSE = "snapshot";
    private static final int VERSION = 1;
    private static final int HEADER_LENGTH = 64;
    private static final int CHECKSUM_LENGTH = Integer.BYTES;
    private static final int BLOCK_LENGTH = 1 << 20;

    /** {@code TOCSINS} and 0, read as a little endian long. */
    private static final long MAGIC = 0x0053_4E49_5343_4F54L;

    private final Path file;
    private final @Nullable AtRestKeys keys;
    private final boolean isSealed;
    private final SnapshotMark mark;
    private final long length;

    private SnapshotFile(
            final Path file,
            final @Nullable AtRestKeys keys,
            final boolean isSealed,
            final SnapshotMark mark,
            final long length) {
        this.file = file;
        this.isSealed = isSealed;
        this.keys = keys;
        this.mark = mark;
        this.length = length;
    }

    /** Reads a file whole and checks it; a {@link JournalException} says what is wrong with it. */
    static SnapshotFile open(final Path file, final @Nullable AtRestKeys keys) {
        try (ReadableByteChannel channel = SealedFile.read(file, keys, PURPOSE)) {
            final CRC32C crc = new CRC32C();
            final ByteBuffer header = littleEndian(HEADER_LENGTH);
            if (!fill(channel, header)) {
                throw bad(file, "is truncated: it ends inside its header");
            }
            crc.update(header.duplicate());
            if (header.getLong() != MAGIC) {
                throw bad(file, "is not a Tocsin snapshot: it does not begin with TOCSINS");
            }
            final int version = header.getInt();
            if (version != VERSION) {
                throw bad(file, "is of version " + version + ", this program reads version " + VERSION);
            }
            header.getInt();
            final SnapshotMark mark = new SnapshotMark(
                    header.getLong(), header.getLong(), header.getLong(), header.getLong(), header.getLong());
            final long length = header.getLong();
            final long expected = HEADER_LENGTH + length + CHECKSUM_LENGTH;
            final long found = SealedFile.plainBytes(file);
            if (found != expected) {
                throw bad(file, "is truncated or changed: it has " + found + " bytes, its header says " + expected);
            }
            requireChecksum(file, channel, length, crc);
            return new SnapshotFile(file, keys, channel instanceof SealedReader, mark, length);
        } catch (final IOException failed) {
            throw new JournalException("snapshot " + file + " cannot be read: " + failed, failed);
        } catch (final KeyRefusedException missing) {
            throw new JournalException("snapshot " + missing.getMessage(), missing);
        }
    }

    /** Writes beside, with the end mark that the bytes lack, forces, renames into place. */
    static void write(
            final Path folder, final SnapshotMark mark, final SnapshotBytes bytes, final @Nullable AtRestKeys keys)
            throws IOException {
        final String name = String.format(Locale.ROOT, "snapshot-%020d.tocsin", mark.journalPosition());
        final Path beside = folder.resolve(name + ".part");
        try (FileChannel file = FileChannel.open(beside, CREATE, TRUNCATE_EXISTING, WRITE)) {
            final WritableByteChannel channel =
                    keys == null ? file : new SealedWriter(file, 0, 0, keys.current(), PURPOSE);
            final CRC32C crc = new CRC32C();
            final ByteBuffer header = littleEndian(HEADER_LENGTH)
                    .putLong(MAGIC)
                    .putInt(VERSION)
                    .putInt(0)
                    .putLong(mark.journalPosition())
                    .putLong(mark.journalRecords())
                    .putLong(mark.commandSeq())
                    .putLong(mark.eventSeq())
                    .putLong(mark.timestampNs())
                    .putLong(bytes.length() + EndMark.LENGTH)
                    .flip();
            put(channel, header, crc);
            final EndMark endMark = new EndMark();
            for (int i = 0; i < bytes.blockCount(); i++) {
                final UnsafeBuffer block = bytes.block(i);
                endMark.add(block, 0, bytes.blockLength(i));
                put(channel, block.byteBuffer().duplicate().limit(bytes.blockLength(i)), crc);
            }
            final ByteBuffer end = littleEndian(EndMark.LENGTH);
            endMark.put(new UnsafeBuffer(end), 0);
            put(channel, end, crc);
            put(
                    channel,
                    littleEndian(CHECKSUM_LENGTH).putInt((int) crc.getValue()).flip(),
                    new CRC32C());
            file.force(true);
        } catch (final IOException | RuntimeException failed) {
            Files.deleteIfExists(beside);
            throw failed;
        }
        Files.move(beside, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        // The new name is in the folder, which must reach the disk as well.
        try (FileChannel directory = FileChannel.open(folder, READ)) {
            directory.force(true);
        }
    }

    /** Whether nobody reads it without a key. */
    boolean isSealed() {
        return isSealed;
    }

    /** How long the snapshot is, without what the file says about it. */
    long lengthBytes() {
        return length;
    }

    @Override
    public SnapshotMark mark() {
        return mark;
    }

    @Override
    public String name() {
        return "snapshot " + file;
    }

    @Override
    public void read(final Consumer<SnapshotSource> reader) {
        try (ReadableByteChannel channel = SealedFile.read(file, keys, PURPOSE)) {
            final ByteBuffer block = littleEndian(BLOCK_LENGTH).limit(HEADER_LENGTH);
            final long[] left = {length};
            readInto(channel, block);
            block.position(block.limit());
            reader.accept((buffer, offset, most) -> {
                if (!block.hasRemaining()) {
                    block.clear().limit((int) Math.min(BLOCK_LENGTH, left[0]));
                    left[0] -= block.limit();
                    readInto(channel, block);
                }
                final int read = Math.min(most, block.remaining());
                buffer.putBytes(offset, block, block.position(), read);
                block.position(block.position() + read);
                return read == 0 ? -1 : read;
            });
        } catch (final IOException failed) {
            throw new JournalException(name() + " cannot be read: " + failed, failed);
        } catch (final KeyRefusedException missing) {
            throw new JournalException("snapshot " + missing.getMessage(), missing);
        }
    }

    private void readInto(final ReadableByteChannel channel, final ByteBuffer block) {
        try {
            if (!fill(channel, block)) {
                throw bad(file, "has become shorter than it was");
            }
        } catch (final IOException failed) {
            throw new JournalException(name() + " cannot be read: " + failed, failed);
        }
    }

    private static void requireChecksum(
            final Path file, final ReadableByteChannel channel, final long length, final CRC32C crc)
            throws IOException {
        final ByteBuffer block = littleEndian(BLOCK_LENGTH);
        for (long done = 0; done < length; done += block.limit()) {
            block.clear().limit((int) Math.min(BLOCK_LENGTH, length - done));
            if (!fill(channel, block)) {
                throw bad(file, "has become shorter than it was");
            }
            crc.update(block);
        }
        final ByteBuffer checksum = littleEndian(CHECKSUM_LENGTH);
        if (!fill(channel, checksum) || checksum.getInt() != (int) crc.getValue()) {
            throw bad(file, "is damaged: its bytes do not match their checksum");
        }
    }

    /** Reads until the buffer is full and turns it round; false if the file ends before. */
    private static boolean fill(final ReadableByteChannel channel, final ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        buffer.flip();
        return true;
    }

    private static void put(final WritableByteChannel channel, final ByteBuffer bytes, final CRC32C crc)
            throws IOException {
        crc.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer littleEndian(final int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static JournalException bad(final Path file, final String what) {
        return new JournalException("snapshot " + file + " " + what);
    }
}
