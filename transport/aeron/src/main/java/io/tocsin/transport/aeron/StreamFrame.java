package io.tocsin.transport.aeron;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What stands in front of every command and event, inside the checksum: 8 bytes timestamp (or event sequence), 4 bytes id of the key that sealed the record (0 =
 * not sealed), 2 bytes length of the record, 1 byte version of the schema that its writer knew, 1 byte kind of stream (high half) and version of this layout (low
 * half). Little endian.
 */
final class StreamFrame {
    static final int HEADER_LENGTH = 16;

    /** Of this layout. */
    static final int VERSION = 1;

    private static final int STAMP_OFFSET = 0;
    private static final int KEY_ID_OFFSET = 8;
    private static final int LENGTH_OFFSET = 12;
    private static final int SCHEMA_VERSION_OFFSET = 14;
    private static final int KIND_AND_VERSION_OFFSET = 15;

    private StreamFrame() {}

    /** Writes a frame of {@link #HEADER_LENGTH} and length bytes. */
    static void put(
            final StreamKind kind,
            final MutableDirectBuffer target,
            final int targetOffset,
            final long stamp,
            final DirectBuffer source,
            final int sourceOffset,
            final int length) {
        target.putLong(targetOffset + STAMP_OFFSET, stamp, LITTLE_ENDIAN);
        final long rest = ((long) length << 32)
                | ((long) MessageHeaderEncoder.SCHEMA_VERSION << 48)
                | ((long) (kind.code() << 4 | VERSION) << 56);
        target.putLong(targetOffset + KEY_ID_OFFSET, rest, LITTLE_ENDIAN);
        target.putBytes(targetOffset + HEADER_LENGTH, source, sourceOffset, length);
    }

    static long stamp(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + STAMP_OFFSET, LITTLE_ENDIAN);
    }

    static int length(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + LENGTH_OFFSET, LITTLE_ENDIAN) & 0xFFFF;
    }

    /**
     * What keeps this program from reading a frame whose checksum is right.
     *
     * @return half a sentence; empty if nothing does.
     */
    static String objection(final StreamKind kind, final DirectBuffer buffer, final int offset, final int frameLength) {
        final int kindAndVersion = buffer.getByte(offset + KIND_AND_VERSION_OFFSET) & 0xFF;
        final int version = kindAndVersion & 0xF;
        final int schemaVersion = buffer.getByte(offset + SCHEMA_VERSION_OFFSET) & 0xFF;
        final int keyId = buffer.getInt(offset + KEY_ID_OFFSET, LITTLE_ENDIAN);
        if (version > VERSION) {
            return "was written by a newer Tocsin: its frame is of version " + version
                    + ", this program reads up to version " + VERSION;
        }
        if (version < 1 || kindAndVersion >> 4 != kind.code()) {
            return "does not belong to a Tocsin " + kind.label();
        }
        if (schemaVersion > MessageHeaderEncoder.SCHEMA_VERSION) {
            return "was written by a newer Tocsin: its schema is of version " + schemaVersion
                    + ", this program reads up to version " + MessageHeaderEncoder.SCHEMA_VERSION;
        }
        if (keyId != 0) {
            return "is sealed with key " + Integer.toUnsignedString(keyId) + ", which this program cannot open";
        }
        return frameLength == HEADER_LENGTH + length(buffer, offset) ? "" : "contradicts its own length";
    }
}
