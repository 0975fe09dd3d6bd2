package io.tocsin.transport.cluster;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/** Looks at what stands beside a node's log, a few thousand times a second. One thread, but for {@link #state}. */
final class SideStream {
    private static final long STILL_NS = TimeUnit.SECONDS.toNanos(2);

    /** Without a look for so long it is not known that anything is well. */
    private static final long BLIND_NS = TimeUnit.SECONDS.toNanos(5);

    private final NodeOutputs outputs;
    private final long patienceNs;
    private long readPosition;
    private long readNs;
    private long heardNs;
    private volatile SideStreamState state = SideStreamState.WELL;
    private volatile long lookedNs;

    /**
     * @param outputs    what the router reads.
     * @param patienceNs how long a node that takes part may hear no majority.
     */
    SideStream(final NodeOutputs outputs, final long patienceNs, final long nowNs) {
        this.outputs = outputs;
        this.patienceNs = patienceNs;
        readNs = nowNs;
        heardNs = nowNs;
        lookedNs = nowNs;
    }

    /** As it was at the last look; deaf if there was none for long. Any thread. */
    SideStreamState state(final long nowNs) {
        return nowNs - lookedNs > BLIND_NS ? SideStreamState.DEAF : state;
    }

    /**
     * Looks at it.
     *
     * @param nowNs         monotonic.
     * @param isTakingPart  whether the node takes part, so that others have to be heard.
     * @param hearsMajority whether it has heard a majority of engines lately.
     * @return what it found.
     */
    SideStreamState look(final long nowNs, final boolean isTakingPart, final boolean hearsMajority) {
        if (!isTakingPart || hearsMajority) {
            heardNs = nowNs;
        }
        // Of both the worse for people is told: whom it does not reach.
        final SideStreamState read = read(nowNs);
        state = read == SideStreamState.WELL && nowNs - heardNs > patienceNs ? SideStreamState.DEAF : read;
        lookedNs = nowNs;
        return state;
    }

    private SideStreamState read(final long nowNs) {
        final NodeOutputs.Reader reader = outputs.reader();
        if (reader == NodeOutputs.Reader.LAGS) {
            return SideStreamState.BROKEN;
        }
        final RingBuffer ring = outputs.ring();
        final long position = ring.consumerPosition();
        final int waiting = ring.size();
        if (reader != NodeOutputs.Reader.FOLLOWS || waiting == 0 || position != readPosition) {
            readPosition = position;
            readNs = nowNs;
        }
        if (reader == NodeOutputs.Reader.FOLLOWS && nowNs - readNs > STILL_NS) {
            return SideStreamState.STANDS_STILL;
        }
        return reader == NodeOutputs.Reader.FOLLOWS && waiting > ring.capacity() / 2
                ? SideStreamState.BEHIND
                : SideStreamState.WELL;
    }
}
