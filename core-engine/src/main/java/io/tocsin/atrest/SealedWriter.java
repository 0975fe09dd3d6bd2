package io.tocsin.atrest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Writes a sealed file, from its beginning or behind what is there, in pieces as they are given. After an {@link IOException} it writes nothing any more: another one goes
 * on, with a key of its own. One thread; waits for the disk.
 */
public final class SealedWriter implements WritableByteChannel {
    private static final byte[] NOTHING = {};

    private final FileChannel channel;
    private final Sealer sealer;
    private final byte[] plain = new byte[SealedFile.PIECE_BYTES];
    private final byte[] sealed = new byte[Integer.BYTES + SealedFile.PIECE_BYTES + Sealer.TAG_BYTES];
    private final ByteBuffer out = ByteBuffer.wrap(sealed).order(ByteOrder.LITTLE_ENDIAN);
    private long fileBytes;
    private long plainBytes;
    private boolean isBegun;
    private boolean hasFailed;

    /**
     * Of a file.
     *
     * @param channel    of it; closed with the writer.
     * @param fileBytes  behind which byte of the file it goes on: 0, or where a piece ends.
     * @param plainBytes how many bytes are sealed before.
     * @param key        in force.
     * @param purpose    what is sealed.
     */
    public SealedWriter(
            final FileChannel channel,
            final long fileBytes,
            final long plainBytes,
            final AtRestKey key,
            final String purpose) {
        this.channel = channel;
        this.fileBytes = fileBytes;
        this.plainBytes = plainBytes;
        sealer = Sealer.of(key, purpose);
    }

    /** The key that it seals with. */
    public AtRestKey key() {
        return sealer.key();
    }

    /**
     * Seals and writes all that there is.
     *
     * @param from from its position to its limit.
     * @return how many bytes that was.
     * @throws IOException if it cannot be written, now or before.
     */
    @Override
    public int write(final ByteBuffer from) throws IOException {
        if (hasFailed) {
            throw new IOException("an earlier write failed");
        }
        hasFailed = true;
        final int all = from.remaining();
        if (!isBegun && all > 0) {
            begin();
        }
        while (from.hasRemaining()) {
            final int length = Math.min(from.remaining(), plain.length);
            from.get(plain, 0, length);
            out.clear().putInt(length);
            sealer.seal(plainBytes, NOTHING, 0, 0, plain, 0, length, sealed, Integer.BYTES);
            put(Integer.BYTES + length + Sealer.TAG_BYTES);
            plainBytes += length;
        }
        hasFailed = false;
        return all;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void begin() throws IOException {
        isBegun = true;
        out.clear()
                .putLong(SealedFile.MAGIC)
                .putInt(SealedFile.VERSION)
                .putInt(sealer.key().id())
                .putLong(sealer.saltHigh())
                .putLong(sealer.saltLow());
        put(SealedFile.HEAD_BYTES);
    }

    private void put(final int length) throws IOException {
        out.clear().limit(length);
        while (out.hasRemaining()) {
            fileBytes += channel.write(out, fileBytes);
        }
    }
}
