package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who waits to lead in a term that is over, and who does not. */
final class OutvotedTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long BEHIND = Outvoted.BEHIND_NS;

    private final Outvoted outvoted = new Outvoted(0, 3, 1_200 * MS);

    @Test
    void shouldGiveUpATermBehindWhichAMajorityGoesOnWithoutIt() {
        for (long now = MS; now < MS + BEHIND; now += 100 * MS) {
            othersAreIn(3, now);
            assertThat(outvoted.look(now, 1)).as("it may be told yet").isNull();
        }
        othersAreIn(3, MS + BEHIND);
        assertThat(outvoted.look(MS + BEHIND, 1))
                .hasMessageContaining("elected after term 1")
                .hasMessageContaining("go on in term 3");
    }

    /** Its figures still say an earlier term; who voted for it takes part in none until it leads. */
    @Test
    void shouldWaitForWhoVotedForIt() {
        othersAreIn(5, MS);
        for (long now = MS; now < 5 * BEHIND; now += 100 * MS) {
            outvoted.said(1, 5, now);
            assertThat(outvoted.look(now, 2)).isNull();
        }
    }

    @Test
    void shouldWaitWhileOthersAreInItsTermOrNoneOfThemIsHeard() {
        for (long now = MS; now < 5 * BEHIND; now += 100 * MS) {
            othersAreIn(1, now);
            assertThat(outvoted.look(now, 1)).as("they follow it").isNull();
        }
        for (long now = 5 * BEHIND; now < 10 * BEHIND; now += 100 * MS) {
            assertThat(outvoted.look(now, 1)).as("it is alone").isNull();
        }
    }

    @Test
    void shouldWaitWhileOneAloneSpeaksOfALaterTerm() {
        for (long now = MS; now < 5 * BEHIND; now += 100 * MS) {
            outvoted.said(1, 3, now);
            outvoted.said(2, 1, now);
            assertThat(outvoted.look(now, 1)).isNull();
        }
    }

    @Test
    void shouldSayNothingOfANodeThatLeadsOrFollowsOrCatchesUp() {
        for (long now = MS; now < 5 * BEHIND; now += 100 * MS) {
            othersAreIn(9, now);
            assertThat(outvoted.look(now, NodeState.NONE)).isNull();
        }
    }

    @Test
    void shouldCountAnewOnceItWasNotSo() {
        for (long now = MS; now < 5 * BEHIND; now += 100 * MS) {
            othersAreIn(3, now);
            assertThat(outvoted.look(now, now / MS % 4_000 < 100 ? NodeState.NONE : 1))
                    .isNull();
        }
    }

    private void othersAreIn(final long termId, final long nowNs) {
        outvoted.said(1, termId, nowNs);
        outvoted.said(2, termId, nowNs);
    }
}
