package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What it costs in a snapshot to follow how a patient moves, beside what the patient costs anyway; before the baseline is settled, which is the most. */
final class TrendBoundsTest {
    private static final int MANY = 100;
    private static final int FIRST_PARAMETER = 505;

    @Test
    void shouldFollowAPatientInSoManyBytes() {
        final double bytes = perPatient(true) - perPatient(false);

        assertThat(bytes).isBetween(0.95 * FIRST_PARAMETER, (double) FIRST_PARAMETER);
    }

    private static double perPatient(final boolean isFollowed) {
        final Ward ward = new Ward();
        ward.send(ward.write.genesis(EngineLimits.hospital()));
        ward.configure(
                isFollowed
                        ? List.of(ward.entry.trends(Parameter.HEART_RATE)).toArray(byte[][]::new)
                        : List.of(ward.entry.unit("icu")).toArray(byte[][]::new));
        final long before = size(ward);
        for (int i = 0; i < MANY; i++) {
            ward.send(ward.write.vitals("bed-%06d".formatted(i), "", 0, List.of(Parameter.HEART_RATE)));
        }
        return (size(ward) - before) / (double) MANY;
    }

    private static long size(final Ward ward) {
        final long[] bytes = {0};
        ward.engine.snapshot((buffer, offset, length) -> bytes[0] += length);
        return bytes[0];
    }
}
