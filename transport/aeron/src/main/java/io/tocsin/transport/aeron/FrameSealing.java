package io.tocsin.transport.aeron;

import static io.aeron.protocol.DataHeaderFlyweight.HEADER_LENGTH;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FrameDescriptor;
import io.tocsin.atrest.AtRestKey;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.Sealer;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Seals the records of one stream on their way. Who appends claims a frame of the publication, so that its position is known, and leaves the record here, in memory that
 * no file is mapped to; the archive's thread seals it into the frame and lets it go, in order, before it looks for what there is to record. So what the publication's
 * buffers and the archive's files hold was sealed before it came there, and who appends neither seals nor allocates.
 *
 * <p>A frame is sealed with a key of this opening alone, and its position, which is claimed once, is the nonce.
 */
final class FrameSealing {
    /** Of records that wait to be sealed: some hundreds of the usual ones, so that they stay in a core's cache; then who appends is told to come back. */
    private static final int WAITING_BYTES = 1 << 18;

    /** The same where each look at them may wait for the disk: as many are forced at once as came meanwhile. */
    private static final int WAITING_FOR_DISK_BYTES = 1 << 21;

    private static final int RECORD = 1;
    private static final int ADDRESS_OFFSET = 0;
    private static final int POSITION_OFFSET = 8;
    private static final int HEAD_OFFSET = 16;
    private static final int BODY_OFFSET = HEAD_OFFSET + StreamFrame.HEADER_LENGTH;
    private static final int MOST_BYTES = 64 << 10;

    private final StreamKind kind;
    private final AtRestKeys keys;
    private final RingBuffer waiting;
    private final MessageHandler sealOne = this::seal;

    // Of the sealing thread.
    private final byte[] plain = new byte[MOST_BYTES];
    private final byte[] sealed = new byte[MOST_BYTES];
    private final UnsafeBuffer out = new UnsafeBuffer(sealed);
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final BufferClaim claimed = new BufferClaim();
    private Sealer sealer;
    private boolean closed;
    private volatile @Nullable Throwable failure;

    /** @param waitsForDisk whether what is sealed is forced to the disk before more is. */
    FrameSealing(final StreamKind kind, final AtRestKeys keys, final boolean waitsForDisk) {
        this.kind = kind;
        this.keys = keys;
        waiting = new OneToOneRingBuffer(new UnsafeBuffer(ByteBuffer.allocateDirect(
                (waitsForDisk ? WAITING_FOR_DISK_BYTES : WAITING_BYTES) + RingBufferDescriptor.TRAILER_LENGTH)));
        sealer = sealerOf(keys.current());
    }

    /** Claims a frame for a record, and leaves it to be sealed; answers what the publication does. Appending thread. */
    long append(
            final ExclusivePublication publication,
            final BufferClaim claim,
            final long stamp,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final int index = waiting.tryClaim(RECORD, BODY_OFFSET + length);
        if (index < 0) {
            return Publication.BACK_PRESSURED;
        }
        final int frameLength = StreamFrame.HEADER_LENGTH + StreamFrame.SEAL_LENGTH + length;
        final long answer = publication.tryClaim(frameLength, claim);
        if (answer <= 0) {
            waiting.abort(index);
            return answer;
        }
        final UnsafeBuffer to = (UnsafeBuffer) waiting.buffer();
        to.putLong(index + ADDRESS_OFFSET, claim.buffer().addressOffset());
        to.putLong(
                index + POSITION_OFFSET,
                answer - BitUtil.align(HEADER_LENGTH + frameLength, FrameDescriptor.FRAME_ALIGNMENT));
        to.putLong(index + HEAD_OFFSET, stamp);
        to.putBytes(index + BODY_OFFSET, buffer, offset, length);
        waiting.commit(index);
        return answer;
    }

    /** Seals what waits by now; answers how many records. The archive's thread only. */
    synchronized int seal() {
        if (closed || failure != null) {
            return 0;
        }
        try {
            // The first stops where the buffer ends, the second goes on from its beginning.
            return waiting.read(sealOne) + waiting.read(sealOne);
        } catch (final RuntimeException failed) {
            failure = failed;
            return 0;
        }
    }

    /** What keeps it from sealing; {@code null} = nothing. Any thread. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Touches no frame any more, once it comes back: the publication may be closed then. Any thread. */
    synchronized void close() {
        closed = true;
    }

    private void seal(final int type, final DirectBuffer buffer, final int index, final int messageLength) {
        final int length = messageLength - BODY_OFFSET;
        final long position = buffer.getLong(index + POSITION_OFFSET);
        if (sealer.key() != keys.current()) {
            sealer = sealerOf(keys.current());
        }
        StreamFrame.putHeader(
                kind,
                out,
                0,
                buffer.getLong(index + HEAD_OFFSET),
                length,
                sealer.key().id());
        out.putLong(StreamFrame.HEADER_LENGTH, sealer.saltHigh(), LITTLE_ENDIAN);
        buffer.getBytes(index + BODY_OFFSET, plain, 0, length);
        sealer.seal(
                position, sealed, 0, StreamFrame.HEADER_LENGTH, plain, 0, length, sealed, StreamFrame.SEALED_OFFSET);
        final int frameLength = StreamFrame.HEADER_LENGTH + StreamFrame.SEAL_LENGTH + length;
        frame.wrap(buffer.getLong(index + ADDRESS_OFFSET), HEADER_LENGTH + frameLength);
        frame.putBytes(HEADER_LENGTH, sealed, 0, frameLength);
        claimed.wrap(frame, 0, HEADER_LENGTH + frameLength);
        claimed.commit();
    }

    private Sealer sealerOf(final AtRestKey key) {
        return Sealer.ofShortSalt(key, kind.label());
    }
}
