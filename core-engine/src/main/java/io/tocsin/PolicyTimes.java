package io.tocsin;

/** The policy's times, all in ms, how often its steps repeat, whose contact methods count, and how often a read-back may fail; 0 where the schema gives it a meaning. */
record PolicyTimes(
        long repeatMs, long reviewMs, long staleMs, long expireMs, long bedsideMs, int loops, int plan, int readBacks) {
    /** The fail-safe destination each minute, five minutes for review, three read-backs. */
    static final PolicyTimes USUAL = new PolicyTimes(60_000, 300_000, 0, 86_400_000, 0, 0, 0, 3);

    PolicyTimes repeat(final long value) {
        return new PolicyTimes(value, reviewMs, staleMs, expireMs, bedsideMs, loops, plan, readBacks);
    }

    PolicyTimes once(final long expire) {
        return new PolicyTimes(0, reviewMs, staleMs, expire, bedsideMs, loops, plan, readBacks);
    }

    PolicyTimes review(final long value) {
        return new PolicyTimes(repeatMs, value, staleMs, expireMs, bedsideMs, loops, plan, readBacks);
    }

    PolicyTimes stale(final long value) {
        return new PolicyTimes(repeatMs, reviewMs, value, expireMs, bedsideMs, loops, plan, readBacks);
    }

    PolicyTimes bedside(final long value) {
        return new PolicyTimes(repeatMs, reviewMs, staleMs, expireMs, value, loops, plan, readBacks);
    }

    PolicyTimes repeatSteps(final int value) {
        if (value < 0 || value > Policy.MAX_LOOPS) {
            throw new IllegalArgumentException("repeatSteps is " + value + ": it is 0 to " + Policy.MAX_LOOPS);
        }
        return loops(value);
    }

    PolicyTimes loops(final int value) {
        return new PolicyTimes(repeatMs, reviewMs, staleMs, expireMs, bedsideMs, value, plan, readBacks);
    }

    PolicyTimes plan(final int value) {
        return new PolicyTimes(repeatMs, reviewMs, staleMs, expireMs, bedsideMs, loops, value, readBacks);
    }

    PolicyTimes readBacks(final int value) {
        if (value < 0 || value > Policy.MAX_READ_BACKS) {
            throw new IllegalArgumentException("readBacks is " + value + ": it is 0 to " + Policy.MAX_READ_BACKS);
        }
        return new PolicyTimes(repeatMs, reviewMs, staleMs, expireMs, bedsideMs, loops, plan, value);
    }
}
