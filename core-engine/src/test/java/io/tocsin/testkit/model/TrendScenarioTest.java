package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Advisories as section 34 says them, hour by hour; played on the model and on the engine. Patient p1 lies in b1, the nurse has session 1. */
final class TrendScenarioTest {
    private static final long HOUR = 3_600;
    private static final int HEART_RATE = 1;
    private static final int SPO2 = 2;
    private static final int TEMPERATURE = 3;
    private static final int SYSTOLIC = 4;
    private static final int RESPIRATORY_RATE = 7;
    private static final int CONSCIOUSNESS = 10;
    private static final int OXYGEN = 12;
    private static final int SHIFTED = 2;
    private static final int CROSSING = 4;
    private static final int SCORE_ROSE = 8;
    private static final int SHOCK_INDEX = 16;
    private static final String NURSE_ASKED = "StepStarted [CARE_ASSIGNMENT]";

    private final Scene scene = Scene.staffed(new BothSides(), 8);
    /** The last TrendNoted. */
    private String noted = "";

    private void follow(final int methods) {
        scene.configure(List.of(ScriptTrends.Trend.usual().methods(methods).entry()));
    }

    private List<String> read(final int parameter, final int value) {
        return said(scene.commands.vitals(
                From.source(7, 0), 0, List.of(new Commands.Reading(parameter, value)), "p1", "", ""));
    }

    private List<String> said(final byte[] message) {
        final List<Line> lines = scene.lines(message);
        lines.stream().filter(line -> line.is("TrendNoted")).forEach(line -> noted = line.toString());
        return lines.stream()
                .filter(line -> !line.is("CommandAnswered"))
                .map(line -> line.name() + ' ' + line.text("clauses"))
                .toList();
    }

    private List<String> anHourLater(final int parameter, final int value) {
        return later(60, parameter, value);
    }

    private List<String> later(final int minutes, final int parameter, final int value) {
        scene.nowNs += 60L * minutes * Scene.SECOND;
        return read(parameter, value);
    }

    @Test
    void shouldSayWhenAPressureFallsTowardsItsLimit() {
        followPressure();
        for (final int falling : new int[] {13_000, 12_400, 11_700, 11_000, 10_300}) {
            assertThat(anHourLater(SYSTOLIC, falling)).isEmpty();
        }

        assertThat(anHourLater(SYSTOLIC, 9_700))
                .as("two rounds in a row it would be below 90 within four hours")
                .contains("AlertRaised [TREND_CROSSING]", NURSE_ASKED);
        assertThat(noted).contains("reference=9000").contains("points=2, band=MEDIUM, scoreBand=ZERO, risk=MEDIUM");
    }

    private void followPressure() {
        scene.configure(List.of(
                scene.entries.rules(
                        2, 0, 900_000, 3_600_000, 14_400_000, List.of(new Entries.Rule(9_000, SYSTOLIC, 0, 2))),
                ScriptTrends.Trend.usual().methods(CROSSING).entry()));
    }

    @Test
    void shouldEndByItselfWhenThatHasLasted() {
        shouldSayWhenAPressureFallsTowardsItsLimit();

        assertThat(anHourLater(SYSTOLIC, 13_500))
                .as("one round says nothing yet")
                .noneMatch(line -> line.startsWith("ConditionChanged"));
        assertThat(anHourLater(SYSTOLIC, 13_500)).contains("TrendNoted [TREND_OVER]", "ConditionChanged [TREND_OVER]");
    }

    @Test
    void shouldEndWhenNobodyIsReadAnyMore() {
        shouldSayWhenAPressureFallsTowardsItsLimit();

        assertThat(scene.after(2 * HOUR)).anyMatch(line -> line.startsWith("ConditionChanged [SUBJECT_SILENT]"));
    }

    @Test
    void shouldSayWhenReadingsHaveMovedAwayFromThePatientsOwnBaseline() {
        follow(SHIFTED);
        for (int i = 0; i < 8; i++) {
            anHourLater(RESPIRATORY_RATE, i % 2 == 0 ? 1_400 : 1_500);
            read(HEART_RATE, 7_000);
        }
        List<String> said = List.of();
        for (int i = 0; i < 4; i++) {
            said = anHourLater(RESPIRATORY_RATE, 2_000);
            assertThat(said)
                    .as("one point is a hint, and no advisory")
                    .noneMatch(line -> line.startsWith("AlertRaised"));
        }
        for (int i = 0; i < 5 && noted.isEmpty(); i++) {
            anHourLater(HEART_RATE, 8_200);
            read(RESPIRATORY_RATE, 2_000);
        }

        assertThat(noted)
                .as(
                        "20 a minute is harmless, but not for who breathes 14.5 times, nor 82 for whose heart beats 70 times")
                .contains("reference=1450")
                .contains("reference=7000")
                .contains("points=2, band=MEDIUM");
    }

