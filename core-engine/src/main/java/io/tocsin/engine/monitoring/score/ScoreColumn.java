package io.tocsin.engine.monitoring.score;

import java.util.Arrays;

/**
 * One column under examination: every value that a rounded reading can have must have one answer. Turns the bands, as people write them, into a rising list of where
 * each answer begins.
 */
final class ScoreColumn {
    private static final int MAX_EDGES = 2 * ScoreTable.MAX_BANDS + 1;
    private static final int[] NO_BANDS = {};

    private final long[] edges = new long[MAX_EDGES];
    private final boolean[] isReached = new boolean[ScoreTable.MAX_BANDS];
    private final long[] starts = new long[MAX_EDGES];
    private final int[] answers = new int[MAX_EDGES];
    private int count;
    private int step;
    private int least;
    private int most;
    private int bands;
    private int[] points = NO_BANDS;
    private int[] from = NO_BANDS;
    private int[] to = NO_BANDS;
    private long faultValue;

    void set(
            final int itsStep,
            final int itsLeast,
            final int itsMost,
            final int itsBands,
            final int[] itsPoints,
            final int[] itsFrom,
            final int[] itsTo) {
        step = itsStep;
        least = itsLeast;
        most = itsMost;
        bands = itsBands;
        points = itsPoints;
        from = itsFrom;
        to = itsTo;
        count = 0;
        faultValue = 0;
    }

    long faultValue() {
        return faultValue;
    }

    /** Bands that follow each other. */
    ScoreFault byValue() {
        final ScoreFault fault = checkBands();
        if (fault != ScoreFault.NONE) {
            return fault;
        }
        if (from[0] != least) {
            return faultAt(least, ScoreFault.GAP);
        }
        for (int band = 0; band < bands; band++) {
            if (band > 0) {
                final long expected = (long) to[band - 1] + step;
                if (to[band - 1] == ScoreTable.OPEN_ABOVE || from[band] < from[band - 1]) {
                    return faultAt(from[band], ScoreFault.UNORDERED);
                }
                if (from[band] != expected) {
                    return from[band] > expected
                            ? faultAt(expected, ScoreFault.GAP)
                            : faultAt(from[band], ScoreFault.TWO_ANSWERS);
                }
            }
            add(from[band], points[band]);
        }
        return to[bands - 1] == most ? ScoreFault.NONE : faultAt((long) to[bands - 1] + step, ScoreFault.GAP);
    }

    /** Bands by falling points, of which the first that holds a value counts; the mildest ones hold nothing that others do. */
    ScoreFault bySeverity() {
        final ScoreFault fault = checkBands();
        if (fault != ScoreFault.NONE) {
            return fault;
        }
        for (int band = 1; band < bands; band++) {
            if (points[band] > points[band - 1]) {
                return faultAt(from[band], ScoreFault.UNORDERED);
            }
        }
        Arrays.fill(isReached, false);
        final int edgeCount = sortEdges();
        for (int i = 0; i < edgeCount; i++) {
            final long value = edges[i];
            final int first = firstHolding(value, 0);
            if (first == bands) {
                return faultAt(value, ScoreFault.GAP);
            }
            isReached[first] = true;
            for (int next = firstHolding(value, first + 1); next < bands; next = firstHolding(value, next + 1)) {
                if (points[next] == points[first] || points[next] == points[bands - 1]) {
                    return faultAt(value, ScoreFault.TWO_ANSWERS);
                }
            }
            add(value, points[first]);
        }
        for (int band = 0; band < bands; band++) {
            if (!isReached[band]) {
                return faultAt(from[band], ScoreFault.UNREACHABLE);
            }
        }
        return ScoreFault.NONE;
    }

    /** How many bands there are, of which as many are written as there is room for. */
    int writeTo(final long[] bandFrom, final int[] bandPoints) {
        for (int i = 0; i < Math.min(count, bandFrom.length); i++) {
            bandFrom[i] = starts[i];
            bandPoints[i] = answers[i];
        }
        return count;
    }

    private ScoreFault checkBands() {
        if (bands == 0) {
            return ScoreFault.BANDS;
        }
        for (int band = 0; band < bands; band++) {
            if (points[band] < 0 || points[band] > ScoreTable.MAX_POINTS) {
                return faultAt(from[band], ScoreFault.POINTS);
            }
            if (!isEdge(from[band], ScoreTable.OPEN_BELOW) || !isEdge(to[band], ScoreTable.OPEN_ABOVE)) {
                return faultAt(isEdge(from[band], ScoreTable.OPEN_BELOW) ? to[band] : from[band], ScoreFault.EDGE);
            }
            if (from[band] > to[band]) {
                return faultAt(from[band], ScoreFault.UNORDERED);
            }
        }
        return ScoreFault.NONE;
    }

    private boolean isEdge(final int value, final int open) {
        return value == open ? value == least || value == most : value % step == 0 && value >= least && value <= most;
    }

    private int sortEdges() {
        int edge = 0;
        edges[edge++] = least;
        for (int band = 0; band < bands; band++) {
            edges[edge++] = from[band];
            if (to[band] != most) {
                edges[edge++] = (long) to[band] + step;
            }
        }
        Arrays.sort(edges, 0, edge);
        return edge;
    }

    private int firstHolding(final long value, final int start) {
        int band = start;
        while (band < bands && (value < from[band] || value > to[band])) {
            band++;
        }
        return band;
    }

    private void add(final long start, final int answer) {
        if (count > 0 && answers[count - 1] == answer) {
            return;
        }
        starts[count] = start;
        answers[count] = answer;
        count++;
    }

    private ScoreFault faultAt(final long value, final ScoreFault fault) {
        faultValue = value;
        return fault;
    }
}
