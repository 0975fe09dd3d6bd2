package io.tocsin.transport.aeron;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.tocsin.atrest.AtRestKey;
import io.tocsin.atrest.Sealer;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What stands in front of every command and event, inside the checksum: 8 bytes timestamp (or event sequence), 4 bytes id of the key that sealed the record (0 =
 * not sealed), 2 bytes length of the record, 1 byte version of the schema that its writer knew, 1 byte kind of stream (high half) and version of this layout (low
 * half). Little endian. Of a sealed record, 8 random bytes of the opening that sealed it follow, then as many sealed bytes as the record has, and 16 bytes of tag: the
 * nonce is the position of the frame, and the 16 bytes in front are under the seal as well.
 */
final class StreamFrame {
    static final int HEADER_LENGTH = 16;

    /** By which the frame of a record that is sealed is longer. */
    static final int SEAL_LENGTH = Long.BYTES + Sealer.TAG_BYTES;

    /** Of what stands before the sealed bytes. */
    static final int SEALED_OFFSET = HEADER_LENGTH + Long.BYTES;

    /** Of this layout, not sealed. */
    static final int VERSION = 1;

    /** Of this layout, sealed. */
    static final int SEALED_VERSION = 2;

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
        putHeader(kind, target, targetOffset, stamp, length, 0);
        target.putBytes(targetOffset + HEADER_LENGTH, source, sourceOffset, length);
    }

    /** Writes what stands in front of a record; key 0 = it is not sealed. */
    static void putHeader(
            final StreamKind kind,
            final MutableDirectBuffer target,
            final int targetOffset,
            final long stamp,
            final int length,
            final int keyId) {
        final int version = keyId == 0 ? VERSION : SEALED_VERSION;
        target.putLong(targetOffset + STAMP_OFFSET, stamp, LITTLE_ENDIAN);
        final long rest = (keyId & 0xFFFF_FFFFL)
                | ((long) length << 32)
                | ((long) MessageHeaderEncoder.SCHEMA_VERSION << 48)
                | ((long) (kind.code() << 4 | version) << 56);
        target.putLong(targetOffset + KEY_ID_OFFSET, rest, LITTLE_ENDIAN);
    }

    static long stamp(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + STAMP_OFFSET, LITTLE_ENDIAN);
    }

    static int length(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + LENGTH_OFFSET, LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Of the key that sealed the record; 0 = it is not sealed. */
    static int keyId(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + KEY_ID_OFFSET, LITTLE_ENDIAN);
    }

    /** The random bytes of who sealed the record, if it is sealed. */
    static long salt(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + HEADER_LENGTH, LITTLE_ENDIAN);
    }

    /** How long the frame says that it is. */
    static int frameLength(final DirectBuffer buffer, final int offset) {
        return HEADER_LENGTH + length(buffer, offset) + (keyId(buffer, offset) == 0 ? 0 : SEAL_LENGTH);
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
        if (version > SEALED_VERSION) {
            return "was written by a newer Tocsin: its frame is of version " + version
                    + ", this program reads up to version " + SEALED_VERSION;
        }
        if (version < 1 || kindAndVersion >> 4 != kind.code()) {
            return "does not belong to a Tocsin " + kind.label();
        }
        if (schemaVersion > MessageHeaderEncoder.SCHEMA_VERSION) {
            return "was written by a newer Tocsin: its schema is of version " + schemaVersion
                    + ", this program reads up to version " + MessageHeaderEncoder.SCHEMA_VERSION;
        }
        if (keyId != 0 != (version == SEALED_VERSION)) {
            return "contradicts itself: its frame is of version " + version + ", and its key is "
                    + AtRestKey.name(keyId);
        }
        return frameLength == frameLength(buffer, offset) ? "" : "contradicts its own length";
    }
}
