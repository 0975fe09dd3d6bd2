package io.tocsin.transport.cluster;

import java.util.concurrent.TimeUnit;

/**
 * How soon a cluster believes that its leader is dead, and how it elects another. All in nanoseconds.
 *
 * @param heartbeatTimeoutNs  silence of the leader after which it is believed dead.
 * @param heartbeatIntervalNs between two signs of life of the leader.
 * @param electionTimeoutNs   how long a candidate waits for votes.
 * @param electionStatusNs    between two messages of an election.
 * @param driverLivenessNs    silence after which a connection between two nodes is believed dead.
 */
public record ClusterTiming(
        long heartbeatTimeoutNs,
        long heartbeatIntervalNs,
        long electionTimeoutNs,
        long electionStatusNs,
        long driverLivenessNs) {
    /** Checks that silence is longer than what breaks it. */
    public ClusterTiming {
        requireAbove("heartbeatIntervalNs", heartbeatIntervalNs, 0);
        requireAbove("electionStatusNs", electionStatusNs, 0);
        requireAbove("heartbeatTimeoutNs", heartbeatTimeoutNs, heartbeatIntervalNs);
        requireAbove("electionTimeoutNs", electionTimeoutNs, electionStatusNs);
        requireAbove("driverLivenessNs", driverLivenessNs, heartbeatIntervalNs);
    }

    /** A takeover in three quarters of a second: 300, 50, 200, 20 and 500 ms. For machines with a core to spare. */
    public static ClusterTiming swift() {
        return ofMillis(300, 50, 200, 20, 500);
    }

    /** A takeover in two seconds: 1 s, 100, 500, 50 ms and 1 s. For machines that stand still now and then. */
    public static ClusterTiming calm() {
        return ofMillis(1_000, 100, 500, 50, 1_000);
    }

    private static ClusterTiming ofMillis(
            final long heartbeatTimeout,
            final long heartbeatInterval,
            final long electionTimeout,
            final long electionStatus,
            final long driverLiveness) {
        return new ClusterTiming(
                TimeUnit.MILLISECONDS.toNanos(heartbeatTimeout),
                TimeUnit.MILLISECONDS.toNanos(heartbeatInterval),
                TimeUnit.MILLISECONDS.toNanos(electionTimeout),
                TimeUnit.MILLISECONDS.toNanos(electionStatus),
                TimeUnit.MILLISECONDS.toNanos(driverLiveness));
    }

    private static void requireAbove(final String name, final long value, final long least) {
        if (value <= least) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be above " + least);
        }
    }
}
