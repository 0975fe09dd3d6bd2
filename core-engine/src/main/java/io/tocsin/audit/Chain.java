package io.tocsin.audit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The chain: each record is hashed with the hash of the one before it, h[n] = SHA-256(h[n-1] seq micros length payload), before the first of all 32 bytes of 0. In a file
 * a record stands as {@code u64 seq, u64 micros, u32 length, payload, 32 bytes h[n]}, little-endian. One thread.
 */
final class Chain {
    static final int HASH_BYTES = 32;
    /** Before the payload. */
    static final int HEAD_BYTES = 8 + 8 + 4;
    /** Of a payload; what is longer is none. */
    static final int MAX_PAYLOAD_BYTES = 2_048;
    /** Of a frame. */
    static final int MAX_FRAME_BYTES = HEAD_BYTES + MAX_PAYLOAD_BYTES + HASH_BYTES;

    private static final int LENGTH_AT = 16;

    private final MessageDigest digest = AuditKey.sha256();
    private final byte[] head = new byte[HASH_BYTES];
    private final byte[] next = new byte[HASH_BYTES];
    private long seq;

    /** The last record; 0 = none. */
    long seq() {
        return seq;
    }

    /** Hash of the last record, 64 digits. */
    String head() {
        return HexFormat.of().formatHex(head);
    }

    /** Copies the hash of the last record. */
    void copyHead(final byte[] to) {
        System.arraycopy(head, 0, to, 0, HASH_BYTES);
    }

    /** Goes on behind a record. */
    void at(final long lastSeq, final byte[] lastHead) {
        seq = lastSeq;
        System.arraycopy(lastHead, 0, head, 0, HASH_BYTES);
    }

    /**
     * Appends a record as a frame.
     *
     * @param micros  when, epoch.
     * @param payload from its position to its limit.
     * @param to      takes the frame at its position; little-endian, with room.
     */
    void append(final long micros, final ByteBuffer payload, final ByteBuffer to) {
        final int from = to.position();
        seq++;
        to.putLong(seq).putLong(micros).putInt(payload.remaining()).put(payload);
        hash(to, from, to.position() - from);
        System.arraycopy(next, 0, head, 0, HASH_BYTES);
        to.put(head);
    }

    /** How long the frame at an offset says that it is; -1 if its beginning is not all there, or it is no frame. */
    static int frameBytes(final ByteBuffer file, final int offset) {
        if (file.limit() - offset < HEAD_BYTES) {
            return -1;
        }
        final int length = file.order(ByteOrder.LITTLE_ENDIAN).getInt(offset + LENGTH_AT);
        return length < 1 || length > MAX_PAYLOAD_BYTES ? -1 : HEAD_BYTES + length + HASH_BYTES;
    }

    /**
     * Takes a frame, if it is the next one.
     *
     * @param file   holds it.
     * @param offset of it.
     * @param bytes  of it, all there.
     * @return what is wrong; empty = it is the next one.
     */
    String take(final ByteBuffer file, final int offset, final int bytes) {
        final long found = file.getLong(offset);
        if (found != seq + 1) {
            return "record " + Long.toUnsignedString(found) + " follows record " + Long.toUnsignedString(seq);
        }
        hash(file, offset, bytes - HASH_BYTES);
        for (int i = 0; i < HASH_BYTES; i++) {
            if (file.get(offset + bytes - HASH_BYTES + i) != next[i]) {
                return "its hash is not that of what it says behind the record before it";
            }
        }
        seq = found;
        System.arraycopy(next, 0, head, 0, HASH_BYTES);
        return "";
    }

    private void hash(final ByteBuffer from, final int offset, final int bytes) {
        digest.update(head);
        final ByteBuffer part = from.duplicate();
        part.limit(offset + bytes).position(offset);
        digest.update(part);
        try {
            digest.digest(next, 0, HASH_BYTES);
        } catch (final DigestException impossible) {
            throw new IllegalStateException("SHA-256 has 32 bytes", impossible);
        }
    }
}
