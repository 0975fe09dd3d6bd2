package io.tocsin.transport.gateway;

import io.github.bucket4j.Bucket;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections a listener holds: in all, per address, and how fast new ones come. This machine itself is bound by the total alone. Any thread; never waits
 * for more than another's look.
 */
final class ConnectionGate {
    private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final AtomicInteger total = new AtomicInteger();
    private final int maxTotal;
    private final int maxPerAddress;
    private final Bucket arrivals;
    private final Set<InetAddress> exempt;

    /**
     * Nobody is connected.
     *
     * @param maxTotal      connections in all.
     * @param maxPerAddress connections of one address.
     * @param arrivals      new connections.
     */
    ConnectionGate(final int maxTotal, final int maxPerAddress, final Bucket arrivals) {
        this(maxTotal, maxPerAddress, arrivals, Set.of());
    }

    /**
     * The same.
     *
     * @param exempt addresses that many stand behind: bound by the total alone.
     */
    ConnectionGate(final int maxTotal, final int maxPerAddress, final Bucket arrivals, final Set<InetAddress> exempt) {
        this.exempt = Set.copyOf(exempt);
        this.maxTotal = maxTotal;
        this.maxPerAddress = maxPerAddress;
        this.arrivals = arrivals;
    }

    /** Lets a connection in; false, and it is not counted, if it must go. Every one that was let in leaves once. */
    boolean enter(final InetAddress address) {
        if (total.incrementAndGet() > maxTotal) {
            total.decrementAndGet();
            return false;
        }
        if (address.isLoopbackAddress() || exempt.contains(address)) {
            return true;
        }
        final boolean isCounted = arrivals.tryConsume(1);
        if (isCounted && perAddress.merge(address, 1, Integer::sum) <= maxPerAddress) {
            return true;
        }
        if (isCounted) {
            leave(address);
        } else {
            total.decrementAndGet();
        }
        return false;
    }

    /** A connection that was let in has ended. */
    void leave(final InetAddress address) {
        total.decrementAndGet();
        perAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Connections now. */
    int open() {
        return total.get();
    }
}
