package io.tocsin.transport.gateway;

/** So many at once, and so many a second on average. Pure; one thread; does not allocate. */
final class TokenBucket {
    private static final double NS_PER_S = 1e9;

    private final double perNs;
    private final double capacity;
    private double tokens;
    private long lastNs;

    /**
     * A full bucket.
     *
     * @param perSecond that come back.
     * @param capacity  that it holds.
     * @param nowNs     of a monotonic clock.
     */
    TokenBucket(final int perSecond, final int capacity, final long nowNs) {
        perNs = perSecond / NS_PER_S;
        this.capacity = capacity;
        tokens = capacity;
        lastNs = nowNs;
    }

    /** Takes one; false if there is none. */
    boolean tryTake(final long nowNs) {
        tokens = Math.min(capacity, tokens + (nowNs - lastNs) * perNs);
        lastNs = nowNs;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
