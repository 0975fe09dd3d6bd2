package io.tocsin.transport.cluster;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What stands before a command in the log: which ingress sent it, as which of its commands. So the node that sent it knows, when its own engine has carried it out, that
 * it need not be sent again, whether it has a key or not; the engine never sees this.
 *
 * <p>Little endian: 4 bytes magic, 4 bytes 0, 8 bytes id of the ingress, 8 bytes sequence.
 */
final class IngressFrame {
    static final int LENGTH = 24;

    private static final int MAGIC = 0x31494354;
    private static final int INGRESS_OFFSET = 8;
    private static final int SEQUENCE_OFFSET = 16;

    private IngressFrame() {}

    static void put(final MutableDirectBuffer buffer, final int offset, final long ingressId, final long sequence) {
        buffer.putInt(offset, MAGIC);
        buffer.putInt(offset + Integer.BYTES, 0);
        buffer.putLong(offset + INGRESS_OFFSET, ingressId);
        buffer.putLong(offset + SEQUENCE_OFFSET, sequence);
    }

    /** Whether a command can stand behind it. */
    static boolean isAt(final DirectBuffer buffer, final int offset, final int length) {
        return length > LENGTH && buffer.getInt(offset) == MAGIC;
    }

    static long ingressId(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + INGRESS_OFFSET);
    }

    static long sequence(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + SEQUENCE_OFFSET);
    }
}
