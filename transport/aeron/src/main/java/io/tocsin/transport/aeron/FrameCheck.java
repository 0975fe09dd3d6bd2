package io.tocsin.transport.aeron;

import static io.aeron.protocol.DataHeaderFlyweight.HEADER_LENGTH;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aeron.archive.checksum.Checksum;
import io.aeron.archive.checksum.Checksums;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.tocsin.journal.JournalException;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** What every frame of a stream must look like, however its bytes came into memory. One thread; does not allocate unless something is wrong. */
final class FrameCheck {
    private static final String BAD_HEADER = "its header is not what was written";

    private final StreamFiles files;
    private final Checksum checksum = Checksums.crc32c();
    private final int positionBitsToShift;
    private int initialTermId;
    private boolean isInitialTermIdKnown;

    FrameCheck(final StreamFiles files) {
        this.files = files;
        positionBitsToShift = LogBufferDescriptor.positionBitsToShift(files.termLength());
    }

    /** Answers the length that the frame takes; it ends within its term. Needs the header in the buffer, and that its length is not 0. */
    int requireHeader(final UnsafeBuffer buffer, final int offset, final long position) {
        final int frameLength = FrameDescriptor.frameLength(buffer, offset);
        final int termOffset = (int) (position & (files.termLength() - 1));
        final int termNumber = (int) (position >> positionBitsToShift);
        if (!isInitialTermIdKnown) {
            initialTermId = FrameDescriptor.frameTermId(buffer, offset) - termNumber;
            isInitialTermIdKnown = true;
        }
        final int alignedLength = BitUtil.align(frameLength, FrameDescriptor.FRAME_ALIGNMENT);
        final int type = FrameDescriptor.frameType(buffer, offset);
        if (frameLength < HEADER_LENGTH
                || frameLength > files.termLength()
                || alignedLength > files.termLength() - termOffset
                || FrameDescriptor.frameVersion(buffer, offset) != DataHeaderFlyweight.CURRENT_VERSION
                || buffer.getInt(offset + DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET, LITTLE_ENDIAN) != termOffset
                || FrameDescriptor.frameTermId(buffer, offset) != initialTermId + termNumber
                || buffer.getInt(offset + DataHeaderFlyweight.STREAM_ID_FIELD_OFFSET, LITTLE_ENDIAN)
                        != files.kind().streamId()
                || buffer.getLong(offset + DataHeaderFlyweight.RESERVED_VALUE_OFFSET, LITTLE_ENDIAN) != 0
                || (FrameDescriptor.frameFlags(buffer, offset) & 0xFF) != (FrameDescriptor.UNFRAGMENTED & 0xFF)
                || (type != DataHeaderFlyweight.HDR_TYPE_PAD && type != DataHeaderFlyweight.HDR_TYPE_DATA)) {
            throw damaged(position, BAD_HEADER, 0);
        }
        if (isPadding(buffer, offset) && ((position + alignedLength) & (files.termLength() - 1)) != 0) {
            throw damaged(position, "it ends before its term", 0);
        }
        return alignedLength;
    }

    /** Padding fills a term to its end and holds nothing: a record whose type was changed is no padding. */
    static boolean isPadding(final UnsafeBuffer buffer, final int offset) {
        return FrameDescriptor.frameType(buffer, offset) == DataHeaderFlyweight.HDR_TYPE_PAD;
    }

    /** Whether everything behind the header is what was written. Needs the whole frame in the buffer. */
    boolean matches(final UnsafeBuffer buffer, final int offset, final int alignedLength) {
        return checksum.compute(buffer.addressOffset(), offset + HEADER_LENGTH, alignedLength - HEADER_LENGTH)
                == FrameDescriptor.frameSessionId(buffer, offset);
    }

    /** Throws if this program cannot read the record, though it is what was written. */
    void requireReadable(final UnsafeBuffer buffer, final int offset, final long position) {
        final int frameLength = FrameDescriptor.frameLength(buffer, offset);
        final String objection = frameLength < HEADER_LENGTH + StreamFrame.HEADER_LENGTH
                ? "is shorter than its own header"
                : StreamFrame.objection(files.kind(), buffer, offset + HEADER_LENGTH, frameLength - HEADER_LENGTH);
        if (!objection.isEmpty()) {
            throw new JournalException("the " + files.kind().label() + "'s record at position " + position + " ("
                    + place(position) + ") " + objection + "; nothing was changed");
        }
    }

    /** What keeps somebody from opening a record that is whole. */
    JournalException unreadable(final long position, final String why, final Throwable cause) {
        return new JournalException(
                "the " + files.kind().label() + "'s record at position " + position + " (" + place(position) + ") "
                        + why + "; nothing was changed",
                cause);
    }

    DamagedFrame notSealed(final long position) {
        return damaged(
                position, "it is not what was sealed there, though it matches its checksum: somebody wrote it", 0);
    }

    DamagedFrame badHeader(final long position) {
        return damaged(position, BAD_HEADER, 0);
    }

    DamagedFrame badChecksum(final long position, final int tornLength) {
        return damaged(position, "it does not match its checksum", tornLength);
    }

    DamagedFrame notEmpty(final long position) {
        return damaged(position, "it has content where there should be none", 0);
    }

    private DamagedFrame damaged(final long position, final String what, final int tornLength) {
        return new DamagedFrame(
                position,
                tornLength,
                "the " + files.kind().label() + " is damaged at position " + position + " (" + place(position) + "): "
                        + what);
    }

    private String place(final long position) {
        final long base = files.base(position);
        return files.file(base) + ", byte " + (position - base);
    }
}
