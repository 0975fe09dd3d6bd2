package io.tocsin.codecs.lane;

import java.util.TreeSet;

/**
 * What a client has of one lane, and what it may therefore confirm. A delivery is applied if what came before it is there and it is new itself; confirmed is
 * everything below the first delivery that the client's listener failed on. Not thread-safe: its owner guards it.
 */
public final class LaneOrder {
    private final TreeSet<Long> failed = new TreeSet<>();
    private long last;

    /**
     * Begins, or begins anew, behind what the engine has noted as received.
     *
     * @param receivedSeq highest sequence received by the person in this lane; 0 = none.
     */
    public void startAfter(final long receivedSeq) {
        last = Math.max(last, receivedSeq);
        failed.headSet(receivedSeq, true).clear();
    }

    /**
     * Judges a delivery.
     *
     * @param seq  of the delivery.
     * @param prev sequence of what is before it in the lane.
     * @return what to do with it.
     */
    public Verdict judge(final long seq, final long prev) {
        if (prev + 1 < seq) {
            // What lies between has left the outbox: it will never come again.
            failed.subSet(prev + 1, seq).clear();
        }
        if (seq <= last) {
            return failed.contains(seq) ? Verdict.APPLY : Verdict.DUPLICATE;
        }
        return prev > last ? Verdict.GAP : Verdict.APPLY;
    }

    /**
     * Takes down that a delivery was applied.
     *
     * @param seq of the delivery.
     * @param ok  whether the listener returned.
     */
    public void applied(final long seq, final boolean ok) {
        last = Math.max(last, seq);
        if (ok) {
            failed.remove(seq);
        } else {
            failed.add(seq);
        }
    }

    /**
     * What may be confirmed.
     *
     * @return highest sequence received with everything before it; 0 = none.
     */
    public long received() {
        return failed.isEmpty() ? last : failed.first() - 1;
    }

    /** What to do with a delivery. */
    public enum Verdict {
        /** New, and nothing is missing before it. */
        APPLY,
        /** Applied before. */
        DUPLICATE,
        /** Something before it is missing: leave it and ask for redelivery. */
        GAP
    }
}
