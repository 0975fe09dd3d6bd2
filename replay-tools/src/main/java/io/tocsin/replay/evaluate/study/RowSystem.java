package io.tocsin.replay.evaluate.study;

import org.jspecify.annotations.Nullable;

/**
 * Something that says at each row how worried to be, higher is worse, from that row and earlier ones only; and that would call somebody from a threshold on. Making one is
 * all that it takes to have it compared. Immutable; its arrays are not copied and must not be changed.
 */
final class RowSystem {
    private final String key;
    private final String title;
    private final int[] scores;
    private final int threshold;
    private final ThresholdFrom from;
    private final int bin;
    private final int hysteresis;
    private final int @Nullable [] told;

    private RowSystem(
            final String key,
            final String title,
            final int[] scores,
            final int threshold,
            final ThresholdFrom from,
            final int bin,
            final int hysteresis,
            final int @Nullable [] told) {
        this.key = key;
        this.title = title;
        this.scores = scores;
        this.threshold = threshold;
        this.from = from;
        this.bin = bin;
        this.hysteresis = hysteresis;
        this.told = told;
    }

    /**
     * A score of small whole numbers that the engine does not alert on itself.
     *
     * @param key       in reports.
     * @param title     for people.
     * @param scores    of each row.
     * @param threshold from which on it calls, which somebody has published.
     */
    static RowSystem published(final String key, final String title, final int[] scores, final int threshold) {
        return new RowSystem(key, title, scores, threshold, ThresholdFrom.PUBLISHED, 1, 1, null);
    }

    /** The same with a threshold that nobody has published, fixed by us before anything was looked at. */
    static RowSystem fixed(final String key, final String title, final int[] scores, final int threshold) {
        return new RowSystem(key, title, scores, threshold, ThresholdFrom.FIXED, 1, 1, null);
    }

    /** The same with a threshold that is still to be chosen, by {@link #tuned}, among the patients who are there for that. */
    static RowSystem toBeTuned(final String key, final String title, final int[] scores) {
        return new RowSystem(key, title, scores, Integer.MAX_VALUE, ThresholdFrom.TUNE, 1, 1, null);
    }

    /** The same with the alerts that the engine itself raised in the hour of each row. */
    RowSystem toldBy(final int[] alerts) {
        return new RowSystem(key, title, scores, threshold, from, bin, hysteresis, alerts);
    }

    /**
     * The same in other steps.
     *
     * @param width    in which a score value is told; 1 = each value.
     * @param distance of a hysteresis to try, below the threshold; 0 = there is none to try.
     */
    RowSystem steps(final int width, final int distance) {
        return new RowSystem(key, title, scores, threshold, from, width, distance, told);
    }

    /** The same with a threshold that was chosen. */
    RowSystem tuned(final int chosen) {
        return new RowSystem(key, title, scores, chosen, from, bin, hysteresis, told);
    }

    ThresholdFrom from() {
        return from;
    }

    boolean isTuned() {
        return from == ThresholdFrom.TUNE;
    }

    String key() {
        return key;
    }

    String title() {
        return title;
    }

    int[] scores() {
        return scores;
    }

    int threshold() {
        return threshold;
    }

    int bin() {
        return bin;
    }

    int hysteresis() {
        return hysteresis;
    }

    int @Nullable [] told() {
        return told;
    }
}
