package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who goes on when engines differ: this is member 0 of three. */
final class AgreementTest {
    private static final long PATIENCE_NS = 10;
    private static final long PLACE = 4_096;
    private static final long RIGHT = 7;
    private static final long WRONG = 8;

    private final StatePoints own = new StatePoints();
    private final Agreement agreement = new Agreement(0, 3, "the hash", own, PATIENCE_NS);

    private @Nullable DivergedException look(final long nowNs) {
        return agreement.look(nowNs);
    }

    @Test
    void shouldGoOnWithAMajorityThatIsTheSame() {
        own.add(PLACE, RIGHT);
        assertThat(agreement.said(1, PLACE, RIGHT)).isTrue();
        assertThat(agreement.said(1, PLACE, RIGHT)).as("said again").isFalse();
        agreement.said(2, PLACE, WRONG);

        assertThat(look(1_000)).isNull();
        assertThat(agreement.agreedPlace()).isEqualTo(PLACE);
        assertThat(agreement.differing()).isOne();
        assertThat(agreement.isUndecided()).isFalse();
    }

    /** It had stopped, and has carried the log out anew: nobody is to be paged for what was. */
    @Test
    void shouldForgetThatAMemberDifferedOnceItIsTheSameAgain() {
        own.add(PLACE, RIGHT);
        own.add(2 * PLACE, RIGHT);
        agreement.said(1, PLACE, RIGHT);
        agreement.said(1, 2 * PLACE, RIGHT);
        agreement.said(2, PLACE, WRONG);
        assertThat(look(0)).isNull();
        assertThat(agreement.differing()).isOne();

        agreement.said(2, 2 * PLACE, RIGHT);
        assertThat(look(1)).isNull();
        assertThat(agreement.differing()).isZero();
    }

    @Test
    void shouldStopAtOnceWhereAMajorityIsOther() {
        own.add(PLACE, WRONG);
        agreement.said(1, PLACE, RIGHT);
        assertThat(look(0)).as("one other is no majority").isNull();
        agreement.said(2, PLACE, RIGHT);

        final DivergedException diverged = Objects.requireNonNull(look(1));
        assertThat(diverged.isMinority()).isTrue();
        assertThat(diverged)
                .hasMessageContaining("member 0 DIVERGED: after command 4096 the hash is 8 here and 7 with");
    }

    @Test
    void shouldStopAfterAWhileWhereNobodyHasAMajority() {
        own.add(PLACE, RIGHT);
        agreement.said(1, PLACE, WRONG);
        assertThat(look(5)).isNull();
        assertThat(agreement.isUndecided()).isTrue();
        assertThat(look(5 + PATIENCE_NS)).isNull();

        final DivergedException diverged = Objects.requireNonNull(look(6 + PATIENCE_NS));
        assertThat(diverged.isMinority()).isFalse();
    }

    @Test
    void shouldWaitNoLongerOnceTheThirdHasSaidWhoIsRight() {
        own.add(PLACE, RIGHT);
        agreement.said(1, PLACE, WRONG);
        assertThat(look(0)).isNull();
        agreement.said(2, PLACE, RIGHT);

        assertThat(look(100)).isNull();
        assertThat(agreement.isUndecided()).isFalse();
    }

    @Test
    void shouldJudgeOnlyPlacesThatItHasPassedItself() {
        agreement.said(1, PLACE, RIGHT);
        agreement.said(2, PLACE, RIGHT);
        assertThat(look(0)).as("it is behind").isNull();
        assertThat(agreement.said(1, 0, 0)).as("a member that has passed none").isFalse();

        own.add(PLACE, WRONG);
        assertThat(Objects.requireNonNull(look(1)).isMinority()).isTrue();
    }

    @Test
    void shouldRememberSoManyPlacesAndNoMore() {
        for (int i = 1; i <= StatePoints.KEPT + 1; i++) {
            own.add(i * PLACE, i);
        }
        agreement.said(1, PLACE, WRONG);
        agreement.said(2, PLACE, WRONG);
        assertThat(look(0))
                .as("forgotten: the hash rolls on, a later place tells")
                .isNull();

        agreement.said(1, 2 * PLACE, WRONG);
        agreement.said(2, 2 * PLACE, WRONG);
        assertThat(Objects.requireNonNull(look(0)).isMinority()).isTrue();
    }
}
