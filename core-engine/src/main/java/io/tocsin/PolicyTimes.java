package io.tocsin;

/** The policy's times, all in ms, and how often its steps repeat; 0 where the schema gives it a meaning. */
record PolicyTimes(long repeatMs, long reviewMs, long staleMs, long expireMs, long bedsideMs, int loops) {
    PolicyTimes repeat(final long value) {
        return new PolicyTimes(value, reviewMs, staleMs, expireMs, bedsideMs, loops);
    }

    PolicyTimes once(final long expire) {
        return new PolicyTimes(0, reviewMs, staleMs, expire, bedsideMs, loops);
    }

    PolicyTimes review(final long value) {
        return new PolicyTimes(repeatMs, value, staleMs, expireMs, bedsideMs, loops);
    }

    PolicyTimes stale(final long value) {
        return new PolicyTimes(repeatMs, reviewMs, value, expireMs, bedsideMs, loops);
    }

    PolicyTimes bedside(final long value) {
        return new PolicyTimes(repeatMs, reviewMs, staleMs, expireMs, value, loops);
    }

    PolicyTimes loops(final int value) {
        return new PolicyTimes(repeatMs, reviewMs, staleMs, expireMs, bedsideMs, value);
    }
}
