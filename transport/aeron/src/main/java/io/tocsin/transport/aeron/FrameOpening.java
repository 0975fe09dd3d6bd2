package io.tocsin.transport.aeron;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.KeyRefusedException;
import io.tocsin.atrest.Opener;
import io.tocsin.atrest.Sealer;
import io.tocsin.journal.JournalException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Opens the records of one stream that are sealed, and hands the others on as they are. One thread. */
final class FrameOpening {
    private static final int MOST_BYTES = 64 << 10;

    private final FrameCheck frames;
    private final Opener opener;
    private final byte[] head = new byte[StreamFrame.HEADER_LENGTH];
    private final byte[] sealed = new byte[MOST_BYTES];
    private final byte[] plain = new byte[MOST_BYTES];
    private final UnsafeBuffer opened = new UnsafeBuffer(plain);
    private UnsafeBuffer frame = opened;
    private int frameOffset;
    private long position;
    private boolean isSealed;
    private boolean isOpened;

    FrameOpening(final StreamFiles files, final FrameCheck frames, final @Nullable AtRestKeys keys) {
        this.frames = frames;
        opener = new Opener(keys, files.kind().label());
    }

    /**
     * Stands at a record, checked whole. The first of each opening of the stream is opened at once, so that a key that is missing or another is told where it is first
     * needed; the others when they are asked for.
     *
     * @param at     position of the frame.
     * @param buffer holds it.
     * @param offset of what stands in front of the record.
     * @throws JournalException if its key is not there.
     * @throws DamagedFrame     if it is not what was sealed there.
     */
    void at(final long at, final UnsafeBuffer buffer, final int offset) {
        position = at;
        frame = buffer;
        frameOffset = offset;
        isOpened = false;
        final int keyId = StreamFrame.keyId(buffer, offset);
        isSealed = keyId != 0;
        if (isSealed) {
            try {
                if (opener.sealedBy(keyId, StreamFrame.salt(buffer, offset), 0)) {
                    open();
                }
            } catch (final KeyRefusedException missing) {
                throw frames.unreadable(at, String.valueOf(missing.getMessage()), missing);
            }
        }
    }

    /** Holds the record. */
    DirectBuffer buffer() {
        if (isSealed) {
            open();
            return opened;
        }
        return frame;
    }

    /** Of the record in its buffer. */
    int offset() {
        return isSealed ? 0 : frameOffset + StreamFrame.HEADER_LENGTH;
    }

    private void open() {
        if (isOpened) {
            return;
        }
        final int length = StreamFrame.length(frame, frameOffset) + Sealer.TAG_BYTES;
        frame.getBytes(frameOffset, head);
        frame.getBytes(frameOffset + StreamFrame.SEALED_OFFSET, sealed, 0, length);
        if (!opener.open(position, head, 0, head.length, sealed, 0, length, plain, 0)) {
            throw frames.notSealed(position);
        }
        isOpened = true;
    }
}
