package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class EngineLimitsTest {
    @Test
    void shouldKeepEveryCapacityThroughABuilder() {
        assertThat(EngineLimits.hospital().toBuilder().build()).isEqualTo(EngineLimits.hospital());
        assertThat(EngineLimits.small()).isEqualTo(EngineLimits.builder().build());
    }

    @Test
    void shouldChangeOneCapacityOnly() {
        final EngineLimits limits =
                EngineLimits.small().toBuilder().maxAlerts(7).build();

        assertThat(limits.maxAlerts()).isEqualTo(7);
        assertThat(limits.toBuilder().maxAlerts(128).build()).isEqualTo(EngineLimits.small());
    }

    @Test
    void shouldSayWhichCapacityIsOutOfItsRange() {
        assertThatThrownBy(() -> EngineLimits.small().toBuilder().maxRules(64).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("engine limit maxRules is 64: it must be from 1 to 63");
        assertThatThrownBy(() -> EngineLimits.small().toBuilder().configBytes(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("engine limit configBytes is 0: it must be from 1 to 67108864");
    }
}
