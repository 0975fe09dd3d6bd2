package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * When a violation counts and when it ends, as a nurse would follow it at the bed: SpO2 in per cent at seconds, and what is said then. IEC 60601-1-8 calls the
 * first delay the alarm condition delay; the starting values are those of the alarm-burden studies in section 15's spirit. Played on the model and on the engine.
 */
final class TimedRulesTest {
    private static final int SPO2 = 2;
    private static final int BELOW = 0;
    private static final int LIMIT = 90;
    private static final int URGENT = Severity.URGENT.value();

    /** A rule's timing in seconds; clear at so many per cent. */
    private record Timing(int delay, int clear, int debounce, int clearAt, int count, int window) {}

    private static final Timing FIFTEEN_SECONDS = new Timing(15, 0, 0, LIMIT, 1, 1);

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    private static List<String> play(final Side side, final Timing timing, final String... readings) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(List.of(
                scene.entries.rules(2, 0, 1, 1, 1, List.of(new Entries.Rule(LIMIT * 100, SPO2, BELOW, URGENT))),
                scene.entries.timing(
                        2,
                        1,
                        timing.clearAt * 100,
                        timing.delay * 1_000L,
                        timing.clear * 1_000L,
                        timing.debounce * 1_000L,
                        timing.count,
                        timing.window)));
        final long startNs = scene.nowNs;
        final List<String> heard = new ArrayList<>();
        for (final String each : readings) {
            final String[] parts = each.split(":", 2);
            scene.nowNs = startNs + Long.parseLong(parts[0]) * Scene.SECOND;
            final List<String> said = parts.length == 1
                    ? scene.after(0)
                    : scene.say(scene.commands.vitals(
                            From.source(7, 0),
                            0,
                            List.of(new Commands.Reading(SPO2, Integer.parseInt(parts[1]) * 100)),
                            "p1",
                            "",
                            ""));
            said.stream()
                    .filter(line -> line.startsWith("Limit")
                            || line.startsWith("AlertRaised")
                            || line.startsWith("ConditionChanged"))
                    .map(line -> parts[0] + "s " + shortened(line))
                    .forEach(heard::add);
        }
        return heard;
    }

    private static String shortened(final String line) {
        return line.replaceAll(" alertId=\\d+", "")
                .replaceAll(" (severity|priority|unidentified|rule|value|phase|from)=\\S+", "");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTellNobodyOfADipThatIsShorterThanTheDelay(final Side side) {
        assertThat(play(side, FIFTEEN_SECONDS, "0:95", "10:88", "20:87", "24:93", "60"))
                .containsExactly(
                        "10s LimitWatched [LIMIT_BELOW, CONDITION_DELAY] stage=PENDING held=0",
                        "24s LimitWatched [LIMIT_LEFT] stage=DROPPED held=14");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRaiseWhenTheDelayIsOverWhetherReadingsComeOrNot(final Side side) {
        assertThat(play(side, FIFTEEN_SECONDS, "10:88", "24", "25", "26:88"))
                .containsExactly(
                        "10s LimitWatched [LIMIT_BELOW, CONDITION_DELAY] stage=PENDING held=0",
                        "25s LimitWatched [LIMIT_BELOW] stage=DECLARED held=15",
                        "25s LimitViolated [LIMIT_BELOW] first=1",
                        "25s AlertRaised [LIMIT_BELOW]",
                        "26s LimitViolated [LIMIT_BELOW] first=0");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldCountReadingsBeforeItCountsTime(final Side side) {
        assertThat(play(side, new Timing(0, 0, 0, LIMIT, 3, 4), "1:88", "2:88", "3:91", "4:88"))
                .containsExactly(
                        "1s LimitWatched [LIMIT_BELOW, SUSTAIN] stage=PENDING held=0",
                        "4s LimitWatched [LIMIT_BELOW, SUSTAIN] stage=DECLARED held=3",
                        "4s LimitViolated [LIMIT_BELOW, SUSTAIN] first=1",
                        "4s AlertRaised [LIMIT_BELOW, SUSTAIN]");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldEndOnlyWhenClearForItsTimeAndGiveNoNewAlertBefore(final Side side) {
        assertThat(play(
                        side,
                        new Timing(0, 10, 0, 92, 1, 1),
                        "1:88", // counts at once
                        "2:91", // inside the limit, not clear
                        "3:93", // clear
                        "8:91", // not clear any more
                        "9:92", // clear
                        "15:88", // violates again
                        "16:95", // clear
                        "26"))
                .containsExactly(
                        "1s LimitViolated [LIMIT_BELOW] first=1",
                        "1s AlertRaised [LIMIT_BELOW]",
                        "3s LimitWatched [LIMIT_LEFT, CLEAR_DELAY] stage=CLEARING held=0",
                        "8s LimitWatched [CLEAR_CONDITION] stage=RETURNED held=5",
                        "9s LimitWatched [LIMIT_LEFT, CLEAR_DELAY] stage=CLEARING held=0",
                        "15s LimitWatched [LIMIT_BELOW] stage=RETURNED held=6",
                        "15s LimitViolated [LIMIT_BELOW] first=0",
                        "16s LimitWatched [LIMIT_LEFT, CLEAR_DELAY] stage=CLEARING held=0",
                        "26s ConditionChanged [LIMIT_LEFT] to=INACTIVE");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldHoldTheSameBackForAMinuteButNotWhatIsDeeper(final Side side) {
        final Timing debounced = new Timing(0, 0, 60, LIMIT, 1, 1);
        assertThat(play(side, debounced, "1:88", "2:95", "10:88", "12:95", "20:89", "30:86"))
                .containsExactly(
                        "1s LimitViolated [LIMIT_BELOW] first=1",
                        "1s AlertRaised [LIMIT_BELOW]",
                        "2s ConditionChanged [LIMIT_LEFT] to=INACTIVE",
                        "10s LimitWatched [LIMIT_BELOW, DEBOUNCE] stage=PENDING held=0",
                        "12s LimitWatched [LIMIT_LEFT] stage=DROPPED held=2",
                        "20s LimitWatched [LIMIT_BELOW, DEBOUNCE] stage=PENDING held=0",
                        "30s LimitWatched [LIMIT_BELOW] stage=DECLARED held=10",
                        "30s LimitViolated [LIMIT_BELOW] first=1",
                        "30s AlertRaised [LIMIT_BELOW]");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldNotLoseWhatADebounceHeldBack(final Side side) {
        assertThat(play(side, new Timing(0, 0, 60, LIMIT, 1, 1), "1:88", "2:95", "10:88", "62"))
                .endsWith(
                        "62s LimitWatched [LIMIT_BELOW] stage=DECLARED held=52",
                        "62s LimitViolated [LIMIT_BELOW] first=1",
                        "62s AlertRaised [LIMIT_BELOW]");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRefuseATimingThatIsOutOfItsRange(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        final List<String> refusals = new ArrayList<>();
        final int[][] wrong = {
            // version, rule, clear at, delay ms, count, window
            {3, 1, 9_000, 0, 1, 1},
            {2, 0, 9_000, 0, 1, 1},
            {2, 3, 9_000, 0, 1, 1},
            {2, 1, 8_999, 0, 1, 1},
            {2, 1, 9_000, 3_600_001, 1, 1},
            {2, 1, 9_000, 0, 0, 1},
            {2, 1, 9_000, 0, 2, 1},
            {2, 1, 9_000, 0, 1, 32},
            {2, 2, 9_000, 5_001, 1, 1},
        };
        for (final int[] row : wrong) {
            refusals.addAll(scene
                    .configure(List.of(
                            scene.entries.rules(
                                    2,
                                    0,
                                    1,
                                    1,
                                    1,
                                    List.of(
                                            new Entries.Rule(9_000, SPO2, BELOW, URGENT),
                                            new Entries.Rule(8_000, SPO2, BELOW, Severity.CRITICAL.value()))),
                            scene.entries.timing(row[0], row[1], row[2], row[3], 0, 0, row[4], row[5])))
                    .stream()
                    .filter(line -> line.startsWith("ConfigRefused"))
                    .collect(Collectors.toList()));
        }
        assertThat(refusals).hasSize(wrong.length);
    }
}
