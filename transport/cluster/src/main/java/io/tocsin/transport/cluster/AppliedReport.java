package io.tocsin.transport.cluster;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What a node tells the others of its engine: how far it is in the log, and in which leadership term.
 *
 * <p>Little endian: 4 bytes magic, 4 bytes member, 8 bytes term, 8 bytes position.
 */
final class AppliedReport {
    static final int LENGTH = 24;

    private static final int MAGIC = 0x31504154;
    private static final int MEMBER_OFFSET = 4;
    private static final int TERM_OFFSET = 8;
    private static final int POSITION_OFFSET = 16;

    private AppliedReport() {}

    static void put(final MutableDirectBuffer buffer, final int member, final long termId, final long position) {
        buffer.putInt(0, MAGIC);
        buffer.putInt(MEMBER_OFFSET, member);
        buffer.putLong(TERM_OFFSET, termId);
        buffer.putLong(POSITION_OFFSET, position);
    }

    static boolean isAt(final DirectBuffer buffer, final int offset, final int length) {
        return length == LENGTH && buffer.getInt(offset) == MAGIC;
    }

    static int member(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + MEMBER_OFFSET);
    }

    static long termId(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + TERM_OFFSET);
    }

    static long position(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + POSITION_OFFSET);
    }
}
