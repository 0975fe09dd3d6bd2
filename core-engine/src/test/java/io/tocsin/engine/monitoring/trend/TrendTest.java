package io.tocsin.engine.monitoring.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The streaming methods on one series whose answers were computed elsewhere: 80, 82, 85, 84, 90, 97, 104, 110, an hour apart. */
class TrendTest {
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final int[] SERIES = {8_000, 8_200, 8_500, 8_400, 9_000, 9_700, 10_400, 11_000};
    private static final double ROUNDING = 5e-5;

    private final UnsafeBuffer state = new UnsafeBuffer(new byte[512]);

    @Test
    void shouldWeighTheMeanExponentially() {
        final double[] means = {80, 80.6, 81.92, 82.544, 84.7808, 88.4466, 93.1126, 98.1788};
        for (int i = 0; i < SERIES.length; i++) {
            if (i == 0) {
                Ewma.update(state, 0, SERIES[i], 0, HOUR_NS);
            } else {
                Ewma.weigh(state, 0, SERIES[i], 0.3);
            }
            assertThat(Ewma.mean(state, 0)).isCloseTo(means[i], within(ROUNDING));
        }
    }

    @Test
    void shouldWeighAReadingByTheTimeSinceTheOneBefore() {
        assertThat(Ewma.weight(0, HOUR_NS)).isZero();
        assertThat(Ewma.weight(HOUR_NS, HOUR_NS)).isCloseTo(1 - 1 / Math.E, within(1e-12));
        Ewma.update(state, 0, 8_000, 0, HOUR_NS);
        Ewma.update(state, 0, 9_000, 100 * HOUR_NS, HOUR_NS);
        assertThat(Ewma.mean(state, 0)).isCloseTo(90, within(1e-5));
        Ewma.update(state, 0, 20_000, 99 * HOUR_NS, HOUR_NS);
        assertThat(Ewma.mean(state, 0))
                .as("a reading from before counts nothing")
                .isCloseTo(90, within(1e-5));
        assertThat(Ewma.lastNs(state, 0)).isEqualTo(100 * HOUR_NS);
    }

