package io.tocsin.transport.cluster;

import io.aeron.Aeron;
import io.aeron.Counter;
import io.tocsin.transport.cluster.LocalNode.SwitchResult;

/**
 * What a node shows whoever may read the figures of its media driver, and how it is asked for another engine version by whoever may write them. They lie in memory that
 * goes with the driver.
 */
final class NodeSigns {
    /** Before which place of the log no member needs it; 0 while one does not say so. */
    static final int NEEDLESS_TYPE_ID = 2_001;
    /** Which engine version the log is in, as far as this node is. */
    static final int VERSION_TYPE_ID = 2_002;
    /** The newest engine version that this node's code knows. */
    static final int KNOWN_TYPE_ID = 2_003;
    /** Which engine version is asked for; 0 = none, or it was answered. */
    static final int ASKED_TYPE_ID = 2_004;
    /** The answer to that, as {@link SwitchResult#code()}. */
    static final int ANSWER_TYPE_ID = 2_005;

    /** How what stands beside the log keeps up, as {@link SideStreamState#code}. */
    static final int SIDE_TYPE_ID = 2_006;

    final Counter needless;
    final Counter version;
    final Counter side;
    private final Counter asked;
    private final Counter answer;
    private boolean isClosed;

    NodeSigns(final Aeron aeron, final int self, final int knownVersion) {
        needless = aeron.addCounter(NEEDLESS_TYPE_ID, "tocsin-log-needless-before member " + self);
        version = aeron.addCounter(VERSION_TYPE_ID, "tocsin-engine-version member " + self);
        aeron.addCounter(KNOWN_TYPE_ID, "tocsin-engine-version-known member " + self)
                .setRelease(knownVersion);
        side = aeron.addCounter(SIDE_TYPE_ID, "tocsin-side-stream member " + self);
        asked = aeron.addCounter(ASKED_TYPE_ID, "tocsin-engine-version-asked member " + self);
        answer = aeron.addCounter(ANSWER_TYPE_ID, "tocsin-engine-version-answer member " + self);
    }

    /** Which engine version is asked for; 0 = none. Any thread. */
    synchronized int asked() {
        return isClosed || asked.isClosed() ? 0 : (int) asked.get();
    }

    /** Says what came of it. Any thread. */
    synchronized void answer(final SwitchResult result) {
        if (!isClosed && !asked.isClosed()) {
            answer.set(result.code());
            asked.set(0);
        }
    }

    /** Before the driver's memory goes. Any thread. */
    synchronized void close() {
        isClosed = true;
    }
}
