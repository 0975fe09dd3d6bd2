package io.tocsin.replay.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What arrived, found by joining what the sources were answered with what the clients wrote down; the router is not asked.
 *
 * @param delivered  alerts, declared or found in readings, that a client received whose person is entitled to them.
 * @param lost       declared alerts that the router has answered for and no entitled client received.
 * @param misrouted  receipts of people who are not entitled.
 * @param latencyUs  from the instant at which a raise was to be sent to the first entitled client's listener, of every declared alert that was received.
 */
record Reconciliation(long delivered, long lost, long misrouted, Histogram latencyUs) {
    /** What can be told apart: an hour, at three digits. */
    private static final long HIGHEST_US = TimeUnit.HOURS.toMicros(1);

    private static final int DIGITS = 3;

    /**
     * Joins.
     *
     * @param declared what the router has answered for.
     * @param receipts of all clients.
     * @param hospital who is entitled.
     * @return what arrived until now.
     */
    static Reconciliation of(final List<Declared> declared, final List<Receipt> receipts, final Hospital hospital) {
        final Map<Long, Receipt> first = new HashMap<>();
        long misrouted = 0;
        for (final Receipt receipt : receipts) {
            if (hospital.isEntitled(receipt.person(), receipt.bed())) {
                first.merge(receipt.alertId(), receipt, Reconciliation::earlier);
            } else {
                misrouted++;
            }
        }
        final Histogram latencyUs = new Histogram(HIGHEST_US, DIGITS);
        long lost = 0;
        for (final Declared alert : declared) {
            final Receipt receipt = first.get(alert.alertId());
            // The bed that the client was told must be the one that the source said.
            if (receipt == null
                    || !receipt.bed().equals(alert.emergency().patient().bed())) {
                lost++;
            } else {
                final long latencyNs = Math.max(0, receipt.receivedNs() - alert.intendedNs());
                latencyUs.recordValue(Math.min(HIGHEST_US, TimeUnit.NANOSECONDS.toMicros(latencyNs)));
            }
        }
        return new Reconciliation(first.size(), lost, misrouted, latencyUs);
    }

    /** Whether every declared alert was received by somebody in time. */
    boolean isSlaMet() {
        return lost == 0 && isInTime();
    }

    /** Whether every declared alert that was received was so in time. */
    boolean isInTime() {
        return maxMs() <= DemoSettings.SLA.toMillis();
    }

    double percentileMs(final double percentile) {
        return latencyUs.getTotalCount() == 0 ? 0 : latencyUs.getValueAtPercentile(percentile) / 1_000.0;
    }

    double maxMs() {
        return latencyUs.getTotalCount() == 0 ? 0 : latencyUs.getMaxValue() / 1_000.0;
    }

    private static Receipt earlier(final Receipt one, final Receipt other) {
        return one.receivedNs() <= other.receivedNs() ? one : other;
    }
}
