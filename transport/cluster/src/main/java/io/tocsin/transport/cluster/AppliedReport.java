package io.tocsin.transport.cluster;

import java.util.List;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a node tells the others of its engine: how far it is in the log, and in which leadership term; and before which place it does not need the log any more. Sealed with the members' secret if there is one; one that was heard
 * and is said again by somebody else tells nothing new.
 *
 * <p>Little endian: 4 bytes magic, 4 bytes member, 8 bytes term, 8 bytes position, 8 bytes place; the first 16 bytes of their HMAC. One thread.
 */
final class AppliedReport {
    private static final int MAGIC = 0x31504154;
    private static final int MEMBER_OFFSET = 4;
    private static final int TERM_OFFSET = 8;
    private static final int POSITION_OFFSET = 16;
    private static final int NEEDLESS_OFFSET = 24;
    private static final int LENGTH = 32;
    private static final int SEAL_LENGTH = 16;

    private final @Nullable Mac seal;
    private final List<Mac> seals;
    private final byte[] body = new byte[LENGTH];
    private final byte[] whole = new byte[32];
    private final UnsafeBuffer frame;

    AppliedReport(final NodeSecret secret) {
        seal = secret.isKept() ? secret.seal(NodeSecret.APPLIED) : null;
        seals = secret.seals(NodeSecret.APPLIED);
        frame = new UnsafeBuffer(new byte[seal == null ? LENGTH : LENGTH + SEAL_LENGTH]);
    }

    /** What is told; until it is next called. */
    DirectBuffer of(final int member, final long termId, final long position, final long needlessBefore) {
        frame.putInt(0, MAGIC);
        frame.putInt(MEMBER_OFFSET, member);
        frame.putLong(TERM_OFFSET, termId);
        frame.putLong(POSITION_OFFSET, position);
        frame.putLong(NEEDLESS_OFFSET, needlessBefore);
        if (seal != null) {
            frame.getBytes(0, body);
            seal(seal);
            frame.putBytes(LENGTH, whole, 0, SEAL_LENGTH);
        }
        return frame;
    }

    /** Whether it is one, and by somebody who knows the secret. */
    boolean isAt(final DirectBuffer buffer, final int offset, final int length) {
        if (length != frame.capacity() || buffer.getInt(offset) != MAGIC) {
            return false;
        }
        if (seal == null) {
            return true;
        }
        buffer.getBytes(offset, body);
        for (final Mac each : seals) {
            seal(each);
            if (isSealed(buffer, offset + LENGTH)) {
                return true;
            }
        }
        return false;
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

    static long needlessBefore(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + NEEDLESS_OFFSET);
    }

    private void seal(final Mac mac) {
        mac.update(body);
        try {
            mac.doFinal(whole, 0);
        } catch (final ShortBufferException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean isSealed(final DirectBuffer buffer, final int at) {
        int difference = 0;
        for (int i = 0; i < SEAL_LENGTH; i++) {
            difference |= buffer.getByte(at + i) ^ whole[i];
        }
        return difference == 0;
    }
}
