package io.tocsin;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.TrendMethod;
import org.jspecify.annotations.Nullable;

/**
 * What one method found in a patient's readings, and what it counts. Immutable.
 *
 * @param method    that calls.
 * @param parameter it is about; {@code null} for SCORE_ROSE and SHOCK_INDEX.
 * @param value     UNUSUAL: deviations of the reading from the mean, hundredths; SHIFTED: sum of deviations, hundredths, negative downwards; CROSSING: slope,
 *                  hundredths of the unit an hour; SCORE_ROSE: by how much; SHOCK_INDEX: hundredths.
 * @param reference UNUSUAL: the reading, SHIFTED: the patient's baseline, CROSSING: the limit, hundredths; SCORE_ROSE: the score; SHOCK_INDEX: its slope,
 *                  hundredths an hour.
 * @param seconds   CROSSING: until the limit is reached if it goes on so; else 0.
 * @param points    that it counts.
 */
public record TrendCall(
        TrendMethod method, @Nullable Parameter parameter, int value, int reference, long seconds, int points) {}
