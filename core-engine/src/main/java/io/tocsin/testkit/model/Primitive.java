package io.tocsin.testkit.model;

import java.nio.ByteOrder;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** How a number lies in a message, and which of its values means that there is none. */
enum Primitive {
    UINT8(1, 0xFF),
    UINT16(2, 0xFFFF),
    UINT32(4, 0xFFFF_FFFFL),
    INT32(4, Integer.MIN_VALUE),
    UINT64(8, -1),
    INT64(8, Long.MIN_VALUE);

    private final int sizeBytes;
    private final long nullValue;

    Primitive(final int sizeBytes, final long nullValue) {
        this.sizeBytes = sizeBytes;
        this.nullValue = nullValue;
    }

    static Primitive of(final String type) {
        return valueOf(type.toUpperCase(Locale.ROOT));
    }

    int sizeBytes() {
        return sizeBytes;
    }

    long nullValue() {
        return nullValue;
    }

    long read(final DirectBuffer buffer, final int offset) {
        return switch (this) {
            case UINT8 -> buffer.getByte(offset) & 0xFFL;
            case UINT16 -> buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            case UINT32 -> buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            case INT32 -> buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
            case UINT64, INT64 -> buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        };
    }
}
