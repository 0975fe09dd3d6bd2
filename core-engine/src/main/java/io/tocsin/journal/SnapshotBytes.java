package io.tocsin.journal;

import io.tocsin.engine.snapshot.SnapshotSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** The bytes of one snapshot, in blocks that are kept for the next one. Filled by one thread, then read by another that was started afterwards. */
final class SnapshotBytes implements SnapshotSink {
    private static final int BLOCK_LENGTH = 1 << 20;

    private final List<byte[]> blocks = new ArrayList<>();
    private long length;

    @Override
    public void onChunk(final DirectBuffer buffer, final int offset, final int chunkLength) {
        int done = 0;
        while (done < chunkLength) {
            final int block = (int) (length / BLOCK_LENGTH);
            final int at = (int) (length % BLOCK_LENGTH);
            if (block == blocks.size()) {
                blocks.add(new byte[BLOCK_LENGTH]);
            }
            final int part = Math.min(chunkLength - done, BLOCK_LENGTH - at);
            buffer.getBytes(offset + done, blocks.get(block), at, part);
            done += part;
            length += part;
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

    /** A block, as far as it is used. */
    ByteBuffer block(final int index) {
        return ByteBuffer.wrap(
                blocks.get(index), 0, (int) Math.min(BLOCK_LENGTH, length - (long) index * BLOCK_LENGTH));
    }
}
