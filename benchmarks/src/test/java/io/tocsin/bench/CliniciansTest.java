package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rig on a small crowd: with servers and clients in processes of their own, everybody is told, and nobody loses anything when connections are cut. */
@Tag("long")
final class CliniciansTest {
    @Test
    void shouldLoseNothingWhenConnectionsAreCut() {
        assertThatCode(() -> Clinicians.main(new String[] {"130", "storm"})).doesNotThrowAnyException();
    }
}