    @Test
    void shouldSayWhenTheScoreHasRisenWithinHours() {
        followScores();
        vitals(1_600, 9_700, 3_700);
        scene.nowNs += 4 * HOUR * Scene.SECOND;
        vitals(2_200, 9_500, 3_850);
        scene.nowNs += HOUR * Scene.SECOND;

        assertThat(vitals(2_200, 9_500, 3_850))
                .as("RR 22 counts 2, SpO2 95 % and 38.5 degrees 1 each, and it lasts: no score alert yet")
                .contains("AlertRaised [TREND_SCORE]");
        assertThat(noted).contains("value=4, reference=4");
    }

    @Test
    void shouldNotTakeAScoreForRisenBecauseMoreWasMeasured() {
        followScores();
        vitals(1_600, 9_700, 0);
        scene.nowNs += 4 * HOUR * Scene.SECOND;

        assertThat(vitals(2_200, 9_500, 3_850))
                .as("nobody had taken the temperature before")
                .noneMatch(line -> line.startsWith("TrendNoted"));
    }

    private void followScores() {
        scene.configure(List.of(
                scene.entries.rules(2, 1, 14_400_000, 14_400_000, 28_800_000, List.of()),
                ScriptTrends.Trend.usual().methods(SCORE_ROSE).entry()));
    }

    private List<String> vitals(final int breaths, final int spo2, final int temperature) {
        final List<Commands.Reading> readings = new ArrayList<>(List.of(
                new Commands.Reading(RESPIRATORY_RATE, breaths),
                new Commands.Reading(SPO2, spo2),
                new Commands.Reading(OXYGEN, 0),
                new Commands.Reading(SYSTOLIC, 12_000),
                new Commands.Reading(HEART_RATE, 7_200),
                new Commands.Reading(CONSCIOUSNESS, 0)));
        if (temperature > 0) {
            readings.add(new Commands.Reading(TEMPERATURE, temperature));
        }
        return said(scene.commands.vitals(From.source(7, 0), 0, readings, "p1", "", ""));
    }

    @Test
    void shouldSayWhenTheShockIndexIsHighAndRises() {
        follow(SHOCK_INDEX);
        for (int i = 0; i < 14 && noted.isEmpty(); i++) {
            scene.nowNs += HOUR * Scene.SECOND / 2;
            read(SYSTOLIC, 12_000 - 150 * i);
            read(HEART_RATE, 8_000 + 1_000 * i);
        }

        assertThat(noted).contains("method=SHOCK_INDEX").contains("band=MEDIUM");
    }

    @Test
    void shouldTellAPatientsAdvisoryAnewOnlyAfterHoursUnlessTheBandRises() {
        shouldSayWhenAPressureFallsTowardsItsLimit();
        final long toldNs = scene.nowNs;
        anHourLater(SYSTOLIC, 13_500);
        assertThat(anHourLater(SYSTOLIC, 13_500)).contains("ConditionChanged [TREND_OVER]");
        scene.after(60);
        for (int i = 0; i < 8; i++) {
            anHourLater(SYSTOLIC, 13_500);
        }
        boolean isToldAnew = false;
        for (int value = 13_500; value > 9_100 && !isToldAnew; value -= 200) {
            final List<String> said = later(20, SYSTOLIC, value);
            isToldAnew = said.contains("AlertRaised [TREND_CROSSING]");
        }

        assertThat(isToldAnew).isTrue();
        assertThat(scene.nowNs - toldNs).isGreaterThanOrEqualTo(4 * HOUR * Scene.SECOND);
    }

