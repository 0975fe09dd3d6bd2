package io.tocsin.engine.monitoring.score;

import java.util.Arrays;

/**
 * A table that is being written down: said in order, from the id to the last band, then checked as a whole. Everything has room for the largest table from the start,
 * so that saying and checking allocate nothing; what finds no room is a fault, too. One thread at a time.
 */
public final class ScoreDraft {
    /** In place of an age band: the column is for all. */
    public static final int ALL = -1;

    /** In place of a scale, and of oxygen: the column is for all. */
    public static final int ANY = 0;

    /** Oxygen: on air, or not known. */
    public static final int ON_AIR = 1;

    /** Oxygen: on oxygen. */
    public static final int ON_OXYGEN = 2;

    /** Latest month of an age. */
    public static final int MAX_MONTHS = 9_999;

    private final ScoreContent content = new ScoreContent();
    private final ScoreOutline outline = new ScoreOutline(content);
    private final ScoreColumn column = new ScoreColumn();
    private final int[] rawCount = new int[ScoreTable.MAX_COLUMNS];
    private final int[][] rawPoints = new int[ScoreTable.MAX_COLUMNS][ScoreTable.MAX_BANDS];
    private final int[][] rawFrom = new int[ScoreTable.MAX_COLUMNS][ScoreTable.MAX_BANDS];
    private final int[][] rawTo = new int[ScoreTable.MAX_COLUMNS][ScoreTable.MAX_BANDS];

    private String id = "";
    private int version;
    private boolean isMostSevereFirst;
    private ScoreFault bound = ScoreFault.NONE;
    private int faultItem;
    private int faultColumn;
    private long faultValue;

    /** An empty one. */
    public ScoreDraft() {}

    /**
     * Begins a table; what was said before is forgotten.
     *
     * @param tableId         name of the score.
     * @param tableVersion    of the table.
     * @param mostSevereFirst whether the bands of a column stand by falling points, and the first that holds a value is the answer; else they stand by rising values,
     *                        and each follows the one before it.
     */
    public void begin(final String tableId, final int tableVersion, final boolean mostSevereFirst) {
        content.clear();
        id = tableId;
        version = tableVersion;
        isMostSevereFirst = mostSevereFirst;
        bound = ScoreFault.NONE;
    }

    /**
     * An age band; a table without one is for all.
     *
     * @param name       for people.
     * @param fromMonths completed.
     * @param toMonths   completed, inclusive.
     */
    public void age(final String name, final int fromMonths, final int toMonths) {
        if (content.ages == ScoreTable.MAX_AGES) {
            noRoom(ScoreFault.AGES);
            return;
        }
        content.ageNames[content.ages] = name;
        content.ageFrom[content.ages] = fromMonths;
        content.ageTo[content.ages] = toMonths;
        content.ages++;
    }

    /**
     * A threshold, the mildest first.
     *
     * @param name        for people.
     * @param leastTotal  reached from this sum on; 0 = by none.
     * @param leastSingle reached if one item is worth this; 0 = by none.
     * @param severity    of the alert, the schema's enum {@code Severity}, or {@link ScoreTable#NO_SEVERITY}.
     */
    public void threshold(final String name, final int leastTotal, final int leastSingle, final int severity) {
        if (content.thresholds == ScoreTable.MAX_THRESHOLDS) {
            noRoom(ScoreFault.THRESHOLDS);
            return;
        }
        content.thresholdNames[content.thresholds] = name;
        content.thresholdTotals[content.thresholds] = leastTotal;
        content.thresholdSingles[content.thresholds] = leastSingle;
        content.thresholdSeverities[content.thresholds] = severity;
        content.thresholds++;
    }

    /** The next item. */
    public void item() {
        if (content.items == ScoreTable.MAX_ITEMS) {
            noRoom(ScoreFault.ITEMS);
            return;
        }
        content.firstPart[content.items] = content.parts;
        content.items++;
        content.firstPart[content.items] = content.parts;
    }

    /**
     * An input of the item; of several the one that is worth most counts.
     *
     * @param input  code of a {@link ScoreInput}.
     * @param over   code of the one that it is divided by, or -1.
     * @param step   that it is rounded to: 1, 10 or 100 hundredths; of a ratio 1.
     * @param needed whether the item is missing without it; an item is missing in any case without all of its inputs.
     */
    public void part(final int input, final int over, final int step, final boolean needed) {
        if (bound != ScoreFault.NONE) {
            return;
        }
        if (content.items == 0 || content.parts - content.firstPart[content.items - 1] == ScoreTable.MAX_PARTS) {
            noRoom(ScoreFault.ITEMS);
            return;
        }
        content.partInput[content.parts] = input;
        content.partOver[content.parts] = over;
        content.partStep[content.parts] = step;
        content.partNeeded[content.parts] = needed;
        content.parts++;
        content.firstPart[content.items] = content.parts;
    }

