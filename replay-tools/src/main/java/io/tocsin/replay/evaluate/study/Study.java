package io.tocsin.replay.evaluate.study;

import io.tocsin.replay.evaluate.study.Population.Sampled;
import java.util.List;

/**
 * Everything that is found out about a population from finished runs. Immutable; the same runs give the same findings, whatever order their input came in.
 *
 * @param population      whose rows.
 * @param systems         side by side.
 * @param limitSettings   the same limits with other timings.
 * @param scoreSettings   the same score with other ages of its inputs.
 */
public record Study(
        Population population, List<SystemFindings> systems, List<Setting> limitSettings, List<Setting> scoreSettings) {
    /**
     * A run with other settings.
     *
     * @param key   in reports.
     * @param title for people.
     * @param told  what the engine told in it.
     */
    public record Run(String key, String title, Told told) {}

    /**
     * Finds out, on as many processors as there are, and the same on any number of them. Takes seconds for some hundred thousand rows.
     *
     * @param stays     whose readings the runs were given.
     * @param atOnce    a run whose limits count at once, with NEWS2.
     * @param timed     a run of the same limits with delays and hysteresis.
     * @param limitRuns runs of the same limits with other timings.
     * @param scoreRuns runs of NEWS2 with other ages of its inputs.
     * @return the findings.
     */
    public static Study of(
            final Stays stays,
            final Told atOnce,
            final Told timed,
            final List<Run> limitRuns,
            final List<Run> scoreRuns) {
        final Population population = new Population(stays, Draws.COUNT);
        final List<RowSystem> systems = new Systems(stays).of(atOnce, timed);
        final Discrimination news2 = Discrimination.ofRows(
                stays, population.everybody().group(), systems.get(0).scores());
        return new Study(
                population,
                systems.parallelStream()
                        .map(system -> SystemFindings.of(population, system, news2))
                        .toList(),
                limitRuns.parallelStream()
                        .map(run -> Setting.of(population, Systems.limits(run.key(), run.title(), run.told())))
                        .toList(),
                scoreRuns.parallelStream()
                        .map(run -> Setting.of(population, Systems.news2(run.key(), run.title(), run.told())))
                        .toList());
    }

    /** Who is in a group. */
    Members members(final Sampled sampled) {
        final Stays stays = population.stays();
        final int[] counts = new int[4];
        for (final int patient : sampled.group().patients()) {
            counts[0] += stays.rowsOf(patient);
            counts[1] += stays.isSeptic(patient) ? 1 : 0;
            for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
                counts[2] += stays.label(patient, row) == 1 ? 1 : 0;
                counts[3] += stays.label(patient, row) == Stays.AFTER_ONSET ? 1 : 0;
            }
        }
        return new Members(sampled.group().name(), sampled.group().size(), counts[1], counts[0], counts[2], counts[3]);
    }

    /**
     * Who is in a group.
     *
     * @param group      name.
     * @param patients   how many.
     * @param septic     of them.
     * @param rows       of all.
     * @param positives  rows that the onset follows upon within the horizon.
     * @param afterOnset rows from the onset on.
     */
    record Members(String group, int patients, int septic, int rows, int positives, int afterOnset) {}
}
