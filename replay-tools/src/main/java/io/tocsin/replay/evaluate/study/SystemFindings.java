package io.tocsin.replay.evaluate.study;

import io.tocsin.replay.evaluate.study.Discrimination.Areas;
import io.tocsin.replay.evaluate.study.Population.Sampled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a study finds out of one system.
 *
 * @param system           with the threshold that it was looked at with.
 * @param rows             areas of rows, everybody's first.
 * @param aboveReference   by how much its AUROC of everybody's rows is above that of the system that all are compared with, sample by sample.
 * @param stays            areas of stays, everybody's first.
 * @param byMissing        areas of rows by how much is missing, least first.
 * @param atThreshold      everybody, unless it was tuned, and where it was not chosen, last.
 * @param curve            every threshold, in everybody.
 * @param fixedSensitivity what a threshold that found so much where it was chosen does to the others.
 * @param utility          the most useful threshold where it was chosen, and its utility in the others.
 * @param reliability      by score value.
 * @param flipsPerDay      in everybody, by hysteresis.
 */
record SystemFindings(
        RowSystem system,
        List<OfGroup> rows,
        Estimate aboveReference,
        List<OfGroup> stays,
        List<OfGroup> byMissing,
        List<AtThreshold> atThreshold,
        List<Sweep.Point> curve,
        List<Fixed> fixedSensitivity,
        Tuned utility,
        List<Reliability.Step> reliability,
        Map<Integer, Double> flipsPerDay) {
    /** Shares of the septic to be announced. */
    private static final List<Double> SENSITIVITIES = List.of(0.5, 0.7, 0.8);

    private static final double TUNED_SENSITIVITY = 0.5;

    /**
     * Areas in a group.
     *
     * @param group its name.
     * @param areas in it.
     */
    record OfGroup(String group, Areas areas) {}

    /**
     * A threshold for a sensitivity.
     *
     * @param wanted    sensitivity where the threshold was chosen.
     * @param reachable whether any threshold has it there.
     * @param test      what it does to the others.
     */
    record Fixed(double wanted, boolean reachable, Sweep.Point test) {}

    /**
     * A threshold for utility.
     *
     * @param threshold that was best where it was chosen.
     * @param reachable {@code false} = every threshold is worse there than never predicting anything.
     * @param test      normalised utility in the others.
     */
    record Tuned(int threshold, boolean reachable, Estimate test) {}

    /**
     * Finds out.
     *
     * @param population whose rows.
     * @param given      system to look at.
     * @param reference  everybody's rows by the system that all are compared with.
     */
    static SystemFindings of(final Population population, final RowSystem given, final Discrimination reference) {
        final Stays stays = population.stays();
        final Group tune = population.of(Split.TUNE).group();
        final Sampled test = population.of(Split.TEST);
        final Sweep tuning = Sweep.of(stays, tune, given.scores());
        final RowSystem system = given.isTuned() ? given.tuned(tuning.thresholdFor(TUNED_SENSITIVITY)) : given;
        final List<Sampled> judged = given.isTuned() ? List.of(test) : List.of(population.everybody(), test);
        final int useful = tuning.mostUseful(stays, tune, system.scores());
        return new SystemFindings(
                system,
                areas(List.of(population.everybody(), test), stays, system, true),
                Discrimination.ofRows(stays, population.everybody().group(), system.scores())
                        .aboveAuroc(reference, population.everybody().draws()),
                areas(List.of(population.everybody(), test), stays, system, false),
                areas(population.terciles(), stays, system, true),
                judged.stream()
                        .map(sampled -> AtThreshold.of(stays, sampled.group(), sampled.draws(), system))
                        .toList(),
                Sweep.of(stays, population.everybody().group(), system.scores()).points(),
                fixed(stays, tuning, test.group(), system),
                new Tuned(
                        useful,
                        Sweep.isReachable(useful),
                        new Worth(stays, test.group(), system.scores(), useful).normalised(test.draws())),
                Reliability.of(stays, system, population.of(Split.CALIBRATE).group(), test.group(), test.draws()),
                flips(stays, population.everybody().group(), system));
    }

    private static List<OfGroup> areas(
            final List<Sampled> groups, final Stays stays, final RowSystem system, final boolean ofRows) {
        final List<OfGroup> areas = new ArrayList<>();
        for (final Sampled sampled : groups) {
            final Discrimination discrimination = ofRows
                    ? Discrimination.ofRows(stays, sampled.group(), system.scores())
                    : Discrimination.ofStays(stays, sampled.group(), system.scores());
            areas.add(new OfGroup(sampled.group().name(), discrimination.areas(sampled.draws())));
        }
        return areas;
    }

    private static List<Fixed> fixed(final Stays stays, final Sweep tuning, final Group test, final RowSystem system) {
        final List<Fixed> fixed = new ArrayList<>();
        for (final double wanted : SENSITIVITIES) {
            final int threshold = tuning.thresholdFor(wanted);
            fixed.add(
                    new Fixed(wanted, Sweep.isReachable(threshold), Sweep.at(stays, test, system.scores(), threshold)));
        }
        return fixed;
    }

    private static Map<Integer, Double> flips(final Stays stays, final Group group, final RowSystem system) {
        final Map<Integer, Double> flips = new TreeMap<>();
        for (int times = 0; times <= 2; times++) {
            final int hysteresis = times * system.hysteresis();
            flips.put(hysteresis, Stability.flipsPerDay(stays, group, system.scores(), system.threshold(), hysteresis));
        }
        return flips;
    }
}
