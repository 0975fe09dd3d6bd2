package io.tocsin.score;

import io.tocsin.engine.monitoring.score.ScoreFault;
import io.tocsin.engine.monitoring.score.ScoreTable;

/** What is wrong with a table, for people. */
final class FaultWords {
    private FaultWords() {}

    static String of(final ScoreFault fault, final String value) {
        return switch (fault) {
            case GAP -> value + " has no answer";
            case TWO_ANSWERS -> value + " has two answers";
            case UNORDERED -> "the band at " + value + " does not follow the one before it";
            case UNREACHABLE -> "nothing is left for the band at " + value + ": more severe ones hold all of it";
            case EDGE -> value + " cannot be the edge of a band: no rounded reading is " + value;
            default -> of(fault);
        };
    }

    static String of(final ScoreFault fault) {
        return switch (fault) {
            case AGES -> "at most " + ScoreTable.MAX_AGES + " ages, each from a month to a later one";
            case AGES_GAP_OR_OVERLAP -> "an age begins in the month after the one before it";
            case THRESHOLDS ->
                "1 to " + ScoreTable.MAX_THRESHOLDS + " thresholds, each above 0 and within what can be reached";
            case THRESHOLDS_UNORDERED -> "a threshold is above the one before it, and not milder";
            case ITEMS ->
                "1 to " + ScoreTable.MAX_ITEMS + " items of at most " + ScoreTable.MAX_PARTS + " readings each";
            case INPUT -> "no reading that a score can look at";
            case INPUT_TWICE -> "the reading counts in another item, too";
            case STEP -> "readings are rounded to 1, 0.1 or 0.01, ratios and words not at all";
            case COLUMNS ->
                "at most " + ScoreTable.MAX_COLUMNS + " columns, each for scale 1 or 2 and ages that there are";
            case COLUMN_MISSING -> "for some age, scale or oxygen there is no column";
            case COLUMN_TWICE -> "for some age, scale and oxygen there are two columns";
            case BANDS -> "a column has 1 to " + ScoreTable.MAX_BANDS + " bands";
            case POINTS -> "an item is worth 0 to " + ScoreTable.MAX_POINTS + " points";
            default -> fault.name();
        };
    }
}
