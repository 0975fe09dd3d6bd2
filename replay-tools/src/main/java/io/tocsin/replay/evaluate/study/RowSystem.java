package io.tocsin.replay.evaluate.study;

import org.jspecify.annotations.Nullable;

/**
 * Something that says at each row how worried to be, higher is worse, from that row and earlier ones only; and that would call somebody from a threshold on. Making one is
 * all that it takes to have it compared. Immutable; its arrays are not copied and must not be changed.
 */
final class RowSystem {
    /** In place of a threshold: to be chosen among the patients who are there for that. */
    static final int TO_BE_TUNED = Integer.MIN_VALUE;

    private final String key;
    private final String title;
    private final int[] scores;
    private final int threshold;
    private final int bin;
    private final int hysteresis;
    private final int @Nullable [] told;

    private RowSystem(
            final String key,
            final String title,
            final int[] scores,
            final int threshold,
            final int bin,
            final int hysteresis,
            final int @Nullable [] told) {
        this.key = key;
        this.title = title;
        this.scores = scores;
        this.threshold = threshold;
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
     * @param threshold from which on it calls, fixed before anything was looked at; {@link #TO_BE_TUNED} if nobody has published one.
     */
    static RowSystem score(final String key, final String title, final int[] scores, final int threshold) {
        return new RowSystem(key, title, scores, threshold, 1, 1, null);
    }

    /** The same with the alerts that the engine itself raised in the hour of each row. */
    RowSystem toldBy(final int[] alerts) {
        return new RowSystem(key, title, scores, threshold, bin, hysteresis, alerts);
    }

    /**
     * The same in other steps.
     *
     * @param width    in which a score value is told; 1 = each value.
     * @param distance of a hysteresis to try, below the threshold; 0 = there is none to try.
     */
    RowSystem steps(final int width, final int distance) {
        return new RowSystem(key, title, scores, threshold, width, distance, told);
    }

    /** The same with a threshold that was chosen. */
    RowSystem tuned(final int chosen) {
        return new RowSystem(key, title, scores, chosen, bin, hysteresis, told);
    }

    boolean isTuned() {
        return threshold == TO_BE_TUNED;
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
