package io.tocsin.engine.audit;

import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** How far the chain of an audit had come at its last checkpoint. Decides nothing by itself. */
public final class AuditHead {
    /** Digits of a head: SHA-256. */
    public static final int HEAD_DIGITS = 64;

    private final UnsafeBuffer head = new UnsafeBuffer(new byte[HEAD_DIGITS]);
    private long chainHigh;
    private long chainLow;
    private long seq;
    private long keyId;

    /** No chain yet. */
    public AuditHead() {}

    /**
     * Whether there was a checkpoint.
     *
     * @return {@code false} before the first.
     */
    public boolean isKnown() {
        return seq != 0;
    }

    /**
     * Whether the chain is the one of the last checkpoint.
     *
     * @param high upper half of a chain's identity.
     * @param low  lower half.
     * @return {@code false} before the first checkpoint too.
     */
    public boolean isOf(final long high, final long low) {
        return isKnown() && chainHigh == high && chainLow == low;
    }

    /**
     * Whether the head is this one.
     *
     * @param buffer holds digits.
     * @param offset of the first.
     * @param length how many.
     * @return whether they are the same.
     */
    public boolean isHead(final DirectBuffer buffer, final int offset, final int length) {
        if (length != HEAD_DIGITS) {
            return false;
        }
        for (int i = 0; i < HEAD_DIGITS; i++) {
            if (buffer.getByte(offset + i) != head.getByte(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The chain has come further, or is another.
     *
     * @param high   upper half of its identity.
     * @param low    lower half.
     * @param toSeq  last record.
     * @param key    that signed it.
     * @param buffer holds the digits of the head.
     * @param offset of the first.
     */
    public void take(
            final long high,
            final long low,
            final long toSeq,
            final long key,
            final DirectBuffer buffer,
            final int offset) {
        chainHigh = high;
        chainLow = low;
        seq = toSeq;
        keyId = key;
        head.putBytes(0, buffer, offset, HEAD_DIGITS);
    }

    /**
     * The chain's identity.
     *
     * @return upper half; 0 if there is none.
     */
    public long chainHigh() {
        return chainHigh;
    }

    /**
     * The chain's identity.
     *
     * @return lower half; 0 if there is none.
     */
    public long chainLow() {
        return chainLow;
    }

    /**
     * The last record.
     *
     * @return its number; 0 if there was no checkpoint.
     */
    public long seq() {
        return seq;
    }

    /**
     * The key that signed the last checkpoint.
     *
     * @return its name; 0 if there is none.
     */
    public long keyId() {
        return keyId;
    }

    /**
     * The digits of the head.
     *
     * @return {@value #HEAD_DIGITS} of them, from offset 0.
     */
    public DirectBuffer head() {
        return head;
    }

    /**
     * Writes the head.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.putLong(chainHigh);
        writer.putLong(chainLow);
        writer.putLong(seq);
        writer.putLong(keyId);
        writer.putBytes(head, 0, HEAD_DIGITS);
    }

    /**
     * Takes the head over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        chainHigh = reader.getLong();
        chainLow = reader.getLong();
        seq = reader.getLong();
        keyId = reader.getLong();
        reader.getBytes(head, 0, HEAD_DIGITS);
    }
}
