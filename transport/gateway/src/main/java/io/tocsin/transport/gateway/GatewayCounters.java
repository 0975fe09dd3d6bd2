package io.tocsin.transport.gateway;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What has passed through a gateway: each count by itself is exact, several together are not of one instant. Any thread; does not allocate after start. */
public final class GatewayCounters {
    private final Map<GatewayMetric, LongAdder> counts = new EnumMap<>(GatewayMetric.class);

    /** Everything at 0. */
    GatewayCounters() {
        for (final GatewayMetric metric : GatewayMetric.values()) {
            counts.put(metric, new LongAdder());
        }
    }

    /**
     * A count.
     *
     * @param metric which.
     * @return as it is now.
     */
    public long value(final GatewayMetric metric) {
        return adder(metric).sum();
    }

    void increment(final GatewayMetric metric) {
        adder(metric).increment();
    }

    void add(final GatewayMetric metric, final long value) {
        adder(metric).add(value);
    }

    private LongAdder adder(final GatewayMetric metric) {
        final LongAdder adder = counts.get(metric);
        if (adder == null) {
            throw new IllegalStateException("every metric has a count");
        }
        return adder;
    }
}