    /** Heart rate 75, pressure 122, spread as at rest; by the second for eight hours, and ten patients by the minute. */
    @Test
    void shouldAdviseNobodyWhoIsStableHoweverOftenTheyAreRead() {
        final SplittableRandom random = new SplittableRandom(7);
        final Scene quiet = Scene.staffed(new EngineSide(), 8);
        quiet.configure(List.of(
                quiet.entries.rules(
                        2,
                        1,
                        900_000,
                        3_600_000,
                        14_400_000,
                        List.of(new Entries.Rule(12_000, HEART_RATE, 1, 2), new Entries.Rule(9_000, SYSTOLIC, 0, 2))),
                ScriptTrends.Trend.continuous().entry()));
        final List<Line> noted = new ArrayList<>();
        for (int second = 0; second < 8 * HOUR; second++) {
            quiet.nowNs += Scene.SECOND;
            noted.addAll(quiet.lines(of(quiet, "p0", new Commands.Reading(HEART_RATE, spread(random, 7_500, 150)))));
            for (int patient = 1; patient <= 10 && second % 60 == patient; patient++) {
                noted.addAll(quiet.lines(of(
                        quiet,
                        "p" + patient,
                        new Commands.Reading(HEART_RATE, spread(random, 7_500, 250)),
                        new Commands.Reading(SYSTOLIC, spread(random, 12_200, 500)),
                        new Commands.Reading(RESPIRATORY_RATE, spread(random, 1_500, 120)),
                        new Commands.Reading(SPO2, spread(random, 9_700, 60)),
                        new Commands.Reading(TEMPERATURE, spread(random, 3_690, 8)))));
            }
        }

        assertThat(noted).filteredOn(line -> line.is("TrendNoted")).isEmpty();
    }

    /** Ten beats a minute more each ten minutes, by the second. */
    @Test
    void shouldFollowFromAConfigurationThatMovesSomebodyIntoABedAsWell() {
        final List<OracleScoreTable.Line> heart = List.of(
                new OracleScoreTable.Line(2, 1, 0),
                new OracleScoreTable.Line(3, 0, 0),
                new OracleScoreTable.Line(4, 1 | 0xff00 | 100 << 16 | 1 << 24, 0),
                new OracleScoreTable.Line(5, 255, 0),
                new OracleScoreTable.Line(6, Integer.MIN_VALUE, 0),
                new OracleScoreTable.Line(6, 10_000, 1));
        scene.configure(List.of(
                scene.entries.bed("b9", "icu"),
                scene.entries.rules(9, 0, 900_000, 3_600_000, 14_400_000, List.of()),
                ScoreTableEntry.of(9, 1, 1, "heart", heart)));
        // Whoever lies there has a slot, and nobody has followed anything yet.
        said(scene.commands.vitals(From.source(7, 0), 0, List.of(new Commands.Reading(1, 7_000)), "", "b9", ""));

        scene.configure(List.of(ScriptTrends.Trend.usual().entry(), scene.entries.patient("p9", 1, "b9", "")));

        assertThat(said(scene.commands.vitals(
                        From.source(7, 0), 0, List.of(new Commands.Reading(1, 7_000)), "p9", "", "")))
                .isNotEmpty();
    }

    @Test
    void shouldAdviseOfARampBeforeItsLimit() {
        final SplittableRandom random = new SplittableRandom(8);
        scene.configure(List.of(
                scene.entries.rules(
                        2, 0, 900_000, 3_600_000, 14_400_000, List.of(new Entries.Rule(12_000, HEART_RATE, 1, 2))),
                ScriptTrends.Trend.continuous().entry()));
        boolean isAdvised = false;
        for (int second = 0; second < 4 * HOUR && !isAdvised; second += 10) {
            scene.nowNs += 10 * Scene.SECOND;
            final int mean = 7_500 + (int) Math.max(0, (second - 3 * HOUR) * 1_000 / 600);
            assertThat(mean).as("the limit").isLessThan(11_500);
            isAdvised = read(HEART_RATE, spread(random, mean, 150)).stream()
                    .anyMatch(line -> line.startsWith("AlertRaised [TREND_"));
        }

        assertThat(isAdvised).isTrue();
    }

    private static byte[] of(final Scene scene, final String patient, final Commands.Reading... readings) {
        return scene.commands.vitals(From.source(7, 0), 0, List.of(readings), patient, "", "");
    }

    /** Four dice rather than one: mostly near the middle. */
    private static int spread(final SplittableRandom random, final int mean, final int deviation) {
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += random.nextInt(-deviation, deviation + 1);
        }
        return mean + sum * 7 / 8;
    }
}
