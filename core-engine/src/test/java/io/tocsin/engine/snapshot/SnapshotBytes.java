package io.tocsin.engine.snapshot;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A snapshot in an array: taken from a sink, given to a source in pieces of any size. */
public final class SnapshotBytes implements SnapshotSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void onChunk(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] chunk = new byte[length];
        buffer.getBytes(offset, chunk);
        bytes.writeBytes(chunk);
    }

    /**
     * What was written so far.
     *
     * @return a copy.
     */
    public byte[] toArray() {
        return bytes.toByteArray();
    }

    /**
     * What a part of the engine writes.
     *
     * @param part writes itself.
     * @return its bytes.
     */
    public static byte[] of(final Consumer<SnapshotWriter> part) {
        final SnapshotBytes sink = new SnapshotBytes();
        final SnapshotWriter writer = new SnapshotWriter();
        writer.begin(sink);
        part.accept(writer);
        writer.flush();
        return sink.toArray();
    }

    /**
     * A reader of bytes that come in pieces of random size.
     *
     * @param bytes to read.
     * @return the reader.
     */
    public static SnapshotReader reader(final byte[] bytes) {
        return new SnapshotReader(source(bytes));
    }

    /**
     * A source of bytes that come in pieces of random size.
     *
     * @param bytes to read.
     * @return the source.
     */
    public static SnapshotSource source(final byte[] bytes) {
        return new Pieces(bytes);
    }

    private static final class Pieces implements SnapshotSource {
        private final byte[] bytes;
        private final SplittableRandom random;
        private int position;

        Pieces(final byte[] bytes) {
            this.bytes = bytes;
            random = new SplittableRandom(Arrays.hashCode(bytes));
        }

        @Override
        public int read(final MutableDirectBuffer buffer, final int offset, final int length) {
            if (position == bytes.length) {
                return -1;
            }
            final int most = Math.min(length, bytes.length - position);
            final int read = random.nextInt(4) == 0 ? 1 + random.nextInt(most) : most;
            buffer.putBytes(offset, bytes, position, read);
            position += read;
            return read;
        }
    }
}
