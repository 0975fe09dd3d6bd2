package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.ScoreTableEntryDecoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An early-warning score, from the lines that describe it. */
final class OracleScoreTable {
    /** A line of an entry. */
    record Line(int kind, int value, int points) {}

    /** What a table says of readings: a level 0 is none. */
    record Score(int total, int level, int missingMask) {}

    private record Age(int from, int to) {}

    private record Threshold(int total, int single, int severity) {}

    private static final class Column {
        final int age;
        final int scale;
        final int oxygen;
        final List<int[]> bands = new ArrayList<>();

        Column(final int value) {
            age = value & 0xff;
            scale = value >> 8 & 0xff;
            oxygen = value >>> 16;
        }

        boolean isFor(final int ofAge, final int ofScale, final int ofOxygen) {
            return (age == ALL || age == ofAge)
                    && (scale == 0 || scale == ofScale)
                    && (oxygen == 0 || oxygen == ofOxygen);
        }
    }

    private static final class Input {
        final int reading;
        final int divisor;
        final int step;
        final int needed;
        final List<Column> columns = new ArrayList<>();

        Input(final int value) {
            reading = value & 0xff;
            divisor = value >> 8 & 0xff;
            step = value >> 16 & 0xff;
            needed = value >>> 24;
        }

        boolean isRatio() {
            return divisor != NONE;
        }

        boolean isOfWords() {
            return !isRatio() && MOST_OF_WORDS.containsKey(reading);
        }

        boolean isEverKnown() {
            return COUNTED.contains(reading) && (!isRatio() || COUNTED.contains(divisor));
        }
    }

    static final int NO_ALERT = 0;

    private static final int ALL = 255;
    private static final int NONE = 255;
    private static final int MONTHS = 9_999;
    private static final Map<Integer, Integer> MOST_OF_WORDS = Map.of(10, 400, 12, 100, 19, 300);
    /** Whose age is known, or that have none. */
    private static final Set<Integer> COUNTED = Set.of(1, 2, 3, 4, 7, 10, 12, 16, 17, 18, 19, 20, 21, 22);

