package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who lies near a limit and only wavers is not said to be on the way beyond it; who slowly gets worse is, long before. Read by the minute, each value like the one
 * before (autocorrelated, 0.9 a minute): as the project's notes on prediction make patients for tests.
 */
final class TrendNoiseTest {
    private static final double ALIKE = 0.9;
    private static final int DAY = 24 * 60;
    private static final int REST = 3 * 60;
    private static final int HEART_RATE = 1;
    private static final int SPO2 = 2;
    private static final int RESPIRATORY_RATE = 7;
    private static final int SYSTOLIC = 4;
    private static final int CROSSING = 4;
    private static final int SHOCK_INDEX = 16;
    private static final int CUFF_MINUTES = 20;

    /** No minute. */
    private static final int NEVER = -1;

    /** One patient, of whom crossings are followed. */
    private static final class Patient {
        private final Scene scene = Scene.staffed(new EngineSide(), 8);
        private final SplittableRandom random;

        Patient(final long seed, final List<Entries.Rule> limits) {
            this(seed, limits, CROSSING);
        }

        Patient(final long seed, final List<Entries.Rule> limits, final int methods) {
            random = new SplittableRandom(seed);
            scene.configure(List.of(
                    scene.entries.rules(2, 0, 900_000, 3_600_000, 14_400_000, limits),
                    ScriptTrends.Trend.continuous().methods(methods).entry()));
        }

        List<Line> aMinuteLater(final List<Commands.Reading> readings) {
            scene.nowNs += 60 * Scene.SECOND;
            return scene.lines(scene.commands.vitals(From.source(7, 0), 0, readings, "p1", "", ""));
        }
    }

    /** A parameter around its mean. */
    private static final class Wavering {
        private final SplittableRandom random;
        private final double deviation;
        private double apart;

        Wavering(final Patient patient, final double deviation) {
            random = patient.random;
            this.deviation = deviation;
            apart = deviation * random.nextGaussian();
        }

