package io.tocsin.engine.monitoring;

/**
 * What a limit of a patient may be: within what a reading can be at all. The outer bounds of published tables for data of intensive care (MIMIC-Extract, {@code
 * variable_ranges}), of the ordinal parameters their scales; an invasive line has the bounds of the cuff, and a mean pressure, as the others, none below: during an
 * arrest 8 mmHg are real.
 */
public final class PlausibleRange {
    /** By value of the enum Parameter: least and most, hundredths. */
    private static final int[][] RANGES = {
        {0, 0},
        {0, 35_000},
        {0, 10_000},
        {1_420, 4_700},
        {0, 37_500},
        {0, 33_000},
        {0, 37_500},
        {0, 30_000},
        {0, 15_000},
        {0, 220_000},
        {0, 400},
        {0, 1_000},
        {0, 100},
        {0, 37_500},
        {0, 33_000},
        {0, 37_500}
    };

    private PlausibleRange() {}

    /**
     * Whether a limit can be meant.
     *
     * @param parameter  value of the enum Parameter, from 1.
     * @param hundredths of its unit.
     * @return it is within what a reading can be.
     */
    public static boolean holds(final int parameter, final int hundredths) {
        return hundredths >= RANGES[parameter][0] && hundredths <= RANGES[parameter][1];
    }
}
