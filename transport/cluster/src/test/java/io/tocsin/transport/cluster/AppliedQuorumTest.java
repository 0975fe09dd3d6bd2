package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each row is what one member says, and how far a majority is after it. This node is member 0 of three. */
final class AppliedQuorumTest {
    @Test
    void shouldCountOnlyWhatIsSaidInTheTermOfTheNodesOwnEngine() {
        final AppliedQuorum quorum = new AppliedQuorum(3, 0);

        says(quorum, 1, 4, 900, 0);
        says(quorum, 2, 4, 900, 0);
        // The others are in term 4 and this engine is not yet.
        says(quorum, 0, 3, 500, 0);
        // Both others are further, and this engine has carried out no more.
        says(quorum, 0, 4, 600, 600);
        says(quorum, 0, 4, 1_000, 900);
        // Of an older term, however far: it may be of a log that is no more.
        says(quorum, 1, 3, 5_000, 900);
        says(quorum, 2, 4, 990, 990);
        // A new term: what was said before is forgotten.
        says(quorum, 0, 5, 2_000, 990);
        says(quorum, 2, 4, 2_000, 990);
        says(quorum, 1, 5, 1_500, 1_500);
        // It starts anew and reads the log again: a majority had it, so nobody can be without it.
        says(quorum, 1, 5, 100, 1_500);
        says(quorum, 2, 5, 2_000, 2_000);
    }

    @Test
    void shouldNeedNobodyElseAlone() {
        final AppliedQuorum alone = new AppliedQuorum(1, 0);

        says(alone, 0, 0, 64, 64);
    }

    private static void says(
            final AppliedQuorum quorum, final int member, final long term, final long applied, final long majority) {
        quorum.say(member, term, applied);
        assertThat(quorum.position())
                .as("member %d at %d in term %d", member, applied, term)
                .isEqualTo(majority);
    }
}
