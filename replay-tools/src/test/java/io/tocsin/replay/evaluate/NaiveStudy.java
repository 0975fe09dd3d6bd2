package io.tocsin.replay.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Partial scores and what they announce, counted slowly from the lines themselves: shares nothing with what it checks. Sources: Royal College of Physicians, National Early
 * Warning Score 2, 2017; Bone and others, Chest 1992 (SIRS).
 */
final class NaiveStudy {
    private static final int THRESHOLD = 5;

    private final Map<String, List<Row>> patients = new LinkedHashMap<>();
    private int alerts;
    private int judged;
    private int right;
    private int septic;
    private int announced;
    private double days;

    private record Row(int hour, int score, boolean labelled) {}

    private final boolean isNews2;

    private NaiveStudy(final List<String> lines, final boolean isNews2) {
        this.isNews2 = isNews2;
        final List<String> names = Arrays.asList(lines.get(0).split("\\|"));
        final Map<String, List<String[]>> fields = new LinkedHashMap<>();
        for (final String line : lines.subList(1, lines.size())) {
            final String[] row = line.split("\\|");
            fields.computeIfAbsent(row[0], unused -> new ArrayList<>()).add(row);
        }
        fields.forEach((patient, rows) -> patients.put(patient, scored(names, rows)));
        patients.values().forEach(this::count);
    }

    static NaiveStudy news2(final List<String> lines) {
        return new NaiveStudy(lines, true);
    }

    static NaiveStudy sirs(final List<String> lines) {
        return new NaiveStudy(lines, false);
    }

    double area() {
        double won = 0;
        long pairs = 0;
        final List<Integer> with = new ArrayList<>();
        final List<Integer> without = new ArrayList<>();
        for (final List<Row> rows : patients.values()) {
            final int onset = onset(rows);
            for (final Row row : rows) {
                if (row.hour() < onset) {
                    (onset - row.hour() <= 12 ? with : without).add(row.score());
                }
            }
        }
        for (final int sick : with) {
            for (final int well : without) {
                pairs++;
                won += sick > well ? 1 : sick == well ? 0.5 : 0;
            }
        }
        return won / pairs;
    }

    int alerts() {
        return alerts;
    }

    double alertsPerDay() {
        return alerts / days;
    }

    double sensitivity() {
        return (double) announced / septic;
    }

    double ppv() {
        return (double) right / judged;
    }

    private void count(final List<Row> rows) {
        final int onset = onset(rows);
        int last = -100;
        boolean isAnnounced = false;
        for (final Row row : rows) {
            if (row.score() >= THRESHOLD && row.hour() - last >= 6) {
                last = row.hour();
                alerts++;
                judged += row.hour() < onset ? 1 : 0;
                final boolean announces = row.hour() < onset && onset - row.hour() <= 12;
                right += announces ? 1 : 0;
                isAnnounced |= announces;
            }
        }
        septic += onset < Integer.MAX_VALUE ? 1 : 0;
        announced += isAnnounced ? 1 : 0;
        days += rows.size() / 24.0;
    }

    private static int onset(final List<Row> rows) {
        return rows.stream()
                .filter(Row::labelled)
                .mapToInt(row -> row.hour() + 6)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    private List<Row> scored(final List<String> names, final List<String[]> rows) {
        final List<Row> scored = new ArrayList<>();
        int told = 0;
        int lastRead = -100;
        for (int i = 0; i < rows.size(); i++) {
            final int hour = Integer.parseInt(rows.get(i)[names.indexOf("ICULOS")]);
            boolean isRead = false;
            for (final String name : List.of("HR", "O2Sat", "Temp", "SBP", "Resp", "FiO2")) {
                isRead |= !"NaN".equals(rows.get(i)[names.indexOf(name)]);
            }
            if (isRead) {
                lastRead = hour;
                told = isNews2 ? news2(names, rows, i) : 0;
            }
            scored.add(new Row(
                    hour,
                    isNews2 ? (hour - lastRead <= 8 ? told : 0) : sirs(names, rows, i),
                    "1".equals(rows.get(i)[names.indexOf("SepsisLabel")])));
        }
        return scored;
    }

    private static int news2(final List<String> names, final List<String[]> rows, final int i) {
        return last(names, rows, i, "Resp", 4, v -> v <= 8 ? 3 : v <= 11 ? 1 : v <= 20 ? 0 : v <= 24 ? 2 : 3)
                + last(names, rows, i, "O2Sat", 4, v -> v <= 91 ? 3 : v <= 93 ? 2 : v <= 95 ? 1 : 0)
                + last(names, rows, i, "SBP", 4, v -> v <= 90 ? 3 : v <= 100 ? 2 : v <= 110 ? 1 : v <= 219 ? 0 : 3)
                + last(
                        names,
                        rows,
                        i,
                        "HR",
                        4,
                        v -> v <= 40 ? 3 : v <= 50 ? 1 : v <= 90 ? 0 : v <= 110 ? 1 : v <= 130 ? 2 : 3)
                + last(names, rows, i, "Temp", 8, v -> v <= 35 ? 3 : v <= 36 ? 1 : v <= 38 ? 0 : v <= 39 ? 1 : 2)
                + last(names, rows, i, "FiO2", 1_000, v -> v > 0 ? 2 : 0);
    }

    private static int sirs(final List<String> names, final List<String[]> rows, final int i) {
        return last(names, rows, i, "Temp", 8, v -> v < 36 || v > 38 ? 1 : 0)
                + last(names, rows, i, "HR", 4, v -> v > 90 ? 1 : 0)
                + last(names, rows, i, "Resp", 4, v -> v > 20 ? 1 : 0);
    }

    /** The points of the last value that is not too old. Values are whole numbers, but for oxygen, of which only more than in air counts. */
    private static int last(
            final List<String> names,
            final List<String[]> rows,
            final int until,
            final String name,
            final int ageHours,
            final IntUnaryOperator points) {
        for (int i = until; i >= 0 && until - i <= ageHours; i--) {
            final String value = rows.get(i)[names.indexOf(name)];
            if (!"NaN".equals(value)) {
                return points.applyAsInt(
                        "FiO2".equals(name) ? ("0.21".equals(value) ? 0 : 1) : Integer.parseInt(value));
            }
        }
        return 0;
    }
}
