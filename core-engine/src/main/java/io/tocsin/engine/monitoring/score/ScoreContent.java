package io.tocsin.engine.monitoring.score;

import java.util.Arrays;

/** What a table holds, as arrays with room for the largest one. Columns are bands in rising order: each ends where the next begins. */
final class ScoreContent {
    private static final int PARTS = ScoreTable.MAX_ITEMS * ScoreTable.MAX_PARTS;

    int ages;
    final String[] ageNames = new String[ScoreTable.MAX_AGES];
    final int[] ageFrom = new int[ScoreTable.MAX_AGES];
    final int[] ageTo = new int[ScoreTable.MAX_AGES];

    int thresholds;
    final String[] thresholdNames = new String[ScoreTable.MAX_THRESHOLDS];
    final int[] thresholdTotals = new int[ScoreTable.MAX_THRESHOLDS];
    final int[] thresholdSingles = new int[ScoreTable.MAX_THRESHOLDS];
    final int[] thresholdSeverities = new int[ScoreTable.MAX_THRESHOLDS];

    int items;
    /** Of an item; behind the last one the number of parts. */
    final int[] firstPart = new int[ScoreTable.MAX_ITEMS + 1];

    int parts;
    final int[] partInput = new int[PARTS];
    final int[] partOver = new int[PARTS];
    final int[] partStep = new int[PARTS];
    final boolean[] partNeeded = new boolean[PARTS];

    /** By part, and by age, SpO2 scale and oxygen: the column that is looked at. */
    final int[][] columnOf = new int[PARTS][ScoreTable.MAX_AGES * ScoreTable.CHOICES];

    int columns;
    final int[] columnPart = new int[ScoreTable.MAX_COLUMNS];
    final int[] columnAge = new int[ScoreTable.MAX_COLUMNS];
    final int[] columnScale = new int[ScoreTable.MAX_COLUMNS];
    final int[] columnOxygen = new int[ScoreTable.MAX_COLUMNS];
    final int[] columnBands = new int[ScoreTable.MAX_COLUMNS];
    final long[][] bandFrom = new long[ScoreTable.MAX_COLUMNS][ScoreTable.MAX_BANDS];
    final int[][] bandPoints = new int[ScoreTable.MAX_COLUMNS][ScoreTable.MAX_BANDS];

    ScoreContent copy() {
        final ScoreContent copy = new ScoreContent();
        copyTo(copy);
        return copy;
    }

    void copyTo(final ScoreContent copy) {
        copy.ages = ages;
        copy.thresholds = thresholds;
        copy.items = items;
        copy.parts = parts;
        copy.columns = columns;
        copy(ageNames, copy.ageNames);
        copy(ageFrom, copy.ageFrom);
        copy(ageTo, copy.ageTo);
        copy(thresholdNames, copy.thresholdNames);
        copy(thresholdTotals, copy.thresholdTotals);
        copy(thresholdSingles, copy.thresholdSingles);
        copy(thresholdSeverities, copy.thresholdSeverities);
        copy(firstPart, copy.firstPart);
        copy(partInput, copy.partInput);
        copy(partOver, copy.partOver);
        copy(partStep, copy.partStep);
        copy(columnPart, copy.columnPart);
        copy(columnAge, copy.columnAge);
        copy(columnScale, copy.columnScale);
        copy(columnOxygen, copy.columnOxygen);
        copy(columnBands, copy.columnBands);
        System.arraycopy(partNeeded, 0, copy.partNeeded, 0, PARTS);
        for (int part = 0; part < parts; part++) {
            copy(columnOf[part], copy.columnOf[part]);
        }
        for (int column = 0; column < columns; column++) {
            System.arraycopy(bandFrom[column], 0, copy.bandFrom[column], 0, ScoreTable.MAX_BANDS);
            copy(bandPoints[column], copy.bandPoints[column]);
        }
    }

    void clear() {
        ages = 0;
        thresholds = 0;
        items = 0;
        parts = 0;
        columns = 0;
        Arrays.fill(ageNames, null);
        Arrays.fill(thresholdNames, null);
    }

    /** What a value is worth in a column. */
    int pointsOf(final int column, final long value) {
        final long[] from = bandFrom[column];
        int band = columnBands[column] - 1;
        while (band > 0 && from[band] > value) {
            band--;
        }
        return bandPoints[column][band];
    }

    /** Whether every item can be known from these readings, a bit for each code. */
    boolean isReadFrom(final long readings) {
        for (int item = 0; item < items; item++) {
            boolean isKnown = false;
            for (int part = firstPart[item]; part < firstPart[item + 1]; part++) {
                final int over = partOver[part];
                final boolean isRead = (readings >>> partInput[part] & 1) != 0
                        && (over == ScoreTable.NOT_A_RATIO || (readings >>> over & 1) != 0);
                if (partNeeded[part] && !isRead) {
                    return false;
                }
                isKnown |= isRead;
            }
            if (!isKnown) {
                return false;
            }
        }
        return true;
    }

    private static void copy(final int[] from, final int[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }

    private static void copy(final String[] from, final String[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }
}
