package io.tocsin.transport.aeron;

import static io.aeron.protocol.DataHeaderFlyweight.HEADER_LENGTH;

import io.aeron.logbuffer.FrameDescriptor;
import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a stream from its files, checks every bit of them, and knows the position of what is wrong. The archive's own replay ends early and without
 * a word there. One thread, while nobody writes; does not allocate between segments, unless a record is sealed. Maps the files, which is for the start and for tools: beside a running node
 * {@link StreamCheck} reads.
 */
final class SegmentReader implements AutoCloseable {
    private final StreamFiles files;
    private final FrameCheck frames;
    private final FrameOpening opening;
    private final UnsafeBuffer segment = new UnsafeBuffer(0, 0);
    private @Nullable MappedByteBuffer mapped;
    private long base;
    private long position;
    private int frameOffset;

    SegmentReader(final StreamFiles files) {
        this.files = files;
        frames = new FrameCheck(files);
        opening = new FrameOpening(files, frames, files.keys());
    }

    /** Goes where a frame begins, or will. */
    void seek(final long toPosition) {
        close();
        position = toPosition;
    }

    /**
     * Goes to the next frame, which then stands in {@link #buffer()}.
     *
     * @return {@code false}: nothing was written there yet.
     * @throws DamagedFrame if something was, but is not whole.
     */
    boolean next() {
        return next(Long.MAX_VALUE);
    }

    /** As {@link #next()}, but only to a frame that begins before the limit. */
    boolean next(final long limit) {
        while (position < limit && map()) {
            final int offset = (int) (position - base);
            if (FrameDescriptor.frameLength(segment, offset) == 0) {
                return false;
            }
            final int alignedLength = frames.requireHeader(segment, offset, position);
            if (FrameCheck.isPadding(segment, offset)) {
                requireEmpty(offset + HEADER_LENGTH, offset + alignedLength);
                position += alignedLength;
            } else {
                checkRecord(offset, alignedLength);
                frameOffset = offset + HEADER_LENGTH;
                opening.at(position, segment, frameOffset);
                position += alignedLength;
                return true;
            }
        }
        return false;
    }

    /** Of the stream, after the frame. */
    long position() {
        return position;
    }

    /** Holds the record, opened if it is sealed. */
    DirectBuffer buffer() {
        return opening.buffer();
    }

    /** Of the record in the buffer. */
    int offset() {
        return opening.offset();
    }

    /** Of the record. */
    int length() {
        return StreamFrame.length(segment, frameOffset);
    }

    long stamp() {
        return StreamFrame.stamp(segment, frameOffset);
    }

    /** Position after the last byte that is not zero of the segment in which the reader stands; the reader's own if there is none behind it. */
    long endOfBytes() {
        if (!map()) {
            return position;
        }
        int end = files.segmentLength();
        final int from = (int) (position - base);
        while (end > from && segment.getLong(end - Long.BYTES) == 0) {
            end -= Long.BYTES;
        }
        while (end > from && segment.getByte(end - 1) == 0) {
            end--;
        }
        return base + end;
    }

    @Override
    public void close() {
        segment.wrap(0, 0);
        BufferUtil.free(mapped);
        mapped = null;
    }

    /** Makes the segment of the position readable; false if it is not there. */
    private boolean map() {
        final long wanted = files.base(position);
        if (mapped != null && base == wanted) {
            return true;
        }
        close();
        if (!files.exists(wanted)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(files.file(wanted), StandardOpenOption.READ)) {
            if (channel.size() != files.segmentLength()) {
                throw new JournalException(files.file(wanted) + " has " + channel.size() + " bytes instead of "
                        + files.segmentLength() + ": it was cut or changed");
            }
            mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, files.segmentLength());
        } catch (final IOException failed) {
            throw new JournalException(files.file(wanted) + " cannot be read: " + failed, failed);
        }
        segment.wrap(mapped);
        base = wanted;
        return true;
    }

    private void requireEmpty(final int from, final int to) {
        for (int at = from; at < to; at += Long.BYTES) {
            if (segment.getLong(at) != 0) {
                throw frames.notEmpty(position);
            }
        }
    }

    private void checkRecord(final int offset, final int alignedLength) {
        if (!frames.matches(segment, offset, alignedLength)) {
            throw frames.badChecksum(position, tornLength(offset, alignedLength));
        }
        frames.requireReadable(segment, offset, position);
    }

    /**
     * Length of a record that its writer may not have finished; 0 if it cannot be one, because it tells its length twice and the two differ. Only where the writer
     * got no further than the first header is the second not there yet.
     */
    private int tornLength(final int offset, final int alignedLength) {
        final int frameLength = FrameDescriptor.frameLength(segment, offset);
        final boolean isBegun = endOfBytes() > position + HEADER_LENGTH;
        final int told = StreamFrame.frameLength(segment, offset + HEADER_LENGTH);
        return isBegun && frameLength != HEADER_LENGTH + told ? 0 : alignedLength;
    }
}
