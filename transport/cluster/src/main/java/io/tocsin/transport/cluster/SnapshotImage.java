package io.tocsin.transport.cluster;

import io.aeron.Image;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotSource;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.IdleStrategy;

/** Reads what {@link SnapshotPublication} wrote. Service thread, at start. Whatever does not fit stops the start: better no node than one that forgets an alert. */
final class SnapshotImage implements SnapshotSource {
    private static final long STALLED_NS = 10_000_000_000L;

    private final Frames source;
    private final FrameHandler taker = this::onFrame;
    private final IdleStrategy idleStrategy;
    private final ExpandableArrayBuffer frame = new ExpandableArrayBuffer();
    private int frameLength;
    private int position;
    private int available;
    private boolean hasFrame;
    private boolean isEnded;
    private int leaderId;
    private long termId;
    private long armedId;
    private long armedNs;
    private long frames;
    private long bytes;

    /** Where its frames come from. */
    interface Frames {
        /** Gives the next frame, if it is there; answers how many it gave. */
        int poll(FrameHandler handler);

        /** Whether no more will come. */
        boolean isOver();
    }

    /** Is given a frame. */
    @FunctionalInterface
    interface FrameHandler {
        /** Takes it, during the call only. */
        void onFrame(DirectBuffer buffer, int offset, int length);
    }

    SnapshotImage(final Frames source, final IdleStrategy idleStrategy) {
        this.source = source;
        this.idleStrategy = idleStrategy;
    }

    /** Of an image that the archive replays. */
    static SnapshotImage of(final Image image, final IdleStrategy idleStrategy) {
        return new SnapshotImage(
                new Frames() {
                    @Override
                    public int poll(final FrameHandler handler) {
                        return image.poll(
                                (buffer, offset, length, header) -> handler.onFrame(buffer, offset, length), 1);
                    }

                    @Override
                    public boolean isOver() {
                        return image.isClosed() || image.isEndOfStream();
                    }
                },
                idleStrategy);
    }

    /**
     * Puts an engine into the state that was taken.
     *
     * @param engine that has no state yet.
     * @throws SnapshotException if it is damaged, incomplete or of another version.
     */
    void restore(final AlertEngine engine) {
        next();
        if (type() != SnapshotFrames.BEGIN
                || frameLength != SnapshotFrames.BEGIN_LENGTH
                || frame.getLong(SnapshotFrames.BODY_OFFSET) != SnapshotFrames.MAGIC) {
            throw new SnapshotException("does not begin like one of a cluster");
        }
        final int version = frame.getInt(SnapshotFrames.BODY_OFFSET + 8);
        if (version != SnapshotFrames.VERSION) {
            throw new SnapshotException("layout " + version + ", but this version reads " + SnapshotFrames.VERSION);
        }
        leaderId = frame.getInt(SnapshotFrames.BODY_OFFSET + 12);
        termId = frame.getLong(SnapshotFrames.BODY_OFFSET + 16);
        final long commandSeq = frame.getLong(SnapshotFrames.BODY_OFFSET + 24);
        final long eventSeq = frame.getLong(SnapshotFrames.BODY_OFFSET + 32);
        armedId = frame.getLong(SnapshotFrames.BODY_OFFSET + 40);
        armedNs = frame.getLong(SnapshotFrames.BODY_OFFSET + 48);
        engine.restore(this);
        if (available != 0) {
            throw new SnapshotException(available + " bytes stand behind the engine's end mark");
        }
        requireEnd(engine.stateDigest());
        if (engine.commandSeq() != commandSeq || engine.eventSeq() != eventSeq) {
            throw new SnapshotException("begins as one after command " + commandSeq + " and event " + eventSeq
                    + ", but the state is after command " + engine.commandSeq() + " and event " + engine.eventSeq());
        }
    }

    /** Number of the timer that was armed last. After {@link #restore}, as the others. */
    long armedId() {
        return armedId;
    }

    /** Its deadline. */
    long armedNs() {
        return armedNs;
    }

    /** Of the leadership. */
    long termId() {
        return termId;
    }

    /** Who led. */
    int leaderId() {
        return leaderId;
    }

    @Override
    public int read(final MutableDirectBuffer buffer, final int offset, final int length) {
        if (available == 0) {
            if (isEnded) {
                return -1;
            }
            next();
            if (type() == SnapshotFrames.END) {
                isEnded = true;
                return -1;
            }
            requireBytes();
        }
        final int read = Math.min(length, available);
        buffer.putBytes(offset, frame, position, read);
        position += read;
        available -= read;
        return read;
    }

    private void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        if (length < SnapshotFrames.BODY_OFFSET) {
            throw new SnapshotException("holds a frame of " + length + " bytes");
        }
        frame.putBytes(0, buffer, offset, length);
        frameLength = length;
        hasFrame = true;
    }

    private void requireBytes() {
        if (type() != SnapshotFrames.BYTES) {
            throw new SnapshotException("holds a frame of type " + type() + " where bytes belong");
        }
        position = SnapshotFrames.BODY_OFFSET;
        available = frameLength - SnapshotFrames.BODY_OFFSET;
        frames++;
        bytes += available;
    }

    private void requireEnd(final long digest) {
        if (!isEnded) {
            next();
        }
        if (type() != SnapshotFrames.END || frameLength != SnapshotFrames.END_LENGTH) {
            throw new SnapshotException("has no end");
        }
        if (frame.getLong(SnapshotFrames.BODY_OFFSET) != frames
                || frame.getLong(SnapshotFrames.BODY_OFFSET + 8) != bytes
                || frame.getLong(SnapshotFrames.BODY_OFFSET + 16) != digest) {
            throw new SnapshotException("its end tells of other frames, bytes or digest than came before it");
        }
    }

    private int type() {
        return frame.getInt(0);
    }

    private void next() {
        hasFrame = false;
        final long deadlineNs = System.nanoTime() + STALLED_NS;
        idleStrategy.reset();
        while (!hasFrame) {
            if (source.poll(taker) == 0) {
                if (source.isOver() || System.nanoTime() - deadlineNs > 0) {
                    throw new SnapshotException("ends at byte " + bytes + ", in the midst of it");
                }
                idleStrategy.idle();
            }
        }
    }
}
