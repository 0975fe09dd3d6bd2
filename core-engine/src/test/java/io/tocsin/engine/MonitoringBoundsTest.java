package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Parameter;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a monitoring session costs in a snapshot, as {@link BoundsTest} says of everything else: section 13. */
final class MonitoringBoundsTest {
    private static final int MANY = 100;
    /** A session of a known patient: one device with an id of ten bytes, and one viewer. */
    private static final int MONITORING = 60;

    private final Ward ward = new Ward();

    @Test
    void shouldHoldAMonitoringSessionInSoManyBytes() {
        ward.send(ward.write.genesis(EngineLimits.hospital()));
        ward.configure(ward.entry.person("nurse"));
        ward.send(ward.write.open(1, 0, "nurse"));
        // Patients that are known already.
        IntStream.range(0, 2 * MANY)
                .forEach(i -> ward.send(ward.write.vitals(
                        "bed-%06d".formatted(i), "dev-%06d".formatted(i), 1, List.of(Parameter.HEART_RATE))));

        final double measured = each(i -> {
            ward.send(ward.write.monitor(1, "bed-%06d".formatted(i), "dev-%06d".formatted(i)));
            ward.send(ward.write.view(1, i + 1L, "nurse"));
        });

        assertThat(measured).as("at most, and little less").isBetween(MONITORING * 0.95, (double) MONITORING);
    }

    private double each(final IntConsumer adding) {
        IntStream.range(0, MANY).forEach(adding);
        final long before = size();
        IntStream.range(MANY, 2 * MANY).forEach(adding);
        return (size() - before) / (double) MANY;
    }

    private long size() {
        final long[] bytes = {0};
        ward.engine.snapshot((buffer, offset, length) -> bytes[0] += length);
        return bytes[0];
    }
}
