package io.tocsin.transport.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A judge who never finds anything is none: one planted breach of each law. */
final class HistoryTest {
    private final History history = new History(0);

    @Test
    void shouldFindNothingInWhatIsAsItShouldBe() {
        raised("a", 10, 20, 1);
        told("ann", 1, 0, 1, "a");
        raised("b", 30, 40, 2);
        told("ann", 2, 1, 2, "b");
        history.triesToResolve(1);
        history.resolved(1, "APPLIED");
        history.asked("c", "ann", "monitor", 60);
        assertThat(history.isEverybodyTold()).isTrue();
        final Verdict verdict = history.judge(List.of(Map.of(2L, "b"), Map.of(2L, "b")));
        assertThat(verdict.examples()).isEmpty();
        assertThat(verdict.isSound()).isTrue();
        assertThat(verdict)
                .hasToString(
                        "2 of 3 answered (0 at less than APPLIED), 2 told; lost 0 (and 0 at less than APPLIED), twice"
                                + " 0, out of order 0, unasked 0; 0 steps, early 0, latest 0 ms");
    }

    @Test
    void shouldFindWhatNobodyWasToldAndWhatIsOpenNowhere() {
        raised("a", 10, 20, 1);
        assertThat(history.isEverybodyTold()).isFalse();
        assertThat(history.judge(List.of(Map.of())).lost).isEqualTo(2);
    }

    @Test
    void shouldTellWhatWasAnsweredAtLessApart() {
        history.asked("a", "ann", "monitor", 10);
        history.answered("a", 1, "COMMITTED", 20);
        final Verdict verdict = history.judge(List.of());
        assertThat(verdict.lost).isZero();
        assertThat(verdict.lostAtLess).isOne();
        assertThat(verdict.isSound()).isFalse();
    }

    @Test
    void shouldFindWhatIsOpenThoughItIsResolved() {
        raised("a", 10, 20, 1);
        told("ann", 1, 0, 1, "a");
        history.triesToResolve(1);
        history.resolved(1, "APPLIED");
        assertThat(history.judge(List.of(Map.of(1L, "a"))).lost).isOne();
    }

    @Test
    void shouldTellWhatWasResolvedAtLessApart() {
        raised("a", 10, 20, 1);
        told("ann", 1, 0, 1, "a");
        history.triesToResolve(1);
        history.resolved(1, "COMMITTED");
        final Verdict verdict = history.judge(List.of(Map.of(1L, "a")));
        assertThat(verdict.lost).isZero();
        assertThat(verdict.lostAtLess).isOne();
    }

    @Test
    void shouldFindTwoNumbersOfOneKeyAndTwoKeysOfOneNumber() {
        raised("a", 10, 20, 1);
        told("ann", 1, 0, 2, "a");
        raised("b", 30, 40, 1);
        told("ann", 2, 1, 1, "b");
        assertThat(history.judge(List.of()).twice).isEqualTo(2);
        assertThat(history.judge(List.of(Map.of(1L, "a", 3L, "a"))).twice).isEqualTo(3);
    }

    @Test
    void shouldFindWhatIsOfferedAgainAndWhatComesAgainInItsLane() {
        raised("a", 10, 20, 1);
        told("ann", 1, 0, 1, "a");
        told("ann", 2, 1, 1, "a");
        told("ann", 2, 1, 1, "a");
        assertThat(history.judge(List.of()).twice).isEqualTo(3);
    }

    @Test
    void shouldFindWhatCameInAnotherOrderThanItWasAnswered() {
        raised("a", 10, 20, 5);
        raised("b", 30, 40, 4);
        told("ann", 1, 0, 4, "b");
        told("ann", 2, 1, 5, "a");
        assertThat(history.judge(List.of()).outOfOrder).isOne();
    }

    @Test
    void shouldNotWantAnOrderOfWhatWasAskedForAtOnce() {
        raised("a", 10, 40, 5);
        raised("b", 30, 50, 4);
        told("ann", 1, 0, 4, "b");
        told("ann", 2, 1, 5, "a");
        assertThat(history.judge(List.of()).outOfOrder).isZero();
    }

    @Test
    void shouldFindAGapAndAStepBackInALane() {
        raised("a", 10, 20, 1);
        raised("b", 30, 40, 2);
        raised("c", 50, 60, 3);
        told("ann", 1, 0, 1, "a");
        told("ann", 3, 2, 3, "c");
        told("ann", 2, 1, 2, "b");
        assertThat(history.judge(List.of()).outOfOrder).isEqualTo(2);
    }

    @Test
    void shouldFindWhatNobodyAskedFor() {
        told("ann", 1, 0, 1, "x");
        assertThat(history.judge(List.of(Map.of(1L, "x"))).unasked).isEqualTo(2);
    }

    @Test
    void shouldFindWhoIsAskedBeforeTheTimeOfTheFirstIsOver() {
        raised("a", 10, 20, 1);
        history.told(new History.Told("ann", "e", "CRITICAL", 1, 0, true, 0, 1, "a", 1_000, 900, 25));
        history.told(new History.Told("bob", "e", "CRITICAL", 1, 0, true, 1, 1, "a", 2_000, 999, 30));
        final Verdict verdict = history.judge(List.of());
        assertThat(verdict.early).isOne();
        assertThat(verdict.escalated).isOne();
    }

    @Test
    void shouldFindWhoIsAskedTooEarlyThoughTheRouterBelievesItIsTime() {
        final History ofASecond = new History(1_000_000_000);
        ofASecond.asked("a", "ann", "monitor", 10);
        ofASecond.told(new History.Told("bob", "e", "CRITICAL", 1, 0, true, 1, 1, "a", 0, 0, 900_000_000));
        assertThat(ofASecond.judge(List.of()).early).isOne();
    }

    @Test
    void shouldMeasureByWhatWasAskedForAfterwards() {
        raised("a", 10, 200, 1);
        raised("b", 120, 210, 2);
        history.told(new History.Told("ann", "e", "CRITICAL", 1, 0, true, 0, 1, "a", 0, 0, 205));
        history.told(new History.Told("ann", "e", "CRITICAL", 2, 1, true, 0, 2, "b", 0, 0, 230));
        assertThat(history.firstAnsweredOf(100)).isEqualTo(210);
        assertThat(history.firstToldOf(100, "ann")).isEqualTo(230);
        assertThat(history.firstToldOf(300, "ann")).isEqualTo(History.NOT);
        assertThat(history.answeredBetween(0, 205, "monitor")).isOne();
        assertThat(history.answeredBetween(50, 300, "monitor")).isOne();
        assertThat(history.answerNs(0, 1_000)).containsExactly(90L, 190L);
    }

    private void raised(final String key, final long askedNs, final long answeredNs, final long alertId) {
        history.asked(key, "ann", "monitor", askedNs);
        history.answered(key, alertId, "APPLIED", answeredNs);
    }

    private void told(final String person, final long seq, final long prev, final long alertId, final String key) {
        history.told(new History.Told(person, "e", "CRITICAL", seq, prev, true, 0, alertId, key, 0, 0, 100 + seq));
    }
}