    @Test
    void shouldSayHowFarAReadingIsFromWhatIsUsual() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            final int value = 8_000 + (int) Math.round(400 * random.nextGaussian());
            Ewma.update(state, 0, value, i * HOUR_NS, 200 * HOUR_NS);
        }
        assertThat(Math.sqrt(Ewma.variance(state, 0))).as("seed " + seed).isBetween(3.0, 5.0);
        assertThat(Ewma.deviation(state, 0, 10_000, 100)).as("seed " + seed).isBetween(3.5, 7.5);
        assertThat(Ewma.deviation(state, 0, 8_000, 100_000))
                .as("a deviation is assumed at least")
                .isBetween(-0.01, 0.01);
    }

    @Test
    void shouldFollowLevelAndSlope() {
        final double[] levels = {80, 81, 83.15, 84.0025, 87.4284, 93.0271, 99.9223, 106.9816};
        final double[] slopes = {0, .3, .855, .8542, 1.6257, 2.8176, 4.0409, 4.9464};
        for (int i = 0; i < SERIES.length; i++) {
            Holt.update(state, 0, SERIES[i], i * HOUR_NS, 5_000, 3_000);
            assertThat(Holt.level(state, 0)).isCloseTo(levels[i], within(ROUNDING));
            assertThat(Holt.slopePerHour(state, 0)).isCloseTo(slopes[i], within(ROUNDING + 1e-6));
        }
        assertThat(Holt.forecast(state, 0, 4 * HOUR_NS, 10_000)).isCloseTo(126.7674, within(2e-4));
        assertThat(Holt.run(state, 0)).isEqualTo(7);
        assertThat(Holt.crosses(state, 0, 12_000, true, 4 * HOUR_NS, 10_000, 3)).isTrue();
        assertThat(Holt.crosses(state, 0, 12_000, true, 4 * HOUR_NS, 10_000, 8))
                .as("not for long enough")
                .isFalse();
        assertThat(Holt.crosses(state, 0, 12_000, true, HOUR_NS, 10_000, 3))
                .as("not so soon")
                .isFalse();
        assertThat(Holt.crosses(state, 0, 10_000, true, 4 * HOUR_NS, 10_000, 3))
                .as("beyond it already")
                .isFalse();
        assertThat(Holt.crosses(state, 0, 5_000, false, 4 * HOUR_NS, 10_000, 3))
                .as("the other way")
                .isFalse();
    }

    @Test
    void shouldCountTheReadingsOfOneDirectionOnly() {
        for (int i = 0; i < 6; i++) {
            Holt.update(state, 0, 8_000 + 1_000 * i, i * HOUR_NS, 10_000, 10_000);
        }
        assertThat(Holt.run(state, 0)).isEqualTo(5);
        Holt.update(state, 0, 8_000, 6 * HOUR_NS, 10_000, 10_000);
        assertThat(Holt.run(state, 0)).isEqualTo(-1);
        Holt.update(state, 0, 20_000, 6 * HOUR_NS, 10_000, 10_000);
        assertThat(Holt.count(state, 0)).as("a second reading of one instant").isEqualTo(7);
    }

    @Test
    void shouldAddUpWhatDiffersFromTheBaseline() {
        final double[] sums = {0, 0, .25, .25, 1.75, 5.0, 10.0, 16.5};
        for (int i = 0; i < SERIES.length; i++) {
            Cusum.update(state, 0, SERIES[i], 8_200, 400, 50);
            assertThat(Cusum.up(state, 0)).isCloseTo(sums[i], within(1e-9));
            assertThat(Cusum.shift(state, 0, 500)).isEqualTo(i < 6 ? 0 : 1);
        }
        Cusum.reset(state, 0);
        Cusum.update(state, 0, 4_000, 8_200, 400, 50);
        assertThat(Cusum.down(state, 0)).isEqualTo(10);
        assertThat(Cusum.shift(state, 0, 500)).isEqualTo(-1);
        Cusum.update(state, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, 1, 50);
        assertThat(Cusum.up(state, 0)).as("bounded").isEqualTo(1e6);
    }

    @Test
    void shouldFitLines() {
        final Window window = new Window();
        for (int i = 0; i < SERIES.length; i++) {
            window.add(state, 0, SERIES[i], i * HOUR_NS);
        }
        assertThat(window.leastSquaresPerHour(state, 0)).isCloseTo(4.309524, within(1e-6));
        assertThat(window.medianSlopePerHour(state, 0)).isCloseTo(4.342857, within(1e-6));
    }

    @Test
    void shouldKeepTheLastReadingsAndNotBeMovedByOneArtefact() {
        final Window window = new Window();
        for (int i = 0; i < 40; i++) {
            window.add(state, 0, i == 30 ? 30_000 : 100 * i, i * HOUR_NS);
        }
        assertThat(window.count(state, 0)).isEqualTo(Window.READINGS);
        assertThat(window.medianSlopePerHour(state, 0)).isCloseTo(1, within(1e-6));
        window.reset(state, 0);
        assertThat(window.medianSlopePerHour(state, 0)).isZero();
        window.add(state, 0, 100, HOUR_NS);
        window.add(state, 0, 200, HOUR_NS);
        assertThat(window.medianSlopePerHour(state, 0)).as("of one instant").isZero();
        assertThat(window.leastSquaresPerHour(state, 0)).as("of one instant").isZero();
    }

    @Test
    void shouldLearnWhatIsUsualFromTheFirstTwoHours() {
        final Baseline baseline = new Baseline();
        final int[] first = {8_000, 8_400, 8_200, 25_000, 8_100};
        for (int i = 0; i < first.length; i++) {
            baseline.add(state, 0, first[i], i * HOUR_NS / 4, 2 * HOUR_NS);
        }
        assertThat(baseline.isSettled(state, 0, HOUR_NS, 2 * HOUR_NS)).isFalse();
        assertThat(baseline.median(state, 0)).isEqualTo(8_200);
        assertThat(baseline.deviation(state, 0, 100)).isEqualTo((int) Math.rint(1.4826 * 200));
        assertThat(baseline.deviation(state, 0, 400)).as("assumed at least").isEqualTo(400);
        baseline.add(state, 0, 100, 2 * HOUR_NS, 2 * HOUR_NS);
        assertThat(baseline.count(state, 0)).as("the time is over").isEqualTo(5);
        assertThat(baseline.isSettled(state, 0, 2 * HOUR_NS, 2 * HOUR_NS)).isTrue();
    }

    @Test
    void shouldLetFewReadingsStandForManyOfTheWholeTime() {
        final Baseline baseline = new Baseline();
        for (int second = 0; second < 7_200; second++) {
            baseline.add(state, 0, second, second * 1_000_000_000L, 2 * HOUR_NS);
        }
        assertThat(baseline.count(state, 0)).isBetween(Baseline.READINGS / 2, Baseline.READINGS);
        assertThat(baseline.median(state, 0)).isBetween(3_200, 4_000);
        assertThat(baseline.deviation(state, 0, 1)).isBetween(2_200, 3_000);
    }
}
