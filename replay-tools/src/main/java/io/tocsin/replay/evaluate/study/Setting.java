package io.tocsin.replay.evaluate.study;

import io.tocsin.replay.evaluate.study.Discrimination.Areas;
import io.tocsin.replay.evaluate.study.Population.Sampled;

/**
 * One way to set something, with everything else as it was.
 *
 * @param key         in reports.
 * @param title       for people.
 * @param rows        areas of rows, everybody.
 * @param atThreshold in everybody.
 * @param flipsPerDay in everybody, without a hysteresis beside the one that was set.
 */
record Setting(String key, String title, Areas rows, AtThreshold atThreshold, double flipsPerDay) {
    static Setting of(final Population population, final RowSystem system) {
        final Stays stays = population.stays();
        final Sampled everybody = population.everybody();
        return new Setting(
                system.key(),
                system.title(),
                Discrimination.ofRows(stays, everybody.group(), system.scores()).areas(everybody.draws()),
                AtThreshold.of(stays, everybody.group(), everybody.draws(), system),
                Stability.flipsPerDay(stays, everybody.group(), system.scores(), system.threshold(), 0));
    }
}
