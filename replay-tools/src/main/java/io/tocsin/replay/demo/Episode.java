package io.tocsin.replay.demo;

/** One deterioration of one patient: it gets worse until somebody treats it, then better. One thread. */
final class Episode {
    private static final double OVER_BELOW = 0.02;

    private final Deterioration kind;
    private final double startSeconds;
    private double treatedAtSeconds = Double.NaN;
    private double severityWhenTreated;

    /**
     * Scripts one.
     *
     * @param kind         of it.
     * @param startSeconds hospital time of the first sign; before 0 = it is under way when the demo begins.
     */
    Episode(final Deterioration kind, final double startSeconds) {
        this.kind = kind;
        this.startSeconds = startSeconds;
    }

    Deterioration kind() {
        return kind;
    }

    double startSeconds() {
        return startSeconds;
    }

    /** The same, begun later if need be: nobody has two at once. */
    Episode notBefore(final double seconds) {
        return startSeconds >= seconds ? this : new Episode(kind, seconds);
    }

    boolean hasBegun(final double nowSeconds) {
        return nowSeconds >= startSeconds;
    }

    boolean isTreated() {
        return !Double.isNaN(treatedAtSeconds);
    }

    boolean isOver(final double nowSeconds) {
        return isTreated() && severity(nowSeconds) < OVER_BELOW;
    }

    /** Treats it; a second time changes nothing. */
    void treat(final double nowSeconds) {
        if (!isTreated()) {
            severityWhenTreated = severity(nowSeconds);
            treatedAtSeconds = nowSeconds;
        }
    }

    /** How bad it is, 0 to 1: slowly at first, then fast, then as bad as it gets. */
    double severity(final double nowSeconds) {
        if (isTreated()) {
            return severityWhenTreated * StrictMath.exp((treatedAtSeconds - nowSeconds) / kind.recoverySeconds());
        }
        final double course = Math.max(0, Math.min(1, (nowSeconds - startSeconds) / kind.onsetSeconds()));
        return course * course * (3 - 2 * course);
    }
}