    /**
     * A column of bands of the input.
     *
     * @param age    index of an age band, or {@link #ALL}.
     * @param scale  SpO2 scale 1 or 2, or {@link #ANY}.
     * @param oxygen {@link #ON_AIR}, {@link #ON_OXYGEN}, or {@link #ANY}.
     */
    public void column(final int age, final int scale, final int oxygen) {
        if (bound != ScoreFault.NONE) {
            return;
        }
        if (content.columns == ScoreTable.MAX_COLUMNS || content.parts == 0) {
            noRoom(ScoreFault.COLUMNS);
            return;
        }
        content.columnPart[content.columns] = content.parts - 1;
        content.columnAge[content.columns] = age;
        content.columnScale[content.columns] = scale;
        content.columnOxygen[content.columns] = oxygen;
        rawCount[content.columns] = 0;
        content.columns++;
    }

    /**
     * A band of the column.
     *
     * @param points what it is worth.
     * @param from   hundredths, inclusive, or {@link ScoreTable#OPEN_BELOW}.
     * @param to     hundredths, inclusive, or {@link ScoreTable#OPEN_ABOVE}.
     */
    public void band(final int points, final int from, final int to) {
        if (bound != ScoreFault.NONE) {
            return;
        }
        final int at = content.columns - 1;
        if (at < 0 || rawCount[at] == ScoreTable.MAX_BANDS) {
            noRoom(ScoreFault.BANDS);
            return;
        }
        rawPoints[at][rawCount[at]] = points;
        rawFrom[at][rawCount[at]] = from;
        rawTo[at][rawCount[at]] = to;
        rawCount[at]++;
    }

    /**
     * Checks everything.
     *
     * @return {@link ScoreFault#NONE} if {@link #build()} can be called; else what is wrong, of which the methods below say where.
     */
    public ScoreFault check() {
        faultItem = -1;
        faultColumn = -1;
        faultValue = 0;
        if (bound != ScoreFault.NONE) {
            faultItem = content.items - 1;
            return bound;
        }
        if (id.isEmpty() || id.length() > ScoreTable.MAX_ID_LENGTH) {
            return ScoreFault.ID;
        }
        if (version < 1 || version > 0xffff) {
            return ScoreFault.VERSION;
        }
        if (content.ages == 0) {
            age("all", 0, MAX_MONTHS);
        }
        ScoreFault fault = outline.check();
        if (fault == ScoreFault.NONE) {
            fault = checkItems();
        } else {
            faultItem = outline.faultPlace();
        }
        for (int at = 0; fault == ScoreFault.NONE && at < content.columns; at++) {
            fault = checkColumn(at);
        }
        return fault == ScoreFault.NONE ? chooseColumns() : fault;
    }

    /**
     * The table, after {@link #check()} found nothing.
     *
     * @return a copy: the draft can be used again.
     */
    public ScoreTable build() {
        return new ScoreTable(id, version, content.copy());
    }

    /**
     * Whether every item can be known from these readings, after {@link #check()} found nothing.
     *
     * @param readings that there can be: a bit for each code.
     * @return {@code false} if some item needs another one, or has no other.
     */
    public boolean isReadFrom(final long readings) {
        return content.isReadFrom(readings);
    }

    /** Has a table become what was said, after {@link #check()} found nothing; allocates nothing. */
    void buildInto(final ScoreTable table) {
        table.become(version, content);
    }

    /** Item of what was wrong, from 0, of ages and thresholds their place; -1 = the table. */
    public int faultItem() {
        return faultItem;
    }

    /** Column of what was wrong, from 0 in the order in which they were said; -1 = none. */
    public int faultColumn() {
        return faultColumn;
    }

    /** The value, in hundredths, that has no answer or two, or where the band begins that is wrong. */
    public long faultValue() {
        return faultValue;
    }

