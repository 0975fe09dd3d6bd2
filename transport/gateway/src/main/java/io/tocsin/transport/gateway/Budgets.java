package io.tocsin.transport.gateway;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.tocsin.codecs.json.Role;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How fast who may speak. What somebody may say, they may say over all their connections together, and a connection that comes anew finds what the last one left: a
 * budget is forgotten when nobody uses it and it is full again. Any thread; never waits for more than another's look.
 */
final class Budgets {
    private final Map<String, Shared> byPrincipal = new ConcurrentHashMap<>();
    private final int perSecond;
    private final TimeMeter clock;

    /**
     * Nobody has said anything.
     *
     * @param perSecond messages of one principal, and at once.
     * @param clock     monotonic.
     */
    Budgets(final int perSecond, final TimeMeter clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /**
     * So many at once, and so many a second on average, by this machine's monotonic clock.
     *
     * @param perSecond that come back.
     * @param atOnce    that there are at most, and at first.
     */
    static Bucket perSecond(final int perSecond, final int atOnce) {
        return perSecond(perSecond, atOnce, TimeMeter.SYSTEM_NANOTIME);
    }

    /** As {@link #perSecond(int, int)}, by another clock. */
    static Bucket perSecond(final int perSecond, final int atOnce, final TimeMeter clock) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }

    /** What a client draws on while it is connected; every one that has entered leaves once. */
    Bucket enter(final Peer peer) {
        return byPrincipal.compute(name(peer), (name, shared) -> {
                    final Shared budget = shared == null ? new Shared(perSecond(perSecond, perSecond, clock)) : shared;
                    budget.connections++;
                    return budget;
                })
                .messages;
    }

    /** A client that had entered is gone. */
    void leave(final Peer peer) {
        byPrincipal.computeIfPresent(name(peer), (name, budget) -> {
            budget.connections--;
            return isSpent(budget) ? budget : null;
        });
    }

    /** Forgets what nobody uses and is full again. */
    void forget() {
        for (final String name : byPrincipal.keySet()) {
            byPrincipal.computeIfPresent(name, (same, budget) -> isSpent(budget) ? budget : null);
        }
    }

    /** Budgets that are kept now. */
    int kept() {
        return byPrincipal.size();
    }

    private boolean isSpent(final Shared budget) {
        return budget.connections > 0 || budget.messages.getAvailableTokens() < perSecond;
    }

    /** A person, whatever clients they have; everybody else is their client. */
    private static String name(final Peer peer) {
        return peer.role() == Role.CLINICIAN ? "P" + peer.person() : peer.role().wireName() + ' ' + peer.client();
    }

    /** Written under the map's lock of its name. */
    private static final class Shared {
        private final Bucket messages;
        private int connections;

        private Shared(final Bucket messages) {
            this.messages = messages;
        }
    }
}
