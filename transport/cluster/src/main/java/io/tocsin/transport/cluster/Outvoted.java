package io.tocsin.transport.cluster;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node waits to lead in a term that is over. One that was elected, and cut off before a majority had its log, waits for that with Aeron Cluster 1.51.0 for ever
 * ({@code Election.leaderLogReplication} has no end, and what a later leader says of itself is not heard there): it neither leads nor follows, and nobody would know until
 * another node dies. What the engines of the others say of themselves tells that they go on without it. One thread.
 */
final class Outvoted {
    /** Who votes is silent meanwhile: whoever still speaks of another term after so long has not voted for this node, or not stayed with it. */
    static final long BEHIND_NS = TimeUnit.SECONDS.toNanos(5);

    private final int self;
    private final long silenceNs;
    private final long[] termIds;
    private final long[] saidNs;
    private boolean isOutvoted;
    private long sinceNs;

    /** @param silenceNs silence of another that is not usual: what was said before that counts no more. */
    Outvoted(final int self, final int members, final long silenceNs) {
        this.self = self;
        this.silenceNs = silenceNs;
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
     * @param electedIn the last term that the node knows, while it is elected and does not lead yet; {@link NodeState#NONE} if it is not.
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
        return nowNs - sinceNs < BEHIND_NS
                ? null
                : new IllegalStateException("member " + self + " was elected after term " + electedIn
                        + ", was cut off before it led, and the others go on in term " + later
                        + ": it stops itself, and follows them once it is started again");
    }

    /** In which later term a majority is without this node; none if it is not. */
    private long laterTerm(final long nowNs, final long electedIn) {
        int count = 0;
        long later = NodeState.NONE;
        for (int member = 0; member < termIds.length; member++) {
            if (member != self && termIds[member] > electedIn && nowNs - saidNs[member] < silenceNs) {
                count++;
                later = Math.max(later, termIds[member]);
            }
        }
        return count > termIds.length / 2 ? later : NodeState.NONE;
    }
}
