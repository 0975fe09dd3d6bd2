package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who waits to lead in a term that is over, and who does not. */
final class OutvotedTest {
    private static final long PATIENCE = 1_000;

    private final Outvoted outvoted = new Outvoted(0, 3, PATIENCE);

    @Test
    void shouldGiveUpATermBehindWhichAMajorityGoesOnWithoutIt() {
        for (long now = 10; now < 10 + PATIENCE; now += 100) {
            othersAreIn(3, now);
            assertThat(outvoted.look(now, 1)).as("it may be told yet").isNull();
        }
        othersAreIn(3, 10 + PATIENCE);
        assertThat(outvoted.look(10 + PATIENCE, 1))
                .hasMessageContaining("elected in term 1")
                .hasMessageContaining("go on in term 3");
    }

    @Test
    void shouldWaitWhileOthersAreInItsTermOrNoneOfThemIsHeard() {
        for (long now = 10; now < 5 * PATIENCE; now += 100) {
            othersAreIn(1, now);
            assertThat(outvoted.look(now, 1)).as("they follow it").isNull();
        }
        for (long now = 5 * PATIENCE; now < 10 * PATIENCE; now += 100) {
            assertThat(outvoted.look(now, 1)).as("it is alone").isNull();
        }
    }

    @Test
    void shouldWaitWhileOneAloneSpeaksOfALaterTerm() {
        for (long now = 10; now < 5 * PATIENCE; now += 100) {
            outvoted.said(1, 3, now);
            outvoted.said(2, 1, now);
            assertThat(outvoted.look(now, 1)).isNull();
        }
    }

    @Test
    void shouldSayNothingOfANodeThatLeadsOrFollowsOrCatchesUp() {
        for (long now = 10; now < 5 * PATIENCE; now += 100) {
            othersAreIn(9, now);
            assertThat(outvoted.look(now, NodeState.NONE)).isNull();
        }
    }

    @Test
    void shouldCountAnewOnceItWasNotSo() {
        othersAreIn(3, 10);
        assertThat(outvoted.look(10, 1)).isNull();
        assertThat(outvoted.look(500, NodeState.NONE)).isNull();
        othersAreIn(3, 1_400);
        assertThat(outvoted.look(1_400, 2)).isNull();
    }

    private void othersAreIn(final long termId, final long nowNs) {
        outvoted.said(1, termId, nowNs);
        outvoted.said(2, termId, nowNs);
    }
}
