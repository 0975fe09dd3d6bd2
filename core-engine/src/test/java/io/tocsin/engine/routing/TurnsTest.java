package io.tocsin.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.snapshot.SnapshotBytes;
import org.junit.jupiter.api.Test;

/** Whose turn it was, across a snapshot, and what that costs. */
final class TurnsTest {
    private static final int PEOPLE = 10;
    private static final int BYTES_OF_ONE = 12;

    @Test
    void shouldKnowAfterARestoreWhoseTurnItWas() {
        final Turns turns = new Turns(PEOPLE);
        turns.take(7);
        turns.take(2);
        turns.take(7);
        final Turns restored = new Turns(PEOPLE);
        restored.restore(SnapshotBytes.reader(SnapshotBytes.of(turns::snapshot)), PEOPLE);

        assertThat(restored.of(2)).isEqualTo(2);
        assertThat(restored.of(7)).isEqualTo(3);
        assertThat(restored.of(0)).isZero();
        restored.take(0);
        assertThat(restored.of(0)).isEqualTo(4);
    }

    @Test
    void shouldCostTwelveBytesForEachWhoHadATurn() {
        final Turns turns = new Turns(PEOPLE);
        final int none = SnapshotBytes.of(turns::snapshot).length;
        turns.take(7);
        turns.take(7);
        turns.take(1);

        assertThat(SnapshotBytes.of(turns::snapshot)).hasSize(none + 2 * BYTES_OF_ONE);
    }
}
