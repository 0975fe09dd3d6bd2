package io.tocsin;

import static io.tocsin.codecs.sbe.Parameter.CONSCIOUSNESS;
import static io.tocsin.codecs.sbe.Parameter.HEART_RATE;
import static io.tocsin.codecs.sbe.Parameter.RESPIRATORY_RATE;
import static io.tocsin.codecs.sbe.Parameter.SYSTOLIC;
import static io.tocsin.codecs.sbe.Parameter.TEMPERATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.monitoring.score.ScoreTable;
import io.tocsin.score.ScoreTables;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the router makes of a site's score tables: MEWS and the shock index, beside each other and without NEWS2. */
final class ScoreAlertTest {
    private static final String BY_AGE = """
            table heart
            version 7
            age child from 0 to 191 months
            age adult from 192 months
            threshold fast total at least 1 urgent
            item heart-rate rounded to 1
            column age child
            0 at most 150
            1 at least 151
            column age adult
            0 at most 100
            1 at least 101
            """;

    private static Site site() {
        return North.builder()
                .rules(LimitRules.none().score(ScoreTables.bundled("mews")).score(ScoreTables.bundled("shock-index")))
                .build();
    }

    /** The readings of MEWS: worth 0 but for what the heart rate is worth, 0 at 80, 2 at 120, 3 at 130. */
    private static Readings readings(final double heartRate, final double systolic, final double consciousness) {
        return Readings.ofPatient("p-17")
                .value(RESPIRATORY_RATE, 12)
                .value(HEART_RATE, heartRate)
                .value(SYSTOLIC, systolic)
                .value(TEMPERATURE, 37)
                .value(CONSCIOUSNESS, consciousness);
    }

    @Test
    void shouldRaiseAnAlertForEachScoreThatReachesAThreshold() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            kit.answer(kit.router().readings(readings(80, 120, 0)));
            assertThat(kit.router().openAlerts()).isEmpty();

            // Heart rate 130 is 3, pressure 90 is 1, voice is 1: MEWS 5, critical. The index is 1.44.
            kit.answer(kit.router().readings(readings(130, 90, 2)));

