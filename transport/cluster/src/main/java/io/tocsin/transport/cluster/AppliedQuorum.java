package io.tocsin.transport.cluster;

import java.util.Arrays;

/**
 * How far a majority of engines has carried the log out. Only what was said in the leadership term that this node's own engine is in counts: what a member said of an
 * earlier one may be of a log that is no more. So whoever restarts with a log that nobody else has says nothing that counts, until its engine is in the current term.
 *
 * <p>What a majority has once carried out in the current term every later leader has in its log, so it never goes back; and nobody can make it more than what this node's
 * own engine has carried out.
 *
 * <p>One thread writes; any reads {@link #position()}.
 */
final class AppliedQuorum {
    private final int self;
    private final long[] terms;
    private final long[] positions;
    private volatile long position;

    AppliedQuorum(final int members, final int self) {
        this.self = self;
        terms = new long[members];
        positions = new long[members];
        Arrays.fill(terms, NodeState.NONE);
    }

    /** Up to where of the log a majority has carried out. */
    long position() {
        return position;
    }

    /**
     * What a member, or this node itself, says of its engine.
     *
     * @param member  that says it.
     * @param termId  the leadership term that its engine and its consensus module are in; not older than what it had carried out then.
     * @param applied up to where it has carried out the log.
     */
    void say(final int member, final long termId, final long applied) {
        terms[member] = termId;
        positions[member] = applied;
        if (terms[self] == NodeState.NONE) {
            return;
        }
        for (final long candidate : positions) {
            if (candidate > position && candidate <= positions[self] && isHeldByMajority(candidate)) {
                position = candidate;
            }
        }
    }

    private boolean isHeldByMajority(final long candidate) {
        int count = 0;
        for (int member = 0; member < positions.length; member++) {
            if (terms[member] == terms[self] && positions[member] >= candidate) {
                count++;
            }
        }
        return count > positions.length / 2;
    }
}
