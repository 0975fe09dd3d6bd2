package io.tocsin.journal;

import io.tocsin.engine.snapshot.SnapshotSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of one snapshot, in blocks outside the heap. Room is made, and given back, by another thread than the one that fills them: memory that is touched for
 * the first time takes longer than the copy. One thread at a time.
 */
final class SnapshotBytes implements SnapshotSink {
    private static final int BLOCK_LENGTH = 1 << 20;

    private final List<UnsafeBuffer> blocks = new ArrayList<>();
    private long length;

    @Override
    public void onChunk(final DirectBuffer buffer, final int offset, final int chunkLength) {
        int done = 0;
        while (done < chunkLength) {
            final int block = (int) (length / BLOCK_LENGTH);
            final int at = (int) (length % BLOCK_LENGTH);
            if (block == blocks.size()) {
                makeRoom(length + 1);
            }
            final int part = Math.min(chunkLength - done, BLOCK_LENGTH - at);
            blocks.get(block).putBytes(at, buffer, offset + done, part);
            done += part;
            length += part;
        }
    }

    boolean hasRoom(final long bytes) {
        return bytes <= (long) blocks.size() * BLOCK_LENGTH;
    }

    /** Takes blocks until so many bytes fit; they come zeroed, so every page of them has been touched. */
    void makeRoom(final long bytes) {
        while (!hasRoom(bytes)) {
            blocks.add(new UnsafeBuffer(ByteBuffer.allocateDirect(BLOCK_LENGTH)));
        }
    }

    /** Forgets the bytes, and gives all blocks back but one. */
    void giveBack() {
        length = 0;
        while (blocks.size() > 1) {
            BufferUtil.free(blocks.remove(blocks.size() - 1).byteBuffer());
        }
    }

    void clear() {
        length = 0;
    }

    long length() {
        return length;
    }

    int blockCount() {
        return (int) ((length + BLOCK_LENGTH - 1) / BLOCK_LENGTH);
    }

    /** A block; used as far as {@link #blockLength} says. */
    UnsafeBuffer block(final int index) {
        return blocks.get(index);
    }

    int blockLength(final int index) {
        return (int) Math.min(BLOCK_LENGTH, length - (long) index * BLOCK_LENGTH);
    }
}
