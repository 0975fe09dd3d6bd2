package io.tocsin.atrest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * How a file is sealed whose bytes are written from its beginning to its end. Layout, little endian: a head of 8 bytes {@code TOCSINE} and 0, int version 1, int id of
 * the key, 16 random bytes; then pieces of int length, 1 to 64 KiB, as many sealed bytes and 16 bytes of tag. Whoever goes on with a file begins with another head. The nonce of
 * a piece is the place of its first byte among all bytes of the file: a piece that is missing, stands twice or elsewhere does not open.
 */
public final class SealedFile {
    /** Of a head. */
    static final int HEAD_BYTES = 32;

    /** Of a piece, at most. */
    static final int PIECE_BYTES = 64 << 10;

    static final int VERSION = 1;

    /** {@code TOCSINE} and 0, read as a little endian long. */
    static final long MAGIC = 0x0045_4E49_5343_4F54L;

    private SealedFile() {}

    /**
     * Whether a file is sealed, or begun so.
     *
     * @param file to look at.
     * @return whether it begins as one does.
     * @throws IOException if it cannot be read.
     */
    public static boolean isSealed(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return keyId(channel) != 0;
        }
    }

    /**
     * Which key a file was sealed with when it was begun.
     *
     * @param file to look at.
     * @return its id; 0 = it is not sealed.
     * @throws IOException if it cannot be read.
     */
    public static int keyId(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return keyId(channel);
        }
    }

    /**
     * Opens a file for reading from its beginning, sealed or not.
     *
     * @param file    to read.
     * @param keys    that there are; {@code null} = none.
     * @param purpose as it was sealed for.
     * @return its bytes as they were before they were sealed. What is wrong with a sealed one is a {@link SealDamageException}, when the reader comes to it.
     * @throws IOException         if it cannot be read.
     * @throws KeyRefusedException if its key is not there.
     */
    public static ReadableByteChannel read(final Path file, final @Nullable AtRestKeys keys, final String purpose)
            throws IOException {
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            if (keyId(channel) == 0) {
                return channel;
            }
            return new SealedReader(channel, file, keys, purpose);
        } catch (final IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /**
     * How many bytes a file has, those of seals left out.
     *
     * @param file to look at.
     * @return of a file that does not end as it should, those that are there.
     * @throws IOException if it cannot be read.
     */
    public static long plainBytes(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return keyId(channel) == 0 ? channel.size() : walk(channel, -1)[1];
        }
    }

    /**
     * How many bytes of a file come before a place in what is sealed.
     *
     * @param file  to look at.
     * @param plain how many bytes were sealed before the place.
     * @return -1 if no piece ends there; of a file that is not sealed, the place itself.
     * @throws IOException if it cannot be read.
     */
    public static long fileBytesOf(final Path file, final long plain) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (keyId(channel) == 0) {
                return plain;
            }
            final long[] found = walk(channel, plain);
            return found[1] == plain ? found[0] : -1;
        }
    }

    /** Goes from piece to piece, up to a place if it is not negative; answers the byte of the file where it stands, and how many bytes are sealed before. */
    private static long[] walk(final FileChannel channel, final long plainEnd) throws IOException {
        final ByteBuffer begin = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long at = 0;
        long plain = 0;
        while ((plainEnd < 0 || plain < plainEnd) && fill(channel, begin.clear(), at)) {
            final int length = begin.getInt(0);
            if (length == (int) MAGIC) {
                at += HEAD_BYTES;
                continue;
            }
            final long end = at + Integer.BYTES + length + Sealer.TAG_BYTES;
            if (length < 1 || length > PIECE_BYTES || end > channel.size()) {
                break;
            }
            at = end;
            plain += length;
        }
        return new long[] {at, plain};
    }

    private static int keyId(final FileChannel channel) throws IOException {
        final ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return fill(channel, head, 0) && head.getLong(0) == MAGIC ? head.getInt(Long.BYTES + Integer.BYTES) : 0;
    }

    /** Reads until the buffer is full; false if the file ends before. */
    static boolean fill(final FileChannel channel, final ByteBuffer buffer, final long at) throws IOException {
        final long from = at - buffer.position();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                return false;
            }
        }
        return true;
    }
}
