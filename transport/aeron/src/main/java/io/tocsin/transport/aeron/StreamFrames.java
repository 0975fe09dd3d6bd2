package io.tocsin.transport.aeron;

import static io.aeron.protocol.DataHeaderFlyweight.HEADER_LENGTH;

import io.aeron.logbuffer.FrameDescriptor;
import java.io.IOException;
import org.agrona.DirectBuffer;

/** The frames of a stream as a window shows them, each checked whole. One thread; does not allocate unless something is wrong. */
final class StreamFrames {
    private final StreamFiles files;
    private final StreamWindow window;
    private final FrameCheck frames;
    private final FrameOpening opening;
    private int recordOffset;
    private boolean isPadding;

    StreamFrames(final StreamFiles files, final StreamWindow window) {
        this.files = files;
        this.window = window;
        frames = new FrameCheck(files);
        opening = new FrameOpening(files, frames, files.keys());
    }

    /**
     * Checks a frame, which then stands in the window if it is a record.
     *
     * @param position where it begins.
     * @param end      where nothing is read any more; behind the position.
     * @return its length.
     * @throws IOException  if it cannot be read, now at least.
     * @throws DamagedFrame if it is not what was written.
     */
    int check(final long position, final long end) throws IOException {
        final int header = window.hold(position, HEADER_LENGTH, end);
        if (FrameDescriptor.frameLength(window.buffer(), header) == 0) {
            throw missing(position, end);
        }
        final int length = frames.requireHeader(window.buffer(), header, position);
        isPadding = FrameCheck.isPadding(window.buffer(), header);
        if (length > end - position || (!isPadding && length > StreamWindow.LENGTH)) {
            throw frames.badHeader(position);
        }
        if (isPadding) {
            requireEmpty(position, length, end);
        } else {
            final int offset = window.hold(position, length, end);
            if (!frames.matches(window.buffer(), offset, length)) {
                throw frames.badChecksum(position, 0);
            }
            frames.requireReadable(window.buffer(), offset, position);
            recordOffset = offset + HEADER_LENGTH;
        }
        return length;
    }

    /** Whether the frame checked last fills a term up and holds no record. */
    boolean isPadding() {
        return isPadding;
    }

    /** Goes to the record checked last, so that it can be read: a sealed one needs its key, and is opened. */
    void open(final long position) {
        opening.at(position, window.buffer(), recordOffset);
    }

    /** Holds the record opened last. */
    DirectBuffer buffer() {
        return opening.buffer();
    }

    /** Of the record opened last. */
    int offset() {
        return opening.offset();
    }

    /** Of the record checked last. */
    int length() {
        return StreamFrame.length(window.buffer(), recordOffset);
    }

    /** Of the record checked last. */
    long stamp() {
        return StreamFrame.stamp(window.buffer(), recordOffset);
    }

    DamagedFrame missing(final long position, final long end) {
        return new DamagedFrame(
                position,
                0,
                "the " + files.kind().label() + " has nothing at position " + position
                        + ", though it was recorded up to " + end + " (" + files.file(files.base(position)) + ")");
    }

    private void requireEmpty(final long position, final int length, final long end) throws IOException {
        for (long at = position + HEADER_LENGTH; at < position + length; at += Long.BYTES) {
            if (window.buffer().getLong(window.hold(at, Long.BYTES, end)) != 0) {
                throw frames.notEmpty(position);
            }
        }
    }
}
