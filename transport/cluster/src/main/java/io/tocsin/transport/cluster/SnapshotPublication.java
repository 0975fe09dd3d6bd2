package io.tocsin.transport.cluster;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.snapshot.SnapshotSink;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the state of an engine into the publication that the archive records. Service thread, while a snapshot is taken. */
final class SnapshotPublication implements SnapshotSink {
    /** How long the recording may take nothing. */
    private static final long STALLED_NS = 5_000_000_000L;

    private final ExclusivePublication publication;
    private final IdleStrategy idleStrategy;
    private final long maxBytes;
    private final UnsafeBuffer frame;
    private long frames;
    private long bytes;
    private long digest;

    /** @param maxBytes longer states are not taken. */
    SnapshotPublication(final ExclusivePublication publication, final IdleStrategy idleStrategy, final long maxBytes) {
        this.publication = publication;
        this.idleStrategy = idleStrategy;
        this.maxBytes = maxBytes;
        frame = new UnsafeBuffer(new byte[publication.maxPayloadLength()]);
    }

    /**
     * Writes the whole snapshot.
     *
     * @param engine   to write.
     * @param armedId  number of the timer that was armed last.
     * @param armedNs  its deadline.
     * @param termId   of the leadership.
     * @param leaderId who leads.
     * @return bytes of the state.
     * @throws SnapshotNotTaken if it is too long, or the recording takes no more.
     */
    long write(
            final AlertEngine engine, final long armedId, final long armedNs, final long termId, final int leaderId) {
        if (engine.eventSeq() == 0) {
            throw new SnapshotNotTaken("there is nothing to write: no log has begun");
        }
        if (engine.likelySnapshotBytes() > maxBytes) {
            throw tooLong(engine.likelySnapshotBytes());
        }
        type(SnapshotFrames.BEGIN);
        frame.putLong(SnapshotFrames.BODY_OFFSET, SnapshotFrames.MAGIC);
        frame.putInt(SnapshotFrames.BODY_OFFSET + 8, SnapshotFrames.VERSION);
        frame.putInt(SnapshotFrames.BODY_OFFSET + 12, leaderId);
        frame.putLong(SnapshotFrames.BODY_OFFSET + 16, termId);
        frame.putLong(SnapshotFrames.BODY_OFFSET + 24, engine.commandSeq());
        frame.putLong(SnapshotFrames.BODY_OFFSET + 32, engine.eventSeq());
        frame.putLong(SnapshotFrames.BODY_OFFSET + 40, armedId);
        frame.putLong(SnapshotFrames.BODY_OFFSET + 48, armedNs);
        offer(SnapshotFrames.BEGIN_LENGTH);
        digest = engine.snapshot(this);
        end();
        return bytes;
    }

    @Override
    public void onChunk(final DirectBuffer buffer, final int offset, final int length) {
        if (bytes + length > maxBytes) {
            throw tooLong(bytes + length);
        }
        int done = 0;
        while (done < length) {
            final int part = Math.min(length - done, frame.capacity() - SnapshotFrames.BODY_OFFSET);
            type(SnapshotFrames.BYTES);
            frame.putBytes(SnapshotFrames.BODY_OFFSET, buffer, offset + done, part);
            offer(SnapshotFrames.BODY_OFFSET + part);
            frames++;
            done += part;
        }
        bytes += length;
    }

    /** Of the state that was written last. */
    long digest() {
        return digest;
    }

    private void end() {
        type(SnapshotFrames.END);
        frame.putLong(SnapshotFrames.BODY_OFFSET, frames);
        frame.putLong(SnapshotFrames.BODY_OFFSET + 8, bytes);
        frame.putLong(SnapshotFrames.BODY_OFFSET + 16, digest);
        offer(SnapshotFrames.END_LENGTH);
    }

    private void type(final int type) {
        frame.putInt(0, type);
        frame.putInt(Integer.BYTES, 0);
    }

    private void offer(final int length) {
        long result = publication.offer(frame, 0, length);
        if (result > 0) {
            return;
        }
        final long deadlineNs = System.nanoTime() + STALLED_NS;
        idleStrategy.reset();
        while (result < 0) {
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                throw new SnapshotNotTaken("its publication ended: " + Publication.errorString(result));
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new SnapshotNotTaken(
                        "its recording took nothing for " + STALLED_NS + " ns: " + Publication.errorString(result));
            }
            idleStrategy.idle();
            result = publication.offer(frame, 0, length);
        }
    }

    private SnapshotNotTaken tooLong(final long length) {
        return new SnapshotNotTaken("the state is " + length + " bytes or more, the limit is " + maxBytes
                + ": every node would stand still while it is written; part the site among several clusters");
    }
}
