package io.tocsin.engine.monitoring.score;

/**
 * One version of a score: readings in, total, level and what was missing out.
 *
 * <p>An item looks at one reading, at the ratio of two, or at several of which the one that is worth most counts. A reading is rounded half up to the item's step
 * before it is looked up, a ratio is cut to whole hundredths, so that "at least 0.90" is exactly that. A reading that is not known is worth 0 and its item is
 * named by {@link #missingMask(long)}: the total is then the least that the patient can have, and nobody may take it for an improvement.
 *
 * <p>Immutable but for those that the engine holds. Any thread; integers only; neither blocks nor allocates.
 */
public final class ScoreTable {
    /** Most characters of an id. */
    public static final int MAX_ID_LENGTH = 20;

    /** Most age bands. */
    public static final int MAX_AGES = 8;

    /** Most items. */
    public static final int MAX_ITEMS = 12;

    /** Most inputs of one item, of which the one that is worth most counts. */
    public static final int MAX_PARTS = 3;

    /** Most columns (age, SpO2 scale, oxygen) of all items together. */
    public static final int MAX_COLUMNS = 64;

    /** Most bands of a column. */
    public static final int MAX_BANDS = 8;

    /** Most that one item is worth. */
    public static final int MAX_POINTS = 15;

    /** Most thresholds. */
    public static final int MAX_THRESHOLDS = 8;

    /** Severity of a threshold that raises no alert; the others are those of the schema's enum {@code Severity}. */
    public static final int NO_SEVERITY = 0;

    /** Lower edge of a band that has none. */
    public static final int OPEN_BELOW = Integer.MIN_VALUE;

    /** Upper edge of a band that has none. */
    public static final int OPEN_ABOVE = Integer.MAX_VALUE;

    /** Answered in place of a score if the table is for other ages. */
    public static final long NO_SCORE = -1;

    /** No age band: the table is for other ages. */
    public static final int NO_AGE = -1;

    /** In place of points: the item is missing. */
    public static final int MISSING = -1;

    /** Columns of a part for each age: by SpO2 scale and by oxygen. */
    static final int CHOICES = 4;

    static final int NOT_A_RATIO = -1;

    // Packed, from bit 0: total, most of a single item, level, missing mask.
    private static final int SINGLE_SHIFT = 8;
    private static final int LEVEL_SHIFT = 12;
    private static final int MISSING_SHIFT = 16;
    private static final int NIBBLE = 0xf;

    private final String id;
    private final ScoreContent content;
    private int version;

    ScoreTable(final String id, final int version, final ScoreContent content) {
        this.id = id;
        this.version = version;
        this.content = content;
    }

    /** One that is filled by a draft, again and again: of the engine, which knows tables by their place and not by name. */
    ScoreTable() {
        this("", 0, new ScoreContent());
    }

    void become(final int newVersion, final ScoreContent from) {
        version = newVersion;
        from.copyTo(content);
    }

    ScoreContent content() {
        return content;
    }

    /** Name of the score. */
    public String id() {
        return id;
    }

    /** Of the table, 1 to 65,535. */
    public int version() {
        return version;
    }

    /** How many items there are; the bits of the missing mask. */
    public int items() {
        return content.items;
    }

    /** How many thresholds there are; levels run from 0, none, to this. */
    public int thresholds() {
        return content.thresholds;
    }

    /**
     * Name of what a threshold says.
     *
     * @param level from 1.
     * @return as in the table.
     */
    public String thresholdName(final int level) {
        return content.thresholdNames[level - 1];
    }

    /**
     * How severe a threshold is.
     *
     * @param level from 1.
     * @return a value of the schema's enum {@code Severity}, or {@link #NO_SEVERITY}.
     */
    public int severity(final int level) {
        return content.thresholdSeverities[level - 1];
    }

    /**
     * The input of an item, the first of several.
     *
     * @param item from 0.
     * @return code of a {@link ScoreInput}.
     */
    public int input(final int item) {
        return content.partInput[content.firstPart[item]];
    }

    /**
     * Whether every item can be known from readings that there are.
     *
     * @param readings of these: a bit for each code.
     * @return {@code false} if an item needs another one, or has no other.
     */
    public boolean isReadFrom(final long readings) {
        return content.isReadFrom(readings);
    }

    /**
     * The age band of somebody.
     *
     * @param months completed, from 0.
     * @return index, or {@link #NO_AGE} if the table is for other ages.
     */
    public int ageBand(final int months) {
        for (int age = 0; age < content.ages; age++) {
            if (months >= content.ageFrom[age] && months <= content.ageTo[age]) {
                return age;
            }
        }
        return NO_AGE;
    }

    /**
     * Scores one set of readings.
     *
     * @param values  by code of {@link ScoreInput}, {@link ScoreInput#CODES} of them, hundredths; what stands for one that is not known does not matter.
     * @param known   bit n = the input of code n is known and not too old. An SpO2 scale that is not known is 1; oxygen that is not known chooses columns as air
     *                does.
     * @param ageBand as {@link #ageBand(int)} says.
     * @return to be read with the static accessors, or {@link #NO_SCORE} for {@link #NO_AGE}.
     */
    public long score(final int[] values, final long known, final int ageBand) {
        return score(values, known, 0, ageBand);
    }

