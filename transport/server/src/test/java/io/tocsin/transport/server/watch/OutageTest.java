package io.tocsin.transport.server.watch;

import static io.tocsin.transport.server.watch.Outage.Call.ACKNOWLEDGED;
import static io.tocsin.transport.server.watch.Outage.Call.ALARM;
import static io.tocsin.transport.server.watch.Outage.Call.NONE;
import static io.tocsin.transport.server.watch.Outage.Call.RECOVERED;
import static io.tocsin.transport.server.watch.Outage.Call.REPEAT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Five seconds of patience, sixty at the start, a call every thirty; looks once a second, and what is longer than two is standing still. */
final class OutageTest {
    private final Outage outage = new Outage(s(5), s(60), s(30), s(2), s(3), false);
    private long nowNs = Long.MAX_VALUE - s(3);

    @Test
    void shouldCallOnceNoNodeHasBeenReadyForFiveSeconds() {
        assertThat(after(1, true)).isEqualTo(NONE);
        assertThat(after(4, false)).as("four seconds").isEqualTo(NONE);
        assertThat(after(1, false)).as("five").isEqualTo(ALARM);
        assertThat(outage.silentNs()).isEqualTo(s(5));
        assertThat(after(29, false)).isEqualTo(NONE);
        assertThat(after(1, false)).isEqualTo(REPEAT);
        assertThat(after(29, false)).isEqualTo(NONE);
        assertThat(after(1, false)).isEqualTo(REPEAT);
        assertThat(after(5, true)).isEqualTo(NONE);
        assertThat(after(1, true)).as("for five seconds").isEqualTo(RECOVERED);
        assertThat(after(4, false)).isEqualTo(NONE);
        assertThat(after(1, false)).as("the next outage").isEqualTo(ALARM);
    }

    @Test
    void shouldCallForARouterThatCrashesAgainAndAgain() {
        assertThat(after(5, true)).isEqualTo(NONE);
        assertThat(after(4, false)).as("four seconds, and ready for one").isEqualTo(NONE);
        assertThat(after(1, true)).isEqualTo(NONE);
        assertThat(after(1, false)).as("five in all").isEqualTo(ALARM);
        assertThat(after(4, true)).as("not over yet").isEqualTo(NONE);
        nowNs += s(1);
        assertThat(outage.look(nowNs, false, 0, true)).as("nor forgotten").isEqualTo(ACKNOWLEDGED);
        assertThat(after(5, true)).isEqualTo(NONE);
        assertThat(after(1, true)).isEqualTo(RECOVERED);
    }

    @Test
    void shouldForgetABreakOnceANodeHasBeenReadyForLong() {
        assertThat(after(1, true)).isEqualTo(NONE);
        for (int i = 0; i < 20; i++) {
            assertThat(after(4, false)).isEqualTo(NONE);
            assertThat(after(6, true)).isEqualTo(NONE);
        }
    }

    @Test
    void shouldCountFromWhenANodeWasLastReady() {
        after(6, true);
        nowNs += s(1);
        assertThat(outage.look(nowNs, false, s(3), false)).isEqualTo(NONE);
        assertThat(outage.silentNs()).isEqualTo(s(3));
        assertThat(after(2, false)).isEqualTo(ALARM);
    }

    @Test
    void shouldGoOnWithAnOutageThatAnotherWatchdogHasTold() {
        final Outage told = new Outage(s(5), s(60), s(30), s(2), s(3), true);
        for (int second = 0; second < 5; second++) {
            nowNs += s(1);
            assertThat(told.look(nowNs, true, 0, false)).isEqualTo(NONE);
        }
        nowNs += s(1);
        assertThat(told.look(nowNs, true, 0, false)).isEqualTo(RECOVERED);
    }

    @Test
    void shouldBePatientAtTheStartUntilTheFirstIsReady() {
        assertThat(after(60, false)).as("the first look measures nothing").isEqualTo(NONE);
        assertThat(after(1, false)).isEqualTo(ALARM);
    }

    @Test
    void shouldCallNobodyAgainWhoHasAcknowledgedButTellThatItIsOver() {
        after(1, true);
        assertThat(after(5, false)).isEqualTo(ALARM);
        nowNs += s(1);
        assertThat(outage.look(nowNs, false, 0, true)).isEqualTo(ACKNOWLEDGED);
        assertThat(after(600, false)).isEqualTo(NONE);
        assertThat(after(6, true)).isEqualTo(RECOVERED);
        assertThat(after(5, false)).as("what was acknowledged was another").isEqualTo(ALARM);
        assertThat(after(30, false)).isEqualTo(REPEAT);
    }

    @Test
    void shouldNotTakeItsOwnStandingStillForSilenceOfTheNodes() {
        after(1, true);
        nowNs += s(3_600);
        assertThat(outage.look(nowNs, false, 0, false))
                .as("it was stopped for an hour")
                .isEqualTo(NONE);
        assertThat(outage.silentNs()).isEqualTo(s(2));
        assertThat(after(3, false)).isEqualTo(ALARM);
    }

    @Test
    void shouldNotGoBackWithAClockThatDoes() {
        after(1, true);
        after(4, false);
        nowNs -= s(1_000);
        assertThat(outage.look(nowNs, false, 0, false)).isEqualTo(NONE);
        assertThat(outage.silentNs()).isEqualTo(s(4));
        assertThat(after(1, false)).isEqualTo(ALARM);
    }

    /** Looks once a second, and answers the last; none before says that anything is to be done. */
    private Outage.Call after(final int seconds, final boolean isReady) {
        for (int i = 1; i < seconds; i++) {
            nowNs += s(1);
            assertThat(outage.look(nowNs, isReady, 0, false)).as("after " + i).isEqualTo(NONE);
        }
        nowNs += s(1);
        return outage.look(nowNs, isReady, 0, false);
    }

    private static long s(final long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
