package io.tocsin.transport.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer, fetched again from time to time, and when a token names one that is not among them: once in 30 s at most, whoever asks. What cannot be fetched
 * changes nothing, until the keys are too old to be believed. Any thread; never waits.
 */
final class KeyRing {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    private static final long LEAST_BETWEEN_NS = TimeUnit.SECONDS.toNanos(30);

    private final Supplier<CompletableFuture<KeySet>> source;
    private final GatewayCounters counters;
    private final LongSupplier nanoTime;
    private final long refreshNs;
    private final long outageNs;
    private @Nullable CompletableFuture<KeySet> fetching;
    private long triedNs;
    private volatile @Nullable Kept kept;

    /** Keys, and when they came. */
    private record Kept(KeySet keys, long sinceNs) {}

    /**
     * No keys yet.
     *
     * @param source   fetches them, or fails; called by one at a time.
     * @param refreshNs how often they are fetched again.
     * @param outageNs how long they are believed without a fetch.
     * @param counters of the gateway.
     * @param nanoTime of a monotonic clock.
     */
    KeyRing(
            final Supplier<CompletableFuture<KeySet>> source,
            final long refreshNs,
            final long outageNs,
            final GatewayCounters counters,
            final LongSupplier nanoTime) {
        this.source = source;
        this.refreshNs = refreshNs;
        this.outageNs = outageNs;
        this.counters = counters;
        this.nanoTime = nanoTime;
        triedNs = nanoTime.getAsLong() - LEAST_BETWEEN_NS;
    }

    /** The keys; {@code null} if there are none that can be believed. */
    @Nullable
    KeySet current() {
        final Kept now = kept;
        return now == null || nanoTime.getAsLong() - now.sinceNs() > outageNs ? null : now.keys();
    }

    /** Fetches the keys if it is time: soon after a fetch that failed, else from time to time. */
    void look() {
        final Kept now = kept;
        final long nowNs = nanoTime.getAsLong();
        final boolean isDue;
        synchronized (this) {
            isDue = nowNs - triedNs >= Math.min(refreshNs, LEAST_BETWEEN_NS);
        }
        if (isDue && (now == null || nowNs - now.sinceNs() >= refreshNs)) {
            fetch();
        }
    }

    /** Fetches the keys; whoever asks meanwhile waits for the same fetch. */
    synchronized CompletableFuture<KeySet> fetch() {
        if (fetching != null) {
            return fetching;
        }
        triedNs = nanoTime.getAsLong();
        final CompletableFuture<KeySet> next = source.get();
        // Kept before anybody who waits looks for them.
        final CompletableFuture<KeySet> told = next.whenComplete((keys, thrown) -> ended(next));
        fetching = told.isDone() ? null : told;
        return told;
    }

    /**
     * The keys, fetched because a token names one that is not known; {@code null} if they could not be fetched, or were less than 30 s ago: then nobody can say yet that
     * there is no such key.
     */
    synchronized CompletableFuture<@Nullable KeySet> fetchForUnknown() {
        final boolean isTooSoon = fetching == null && nanoTime.getAsLong() - triedNs < LEAST_BETWEEN_NS;
        return isTooSoon
                ? CompletableFuture.completedFuture(null)
                : fetch().handle((keys, thrown) -> thrown == null ? keys : null);
    }

    private synchronized void ended(final CompletableFuture<KeySet> fetched) {
        fetching = null;
        if (!fetched.isCompletedExceptionally()) {
            kept = new Kept(fetched.join(), nanoTime.getAsLong());
            counters.increment(GatewayMetric.KEYS_FETCHED);
            return;
        }
        counters.increment(GatewayMetric.KEYS_FAILED);
        fetched.whenComplete((keys, thrown) -> LOG.warn(
                "the keys of the issuer of tokens could not be fetched; {}: {}",
                current() == null ? "nobody can log in until they are" : "those from before stay in use",
                String.valueOf(thrown.getMessage())));
    }
}