        int around(final double mean) {
            apart = ALIKE * apart + Math.sqrt(1 - ALIKE * ALIKE) * deviation * random.nextGaussian();
            return (int) Math.round(100 * (mean + apart));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldNotAdviseOfWhoOnlyWaversNearALimit(final long seed) {
        final Patient patient = new Patient(
                seed,
                List.of(
                        new Entries.Rule(9_200, SPO2, 0, 2),
                        new Entries.Rule(2_400, RESPIRATORY_RATE, 1, 2),
                        new Entries.Rule(5_400, HEART_RATE, 0, 2)));
        final Wavering spo2 = new Wavering(patient, 1);
        final Wavering breaths = new Wavering(patient, 3);
        final Wavering heart = new Wavering(patient, 3);
        final List<Line> said = new ArrayList<>();
        for (int minute = 0; minute < DAY; minute++) {
            said.addAll(patient.aMinuteLater(List.of(
                    new Commands.Reading(SPO2, spo2.around(94)),
                    new Commands.Reading(RESPIRATORY_RATE, breaths.around(18)),
                    new Commands.Reading(HEART_RATE, heart.around(60)))));
        }

        assertThat(said)
                .as("seed " + seed)
                .filteredOn(line -> line.is("TrendNoted"))
                .isEmpty();
    }

    /** One value of a cuff is not enough for what has to last. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldNotAdviseOfAStablePressureThatACuffTakesBesideAHeartRateByTheMinute(final long seed) {
        final Patient patient = new Patient(seed, List.of(new Entries.Rule(9_000, SYSTOLIC, 0, 2)));
        final Wavering heart = new Wavering(patient, 2);
        final List<Line> said = new ArrayList<>();
        for (int minute = 0; minute < DAY; minute++) {
            final List<Commands.Reading> readings =
                    new ArrayList<>(List.of(new Commands.Reading(HEART_RATE, heart.around(75))));
            if (minute % CUFF_MINUTES == 0) {
                readings.add(
                        new Commands.Reading(SYSTOLIC, (int) Math.round(10_400 + 700 * patient.random.nextGaussian())));
            }
            said.addAll(patient.aMinuteLater(readings));
        }

        assertThat(said)
                .as("seed " + seed)
                .filteredOn(line -> line.is("TrendNoted"))
                .isEmpty();
    }

    /** Heart rate over pressure is 0.9 and wavers. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldNotAdviseOfAShockIndexThatOnlyWavers(final long seed) {
        final Patient patient = new Patient(seed, List.of(), SHOCK_INDEX);
        final Wavering heart = new Wavering(patient, 5);
        final List<Line> said = new ArrayList<>();
        for (int minute = 0; minute < DAY / 2; minute++) {
            said.addAll(patient.aMinuteLater(List.of(
                    new Commands.Reading(HEART_RATE, heart.around(90)), new Commands.Reading(SYSTOLIC, 10_000))));
        }

        assertThat(said)
                .as("seed " + seed)
                .filteredOn(line -> line.is("TrendNoted"))
                .isEmpty();
    }

    @ParameterizedTest(name = "a probe that reads {0} % for one minute, {1} minutes before SpO2 begins to fall")
    @CsvSource({"70, 30", "50, 30", "0, 120"})
    void shouldNotBeBlindedByALooseProbe(final int reads, final int minutesBefore) {
        final List<Integer> before = new ArrayList<>();
        for (int seed = 1; seed <= 9; seed++) {
            before.add(toldBefore(seed, SPO2, 97, 0.5, -3.5, 90, REST - minutesBefore, 100 * reads));
        }
        Collections.sort(before);

        assertThat(before.get(4)).as("seeds 1 to 9: %s", before).isGreaterThanOrEqualTo(25);
        assertThat(before.get(1)).as("eight of nine, %s", before).isPositive();
    }

    /** What is at its limit so soon is for limits, not for advice. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldLeaveToLimitsWhatReachesThemWithinAQuarterOfAnHour(final long seed) {
        assertThat(toldBefore(seed, HEART_RATE, 75, 1.5, 180, 120, NEVER, 0))
                .as("seed " + seed)
                .isZero();
    }

    @ParameterizedTest(name = "{0}: half of nine patients are told of {6} minutes before the limit or earlier")
    @CsvSource({
        "SpO2 falls from 97 by 2 % an hour,          2, 97, 0.5,  -2,  90, 40",
        "SpO2 falls from 96 by 1 % an hour,          2, 96, 0.3,  -1,  90, 40",
        "the heart is faster by 11 beats every hour, 1, 75, 3,    11, 120, 40",
        "the heart is faster by 20 beats every hour, 1, 75, 3,    20, 120, 30",
        "the heart is faster by a beat every minute, 1, 75, 1.5,  60, 120, 8",
        "breaths are more by 4 a minute every hour,  7, 16, 1,     4,  28, 40",
        "the pressure falls by 10 mmHg every hour,   4, 125, 2,  -10,  90, 40",
        "the temperature rises by half a degree,     3, 37, 0.1, 0.5,  39, 40",
    })
    void shouldAdviseLongBeforeTheLimitOfWhoSlowlyGetsWorse(
            final String what,
            final int parameter,
            final double from,
            final double deviation,
            final double perHour,
            final double limit,
            final int leastMinutes) {
        final List<Integer> before = new ArrayList<>();
        for (int seed = 1; seed <= 9; seed++) {
            before.add(toldBefore(seed, parameter, from, deviation, perHour, limit, NEVER, 0));
        }
        Collections.sort(before);

        assertThat(before.get(4)).as("%s, seeds 1 to 9: %s", what, before).isGreaterThanOrEqualTo(leastMinutes);
        assertThat(before.get(1)).as("eight of nine, %s", before).isPositive();
    }

    /** So many minutes before the limit; 0 = never. Three hours of rest go before, in a minute of which another value may be read. */
    private static int toldBefore(
            final long seed,
            final int parameter,
            final double from,
            final double deviation,
            final double perHour,
            final double limit,
            final int looseMinute,
            final int loose) {
        final int side = perHour > 0 ? 1 : 0;
        final Patient patient = new Patient(seed, List.of(new Entries.Rule((int) (100 * limit), parameter, side, 2)));
        final Wavering wavering = new Wavering(patient, deviation);
        final int there = REST + (int) (60 * (limit - from) / perHour);
        for (int minute = 0; minute < there; minute++) {
            final double mean = from + perHour * Math.max(0, minute - REST) / 60;
            final int around = wavering.around(mean);
            final int value = minute == looseMinute ? loose : around;
            for (final Line line : patient.aMinuteLater(List.of(new Commands.Reading(parameter, value)))) {
                if (line.is("AlertRaised") && line.text("cause").equals("TREND")) {
                    assertThat(minute).as("seed %d, at rest", seed).isGreaterThan(REST);
                    return there - minute;
                }
            }
        }
        return 0;
    }
}
