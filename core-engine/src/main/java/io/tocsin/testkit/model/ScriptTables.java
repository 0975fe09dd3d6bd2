package io.tocsin.testkit.model;

import io.tocsin.testkit.model.OracleScoreTable.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Score tables of a script's site, good and bad, over what scripts read. */
final class ScriptTables {
    private static final int AGE = 1;
    private static final int THRESHOLD = 2;
    private static final int ITEM = 3;
    private static final int INPUT = 4;
    private static final int COLUMN = 5;
    private static final int BAND = 6;
    private static final int FOR_ALL = 0xff;
    private static final int NO_DIVISOR = 0xff00;
    private static final int NEEDED = 1 << 24;

    private final SplittableRandom random;

    ScriptTables(final SplittableRandom random) {
        this.random = random;
    }

    /** Good ones, or a bad one. */
    void some(final List<byte[]> list, final long rulesVersion) {
        if (random.nextInt(6) == 0) {
            bad(list, rulesVersion);
        } else {
            good(list, rulesVersion);
        }
    }

    /** None, one, or more. */
    void good(final List<byte[]> list, final long rulesVersion) {
        final int count = Math.max(0, random.nextInt(random.nextInt(8) == 0 ? 9 : 4) - 1);
        for (int place = 1; place <= count; place++) {
            list.add(ScoreTableEntry.of(rulesVersion, place, 1 + random.nextInt(3), "t" + place, table()));
        }
    }

    private List<Line> table() {
        final List<Line> lines = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            lines.add(new Line(AGE, random.nextInt(2) * 36 | 191 << 16, 0));
            lines.add(new Line(AGE, 192 | 9_999 << 16, 0));
        } else if (random.nextInt(3) == 0) {
            lines.add(new Line(AGE, 192 | 9_999 << 16, 0));
        }
        final int ages = lines.size();
        int severity = random.nextInt(3) == 0 ? 0 : 3 + random.nextInt(3);
        int total = 0;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            total += 1 + random.nextInt(2);
            final boolean isSingle = total < 3 && random.nextInt(6) == 0;
            lines.add(new Line(THRESHOLD, isSingle ? 3 << 8 : total, severity));
            if (isSingle) {
                total = Math.max(total, 3);
            }
            severity = severity == 0 ? 1 + random.nextInt(5) : Math.max(1, severity - random.nextInt(3));
        }
        item(lines, 1, ages);
        if (random.nextBoolean()) {
            spo2(lines);
        }
        if (random.nextInt(3) == 0) {
            lines.add(new Line(ITEM, 0, 0));
            lines.add(new Line(INPUT, 10 | NO_DIVISOR | 100 << 16 | (random.nextBoolean() ? NEEDED : 0), 0));
            column(lines, FOR_ALL, 0, 100, 300);
            lines.add(new Line(INPUT, 22 | NO_DIVISOR | 100 << 16, 0));
            column(lines, FOR_ALL, Integer.MIN_VALUE, 900, 1_500);
        }
        if (random.nextInt(3) == 0) {
            observed(lines);
        }
        if (random.nextInt(3) == 0) {
            lines.add(new Line(ITEM, 0, 0));
            lines.add(new Line(INPUT, 1 | 4 << 8 | 1 << 16 | NEEDED, 0));
            column(lines, FOR_ALL, Integer.MIN_VALUE, 60 + random.nextInt(30), 100 + random.nextInt(20));
        }
        return lines;
    }

    /** Heart rate, or temperature, by age if there are ages. */
    private void item(final List<Line> lines, final int parameter, final int ages) {
        lines.add(new Line(ITEM, 0, 0));
        lines.add(new Line(INPUT, parameter | NO_DIVISOR | 100 << 16 | NEEDED, 0));
        for (int age = 0; age < Math.max(ages, 1); age++) {
            final int low = 5_000 + 100 * random.nextInt(30);
            column(lines, ages == 0 ? FOR_ALL : age, Integer.MIN_VALUE, low, low + 100 + 2_500 * random.nextInt(2));
        }
        if (random.nextInt(3) == 0) {
            lines.add(new Line(INPUT, 3 | NO_DIVISOR | 10 << 16, 0));
            column(lines, FOR_ALL, Integer.MIN_VALUE, 3_550, 3_750);
        }
    }

    /** How much oxygen is given; what is seen by hand; or what a laboratory measures. */
    private void observed(final List<Line> lines) {
        lines.add(new Line(ITEM, 0, 0));
        final int kind = 16 + random.nextInt(6);
        lines.add(new Line(INPUT, kind | NO_DIVISOR | 100 << 16 | NEEDED, 0));
        column(
                lines,
                FOR_ALL,
                kind == 19 ? 0 : Integer.MIN_VALUE,
                kind == 20 ? 400 : kind == 21 ? 3_200 : 100,
                kind == 20 ? 1_200 : kind == 21 ? 4_500 : 300);
    }

    private void spo2(final List<Line> lines) {
        lines.add(new Line(ITEM, 0, 0));
        lines.add(new Line(INPUT, 2 | NO_DIVISOR | 100 << 16 | NEEDED, 0));
        if (random.nextBoolean()) {
            column(lines, FOR_ALL, Integer.MIN_VALUE, 9_100, 9_400);
            return;
        }
        column(lines, FOR_ALL | 1 << 8, Integer.MIN_VALUE, 9_100, 9_400);
        column(lines, FOR_ALL | 2 << 8 | 1 << 16, Integer.MIN_VALUE, 8_800, 9_000);
        column(lines, FOR_ALL | 2 << 8 | 2 << 16, Integer.MIN_VALUE, 8_800, 9_400);
    }

    private void column(final List<Line> lines, final int which, final int least, final int low, final int high) {
        lines.add(new Line(COLUMN, which, 0));
        lines.add(new Line(BAND, least, random.nextInt(4)));
        lines.add(new Line(BAND, low, random.nextInt(2)));
        lines.add(new Line(BAND, high, random.nextInt(4)));
    }

    /** A table with one fault, or what may be one. */
    private void bad(final List<byte[]> list, final long rulesVersion) {
        final List<Line> lines = new ArrayList<>(table());
        final int at = random.nextInt(lines.size());
        final Line line = lines.get(at);
        int place = 1;
        int version = 1;
        long rules = rulesVersion;
        String name = "bad";
        switch (random.nextInt(12)) {
            case 0 -> place = random.nextBoolean() ? 0 : 2;
            case 1 -> version = 0;
            case 2 -> rules++;
            case 3 -> name = random.nextBoolean() ? "" : "x".repeat(21);
            case 4 -> lines.remove(at);
            case 5 -> lines.add(at, line);
            case 6 -> lines.set(at, new Line(random.nextInt(9), line.value(), line.points()));
            case 7 -> lines.set(at, new Line(line.kind(), line.value(), line.points() + 1 + random.nextInt(20)));
            case 8 -> lines.set(at, new Line(line.kind(), line.value() + 1, line.points()));
            case 9 -> lines.set(at, new Line(line.kind(), line.value() ^ 1 << random.nextInt(32), line.points()));
            case 10 -> {
                while (lines.size() < 120) {
                    lines.add(line);
                }
            }
            default -> lines.clear();
        }
        list.add(ScoreTableEntry.of(rules, place, version, name, lines));
    }
}