            final List<AlertState> open = kit.router().openAlerts();
            assertThat(open).extracting(alert -> alert.cause().kind()).containsOnly(Cause.SCORE);
            assertThat(open).extracting(alert -> alert.cause().table()).containsExactly(1, 2);
            assertThat(open).extracting(alert -> alert.cause().value()).containsExactly(5, 3);
            assertThat(open).extracting(AlertState::severity).containsExactly(Severity.EMERGENT, Severity.EMERGENT);
            final List<RouterEvent.TableScoreChanged> told = kit.events(RouterEvent.TableScoreChanged.class);
            assertThat(told.get(told.size() - 1).level()).isEqualTo(3);
        }
    }

    @Test
    void shouldEaseAndEndAnAlertAsTheScoreFalls() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            kit.answer(kit.router().readings(readings(130, 120, 3)));
            assertThat(kit.router().openAlerts().get(0).severity()).isEqualTo(Severity.EMERGENT);

            // Pain is 2 and 120 beats are 2: 4, to be watched.
            kit.answer(kit.router().readings(readings(120, 120, 3)));
            assertThat(kit.router().openAlerts().get(0).severity()).isEqualTo(Severity.SEMI_URGENT);

            kit.answer(kit.router().readings(readings(80, 120, 3)));
            assertThat(kit.events(RouterEvent.ConditionChanged.class))
                    .last()
                    .satisfies(ended -> assertThat(ended.to()).isEqualTo(Condition.INACTIVE))
                    .satisfies(ended -> assertThat(ended.stamp().clauses()).contains(Clause.SCORE_BELOW));
        }
    }

    @Test
    void shouldRaiseByAPartialScoreButNeverEaseByOne() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            kit.answer(kit.router()
                    .readings(Readings.ofPatient("p-17").value(HEART_RATE, 130).value(CONSCIOUSNESS, 3)));
            assertThat(kit.router().openAlerts()).singleElement().satisfies(alert -> {
                assertThat(alert.severity()).isEqualTo(Severity.EMERGENT);
                assertThat(alert.cause().value()).isEqualTo(5);
            });

            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(HEART_RATE, 80)));
            assertThat(kit.router().openAlerts()).singleElement().satisfies(alert -> {
                assertThat(alert.severity()).isEqualTo(Severity.EMERGENT);
                assertThat(alert.condition()).isEqualTo(Condition.ACTIVE);
                assertThat(alert.cause().value()).isEqualTo(2);
            });

            kit.answer(kit.router().readings(readings(80, 120, 3)));
            assertThat(kit.router().openAlerts()).allMatch(alert -> alert.condition() == Condition.INACTIVE);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = AgeGroup.class,
            names = {"NULL_VAL"},
            mode = EnumSource.Mode.EXCLUDE)
    void shouldScoreByTheColumnOfThePatientsAge(final AgeGroup group) {
        final boolean isAdult = group == AgeGroup.ADULT || group == AgeGroup.NOT_STATED;
        final Site site = North.builder()
                .ageGroup("p-17", group)
                .rules(LimitRules.none().score(ScoreTables.read("heart.txt", BY_AGE)))
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(HEART_RATE, 120)));

            assertThat(kit.router().openAlerts()).hasSize(isAdult ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldHoldScoresOverARestart(final Lives.End end) {
        final Lives lives = new Lives();
        final RouterTestKit before = lives.launch(site());
        before.answer(before.router().readings(readings(130, 90, 2)));
        final List<AlertState> shown = before.router().openAlerts();

        try (RouterTestKit after = lives.relaunch(before, end, site())) {
            assertThat(after.router().openAlerts()).isEqualTo(shown);
            after.answer(after.router().readings(readings(130, 90, 2)));
            assertThat(after.events(RouterEvent.TableScoreChanged.class)).isEmpty();
        }
    }

    @Test
    void shouldEndTheAlertOfATableThatIsNoLongerForThePatientsAge() {
        final String adults = BY_AGE.replace("age child from 0 to 191 months\n", "")
                .replace("column age child\n0 at most 150\n1 at least 151\n", "");
        final LimitRules rules = LimitRules.none().score(ScoreTables.read("heart.txt", adults));
        try (RouterTestKit kit =
                RouterTestKit.launch(North.builder().rules(rules).build())) {
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(HEART_RATE, 120)));
            assertThat(kit.router().openAlerts()).hasSize(1);

            kit.answer(kit.router()
                    .configure(North.builder()
                            .ageGroup("p-17", AgeGroup.UNDER_8_YEARS)
                            .rules(rules)
                            .build()));
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(HEART_RATE, 120)));

            assertThat(kit.events(RouterEvent.ConditionChanged.class))
                    .last()
                    .satisfies(ended -> assertThat(ended.to()).isEqualTo(Condition.INACTIVE))
                    .satisfies(ended -> assertThat(ended.stamp().clauses()).contains(Clause.CONFIGURED));
        }
    }

    @Test
    void shouldNotMakeAnAlertMilderWhoseScoreNobodyKeeps() {
        try (RouterTestKit kit = RouterTestKit.launch(new AlertRouter.Context()
                .site(site())
                .limits(RouterDefaults.limits().toBuilder().maxMonitored(1).build()))) {
            kit.answer(kit.router().readings(Readings.ofPatient("other").value(HEART_RATE, 80)));
            kit.answer(kit.router().readings(readings(130, 120, 3)));
            assertThat(kit.router().openAlerts().get(0).severity()).isEqualTo(Severity.EMERGENT);

            kit.answer(kit.router().readings(readings(120, 120, 3)));
            assertThat(kit.router().openAlerts().get(0).severity()).isEqualTo(Severity.EMERGENT);
            assertThat(kit.router().openAlerts().get(0).cause().value()).isEqualTo(4);
            final int told = kit.events(RouterEvent.TableScoreChanged.class).size();
            kit.answer(kit.router().readings(readings(120, 120, 3)));
            assertThat(kit.events(RouterEvent.TableScoreChanged.class)).hasSize(told);
        }
    }

    @Test
    void shouldNotTakeTheAlertOfAFormerTableForItsOwn() {
        try (RouterTestKit kit = RouterTestKit.launch(site())) {
            kit.answer(kit.router().readings(readings(130, 120, 3)));
            final long former = kit.router().openAlerts().get(0).alertId();

            kit.answer(kit.router()
                    .configure(North.builder()
                            .rules(LimitRules.none().score(ScoreTables.read("heart.txt", BY_AGE)))
                            .build()));
            kit.answer(kit.router().readings(readings(130, 120, 3)));

            assertThat(kit.router().openAlerts()).singleElement().satisfies(alert -> {
                assertThat(alert.alertId()).isNotEqualTo(former);
                assertThat(alert.severity()).isEqualTo(Severity.URGENT);
            });
        }
    }

    @Test
    void shouldRaiseAnAlertAsSoonAsThereIsRoomForIt() {
        try (RouterTestKit kit = RouterTestKit.launch(new AlertRouter.Context()
                .site(site())
                .limits(RouterDefaults.limits().toBuilder().maxAlerts(1).build()))) {
            kit.answer(kit.router().raise(North.arrest("first")));
            kit.answer(kit.router().readings(readings(130, 120, 3)));
            assertThat(kit.router().openAlerts()).hasSize(1);

            kit.answer(kit.router().cancel("first"));
            kit.answer(kit.router().readings(readings(130, 120, 3)));

            assertThat(kit.router().openAlerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.cause().kind()).isEqualTo(Cause.SCORE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean-pressure", "diastolic", "etco2", "glucose", "pain"})
    void shouldRefuseAScoreOfReadingsThatNobodyKnowsTheTimeOf(final String input) {
        final ScoreTable table =
                ScoreTables.read("heart.txt", BY_AGE.replace("heart-rate rounded to 1", input + " rounded to 1"));

        assertThatThrownBy(() -> LimitRules.none().score(table)).hasMessageContaining("needs a reading that");
    }

    @Test
    void shouldRefuseMoreScoresOrLinesThanThereIsRoomFor() {
        LimitRules rules = LimitRules.none();
        for (int i = 0; i < 8; i++) {
            rules = rules.score(ScoreTables.bundled("news2"));
        }
        final LimitRules full = rules;
        assertThatThrownBy(() -> full.score(ScoreTables.bundled("mews"))).hasMessageContaining("8 scores");

        final StringBuilder text = new StringBuilder("table long\nversion 1\nthreshold t total at least 1\n");
        final List<String> inputs = new ArrayList<>(List.of("heart-rate", "systolic", "temperature"));
        for (int age = 0; age < 8; age++) {
            text.insert(text.indexOf("threshold"), "age a" + age + " from " + age + " to " + age + " months\n");
        }
        inputs.forEach(input -> {
            text.append("item ").append(input).append('\n');
            for (int age = 0; age < 8; age++) {
                text.append("column age a").append(age).append('\n').append("0 at most 10\n1 10.01 to 20\n");
                text.append("0 20.01 to 30\n1 30.01 to 40\n0 40.01 to 50\n1 50.01 to 60\n0 60.01 to 70\n1 above 70\n");
            }
        });
        assertThatThrownBy(() -> LimitRules.none().score(ScoreTables.read("long.txt", text.toString())))
                .hasMessageContaining("231 lines: at most 183 fit");
    }
}
