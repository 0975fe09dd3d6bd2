package io.tocsin.score;

import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.Hundredths;
import io.tocsin.engine.monitoring.score.ScoreDraft;
import io.tocsin.engine.monitoring.score.ScoreFault;
import io.tocsin.engine.monitoring.score.ScoreInput;
import io.tocsin.engine.monitoring.score.ScoreTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one table. Once used, it is spent. */
final class ScoreText {
    private static final int NOT_A_RATIO = -1;
    private static final int WORD_STEP = 100;
    private static final List<String> SEVERITIES = Arrays.stream(Severity.values())
            .filter(severity -> severity != Severity.NULL_VAL)
            .map(severity -> severity.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();

    private final String where;
    private final ScoreDraft draft = new ScoreDraft();
    private final List<String> ages = new ArrayList<>();
    private final List<Integer> ageLines = new ArrayList<>();
    private final List<String> thresholds = new ArrayList<>();
    private final List<Integer> thresholdLines = new ArrayList<>();
    private final List<ItemLine> items = new ArrayList<>();
    private final List<ColumnLine> columns = new ArrayList<>();
    private int line;
    private String field = "table";
    private @Nullable String id;
    private boolean isMostSevereFirst;
    private boolean hasVersion;
    private @Nullable ItemLine part;
    private boolean hasColumn;

    private record ItemLine(int line, ScoreInput input, int step, boolean isRatio) {}

    private record ColumnLine(int line, ItemLine part) {}

    ScoreText(final String where) {
        this.where = where;
    }

    ScoreTable read(final String text) {
        for (final String written : (Iterable<String>) text.lines()::iterator) {
            line++;
            final int comment = written.indexOf('#');
            final String said = (comment < 0 ? written : written.substring(0, comment)).strip();
            if (!said.isEmpty()) {
                try {
                    take(List.of(said.split("\\s+", -1)));
                } catch (final IllegalArgumentException wrong) {
                    throw refusal(line, field, String.valueOf(wrong.getMessage()));
                }
            }
        }
        if (!hasVersion) {
            throw refusal(line, "version", "there is none");
        }
        final ScoreFault fault = draft.check();
        if (fault != ScoreFault.NONE) {
            throw refused(fault);
        }
        return draft.build();
    }

    private void take(final List<String> words) {
        final List<String> rest = words.subList(1, words.size());
        final String first = words.get(0);
        if (!first.equals("table") && !first.equals("version") && !hasVersion) {
            throw new IllegalArgumentException("begin with the lines 'table' and 'version'");
        }
        switch (first) {
            case "table" -> table(rest);
            case "version" -> version(rest);
            case "age" -> age(rest);
            case "threshold" -> threshold(rest);
            case "item" -> {
                draft.item();
                part(rest, true);
            }
            case "or" -> part(rest, false);
            case "column" -> column(rest);
            default -> band(first, rest);
        }
    }

    private void table(final List<String> words) {
        require(id == null && !words.isEmpty(), "once, 'table' and an id");
        isMostSevereFirst = words.size() > 1;
        require(
                !isMostSevereFirst || words.subList(1, words.size()).equals(List.of("most", "severe", "first")),
                "after the id nothing, or 'most severe first'");
        id = words.get(0);
    }

    private void version(final List<String> words) {
        field = "version";
        require(!hasVersion && id != null && words.size() == 1, "once, after 'table', 'version' and a number");
        draft.begin(Objects.requireNonNull(id), whole(words.get(0)), isMostSevereFirst);
        hasVersion = true;
    }

    private void age(final List<String> words) {
        field = "age";
        require(
                words.size() >= 4
                        && words.get(1).equals("from")
                        && words.get(words.size() - 1).equals("months")
                        && (words.size() == 4
                                || (words.size() == 6 && words.get(3).equals("to"))),
                "'age', a name, 'from 12 to 48 months' or 'from 145 months'");
        require(!ages.contains(words.get(0)), "'" + words.get(0) + "' is there already");
        ages.add(words.get(0));
        ageLines.add(line);
        draft.age(words.get(0), whole(words.get(2)), words.size() == 6 ? whole(words.get(4)) : ScoreDraft.MAX_MONTHS);
    }

    private void threshold(final List<String> words) {
        field = "threshold";
        final boolean isTotal = words.size() >= 5 && words.subList(1, 4).equals(List.of("total", "at", "least"));
        final boolean isSingle = words.size() >= 6 && words.subList(1, 5).equals(List.of("one", "item", "at", "least"));
        final int number = isTotal ? 4 : 5;
        require(
                (isTotal || isSingle) && words.size() <= number + 2,
                "'threshold', a name, 'total at least 5' or 'one item at least 3', and a severity or none");
        require(!thresholds.contains(words.get(0)), "'" + words.get(0) + "' is there already");
        thresholds.add(words.get(0));
        thresholdLines.add(line);
        final int least = whole(words.get(number));
        draft.threshold(
                words.get(0),
                isTotal ? least : 0,
                isSingle ? least : 0,
                words.size() == number + 1 ? ScoreTable.NO_SEVERITY : severity(words.get(number + 1)));
    }

    private void part(final List<String> words, final boolean isFirst) {
        field = isFirst ? "item" : "or";
        require(!words.isEmpty(), "the name of a reading is missing");
        require(isFirst || part != null, "an 'or' follows an item");
        final ScoreInput input = input(words.get(0));
        int at = 1;
        int over = NOT_A_RATIO;
        if (at + 1 < words.size() && words.get(at).equals("/")) {
            over = input(words.get(at + 1)).code();
            at += 2;
        }
        int step = input.isWords() && over == NOT_A_RATIO ? WORD_STEP : 1;
        if (at + 2 < words.size() && words.subList(at, at + 2).equals(List.of("rounded", "to"))) {
            step = Hundredths.parse("what it is rounded to", words.get(at + 2));
            at += 3;
        }
        final List<String> rest = words.subList(at, words.size());
        require(
                rest.isEmpty() || rest.equals(List.of("if", "known")),
                "after the reading: '/' and another one, 'rounded to 1' or 'rounded to 0.1', 'if known', or nothing");
        part = new ItemLine(line, input, step, over != NOT_A_RATIO);
        if (isFirst) {
            items.add(part);
        }
        hasColumn = false;
        draft.part(input.code(), over, step, rest.isEmpty());
    }

    private void column(final List<String> words) {
        field = "column";
        int age = ScoreDraft.ALL;
        int scale = ScoreDraft.ANY;
        int oxygen = ScoreDraft.ANY;
        for (int at = 0; at < words.size(); at += 2) {
            final String which = at + 1 < words.size() ? words.get(at + 1) : "";
            switch (words.get(at) + (words.get(at).equals("on") ? " " + which : "")) {
                case "age" -> {
                    age = ages.indexOf(which);
                    require(age >= 0, "there is no age '" + which + "'; there is: " + ages);
                }
                case "scale" -> scale = whole(which);
                case "on air" -> oxygen = ScoreDraft.ON_AIR;
                case "on oxygen" -> oxygen = ScoreDraft.ON_OXYGEN;
                default ->
                    throw new IllegalArgumentException("'" + words.get(at)
                            + "' is none of: age and its name, scale and its number, on air, on oxygen");
            }
        }
        beginColumn(age, scale, oxygen);
    }

    private void band(final String first, final List<String> rest) {
        final ItemLine current = part;
        if (current == null) {
            throw new IllegalArgumentException("'" + first + "' is none of: age, threshold, item");
        }
        field = "item " + Bands.nameOf(current.input());
        final int points = whole(first);
        if (!hasColumn) {
            beginColumn(ScoreDraft.ALL, ScoreDraft.ANY, ScoreDraft.ANY);
        }
        int begin = 0;
        for (int at = 0; at <= rest.size(); at++) {
            if (at == rest.size() || rest.get(at).equals("or")) {
                require(at > begin, "where are " + points + " points given?");
                final Bands.Band band =
                        Bands.parse(rest.subList(begin, at), current.input(), current.step(), current.isRatio());
                draft.band(points, band.from(), band.to());
                begin = at + 1;
            }
        }
    }

    private void beginColumn(final int age, final int scale, final int oxygen) {
        final ItemLine current = part;
        if (current == null) {
            throw new IllegalArgumentException("a column follows an item");
        }
        hasColumn = true;
        columns.add(new ColumnLine(line, current));
        draft.column(age, scale, oxygen);
    }

    private static ScoreInput input(final String word) {
        for (final ScoreInput input : ScoreInput.values()) {
            if (Bands.nameOf(input).equals(word) && ScoreInput.isReading(input.code())) {
                return input;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no reading that a score can look at");
    }

    private static int severity(final String word) {
        final int place = SEVERITIES.indexOf(word);
        require(place >= 0, "'" + word + "' is no severity; there is: " + SEVERITIES);
        return place + 1;
    }

    private static int whole(final String word) {
        try {
            return Integer.parseInt(word);
        } catch (final NumberFormatException notWhole) {
            throw new IllegalArgumentException("'" + word + "' is no whole number", notWhole);
        }
    }

    private static void require(final boolean holds, final String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    private ScoreException refusal(final int atLine, final String atField, final String reason) {
        return new ScoreException(where, atLine, atField, reason);
    }

    private ScoreException refused(final ScoreFault fault) {
        final int place = draft.faultItem();
        return switch (fault) {
            case ID -> refusal(1, "table", "an id has 1 to " + ScoreTable.MAX_ID_LENGTH + " characters");
            case VERSION -> refusal(line, "version", "a version is from 1 to 65535");
            case AGES, AGES_GAP_OR_OVERLAP ->
                place < 0 || place >= ages.size()
                        ? refusal(line, "age", FaultWords.of(fault))
                        : refusal(ageLines.get(place), "age " + ages.get(place), FaultWords.of(fault));
            case THRESHOLDS, THRESHOLDS_UNORDERED ->
                place < 0 || place >= thresholds.size()
                        ? refusal(line, "threshold", FaultWords.of(fault))
                        : refusal(
                                thresholdLines.get(place), "threshold " + thresholds.get(place), FaultWords.of(fault));
            default -> refusedItem(fault, place);
        };
    }

    private ScoreException refusedItem(final ScoreFault fault, final int item) {
        if (draft.faultColumn() >= 0) {
            final ColumnLine column = columns.get(draft.faultColumn());
            final ItemLine itsPart = column.part();
            return refusal(
                    column.line(),
                    "item " + Bands.nameOf(itsPart.input()),
                    FaultWords.of(fault, Bands.text(draft.faultValue(), itsPart.input(), itsPart.isRatio())));
        }
        if (item >= 0 && item < items.size()) {
            final ItemLine itemLine = items.get(item);
            return refusal(itemLine.line(), "item " + Bands.nameOf(itemLine.input()), FaultWords.of(fault));
        }
        return refusal(line, "item", FaultWords.of(fault));
    }
}