    private static final Set<Integer> READINGS =
            Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 17, 18, 19, 20, 21, 22);

    final int version;
    private final List<Age> ages = new ArrayList<>();
    private final List<Threshold> thresholds = new ArrayList<>();
    private final List<List<Input>> items = new ArrayList<>();
    private final List<Line> lines;
    private boolean isSound = true;

    private OracleScoreTable(final int version, final List<Line> lines) {
        this.version = version;
        this.lines = List.copyOf(lines);
    }

    /** Whether it looks at any of these; by oxygen therapy it chooses columns. */
    boolean asks(final Set<Parameter> parameters) {
        return parameters.stream()
                .anyMatch(each -> each == Parameter.OXYGEN_THERAPY
                        || items.stream()
                                .flatMap(List::stream)
                                .anyMatch(input -> input.reading == each.value() || input.divisor == each.value()));
    }

    static List<Line> lines(final ScoreTableEntryDecoder entry) {
        final List<Line> lines = new ArrayList<>();
        for (final ScoreTableEntryDecoder.LinesDecoder line : entry.lines()) {
            lines.add(new Line(line.kindRaw(), line.value(), line.points()));
        }
        return lines;
    }

    /** The table, or null if it has a fault. */
    static @Nullable OracleScoreTable of(final int version, final List<Line> lines) {
        final OracleScoreTable table = new OracleScoreTable(version, lines);
        Input input = null;
        Column column = null;
        for (final Line line : lines) {
            final int value = line.value;
            table.isSound &= line.points == 0 || line.kind == 2 || line.kind == 6;
            switch (line.kind) {
                case 1 -> {
                    table.isSound &= table.thresholds.isEmpty() && table.items.isEmpty();
                    table.ages.add(new Age(value & 0xffff, value >>> 16));
                }
                case 2 -> {
                    table.isSound &= table.items.isEmpty();
                    table.thresholds.add(new Threshold(value & 0xff, value >>> 8, line.points));
                }
                case 3 -> {
                    table.isSound &= value == 0;
                    table.items.add(new ArrayList<>());
                    input = null;
                    column = null;
                }
                case 4 -> {
                    input = new Input(value);
                    column = null;
                    if (table.items.isEmpty()) {
                        return null;
                    }
                    table.items.get(table.items.size() - 1).add(input);
                }
                case 5 -> {
                    if (input == null) {
                        return null;
                    }
                    column = new Column(value);
                    input.columns.add(column);
                }
                case 6 -> {
                    if (column == null) {
                        return null;
                    }
                    column.bands.add(new int[] {value, line.points});
                }
                default -> table.isSound = false;
            }
        }
        return table.isSound && table.isInOrder() ? table : null;
    }

    private boolean isInOrder() {
        if (version < 1 || ages.size() > 8 || items.isEmpty() || items.size() > 12) {
            return false;
        }
        int next = -1;
        for (final Age age : ages) {
            if (age.to < age.from || age.to > MONTHS || (next >= 0 && age.from != next)) {
                return false;
            }
            next = age.to + 1;
        }
        if (ages.isEmpty()) {
            ages.add(new Age(0, MONTHS));
        }
        final Set<Integer> counted = new HashSet<>();
        int columns = 0;
        for (final List<Input> item : items) {
            if (item.isEmpty() || item.size() > 3 || item.stream().noneMatch(Input::isEverKnown)) {
                return false;
            }
            for (final Input input : item) {
                columns += input.columns.size();
                if (!isInOrder(input) || (!input.isRatio() && !counted.add(input.reading))) {
                    return false;
                }
            }
        }
        return columns <= 64 && areThresholdsInOrder();
    }

    private boolean areThresholdsInOrder() {
        int total = 0;
        int single = 0;
        int severity = NO_ALERT;
        for (final Threshold each : thresholds) {
            final boolean isInRange = each.total <= 180
                    && each.single >= 0
                    && each.single <= 15
                    && each.total + each.single > 0
                    && each.severity <= 5;
            final boolean isAbove =
                    (each.total == 0 || each.total > total) && (each.single == 0 || each.single > single);
            final boolean isMilder = severity != NO_ALERT && (each.severity == NO_ALERT || each.severity > severity);
            if (!isInRange || !isAbove || isMilder) {
                return false;
            }
            total = Math.max(total, each.total);
            single = Math.max(single, each.single);
            severity = each.severity;
        }
        return !thresholds.isEmpty() && thresholds.size() <= 8;
    }

    private boolean isInOrder(final Input input) {
        final boolean isStep = input.isRatio()
                ? input.step == 1 && !MOST_OF_WORDS.containsKey(input.reading)
                : input.step == 100 || (!input.isOfWords() && (input.step == 1 || input.step == 10));
        if (!READINGS.contains(input.reading)
                || (input.isRatio() && !READINGS.contains(input.divisor))
                || input.needed > 1
                || input.needed < 0
                || (input.needed == 1 && !input.isEverKnown())
                || !isStep) {
            return false;
        }
        for (int age = 0; age < ages.size(); age++) {
            for (int choice = 0; choice < 4; choice++) {
                if (columnsFor(input, age, 1 + choice / 2, 1 + choice % 2).size() != 1) {
                    return false;
                }
            }
        }
        return input.columns.stream().allMatch(column -> isInOrder(input, column));
    }

    private boolean isInOrder(final Input input, final Column column) {
        final boolean isGuarded = (column.age == ALL || column.age < ages.size())
                && column.scale <= 2
                && column.oxygen >= 0
                && column.oxygen <= 2;
        if (!isGuarded || column.bands.isEmpty() || column.bands.size() > 8) {
            return false;
        }
        final int least = input.isOfWords() ? 0 : Integer.MIN_VALUE;
        final int most = input.isOfWords() ? MOST_OF_WORDS.getOrDefault(input.reading, 0) : Integer.MAX_VALUE;
        long before = Long.MIN_VALUE;
        for (final int[] band : column.bands) {
            final boolean isFirst = before == Long.MIN_VALUE;
            final boolean isEdge = isFirst ? band[0] == least : band[0] % input.step == 0 && band[0] > before;
            if (!isEdge || band[0] > most || band[1] > 15) {
                return false;
            }
            before = band[0];
        }
        return true;
    }

    private static List<Column> columnsFor(final Input input, final int age, final int scale, final int oxygen) {
        return input.columns.stream()
                .filter(column -> column.isFor(age, scale, oxygen))
                .toList();
    }

    /** Place of the age band that somebody of these months belongs to, all of them; -1 = none. */
    int ageOf(final int fromMonths, final int toMonths) {
        for (int i = 0; i < ages.size(); i++) {
            if (ages.get(i).from <= fromMonths && toMonths <= ages.get(i).to) {
                return i;
            }
        }
        return -1;
    }

    /** Whether some threshold has a severity. */
    boolean raisesAlerts() {
        return thresholds.stream().anyMatch(each -> each.severity != NO_ALERT);
    }

    /** Whether one of these has the same lines. */
    boolean isAmong(final List<OracleScoreTable> others) {
        return others.stream().anyMatch(other -> other.lines.equals(lines));
    }

    int severity(final int level) {
        return level == 0 ? NO_ALERT : thresholds.get(level - 1).severity;
    }

    int levels() {
        return thresholds.size();
    }

    int everything() {
        return (1 << items.size()) - 1;
    }

    Score score(final Map<Integer, Integer> known, final Set<Integer> lapsed, final int spo2Scale, final int age) {
        final int oxygen = known.getOrDefault(12, 0) != 0 ? 2 : 1;
        int total = 0;
        int most = 0;
        int missing = 0;
        for (int i = 0; i < items.size(); i++) {
            int points = 0;
            boolean isMissing = true;
            boolean isNeeded = false;
            for (final Input input : items.get(i)) {
                isNeeded |= lapsed.contains(input.reading) || (input.isRatio() && lapsed.contains(input.divisor));
                final Long value = value(input, known);
                if (value == null) {
                    isNeeded |= input.needed == 1;
                } else {
                    isMissing = false;
                    final Column column =
                            columnsFor(input, age, spo2Scale, oxygen).get(0);
                    points = Math.max(points, worth(column, value));
                }
            }
            total += points;
            most = Math.max(most, points);
            missing |= isMissing || isNeeded ? 1 << i : 0;
        }
        return new Score(total, level(total, most), missing);
    }

    private static @Nullable Long value(final Input input, final Map<Integer, Integer> known) {
        final Integer reading = known.get(input.reading);
        if (reading == null) {
            return null;
        }
        if (!input.isRatio()) {
            final long halfUp = 2L * reading + input.step;
            return Math.floorDiv(halfUp, 2L * input.step) * input.step;
        }
        final Integer divisor = known.get(input.divisor);
        return divisor == null || divisor <= 0 ? null : (Long) Math.floorDiv(100L * reading, (long) divisor);
    }

    private static int worth(final Column column, final long value) {
        int points = 0;
        for (final int[] band : column.bands) {
            points = band[0] <= value ? band[1] : points;
        }
        return points;
    }

    private int level(final int total, final int most) {
        int level = 0;
        for (int i = 0; i < thresholds.size(); i++) {
            final Threshold each = thresholds.get(i);
            final boolean isReached =
                    (each.total > 0 && total >= each.total) || (each.single > 0 && most >= each.single);
            level = isReached ? i + 1 : level;
        }
        return level;
    }
}
