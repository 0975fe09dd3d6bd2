package io.tocsin.atrest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a sealed file from its beginning, piece by piece, and opens each. One thread; waits for the disk. */
public final class SealedReader implements ReadableByteChannel {
    private static final byte[] NOTHING = {};

    private final FileChannel channel;
    private final Path file;
    private final Opener opener;
    private final byte[] sealed = new byte[SealedFile.PIECE_BYTES + Sealer.TAG_BYTES];
    private final byte[] plain = new byte[SealedFile.PIECE_BYTES];
    private final ByteBuffer piece = ByteBuffer.wrap(plain).limit(0);
    private final ByteBuffer begin = ByteBuffer.allocate(SealedFile.HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private boolean hasHead;
    private long fileBytes;
    private long plainBytes;

    SealedReader(final FileChannel channel, final Path file, final @Nullable AtRestKeys keys, final String purpose)
            throws IOException {
        this.channel = channel;
        this.file = file;
        opener = new Opener(keys, purpose);
        // Now, so that a key that is missing is told before anything is read.
        readHead();
    }

    @Override
    public int read(final ByteBuffer to) throws IOException {
        if (!piece.hasRemaining() && !next()) {
            return -1;
        }
        final int length = Math.min(piece.remaining(), to.remaining());
        to.put(plain, piece.position(), length);
        piece.position(piece.position() + length);
        return length;
    }

    /** How many bytes of the file were read: a piece, or a head, ends there. */
    public long fileBytes() {
        return fileBytes;
    }

    /** How many bytes were sealed in them. */
    public long plainBytes() {
        return plainBytes;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Goes to the next piece; false = there is none. */
    private boolean next() throws IOException {
        final long rest = channel.size() - fileBytes;
        if (rest == 0) {
            return false;
        }
        if (!SealedFile.fill(channel, begin.clear().limit(Integer.BYTES), fileBytes)) {
            throw damage("is cut", true);
        }
        final int length = begin.getInt(0);
        if (length == (int) SealedFile.MAGIC) {
            readHead();
            return next();
        }
        if (length < 1 || length > SealedFile.PIECE_BYTES) {
            throw damage("says a length of " + length, false);
        }
        final int sealedLength = length + Sealer.TAG_BYTES;
        if (rest - Integer.BYTES < sealedLength
                || !SealedFile.fill(
                        channel, ByteBuffer.wrap(sealed, 0, sealedLength).slice(), fileBytes + Integer.BYTES)) {
            throw damage("is cut", true);
        }
        if (!hasHead || !opener.open(plainBytes, NOTHING, 0, 0, sealed, 0, sealedLength, plain, 0)) {
            throw damage("is not what was sealed there", false);
        }
        fileBytes += Integer.BYTES + sealedLength;
        plainBytes += length;
        piece.clear().limit(length);
        return true;
    }

    private void readHead() throws IOException {
        if (!SealedFile.fill(channel, begin.clear(), fileBytes)) {
            throw damage("is cut", true);
        }
        if (begin.getLong(0) != SealedFile.MAGIC) {
            throw damage("is neither a head nor a piece", false);
        }
        final int version = begin.getInt(Long.BYTES);
        if (version != SealedFile.VERSION) {
            throw damage("is of version " + version + ", this program reads version " + SealedFile.VERSION, false);
        }
        final int keyId = begin.getInt(Long.BYTES + Integer.BYTES);
        try {
            opener.sealedBy(keyId, begin.getLong(2 * Long.BYTES), begin.getLong(3 * Long.BYTES));
        } catch (final KeyRefusedException missing) {
            throw new KeyRefusedException(file + " at byte " + fileBytes + " " + missing.getMessage(), missing);
        }
        hasHead = true;
        fileBytes += SealedFile.HEAD_BYTES;
    }

    private SealDamageException damage(final String what, final boolean isTorn) {
        return new SealDamageException(
                file + ": the sealed piece at byte " + fileBytes + " " + what, fileBytes, isTorn);
    }
}
