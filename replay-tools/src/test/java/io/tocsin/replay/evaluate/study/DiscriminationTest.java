package io.tocsin.replay.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DiscriminationTest {
    private static final double EXACT = 1e-12;

    private record Seen(int score, boolean label) {}

    @Test
    void shouldBeHalfForRandomNumbersAndForLabelsThatBelongToOthers() {
        final Stays stays = Wards.stays(1_500, 1);
        final int[] random = Wards.random(stays.rows(), 1_000, 2);
        final Draws draws = new Draws(stays.patients(), 20, 3);
        assertThat(Discrimination.ofRows(stays, stays.everybody(), random)
                        .areas(draws)
                        .auroc()
                        .value())
                .isEqualTo(0.5, within(0.02));
        // Scores that know the truth, of rows whose truth is another's.
        final int[] permuted = shuffled(perfect(stays), 4);
        assertThat(Discrimination.ofRows(stays, stays.everybody(), permuted)
                        .areas(draws)
                        .auroc()
                        .value())
                .isEqualTo(0.5, within(0.02));
    }

    @Test
    void shouldSayOfStaysThatThoseWatchedLongerReachHigherScores() {
        final Stays stays = Wards.stays(1_500, 1);
        final int[] random = Wards.random(stays.rows(), 1_000, 2);
        // Before their onset the septic have fewer rows than the others, and so lower maxima of mere chance.
        assertThat(Discrimination.ofStays(stays, stays.everybody(), random)
                        .areas(new Draws(stays.patients(), 20, 3))
                        .auroc()
                        .high())
                .isLessThan(0.5);
    }

    @Test
    void shouldBeOneForAScoreThatKnowsAndNothingForItsOpposite() {
        final Stays stays = Wards.stays(40, 5);
        final int[] knows = perfect(stays);
        final int[] opposite = Arrays.stream(knows).map(score -> -score).toArray();
        final Draws draws = new Draws(stays.patients(), 50, 6);
        final Discrimination.Areas best =
                Discrimination.ofRows(stays, stays.everybody(), knows).areas(draws);
        assertThat(best.auroc()).isEqualTo(new Estimate(1, 1, 1));
        assertThat(best.auprc()).isEqualTo(new Estimate(1, 1, 1));
        assertThat(Discrimination.ofRows(stays, stays.everybody(), opposite)
                        .areas(draws)
                        .auroc())
                .isEqualTo(new Estimate(0, 0, 0));
    }

    @Test
    void shouldAgreeWithASlowCountInEverySample() {
        final Stays stays = Wards.stays(60, 7);
        final int[] scores = Wards.random(stays.rows(), 6, 8);
        final Group group = new Group("some", new int[] {0, 3, 4, 8, 9, 12, 40, 59});
        final Draws draws = new Draws(group.size(), 200, 9);
        final List<Double> areas = new ArrayList<>();
        final List<Double> precisions = new ArrayList<>();
        final Estimate reached = draws.estimates(1, sample -> {
                    final List<Seen> seen = sampled(stays, group, sample, scores);
                    areas.add(slowArea(seen));
                    precisions.add(slowPrecision(seen));
                    return new double[] {0};
                })
                .get(0);
        assertThat(reached.value()).isZero();
        final Discrimination.Areas quick =
                Discrimination.ofRows(stays, group, scores).areas(draws);
        assertAgrees(quick.auroc(), areas);
        assertAgrees(quick.auprc(), precisions);
    }

    @Test
    void shouldCompareTwoScoresInEachSampleWithItself() {
        final Stays stays = Wards.stays(12, 15);
        final int[] scores = Wards.random(stays.rows(), 6, 16);
        final int[] others = Wards.random(stays.rows(), 6, 17);
        final Draws draws = new Draws(stays.patients(), 100, 18);
        final List<Double> differences = new ArrayList<>();
        draws.estimates(1, sample -> {
            differences.add(slowArea(sampled(stays, stays.everybody(), sample, scores))
                    - slowArea(sampled(stays, stays.everybody(), sample, others)));
            return new double[] {0};
        });
        final Discrimination one = Discrimination.ofRows(stays, stays.everybody(), scores);
        assertAgrees(one.aboveAuroc(Discrimination.ofRows(stays, stays.everybody(), others), draws), differences);
        assertThat(one.aboveAuroc(one, draws)).isEqualTo(new Estimate(0, 0, 0));
    }

    @Test
    void shouldTellPatientsWithOneScoreEachApart() {
        // Of the four pairs of one to whom it happened and one to whom not, three are won and one ties.
        final Discrimination.Areas areas =
                Discrimination.ofPatients(new int[] {9, 5, 5, 1}, new boolean[] {true, true, false, false});
        assertThat(areas.auroc().value()).isEqualTo(3.5 / 4, within(EXACT));
        assertThat(areas.auprc().value()).isEqualTo((1 + 2 / 3.0) / 2, within(EXACT));
    }

    @Test
    void shouldDrawTheSameFromTheSameSeedAndCoverWhatIsThere() {
        final Draws once = new Draws(30, 400, 11);
        final Draws again = new Draws(30, 400, 11);
        final double[] ones = new double[30];
        Arrays.fill(ones, 1);
        final double[] values = new SplittableRandom(12).doubles(30).toArray();
        assertThat(once.ratio(values, ones)).isEqualTo(again.ratio(values, ones));
        final Estimate mean = once.ratio(values, ones);
        assertThat(mean.value())
                .isEqualTo(Arrays.stream(values).average().orElseThrow(), within(EXACT))
                .isBetween(mean.low(), mean.high());
        // The normal approximation of the mean of 30 uniform numbers: 1.96 * sqrt(1/12/30) to each side.
        assertThat(mean.high() - mean.low()).isEqualTo(2 * 1.96 * Math.sqrt(1.0 / 360), within(0.04));
    }

    @Test
    void shouldLeaveAnIntervalOpenWhereNothingIsDefined() {
        final Stays stays = Wards.stays(2, 13);
        final Group healthy = new Group("healthy", new int[] {1});
        final Discrimination.Areas areas =
                Discrimination.ofRows(stays, healthy, new int[stays.rows()]).areas(new Draws(1, 10, 14));
        assertThat(areas.auroc()).isEqualTo(new Estimate(Double.NaN, Double.NaN, Double.NaN));
        assertThat(areas.auprc()).isEqualTo(new Estimate(Double.NaN, Double.NaN, Double.NaN));
    }

    /** The whole comes last; where a sample had nobody with the label the slow count says so by not a number. */
    private static void assertAgrees(final Estimate quick, final List<Double> slow) {
        assertThat(quick.value()).isEqualTo(slow.get(slow.size() - 1), within(EXACT));
        final double[] rising = slow.subList(0, slow.size() - 1).stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        assertThat(quick.low()).isEqualTo(rising[(int) Math.floor(0.025 * (rising.length - 1))], within(EXACT));
        assertThat(quick.high()).isEqualTo(rising[(int) Math.ceil(0.975 * (rising.length - 1))], within(EXACT));
    }

    private static int[] perfect(final Stays stays) {
        final int[] scores = new int[stays.rows()];
        for (int patient = 0; patient < stays.patients(); patient++) {
            for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
                scores[row] = stays.label(patient, row);
            }
        }
        return scores;
    }

    private static int[] shuffled(final int[] values, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = values.length - 1; i > 0; i--) {
            final int other = random.nextInt(i + 1);
            final int kept = values[i];
            values[i] = values[other];
            values[other] = kept;
        }
        return values;
    }

    private static List<Seen> sampled(final Stays stays, final Group group, final byte[] sample, final int[] scores) {
        final List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < sample.length; i++) {
            for (int times = 0; times < sample[i]; times++) {
                seen.addAll(rows(stays, group.patients()[i], scores));
            }
        }
        return seen;
    }

    private static List<Seen> rows(final Stays stays, final int patient, final int[] scores) {
        final List<Seen> seen = new ArrayList<>();
        for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
            if (stays.label(patient, row) != Stays.AFTER_ONSET) {
                seen.add(new Seen(scores[row], stays.label(patient, row) == 1));
            }
        }
        return seen;
    }

    private static double slowArea(final List<Seen> seen) {
        double won = 0;
        long pairs = 0;
        for (final Seen with : seen) {
            for (final Seen without : seen) {
                if (with.label() && !without.label()) {
                    pairs++;
                    won += with.score() > without.score() ? 1 : with.score() == without.score() ? 0.5 : 0;
                }
            }
        }
        return won / pairs;
    }

    private static double slowPrecision(final List<Seen> seen) {
        double sum = 0;
        long with = 0;
        for (final Seen one : seen) {
            if (one.label()) {
                final long looked = seen.stream()
                        .filter(other -> other.score() >= one.score())
                        .count();
                final long found = seen.stream()
                        .filter(other -> other.score() >= one.score() && other.label())
                        .count();
                sum += (double) found / looked;
                with++;
            }
        }
        return sum / with;
    }
}
