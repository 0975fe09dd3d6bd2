package io.tocsin.transport.cluster;

import java.util.List;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a node tells the others of its engine: how far it is in the log, and in which leadership term; what it had come to at places that all pass; and before which place
 * it does not need the log any more. Sealed with the members' secret if there is one; one that was heard
 * and is said again by somebody else tells nothing new.
 *
 * <p>Little endian: 4 bytes magic, 4 bytes member, 8 bytes term, 8 bytes position, 8 bytes place; a command, 8 bytes, and the rolling hash after it; a command and the digest
 * of the state after it, 0 = none; the first 16 bytes of their HMAC. One thread.
 */
final class AppliedReport {
    private static final int MAGIC = 0x32504154;
    /** Of the layout before there were engine versions: without what engines came to, and at first without the place. */
    private static final int FORMER_MAGIC = 0x31504154;

    private static final int FORMER_LENGTH = 24;
    private static final int MEMBER_OFFSET = 4;
    private static final int TERM_OFFSET = 8;
    private static final int POSITION_OFFSET = 16;
    private static final int NEEDLESS_OFFSET = 24;
    private static final int HASHED_OFFSET = 32;
    private static final int HASH_OFFSET = 40;
    private static final int DIGESTED_OFFSET = 48;
    private static final int DIGEST_OFFSET = 56;
    private static final int LENGTH = 64;
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

    /** After which command the engine had come to what; told from then on. */
    void points(final long hashed, final long hash, final long digested, final long digest) {
        frame.putLong(HASHED_OFFSET, hashed);
        frame.putLong(HASH_OFFSET, hash);
        frame.putLong(DIGESTED_OFFSET, digested);
        frame.putLong(DIGEST_OFFSET, digest);
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

    /** Whether it is one of a Tocsin from before there were engine versions, and by somebody who knows the secret. */
    boolean isFormer(final DirectBuffer buffer, final int offset, final int length) {
        final int bare = length - (seal == null ? 0 : SEAL_LENGTH);
        if ((bare != FORMER_LENGTH && bare != FORMER_LENGTH + Long.BYTES) || buffer.getInt(offset) != FORMER_MAGIC) {
            return false;
        }
        final byte[] said = new byte[bare];
        buffer.getBytes(offset, said);
        for (final Mac each : seals) {
            System.arraycopy(each.doFinal(said), 0, whole, 0, whole.length);
            if (isSealed(buffer, offset + bare)) {
                return true;
            }
        }
        return seal == null;
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

    static long hashed(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + HASHED_OFFSET);
    }

    static long hash(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + HASH_OFFSET);
    }

    static long digested(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + DIGESTED_OFFSET);
    }

    static long digest(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + DIGEST_OFFSET);
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
