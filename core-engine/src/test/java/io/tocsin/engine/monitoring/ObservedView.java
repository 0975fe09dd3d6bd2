package io.tocsin.engine.monitoring;

import io.tocsin.engine.Inside;

/** What tests see of what was observed. */
public final class ObservedView {
    private ObservedView() {}

    /** Whether anything is kept, whatever its age. */
    public static boolean hasAny(final Monitored monitored, final TableScores tables) {
        final Observations observations = (Observations) Inside.field(tables, "observations");
        final int[] values = new int[Observations.END];
        for (int slot = 0; slot < monitored.slots().highWater(); slot++) {
            if ((observations.collect(slot, values) | observations.lapsed(slot)) != 0) {
                return true;
            }
        }
        return false;
    }
}