    private ScoreFault checkItems() {
        if (content.items == 0) {
            return ScoreFault.ITEMS;
        }
        long seen = 0;
        for (int item = 0; item < content.items; item++) {
            faultItem = item;
            if (content.firstPart[item] == content.firstPart[item + 1]) {
                return ScoreFault.ITEMS;
            }
            for (int part = content.firstPart[item]; part < content.firstPart[item + 1]; part++) {
                final int input = content.partInput[part];
                final int over = content.partOver[part];
                final boolean isRatio = over != ScoreTable.NOT_A_RATIO;
                if (!ScoreInput.isReading(input) || (isRatio && !ScoreInput.isReading(over))) {
                    return ScoreFault.INPUT;
                }
                if (!isRatio && (seen >>> input & 1) != 0) {
                    return ScoreFault.INPUT_TWICE;
                }
                seen |= isRatio ? 0 : 1L << input;
                if (!isStep(content.partStep[part], isRatio, ScoreInput.most(input) != ScoreTable.OPEN_ABOVE)) {
                    return ScoreFault.STEP;
                }
            }
        }
        faultItem = -1;
        return ScoreFault.NONE;
    }

    private static boolean isStep(final int step, final boolean isRatio, final boolean isOfWords) {
        if (isRatio) {
            return step == 1 && !isOfWords;
        }
        return step == 100 || (!isOfWords && (step == 1 || step == 10));
    }

    private ScoreFault checkColumn(final int at) {
        final int part = content.columnPart[at];
        faultItem = itemOf(part);
        faultColumn = at;
        if (content.columnAge[at] < ALL
                || content.columnAge[at] >= content.ages
                || content.columnScale[at] < ANY
                || content.columnScale[at] > 2
                || content.columnOxygen[at] < ANY
                || content.columnOxygen[at] > ON_OXYGEN) {
            return ScoreFault.COLUMNS;
        }
        final boolean isRatio = content.partOver[part] != ScoreTable.NOT_A_RATIO;
        final int input = content.partInput[part];
        column.set(
                content.partStep[part],
                isRatio ? ScoreTable.OPEN_BELOW : ScoreInput.least(input),
                isRatio ? ScoreTable.OPEN_ABOVE : ScoreInput.most(input),
                rawCount[at],
                rawPoints[at],
                rawFrom[at],
                rawTo[at]);
        final ScoreFault fault = isMostSevereFirst ? column.bySeverity() : column.byValue();
        if (fault != ScoreFault.NONE) {
            faultValue = column.faultValue();
            return fault;
        }
        content.columnBands[at] = column.writeTo(content.bandFrom[at], content.bandPoints[at]);
        if (content.columnBands[at] > ScoreTable.MAX_BANDS) {
            return ScoreFault.BANDS;
        }
        faultItem = -1;
        faultColumn = -1;
        return ScoreFault.NONE;
    }

    private ScoreFault chooseColumns() {
        for (int part = 0; part < content.parts; part++) {
            Arrays.fill(content.columnOf[part], -1);
        }
        for (int at = 0; at < content.columns; at++) {
            final int[] columnOf = content.columnOf[content.columnPart[at]];
            for (int choice = 0; choice < content.ages * ScoreTable.CHOICES; choice++) {
                final boolean isForAge =
                        content.columnAge[at] == ALL || content.columnAge[at] == choice / ScoreTable.CHOICES;
                final boolean isForScale =
                        content.columnScale[at] == ANY || content.columnScale[at] == (choice >> 1 & 1) + 1;
                final boolean isForOxygen =
                        content.columnOxygen[at] == ANY || content.columnOxygen[at] == (choice & 1) + 1;
                if (isForAge && isForScale && isForOxygen) {
                    if (columnOf[choice] >= 0) {
                        faultItem = itemOf(content.columnPart[at]);
                        faultColumn = at;
                        return ScoreFault.COLUMN_TWICE;
                    }
                    columnOf[choice] = at;
                }
            }
        }
        for (int part = 0; part < content.parts; part++) {
            for (int choice = 0; choice < content.ages * ScoreTable.CHOICES; choice++) {
                if (content.columnOf[part][choice] < 0) {
                    faultItem = itemOf(part);
                    return ScoreFault.COLUMN_MISSING;
                }
            }
        }
        return ScoreFault.NONE;
    }

    private int itemOf(final int part) {
        int item = 0;
        while (content.firstPart[item + 1] <= part) {
            item++;
        }
        return item;
    }

    private void noRoom(final ScoreFault fault) {
        if (bound == ScoreFault.NONE) {
            bound = fault;
        }
    }
}
