package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a node stamps with that comes to lead, and what it says before of a clock that is wrong. */
final class LogClockTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long BEGIN = 1_700_000_000L * SECOND;

    /** Since the machine was started. */
    private long passedNs = 17 * SECOND;

    private long wrongByNs;
    private final LogClock clock = new LogClock(() -> trueNs() + wrongByNs, () -> passedNs);

    @Test
    void shouldGoOnFromTheLogOnAClockThatIsAnHourBehindAndComeBackSlowly() {
        wrongByNs = -HOUR;
        clock.onStamp(trueNs(), true);

        assertThat(clock.time()).isEqualTo(trueNs());
        passedNs += 1_000 * SECOND;
        assertThat(clock.time() - trueNs()).as("half a millisecond a second").isEqualTo(-SECOND / 2);
        assertThat(clock.apartNs()).isEqualTo(-HOUR);
    }

    @Test
    void shouldSayWhileItFollowsThatItsClockIsAheadAndHowFar() {
        wrongByNs = HOUR;
        clock.onStamp(trueNs(), true);
        passedNs += 20 * SECOND;
        clock.time();

        assertThat(clock.apartNs()).isEqualTo(HOUR);
        wrongByNs = 0;
        clock.time();
        assertThat(clock.apartNs()).isZero();
    }

    @Test
    void shouldNotTakeWhatItReadsLateForAClockThatIsAhead() {
        clock.onStamp(trueNs(), true);
        final long stopped = trueNs();
        passedNs += 30 * SECOND;
        clock.onStamp(stopped + SECOND, true);
        clock.time();

        assertThat(clock.apartNs())
                .as("it stood still for half a minute, its clock did not")
                .isZero();
    }

    @Test
    void shouldSayNothingOfWhatItReadsOfThePast() {
        clock.onStamp(trueNs() - 8 * HOUR, false);
        clock.time();

        assertThat(clock.apartNs()).isZero();
    }

    private long trueNs() {
        return BEGIN + passedNs;
    }
}