    /**
     * Scores one set of readings of which some are too old by now: nothing is known to have improved because of that, so an item that looks at one of them is missing.
     *
     * @param values  as for {@link #score(int[], long, int)}.
     * @param known   likewise.
     * @param lapsed  bit n = the input of code n was known, and is too old.
     * @param ageBand likewise.
     * @return likewise.
     */
    public long score(final int[] values, final long known, final long lapsed, final int ageBand) {
        if (ageBand < 0) {
            return NO_SCORE;
        }
        final int choice = choice(values, known, ageBand);
        int total = 0;
        int single = 0;
        int missing = 0;
        for (int item = 0; item < content.items; item++) {
            final int found = evaluate(item, values, known, choice);
            final int points = found >> 1;
            total += points;
            single = Math.max(single, points);
            missing |= (found & 1) << item | (asks(item, lapsed) ? 1 << item : 0);
        }
        return total
                | ((long) single << SINGLE_SHIFT)
                | ((long) level(total, single) << LEVEL_SHIFT)
                | ((long) missing << MISSING_SHIFT);
    }

    /**
     * What one item is worth.
     *
     * @param item    from 0.
     * @param values  as for {@link #score}.
     * @param known   as for {@link #score}.
     * @param ageBand as for {@link #score}, none is not allowed.
     * @return points, or {@link #MISSING}; of an item of several inputs that is missing in part, what is known of it counts in the total all the same.
     */
    public int points(final int item, final int[] values, final long known, final int ageBand) {
        final int found = evaluate(item, values, known, choice(values, known, ageBand));
        return (found & 1) != 0 ? MISSING : found >> 1;
    }

    /**
     * The sum.
     *
     * @param score as answered by {@link #score}.
     * @return 0 to 180.
     */
    public static int total(final long score) {
        return (int) score & 0xff;
    }

    /**
     * The most that one item is worth.
     *
     * @param score as answered by {@link #score}.
     * @return 0 to 15.
     */
    public static int single(final long score) {
        return (int) (score >>> SINGLE_SHIFT) & NIBBLE;
    }

    /**
     * Which threshold is reached.
     *
     * @param score as answered by {@link #score}.
     * @return from 1, the highest; 0 = none.
     */
    public static int level(final long score) {
        return (int) (score >>> LEVEL_SHIFT) & NIBBLE;
    }

    /**
     * Which items were missing. Anything but 0 says that the score is partial.
     *
     * @param score as answered by {@link #score}.
     * @return bit n = item n.
     */
    public static int missingMask(final long score) {
        return (int) (score >>> MISSING_SHIFT) & 0xfff;
    }

    private static int choice(final int[] values, final long known, final int ageBand) {
        final int scale = isKnown(known, 0) && values[0] == 2 ? 2 : 0;
        final int oxygen = ScoreInput.OXYGEN_THERAPY.code();
        return ageBand * CHOICES + scale + (isKnown(known, oxygen) && values[oxygen] != 0 ? 1 : 0);
    }

    /**
     * Whether the score looks at any of these inputs. Oxygen therapy, by which columns are chosen, is always looked at.
     *
     * @param codes bit n = the input of code n.
     * @return true if so.
     */
    public boolean asks(final long codes) {
        boolean asks = isKnown(codes, ScoreInput.OXYGEN_THERAPY.code());
        for (int item = 0; !asks && item < content.items; item++) {
            asks = asks(item, codes);
        }
        return asks;
    }

    private boolean asks(final int item, final long codes) {
        for (int part = content.firstPart[item]; codes != 0 && part < content.firstPart[item + 1]; part++) {
            final int over = content.partOver[part];
            if (isKnown(codes, content.partInput[part]) || (over != NOT_A_RATIO && isKnown(codes, over))) {
                return true;
            }
        }
        return false;
    }

    /** Points times 2, plus 1 if the item is missing. */
    private int evaluate(final int item, final int[] values, final long known, final int choice) {
        int points = 0;
        boolean isAnyKnown = false;
        boolean isNeededMissing = false;
        for (int part = content.firstPart[item]; part < content.firstPart[item + 1]; part++) {
            final int input = content.partInput[part];
            final int over = content.partOver[part];
            final boolean isRatio = over != NOT_A_RATIO;
            if (!isKnown(known, input) || (isRatio && (!isKnown(known, over) || values[over] <= 0))) {
                isNeededMissing |= content.partNeeded[part];
                continue;
            }
            isAnyKnown = true;
            final long value = isRatio
                    ? Math.floorDiv(100L * values[input], (long) values[over])
                    : rounded(values[input], content.partStep[part]);
            points = Math.max(points, content.pointsOf(content.columnOf[part][choice], value));
        }
        return points << 1 | (isNeededMissing || !isAnyKnown ? 1 : 0);
    }

    private int level(final int total, final int single) {
        for (int level = content.thresholds; level > 0; level--) {
            final int leastTotal = content.thresholdTotals[level - 1];
            final int leastSingle = content.thresholdSingles[level - 1];
            if ((leastTotal > 0 && total >= leastTotal) || (leastSingle > 0 && single >= leastSingle)) {
                return level;
            }
        }
        return 0;
    }

    /** Half up, also below zero; in longs, because the largest int plus a half would wrap round. */
    private static long rounded(final int hundredths, final int step) {
        return step == 1 ? hundredths : Math.floorDiv((long) hundredths + step / 2, step) * step;
    }

    private static boolean isKnown(final long known, final int code) {
        return (known >>> code & 1) != 0;
    }
}
