package io.tocsin.engine.monitoring.score;

/** Age bands and thresholds of a draft under examination. */
final class ScoreOutline {
    private static final int LEAST_GRAVE = 5;
    private static final int MOST_TOTAL = ScoreTable.MAX_ITEMS * ScoreTable.MAX_POINTS;

    private final ScoreContent content;
    private int faultPlace;

    ScoreOutline(final ScoreContent content) {
        this.content = content;
    }

    ScoreFault check() {
        final ScoreFault fault = ages();
        return fault == ScoreFault.NONE ? thresholds() : fault;
    }

    /** Which age band or threshold was wrong, from 0. */
    int faultPlace() {
        return faultPlace;
    }

    private ScoreFault ages() {
        for (int age = 0; age < content.ages; age++) {
            faultPlace = age;
            if (content.ageFrom[age] < 0
                    || content.ageTo[age] < content.ageFrom[age]
                    || content.ageTo[age] > ScoreDraft.MAX_MONTHS) {
                return ScoreFault.AGES;
            }
            if (age > 0 && content.ageFrom[age] != content.ageTo[age - 1] + 1) {
                return ScoreFault.AGES_GAP_OR_OVERLAP;
            }
        }
        return ScoreFault.NONE;
    }

    private ScoreFault thresholds() {
        if (content.thresholds == 0) {
            return ScoreFault.THRESHOLDS;
        }
        int total = 0;
        int single = 0;
        int severity = ScoreTable.NO_SEVERITY;
        for (int i = 0; i < content.thresholds; i++) {
            faultPlace = i;
            final int leastTotal = content.thresholdTotals[i];
            final int leastSingle = content.thresholdSingles[i];
            final int itsSeverity = content.thresholdSeverities[i];
            if (leastTotal < 0
                    || leastTotal > MOST_TOTAL
                    || leastSingle < 0
                    || leastSingle > ScoreTable.MAX_POINTS
                    || leastTotal + leastSingle == 0
                    || itsSeverity < 0
                    || itsSeverity > LEAST_GRAVE) {
                return ScoreFault.THRESHOLDS;
            }
            final boolean isMilder = severity != ScoreTable.NO_SEVERITY
                    && (itsSeverity == ScoreTable.NO_SEVERITY || itsSeverity > severity);
            if ((leastTotal > 0 && leastTotal <= total) || (leastSingle > 0 && leastSingle <= single) || isMilder) {
                return ScoreFault.THRESHOLDS_UNORDERED;
            }
            total = Math.max(total, leastTotal);
            single = Math.max(single, leastSingle);
            severity = itsSeverity;
        }
        return ScoreFault.NONE;
    }
}
