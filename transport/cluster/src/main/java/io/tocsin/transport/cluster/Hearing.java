package io.tocsin.transport.cluster;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a node hears how far the engines of the others are, and what it says if not. One thread, but for {@link #isOfMajority()}. */
final class Hearing {
    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);

    private static final int NOBODY = -1;

    private final int self;
    private final long patienceNs;
    private final long[] heardNs;
    private final boolean[] isHeard;
    private boolean isSettled;
    private boolean isTold;
    private long settledNs;
    private volatile int firstSilent;
    private volatile boolean isOfMajority;

    /** @param patienceNs silence that is not usual. */
    Hearing(final int self, final int members, final long patienceNs) {
        this.self = self;
        this.patienceNs = patienceNs;
        heardNs = new long[members];
        isHeard = new boolean[members];
        firstSilent = members == 1 ? NOBODY : self == 0 ? 1 : 0;
    }

    /** Whether a majority was heard lately, the node itself among them. Any thread. */
    boolean isOfMajority() {
        return isOfMajority;
    }

    /** Whether all were heard lately. Any thread. */
    boolean isOfAll() {
        return firstSilent == NOBODY;
    }

    /** The first member that was not heard lately; -1 = all were. Any thread. */
    int firstSilent() {
        return firstSilent;
    }

    void heard(final int member, final long nowNs) {
        heardNs[member] = nowNs;
        isHeard[member] = true;
    }

    /**
     * Looks who was heard.
     *
     * @param settled whether the node takes part, so that others must be there.
     */
    void look(final long nowNs, final boolean settled) {
        int count = 1;
        int silent = NOBODY;
        for (int member = 0; member < heardNs.length; member++) {
            if (isHeard[member] && nowNs - heardNs[member] < patienceNs) {
                count++;
            } else if (member != self && silent == NOBODY) {
                silent = member;
            }
        }
        isOfMajority = count > heardNs.length / 2;
        firstSilent = silent;
        if (!settled || !isSettled) {
            settledNs = nowNs;
        }
        isSettled = settled;
        if (isOfMajority && isTold) {
            isTold = false;
            LOG.info("member {} hears again how far a majority of engines is", self);
        } else if (!isOfMajority && !isTold && nowNs - settledNs > patienceNs) {
            isTold = true;
            LOG.error(
                    "member {} takes part, and does not hear how far the engines of a majority are: is the last of the"
                            + " {} UDP ports of every member open to the others, and their secret the same? What is"
                            + " answered now can be lost when nodes die in one order",
                    self,
                    ClusterMember.PORTS);
        }
    }
}
