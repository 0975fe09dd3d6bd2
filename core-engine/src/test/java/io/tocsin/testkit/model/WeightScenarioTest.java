package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A weight that rises by 2 kg in 3 days, and is down again below 1.5 kg: section 37. */
final class WeightScenarioTest {
    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;
    private static final int SEMI_URGENT = 4;

    static Stream<Side> sides() {
        return Stream.of(new EngineSide(), new OracleEngine(Set.of()));
    }

    private static byte[] usual() {
        return ScriptWeights.entry(3 * DAY * 1_000, 200, 150, SEMI_URGENT);
    }

    private static Scene home(final Side side) {
        final Scene scene = Scene.ward(
                side,
                8,
                new OracleLimits(
                        20, 40, 10, 4, 8, 4, 8, 2, 8, 8, 4, 200, 200, 400, 16, 1_000, 64, 8, 20, 10_000, 0, 0, 2, 0));
        scene.open(1, "nurse");
        scene.configure(List.of(usual()));
        return scene;
    }

    private static List<String> weigh(final Scene scene, final String patient, final double kg) {
        return scene.say(scene.commands.vitals(
                From.source(7, 0),
                0,
                List.of(new Commands.Reading(Parameter.WEIGHT.value(), (int) Math.round(kg * 100))),
                patient,
                "",
                ""));
    }

    private static List<String> only(final List<String> said, final String... names) {
        return said.stream()
                .filter(line -> Stream.of(names).anyMatch(line::startsWith))
                .toList();
    }

    /** Kilograms, one a day; what is said of which day. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            80.0 80.7 81.4 82.0      | 3 up            | 2 kg in 3 days: the limit itself counts
            80.0 80.7 81.4 81.9      |                 | less
            80.0 80.5 81.0 81.5 82.0 |                 | 2 kg in 4 days
            80.0 82.0 82.5 83.0      | 1 up            | one alert for one rise
            80.0 82.0 81.6 81.4      | 1 up 3 back     | over below 1.5 kg, not before
            80.0 82.0 82.0 82.0 82.0 | 1 up 4 window   | what it rose from is too long ago
            80.0 82.0 80.5 82.5      | 1 up 2 back 3 up| it comes again
            82.0 80.0 81.0 82.0      | 3 up            | from the lowest, not the first
            8.00 9.00 9.60           |                 | a child
            """)
    void shouldTellOfARiseOnce(final String weights, final String told, final String why) {
        sides().forEach(side -> {
            final Scene scene = home(side);
            final List<String> days = new ArrayList<>();
            int day = 0;
            for (final String kg : weights.strip().split(" ", -1)) {
                for (final String line : only(weigh(scene, "p1", Double.parseDouble(kg)), "WeightNoted")) {
                    days.add(day
                            + (line.contains("WEIGHT_GAINED")
                                    ? " up"
                                    : line.contains("WEIGHT_BACK") ? " back" : " window"));
                }
                scene.after(DAY);
                day++;
            }
            assertThat(String.join(" ", days)).as(why).isEqualTo(told == null ? "" : told.strip());
        });
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTellWhoCaresForThePatient(final Side side) {
        final Scene scene = home(side);
        weigh(scene, "p1", 80);
        scene.after(2 * DAY);
        assertThat(only(weigh(scene, "p1", 82.1), "WeightNoted", "AlertRaised", "StepStarted"))
                .containsExactly(
                        "WeightNoted [WEIGHT_GAINED] alertId=1 weight=8210 lowest=8000 active=1",
                        "AlertRaised [WEIGHT_GAINED] alertId=1 severity=SEMI_URGENT priority=NORMAL unidentified=0",
                        "StepStarted [CARE_ASSIGNMENT] step=0 round=0 chosen=1");
        scene.after(HOUR);
        assertThat(only(weigh(scene, "p1", 81.4), "WeightNoted", "ConditionChanged"))
                .containsExactly(
                        "WeightNoted [WEIGHT_BACK] alertId=1 weight=8140 lowest=8000 active=0",
                        "ConditionChanged [WEIGHT_BACK] from=ACTIVE to=INACTIVE phase=END");
        scene.after(10);
        // It had not been closed yet: it is the same alert again.
        assertThat(only(weigh(scene, "p1", 82.2), "AlertRaised", "ConditionChanged"))
                .containsExactly("ConditionChanged [REACTIVATED] from=INACTIVE to=ACTIVE phase=START");
    }

    /** One scale, a family, by the hour: who is more than a tenth from the last waits for a second weight, who is more than a fifth from it for a day. Nobody is alerted. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            80 62 80.2 62.1 80.1 45 80.3       | he, then she, then he
            80 62 62.1 62.3 80.1 80 45 45.2 62 | each twice
            62 80 80.5 81                      | she, then he
            75 90 75 90 75 90                  | he is a fifth heavier, and they take turns
            80 8 80 8 80                       | with a bag, or only the bag
            """)
    void shouldAlarmNoFamilyWithOneScale(final String weights, final String who) {
        sides().forEach(side -> {
            final Scene scene = home(side);
            for (final String kg : weights.strip().split(" ", -1)) {
                assertThat(only(weigh(scene, "p1", Double.parseDouble(kg)), "WeightNoted", "AlertRaised"))
                        .as("%s, at %s kg", who, kg)
                        .isEmpty();
                scene.after(HOUR);
            }
        });
    }

    /** She steps on his scale, twice: his alarm stays, and so does what it was from. When nobody else does for a day, it is hers. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldEndNoAlarmBecauseOfAnotherOnTheScale(final Side side) {
        final Scene scene = home(side);
        weigh(scene, "p1", 90);
        weigh(scene, "p1", 92);
        for (final double kg : new double[] {60, 60.2, 92.1, 60, 60.1}) {
            assertThat(only(weigh(scene, "p1", kg), "WeightNoted", "ConditionChanged"))
                    .isEmpty();
        }
        assertThat(only(weigh(scene, "p1", 91), "WeightNoted"))
                .containsExactly("WeightNoted [WEIGHT_BACK] alertId=1 weight=9100 lowest=9000 active=0");
        weigh(scene, "p1", 92.5);
        weigh(scene, "p1", 60);
        scene.after(DAY);
        assertThat(only(weigh(scene, "p1", 60.4), "WeightNoted"))
                .containsExactly("WeightNoted [WEIGHT_OTHER] alertId=1 weight=6040 lowest=0 active=0");
    }

    /** More than a tenth in a day is believed if it is read twice. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldBelieveTheSecondOfTwoWeightsThatAreFarUp(final Side side) {
        final Scene scene = home(side);
        weigh(scene, "p1", 60);
        scene.after(DAY);
        assertThat(only(weigh(scene, "p1", 67), "WeightNoted")).isEmpty();
        assertThat(only(weigh(scene, "p1", 67.1), "WeightNoted")).hasSize(1);
    }

    /** Two kilograms more once it is told are told again. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldTellOfARiseThatGoesOn(final Side side) {
        final Scene scene = home(side);
        weigh(scene, "p1", 80);
        weigh(scene, "p1", 82);
        assertThat(only(weigh(scene, "p1", 83.9), "WeightNoted")).isEmpty();
        assertThat(only(weigh(scene, "p1", 84), "WeightNoted", "AlertUpdated"))
                .containsExactly(
                        "WeightNoted [WEIGHT_GAINED] alertId=1 weight=8400 lowest=8000 active=1",
                        "AlertUpdated [WEIGHT_GAINED] alertId=1 occurrence=2 phase=UPDATE severity=SEMI_URGENT");
    }

    /** A scale that was out of reach sends what it had: that is not of today. */
    @ParameterizedTest
    @CsvSource({"86400, 1", "86401, 0"})
    void shouldNotLookAtWhatWasMeasuredLongAgo(final long ago, final int told) {
        sides().forEach(side -> {
            final Scene scene = home(side);
            scene.after(DAY);
            weigh(scene, "p1", 80);
            final GateMessages.Quality late = new GateMessages.Quality(0, scene.nowNs - ago * Scene.SECOND, 0, 0);
            assertThat(only(
                            scene.say(new GateMessages()
                                    .vitals(
                                            From.source(7, 0),
                                            0,
                                            late,
                                            List.of(new Commands.Reading(Parameter.WEIGHT.value(), 8_200)),
                                            "p1",
                                            "",
                                            "")),
                            "WeightNoted"))
                    .hasSize(told);
        });
    }

