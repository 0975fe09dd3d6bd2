package io.tocsin.transport.gateway;

import io.github.bucket4j.TimeMeter;

/** A monotonic clock that a test turns. */
final class TurnedClock implements TimeMeter {
    long nowNs;

    @Override
    public long currentTimeNanos() {
        return nowNs;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
