package io.tocsin.replay.evaluate.mimic3;

import io.tocsin.codecs.sbe.Bound;
import org.jspecify.annotations.Nullable;

/**
 * A row of the chart that is of use here.
 *
 * @param stay       in intensive care, whose limits count for its readings alone.
 * @param measuredNs when it was measured or set, epoch ns.
 * @param storedNs   when it was charted, epoch ns; often hours later.
 * @param series     it is of.
 * @param bound      of a limit; {@code null} of a reading.
 * @param hundredths of its unit.
 */
record Charted(
        String stay,
        long measuredNs,
        long storedNs,
        Series series,
        @Nullable Bound bound,
        int hundredths) {
    boolean isReading() {
        return bound == null;
    }
}
