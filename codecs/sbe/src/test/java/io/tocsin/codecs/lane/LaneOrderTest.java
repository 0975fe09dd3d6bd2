package io.tocsin.codecs.lane;

import static io.tocsin.codecs.lane.LaneOrder.Verdict.APPLY;
import static io.tocsin.codecs.lane.LaneOrder.Verdict.DUPLICATE;
import static io.tocsin.codecs.lane.LaneOrder.Verdict.GAP;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LaneOrderTest {
    private final LaneOrder lane = new LaneOrder();

    @Test
    void shouldApplyWhatFollows() {
        assertThat(lane.judge(1, 0)).isEqualTo(APPLY);
        lane.applied(1, true);
        assertThat(lane.judge(2, 1)).isEqualTo(APPLY);
        lane.applied(2, true);
        assertThat(lane.received()).isEqualTo(2);
    }

    @Test
    void shouldDropWhatIsHere() {
        lane.applied(1, true);
        lane.applied(2, true);
        assertThat(lane.judge(1, 0)).isEqualTo(DUPLICATE);
        assertThat(lane.judge(2, 1)).isEqualTo(DUPLICATE);
    }

    @Test
    void shouldFindWhatIsMissing() {
        lane.applied(1, true);
        assertThat(lane.judge(3, 2)).isEqualTo(GAP);
        assertThat(lane.received()).isEqualTo(1);
    }

    @Test
    void shouldApplyWhatFollowsWhenWhatWasBetweenHasLeft() {
        lane.applied(1, true);
        assertThat(lane.judge(5, 1)).isEqualTo(APPLY);
        assertThat(lane.judge(5, 0)).isEqualTo(APPLY);
    }

    @Test
    void shouldBeginBehindWhatTheRouterHasNoted() {
        lane.startAfter(7);
        assertThat(lane.received()).isEqualTo(7);
        assertThat(lane.judge(7, 6)).isEqualTo(DUPLICATE);
        assertThat(lane.judge(8, 7)).isEqualTo(APPLY);
        assertThat(lane.judge(9, 8)).isEqualTo(GAP);
    }

    @Test
    void shouldConfirmNothingFromAFailedDeliveryOn() {
        lane.applied(1, true);
        lane.applied(2, false);
        lane.applied(3, true);
        assertThat(lane.received()).isEqualTo(1);

        assertThat(lane.judge(2, 1)).isEqualTo(APPLY);
        lane.applied(2, true);
        assertThat(lane.received()).isEqualTo(3);
        assertThat(lane.judge(3, 2)).isEqualTo(DUPLICATE);
    }

    @Test
    void shouldForgetAFailedDeliveryThatHasLeftTheOutbox() {
        lane.applied(1, true);
        lane.applied(2, false);
        // 2 and 3 were superseded by 4.
        assertThat(lane.judge(4, 1)).isEqualTo(APPLY);
        lane.applied(4, true);
        assertThat(lane.received()).isEqualTo(4);
    }
}
