package io.tocsin.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tocsin.engine.snapshot.EndMark;
import io.tocsin.engine.snapshot.SnapshotSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One snapshot in one file. Layout, little endian: 8 bytes {@code TOCSINS} and 0, int version 1, int 0, the five longs of the mark, long number of bytes, the
 * bytes, int crc32c of everything before it.
 */
final class SnapshotFile implements StoredSnapshot {
    static final String PATTERN = "snapshot-*.tocsin";

    private static final int VERSION = 1;
    private static final int HEADER_LENGTH = 64;
    private static final int CHECKSUM_LENGTH = Integer.BYTES;
    private static final int BLOCK_LENGTH = 1 << 20;

    /** {@code TOCSINS} and 0, read as a little endian long. */
    private static final long MAGIC = 0x0053_4E49_5343_4F54L;

    private final Path file;
    private final SnapshotMark mark;
    private final long length;

    private SnapshotFile(final Path file, final SnapshotMark mark, final long length) {
        this.file = file;
        this.mark = mark;
        this.length = length;
    }

    /** Reads a file whole and checks it; a {@link JournalException} says what is wrong with it. */
    static SnapshotFile open(final Path file) {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            final ByteBuffer header = littleEndian(HEADER_LENGTH);
            if (!fill(channel, header, 0)) {
                throw bad(file, "is truncated: it ends inside its header");
            }
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
            if (channel.size() != expected) {
                throw bad(
                        file,
                        "is truncated or changed: it has " + channel.size() + " bytes, its header says " + expected);
            }
            requireChecksum(file, channel, HEADER_LENGTH + length);
            return new SnapshotFile(file, mark, length);
        } catch (final IOException failed) {
            throw new JournalException("snapshot " + file + " cannot be read: " + failed, failed);
        }
    }

    /** Writes beside, with the end mark that the bytes lack, forces, renames into place. */
    static void write(final Path folder, final SnapshotMark mark, final SnapshotBytes bytes) throws IOException {
        final String name = String.format(Locale.ROOT, "snapshot-%020d.tocsin", mark.journalPosition());
        final Path beside = folder.resolve(name + ".part");
        try (FileChannel channel = FileChannel.open(beside, CREATE, TRUNCATE_EXISTING, WRITE)) {
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
            channel.force(true);
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
        try (FileChannel channel = FileChannel.open(file, READ)) {
            final long end = HEADER_LENGTH + length;
            final ByteBuffer block = littleEndian(BLOCK_LENGTH).limit(0);
            final long[] at = {HEADER_LENGTH};
            reader.accept((buffer, offset, most) -> {
                if (!block.hasRemaining()) {
                    block.clear().limit((int) Math.min(BLOCK_LENGTH, end - at[0]));
                    at[0] += readInto(channel, block, at[0]);
                }
                final int read = Math.min(most, block.remaining());
                buffer.putBytes(offset, block, block.position(), read);
                block.position(block.position() + read);
                return read == 0 ? -1 : read;
            });
        } catch (final IOException failed) {
            throw new JournalException(name() + " cannot be read: " + failed, failed);
        }
    }

    private int readInto(final FileChannel channel, final ByteBuffer block, final long at) {
        try {
            final int wanted = block.remaining();
            if (!fill(channel, block, at)) {
                throw bad(file, "has become shorter than it was");
            }
            return wanted;
        } catch (final IOException failed) {
            throw new JournalException(name() + " cannot be read: " + failed, failed);
        }
    }

    private static void requireChecksum(final Path file, final FileChannel channel, final long end) throws IOException {
        final CRC32C crc = new CRC32C();
        final ByteBuffer block = littleEndian(BLOCK_LENGTH);
        for (long at = 0; at < end; at += block.limit()) {
            block.clear().limit((int) Math.min(BLOCK_LENGTH, end - at));
            if (!fill(channel, block, at)) {
                throw bad(file, "has become shorter than it was");
            }
            crc.update(block);
        }
        final ByteBuffer checksum = littleEndian(CHECKSUM_LENGTH);
        fill(channel, checksum, end);
        if (checksum.getInt() != (int) crc.getValue()) {
            throw bad(file, "is damaged: its bytes do not match their checksum");
        }
    }

    /** Reads until the buffer is full and turns it round; false if the file ends before. */
    private static boolean fill(final FileChannel channel, final ByteBuffer buffer, final long at) throws IOException {
        long next = at;
        while (buffer.hasRemaining()) {
            final int read = channel.read(buffer, next);
            if (read < 0) {
                return false;
            }
            next += read;
        }
        buffer.flip();
        return true;
    }

    private static void put(final FileChannel channel, final ByteBuffer bytes, final CRC32C crc) throws IOException {
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
