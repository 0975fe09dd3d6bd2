package io.tocsin.engine.monitoring.score;

/** Why a table is refused. The first that is found refuses the whole. */
public enum ScoreFault {
    /** None: the table can be used. */
    NONE,
    /** The id has no character, or more than {@link ScoreTable#MAX_ID_LENGTH}. */
    ID,
    /** The version is not from 1 to 65,535. */
    VERSION,
    /** More age bands than {@link ScoreTable#MAX_AGES}, or months out of range. */
    AGES,
    /** An age band does not begin in the month after the one before it. */
    AGES_GAP_OR_OVERLAP,
    /** No threshold, more than {@link ScoreTable#MAX_THRESHOLDS}, or one that asks for nothing or for too much. */
    THRESHOLDS,
    /** A threshold is not above the one before it, or less severe. */
    THRESHOLDS_UNORDERED,
    /** No item, or more than {@link ScoreTable#MAX_ITEMS}, or more than {@link ScoreTable#MAX_PARTS} inputs in one. */
    ITEMS,
    /** What an item looks at is no reading that is known. */
    INPUT,
    /** A reading counts in two items. */
    INPUT_TWICE,
    /** A step of rounding that is not 1, 10 or 100 hundredths, or not 100 for words. */
    STEP,
    /** Too many columns in all, or a column for an age, a scale or oxygen that there is not. */
    COLUMNS,
    /** For some age, scale and oxygen an input has no column. */
    COLUMN_MISSING,
    /** For some age, scale and oxygen an input has two columns. */
    COLUMN_TWICE,
    /** No band, or more than {@link ScoreTable#MAX_BANDS} in a column. */
    BANDS,
    /** Points are not from 0 to {@link ScoreTable#MAX_POINTS}. */
    POINTS,
    /** An edge of a band is no multiple of the step, so that no rounded reading lies on it, or is no value of the reading. */
    EDGE,
    /** A band does not follow the one before it: by value, or, where the most severe comes first, by points. */
    UNORDERED,
    /** A value has no answer. */
    GAP,
    /** A value has two answers. */
    TWO_ANSWERS,
    /** No value reaches a band, as more severe ones hold all of it. */
    UNREACHABLE
}
