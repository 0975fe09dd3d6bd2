package io.tocsin.transport.cluster;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node waits to lead in a term that is over. One that was elected, and cut off before a majority had its log, waits for that with Aeron Cluster 1.51.0 for ever
 * ({@code Election.leaderLogReplication} has no end, and what a later leader says of itself is not heard there): it neither leads nor follows, and nobody would know until
 * another node dies. What the engines of the others say of themselves tells that they go on without it. One thread.
 */
final class Outvoted {
    private final int self;
    private final long patienceNs;
    private final long[] termIds;
    private final long[] saidNs;
    private boolean isOutvoted;
    private long sinceNs;

    /** @param patienceNs how long it may be so: what is said takes a moment to be heard, and a vote too. */
    Outvoted(final int self, final int members, final long patienceNs) {
        this.self = self;
        this.patienceNs = patienceNs;
        termIds = new long[members];
        saidNs = new long[members];
        Arrays.fill(termIds, NodeState.NONE);
    }

    /** A member takes part in a term. */
    void said(final int member, final long termId, final long nowNs) {
        termIds[member] = termId;
        saidNs[member] = nowNs;
    }

    /**
     * Looks.
     *
     * @param electedIn the term in which it was elected and does not lead yet; {@link NodeState#NONE} if there is none.
     * @return why the node cannot go on; {@code null} as long as it can.
     */
    @Nullable
    IllegalStateException look(final long nowNs, final long electedIn) {
        final long later = electedIn == NodeState.NONE ? NodeState.NONE : laterTerm(nowNs, electedIn);
        if (later == NodeState.NONE) {
            isOutvoted = false;
            return null;
        }
        if (!isOutvoted) {
            isOutvoted = true;
            sinceNs = nowNs;
        }
        return nowNs - sinceNs < patienceNs
                ? null
                : new IllegalStateException("member " + self + " was elected in term " + electedIn
                        + ", was cut off before it led, and the others go on in term " + later
                        + ": it stops itself, and follows them once it is started again");
    }

    /** In which later term a majority is without this node; none if it is not. */
    private long laterTerm(final long nowNs, final long electedIn) {
        int count = 0;
        long later = NodeState.NONE;
        for (int member = 0; member < termIds.length; member++) {
            if (member != self && termIds[member] > electedIn && nowNs - saidNs[member] < patienceNs) {
                count++;
                later = Math.max(later, termIds[member]);
            }
        }
        return count > termIds.length / 2 ? later : NodeState.NONE;
    }
}
