package io.tocsin.transport.server.watch;

/**
 * When people are called: once no node has been ready for as long as one is patient, again and again until somebody has acknowledged it, and once more when a node has
 * been ready for as long, without a break. Time in which the watchdog itself stood still does not count as silence of the nodes: it did not look. One thread; pure but for what it remembers.
 */
final class Outage {
    private final long patienceNs;
    private final long graceNs;
    private final long repeatNs;
    private final long longestStepNs;
    private final long longestUnseenNs;

    private boolean hasLooked;
    private boolean wasEverReady;
    private boolean wasReady;
    private long readyNs;
    private boolean isTold;
    private boolean isAcknowledged;
    private long lookedNs;
    private long silentNs;
    private long sinceToldNs;

    /**
     * @param patienceNs    how long none may be ready.
     * @param graceNs       the same, before the first was.
     * @param repeatNs      pause between two calls.
     * @param longestStepNs between two looks; what is longer, the watchdog stood still.
     * @param longestUnseenNs between two answers of a node that is ready.
     * @param isTold        an outage was told before this watchdog was started, and is not over.
     */
    Outage(
            final long patienceNs,
            final long graceNs,
            final long repeatNs,
            final long longestStepNs,
            final long longestUnseenNs,
            final boolean isTold) {
        this.longestUnseenNs = longestUnseenNs;
        this.isTold = isTold;
        this.patienceNs = patienceNs;
        this.graceNs = graceNs;
        this.repeatNs = repeatNs;
        this.longestStepNs = longestStepNs;
    }

    /** What is to be done after a look. */
    enum Call {
        /** Nothing. */
        NONE,
        /** People are called: no node is ready. */
        ALARM,
        /** People are called again. */
        REPEAT,
        /** Somebody has taken it on: nobody is called again before it is over. */
        ACKNOWLEDGED,
        /** People are told that it is over. */
        RECOVERED
    }

    /**
     * After a look.
     *
     * @param nowNs        of the monotonic clock.
     * @param isAnyReady   whether a node is.
     * @param unseenNs     how long ago a node was last found ready: silence has lasted as long when it is noticed, within what a look may take.
     * @param acknowledged whether somebody has acknowledged the outage that is told.
     * @return what is to be done.
     */
    Call look(final long nowNs, final boolean isAnyReady, final long unseenNs, final boolean acknowledged) {
        final long stepNs = hasLooked ? Math.max(0, Math.min(nowNs - lookedNs, longestStepNs)) : 0;
        hasLooked = true;
        lookedNs = nowNs;
        if (isAnyReady) {
            readyNs = wasReady ? readyNs + stepNs : 0;
            wasReady = true;
            wasEverReady = true;
            if (readyNs < patienceNs) {
                // A router that crashes again and again is ready now and then, and tells nobody of anything.
                return acknowledgement(acknowledged);
            }
            final boolean isOver = isTold;
            isTold = false;
            isAcknowledged = false;
            silentNs = 0;
            return isOver ? Call.RECOVERED : Call.NONE;
        }
        if (wasReady) {
            silentNs += Math.max(0, Math.min(unseenNs, longestUnseenNs) - stepNs);
        }
        wasReady = false;
        silentNs += stepNs;
        if (!isTold) {
            if (silentNs < (wasEverReady ? patienceNs : graceNs)) {
                return Call.NONE;
            }
            isTold = true;
            sinceToldNs = 0;
            return Call.ALARM;
        }
        sinceToldNs += stepNs;
        if (isAcknowledged || acknowledged || sinceToldNs < repeatNs) {
            return acknowledgement(acknowledged);
        }
        sinceToldNs = 0;
        return Call.REPEAT;
    }

    private Call acknowledgement(final boolean acknowledged) {
        if (!isTold || isAcknowledged || !acknowledged) {
            return Call.NONE;
        }
        isAcknowledged = true;
        return Call.ACKNOWLEDGED;
    }

    /** Whether people were called, and no node has been ready since. */
    boolean isTold() {
        return isTold;
    }

    /** How long no node has been ready, as far as the watchdog looked, ns. */
    long silentNs() {
        return silentNs;
    }
}
