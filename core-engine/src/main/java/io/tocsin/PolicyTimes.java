package io.tocsin;

/** The policy's times, all in ms, how often its steps repeat, and whose contact methods count; 0 where the schema gives it a meaning. */
record PolicyTimes(long repeatMs, long reviewMs, long staleMs, long expireMs, long bedsideMs, int loops, int plan) {
    PolicyTimes repeat(final long value) {
        return new PolicyTimes(value, reviewMs, staleMs, expireMs, bedsideMs, loops, plan);
    }

    PolicyTimes once(final long expire) {
        return new PolicyTimes(0, reviewMs, staleMs, expire, bedsideMs, loops, plan);
    }

    PolicyTimes review(final long value) {
        return new PolicyTimes(repeatMs, value, staleMs, expireMs, bedsideMs, loops, plan);
    }

    PolicyTimes stale(final long value) {
        return new PolicyTimes(repeatMs, reviewMs, value, expireMs, bedsideMs, loops, plan);
    }

    PolicyTimes bedside(final long value) {
        return new PolicyTimes(repeatMs, reviewMs, staleMs, expireMs, value, loops, plan);
    }

    PolicyTimes loops(final int value) {
        return new PolicyTimes(repeatMs, reviewMs, staleMs, expireMs, bedsideMs, value, plan);
    }

    PolicyTimes plan(final int value) {
        return new PolicyTimes(repeatMs, reviewMs, staleMs, expireMs, bedsideMs, loops, value);
    }
}