    /** No alert finds a place: it is said, and as soon as there is one, somebody is told. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldTellAsSoonAsThereIsAPlace(final Side side) {
        final Scene scene = home(side);
        weigh(scene, "p1", 80);
        for (int i = 0; i < Scene.LIMITS.alerts(); i++) {
            scene.raise("minor" + i, Severity.NON_URGENT);
        }
        assertThat(only(weigh(scene, "p1", 82), "WeightNoted"))
                .containsExactly("WeightNoted [WEIGHT_GAINED] alertId=0 weight=8200 lowest=8000 active=1");
        scene.after(1);
        scene.say(scene.commands.cancel(From.source(7, 0), 0, "minor1"));
        scene.say(scene.commands.cancel(From.source(7, 0), 0, "minor2"));
        assertThat(only(scene.after(1), "AlertRaised")).hasSize(1);
    }

    /** No body weighs that. */
    @ParameterizedTest
    @CsvSource({"0.19, INVALID_FIELD", "0.2, OK", "635, OK", "635.01, INVALID_FIELD"})
    void shouldTakeNoWeightThatThereIsNot(final double kg, final String answer) {
        sides().forEach(side -> assertThat(weigh(home(side), "p1", kg))
                .anySatisfy(line -> assertThat(line).contains("result=" + answer + ' ')));
    }

    /** Two have a place: who is weighed once a day keeps it, whatever is read of others, until nothing of them is kept any more. */
    @ParameterizedTest
    @CsvSource({"1, 0, the third finds none", "4, 1, of the first nothing is kept any more"})
    void shouldKeepThePlaceOfWhoIsWeighedOnceADay(final long days, final int told, final String what) {
        sides().forEach(side -> {
            final Scene scene = home(side);
            weigh(scene, "p1", 80);
            weigh(scene, "p2", 60);
            scene.after(days * DAY);
            weigh(scene, "p2", 60);
            weigh(scene, "p3", 50);
            assertThat(only(weigh(scene, "p3", 52), "WeightNoted")).as(what).hasSize(told);
        });
    }

    /** The same words change nothing; others begin anew, and 0 kg ends it. */
    @ParameterizedTest
    @CsvSource({"200, 150, 0", "200, 100, 0", "300, 150, 1", "0, 0, 1"})
    void shouldBeginAnewUnderOtherRules(final int gain, final int over, final int ends) {
        sides().forEach(side -> {
            final Scene scene = home(side);
            weigh(scene, "p1", 80);
            weigh(scene, "p1", 82);
            assertThat(only(
                            scene.configure(List.of(ScriptWeights.entry(3 * DAY * 1_000, gain, over, SEMI_URGENT))),
                            "WeightNoted"))
                    .hasSize(ends);
        });
    }

    /** Without an entry nothing is kept, and no place is taken. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldKeepNothingWithoutAnEntry(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        weigh(scene, "p1", 80);
        assertThat(only(weigh(scene, "p1", 90), "WeightNoted", "AlertRaised")).isEmpty();
    }
}
