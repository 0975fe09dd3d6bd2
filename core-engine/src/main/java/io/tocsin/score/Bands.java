package io.tocsin.score;

import io.tocsin.codecs.text.Hundredths;
import io.tocsin.engine.monitoring.score.ScoreInput;
import io.tocsin.engine.monitoring.score.ScoreTable;
import java.util.List;
import java.util.Locale;

/** Where a band lies, and what readings are called, in the words of a table. */
final class Bands {
    private static final int WORD_STEP = 100;

    private Bands() {}

    /**
     * A band.
     *
     * @param from hundredths, inclusive.
     * @param to   hundredths, inclusive.
     */
    record Band(int from, int to) {}

    /** Words as in a table: heart-rate. */
    static String nameOf(final ScoreInput input) {
        return input.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code at most 8}, {@code below 9}, {@code 9 to 11}, {@code at least 25}, {@code above 24}, {@code alert}. */
    static Band parse(final List<String> words, final ScoreInput input, final int step, final boolean isRatio) {
        final boolean isWords = input.isWords() && !isRatio;
        final int count = words.size();
        final String first = words.get(0);
        if (count == 3 && first.equals("at") && words.get(1).equals("most")) {
            return new Band(ScoreTable.OPEN_BELOW, value(words.get(2), input, isWords));
        }
        if (count == 3 && first.equals("at") && words.get(1).equals("least")) {
            return new Band(value(words.get(2), input, isWords), ScoreTable.OPEN_ABOVE);
        }
        if (count == 2 && first.equals("below")) {
            return new Band(ScoreTable.OPEN_BELOW, value(words.get(1), input, isWords) - step);
        }
        if (count == 2 && first.equals("above")) {
            return new Band(value(words.get(1), input, isWords) + step, ScoreTable.OPEN_ABOVE);
        }
        if (count == 3 && words.get(1).equals("to")) {
            return new Band(value(first, input, isWords), value(words.get(2), input, isWords));
        }
        if (count == 1) {
            final int value = value(first, input, isWords);
            return new Band(value, value);
        }
        throw new IllegalArgumentException("'" + String.join(" ", words)
                + "' is no band: at most 8, below 9, 9 to 11, at least 25, above 24, or one value");
    }

    /** A value as people write it. */
    static String text(final long hundredths, final ScoreInput input, final boolean isRatio) {
        if (hundredths <= ScoreTable.OPEN_BELOW) {
            return "the lowest value";
        }
        if (!input.isWords() || isRatio || hundredths % WORD_STEP != 0) {
            return Hundredths.format((int) Math.min(hundredths, ScoreTable.OPEN_ABOVE));
        }
        final List<String> names = words(input);
        final int place = (int) hundredths / WORD_STEP;
        return place >= 0 && place < names.size() ? names.get(place) : "what follows " + names.get(names.size() - 1);
    }

    private static int value(final String word, final ScoreInput input, final boolean isWords) {
        if (!isWords) {
            try {
                return Hundredths.parse("'" + word + "'", word);
            } catch (final IllegalArgumentException notANumber) {
                throw new IllegalArgumentException(notANumber.getMessage(), notANumber);
            }
        }
        final List<String> names = words(input);
        final int place = names.indexOf(word);
        if (place < 0) {
            throw new IllegalArgumentException("'" + word + "' is no " + nameOf(input) + "; there is: " + names);
        }
        return place * WORD_STEP;
    }

    private static List<String> words(final ScoreInput input) {
        return switch (input) {
            case CONSCIOUSNESS -> List.of("alert", "confusion", "voice", "pain", "unresponsive");
            case OXYGEN_THERAPY -> List.of("air", "oxygen");
            case RESPIRATORY_EFFORT -> List.of("normal", "mild", "moderate", "severe");
            default -> List.of();
        };
    }
}
