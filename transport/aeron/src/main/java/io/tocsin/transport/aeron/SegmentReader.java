package io.tocsin.transport.aeron;

import static io.aeron.protocol.DataHeaderFlyweight.HEADER_LENGTH;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aeron.archive.checksum.Checksum;
import io.aeron.archive.checksum.Checksums;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a stream from its files, checks every bit of them, and knows the position of what is wrong. The archive's own replay ends early and without
 * a word there. One thread, while nobody writes; does not allocate between segments.
 */
final class SegmentReader implements AutoCloseable {
    private final StreamFiles files;
    private final Checksum checksum = Checksums.crc32c();
    private final UnsafeBuffer segment = new UnsafeBuffer(0, 0);
    private final int positionBitsToShift;
    private @Nullable MappedByteBuffer mapped;
    private long base;
    private long position;
    private int initialTermId;
    private boolean isInitialTermIdKnown;
    private int frameOffset;

    SegmentReader(final StreamFiles files) {
        this.files = files;
        positionBitsToShift = LogBufferDescriptor.positionBitsToShift(files.termLength());
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
            final int frameLength = FrameDescriptor.frameLength(segment, offset);
            if (frameLength == 0) {
                return false;
            }
            final int alignedLength = checkHeader(offset, frameLength);
            if (isPadding(offset)) {
                requireEmpty(offset + HEADER_LENGTH, offset + alignedLength);
                position += alignedLength;
            } else {
                checkRecord(offset, frameLength, alignedLength);
                frameOffset = offset + HEADER_LENGTH;
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

    DirectBuffer buffer() {
        return segment;
    }

    /** Of the record in the buffer. */
    int offset() {
        return frameOffset + StreamFrame.HEADER_LENGTH;
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

    /** Answers the length that the frame takes. */
    private int checkHeader(final int offset, final int frameLength) {
        final int termOffset = (int) (position & (files.termLength() - 1));
        final int termNumber = (int) (position >> positionBitsToShift);
        if (!isInitialTermIdKnown) {
            initialTermId = FrameDescriptor.frameTermId(segment, offset) - termNumber;
            isInitialTermIdKnown = true;
        }
        final int alignedLength = BitUtil.align(frameLength, FrameDescriptor.FRAME_ALIGNMENT);
        if (frameLength < HEADER_LENGTH
                || frameLength > files.termLength()
                || alignedLength > files.termLength() - termOffset
                || FrameDescriptor.frameVersion(segment, offset) != DataHeaderFlyweight.CURRENT_VERSION
                || segment.getInt(offset + DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET, LITTLE_ENDIAN) != termOffset
                || FrameDescriptor.frameTermId(segment, offset) != initialTermId + termNumber
                || segment.getInt(offset + DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET, LITTLE_ENDIAN)
                        != files.kind().streamId()
                || segment.getLong(offset + DataHeaderFlyweight.RESERVED_VALUE_OFFSET, LITTLE_ENDIAN) != 0
                || (FrameDescriptor.frameFlags(segment, offset) & 0xFF) != (FrameDescriptor.UNFRAGMENTED & 0xFF)) {
            throw damaged("its header is not what was written", 0);
        }
        return alignedLength;
    }

    private boolean isPadding(final int offset) {
        final int type = FrameDescriptor.frameType(segment, offset);
        if (type != DataHeaderFlyweight.HDR_TYPE_PAD && type != DataHeaderFlyweight.HDR_TYPE_DATA) {
            throw damaged("its header is not what was written", 0);
        }
        return type == DataHeaderFlyweight.HDR_TYPE_PAD;
    }

    /** Padding fills a term to its end and holds nothing: a record whose type was changed is no padding. */
    private void requireEmpty(final int from, final int to) {
        if ((to & (files.termLength() - 1)) != 0) {
            throw damaged("it ends before its term", 0);
        }
        for (int at = from; at < to; at += Long.BYTES) {
            if (segment.getLong(at) != 0) {
                throw damaged("it has content where there should be none", 0);
            }
        }
    }

    private void checkRecord(final int offset, final int frameLength, final int alignedLength) {
        final int computed =
                checksum.compute(segment.addressOffset(), offset + HEADER_LENGTH, alignedLength - HEADER_LENGTH);
        if (computed != FrameDescriptor.frameSessionId(segment, offset)) {
            throw damaged("it does not match its checksum", tornLength(offset, frameLength, alignedLength));
        }
        final String objection = frameLength < HEADER_LENGTH + StreamFrame.HEADER_LENGTH
                ? "is shorter than its own header"
                : StreamFrame.objection(files.kind(), segment, offset + HEADER_LENGTH, frameLength - HEADER_LENGTH);
        if (!objection.isEmpty()) {
            throw new JournalException("the " + files.kind().label() + "'s record at position " + position + " ("
                    + place() + ") " + objection + "; nothing was changed");
        }
    }

    /**
     * Length of a record that its writer may not have finished; 0 if it cannot be one, because it tells its length twice and the two differ. Only where the writer
     * got no further than the first header is the second not there yet.
     */
    private int tornLength(final int offset, final int frameLength, final int alignedLength) {
        final boolean isBegun = endOfBytes() > position + HEADER_LENGTH;
        final int told = StreamFrame.HEADER_LENGTH + StreamFrame.length(segment, offset + HEADER_LENGTH);
        return isBegun && frameLength != HEADER_LENGTH + told ? 0 : alignedLength;
    }

    private DamagedFrame damaged(final String what, final int tornLength) {
        return new DamagedFrame(
                position,
                tornLength,
                "the " + files.kind().label() + " is damaged at position " + position + " (" + place() + "): " + what);
    }

    private String place() {
        return files.file(base) + ", byte " + (position - base);
    }
}
