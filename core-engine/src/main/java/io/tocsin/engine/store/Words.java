package io.tocsin.engine.store;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Short texts in words of eight bytes, so that they are compared and hashed without being copied first. The first byte is the lowest; zeros follow the last. */
public final class Words {
    private Words() {}

    /**
     * A word of a text. Nothing is read beyond the text's ends: a message may begin or end with it.
     *
     * @param buffer holds the text.
     * @param offset of its first byte.
     * @param length of it.
     * @param from   first byte of the word, a multiple of eight.
     * @return zero beyond the text's end.
     */
    public static long word(final DirectBuffer buffer, final int offset, final int length, final int from) {
        final int left = length - from;
        if (left >= Long.BYTES) {
            return buffer.getLong(offset + from, ByteOrder.LITTLE_ENDIAN);
        }
        if (left <= 0) {
            return 0;
        }
        if (length >= Long.BYTES) {
            // The last eight bytes, of which the word before has the first ones already.
            final long last = buffer.getLong(offset + length - Long.BYTES, ByteOrder.LITTLE_ENDIAN);
            return last >>> (Byte.SIZE * (Long.BYTES - left));
        }
        if (length >= Integer.BYTES) {
            final long first = Integer.toUnsignedLong(buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN));
            final int lastOffset = length - Integer.BYTES;
            final long last = Integer.toUnsignedLong(buffer.getInt(offset + lastOffset, ByteOrder.LITTLE_ENDIAN));
            return first | (last << (Byte.SIZE * lastOffset));
        }
        long few = 0;
        for (int i = 0; i < length; i++) {
            few |= (buffer.getByte(offset + i) & 0xFFL) << (Byte.SIZE * i);
        }
        return few;
    }
}
