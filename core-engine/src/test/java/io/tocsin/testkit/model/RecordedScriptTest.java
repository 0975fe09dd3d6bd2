package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Seeds whose scripts once could not be played. */
final class RecordedScriptTest {
    @Test
    void shouldReadSourcesOfAllSixtyFourBits() {
        assertThat(RecordedScript.of(23_000_953_716L, 300)).hasSize(300);
    }
}
