package io.tocsin.replay.evaluate.study;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The drawings of a study. Each is one statement; the tables beside them have the figures. */
final class StudyCharts {
    private static final int WIDTH = 520;
    private static final int SQUARE = 360;
    private static final int ROW = 34;

    /** Of systems whose curve is a curve and not a point. */
    private static final int CURVES = 6;

    private StudyCharts() {}

    /** Areas under the curve of rows, with intervals, between 0.4 and 0.8. */
    static String areas(final List<SystemFindings> systems) {
        final double least = 0.4;
        final double span = 0.4;
        final Chart chart = new Chart("AUROC of rows with 95 % intervals", WIDTH, systems.size() * ROW);
        for (int tenth = 4; tenth <= 8; tenth++) {
            chart.markBelow((tenth / 10.0 - least) / span, "0." + tenth);
        }
        for (int i = 0; i < systems.size(); i++) {
            final double y = middle(i, systems.size());
            final Estimate auroc = systems.get(i).rows().get(0).areas().auroc();
            chart.beside(y, systems.get(i).system().title());
            if (!Double.isNaN(auroc.low())) {
                chart.line("range", (auroc.low() - least) / span, y, (auroc.high() - least) / span, y);
                chart.point("first", (auroc.value() - least) / span, y);
            }
        }
        chart.below("AUROC of rows, everybody (0.5 is chance)");
        return chart.drawn();
    }

    /** Alerts of a patient in a day: mean as a bar, the 95th percentile of patients as a line. */
    static String burden(final List<SystemFindings> systems) {
        return bars(
                "Alerts per patient-day",
                "alerts per patient-day in the test patients: bar the mean, line to the 95th percentile of patients",
                systems,
                found -> found.system().title(),
                found -> inTest(found).burden().mean(),
                found -> inTest(found).burden().p95());
    }

    /** Median lead time as a bar, the upper quartile as a line. */
    static String lead(final List<SystemFindings> systems) {
        return bars(
                "Lead time",
                "hours from the first alert within 12 h to the onset: bar the median, line to the upper quartile",
                systems.stream()
                        .filter(found -> inTest(found).lead().announced() > 0)
                        .toList(),
                found -> found.system().title() + ", " + inTest(found).lead().announced(),
                found -> inTest(found).lead().median(),
                found -> inTest(found).lead().upperQuartile());
    }

    /** Alerts that the engine told with each setting. */
    static String told(final List<Setting> settings) {
        return bars(
                "Alerts of the engine by setting of the limits",
                "alerts that the engine raised per patient-day: bar the mean, line to the 95th percentile of patients",
                settings,
                Setting::title,
                setting -> told(setting).mean(),
                setting -> told(setting).p95());
    }

    /** Changes in a day with each setting. */
    static String flips(final List<Setting> settings) {
        return bars(
                "Changes per patient-day by setting of the limits",
                "changes between some limit violated and none, per patient-day",
                settings,
                Setting::title,
                Setting::flipsPerDay,
                setting -> Double.NaN);
    }

    /** Which share of the patients must ever be looked at to find which share of the septic. */
    static String efficiency(final List<SystemFindings> systems) {
        final Chart chart = new Chart("Efficiency curve", SQUARE, SQUARE);
        for (int fifth = 0; fifth <= 5; fifth++) {
            chart.markBelow(fifth / 5.0, 20 * fifth + " %");
            chart.markBeside(fifth / 5.0, 20 * fifth + " %");
        }
        for (int i = 0; i < Math.min(systems.size(), CURVES); i++) {
            final List<Sweep.Point> points = systems.get(i).curve();
            for (int point = 0; point + 1 < points.size(); point++) {
                final Sweep.Point from = points.get(point);
                final Sweep.Point to = points.get(point + 1);
                chart.line("curve c" + i, from.everAbove(), from.sensitivity(), to.everAbove(), to.sensitivity());
            }
        }
        chart.below("patients ever at or above the threshold; upwards: septic patients announced");
        return chart.drawn();
    }

    /** What the colours of {@link #efficiency} mean. */
    static String efficiencyKey(final List<SystemFindings> systems) {
        final StringBuilder key = new StringBuilder("<p class=\"key\">");
        for (int i = 0; i < Math.min(systems.size(), CURVES); i++) {
            key.append("<span class=\"k")
                    .append(i)
                    .append("\">■</span> ")
                    .append(Html.escaped(systems.get(i).system().title()))
                    .append("&ensp;");
        }
        return key.append("</p>\n").toString();
    }

    /** How often sepsis follows upon a score value: where it was learnt, and where it was seen again, with its interval. */
    static String reliability(final SystemFindings found) {
        final List<Reliability.Step> steps = found.reliability().stream()
                .filter(step -> step.seenRows() >= Reliability.LEAST_ROWS)
                .toList();
        final double most = steps.stream()
                .flatMapToDouble(
                        step -> DoubleStream.of(step.learnt(), step.seen().high()))
                .filter(share -> !Double.isNaN(share))
                .max()
                .orElse(1);
        final double top = ceiling(most);
        final Chart chart = new Chart("Reliability of " + found.system().title(), WIDTH, SQUARE);
        for (int quarter = 0; quarter <= 4; quarter++) {
            chart.markBeside(quarter / 4.0, Html.percent(top * quarter / 4));
        }
        for (int i = 0; i < steps.size(); i++) {
            final Reliability.Step step = steps.get(i);
            final double x = (i + 0.5) / steps.size();
            chart.markBelow(x, Integer.toString(step.from()));
            if (!Double.isNaN(step.seen().low())) {
                chart.line("range", x, step.seen().low() / top, x, step.seen().high() / top);
                chart.point("first", x, step.seen().value() / top);
            }
            if (step.learntRows() > 0) {
                chart.point("second", x, step.learnt() / top);
            }
        }
        chart.below("score; upwards: rows that sepsis follows upon within " + Stays.HORIZON_HOURS + " h");
        return chart.drawn();
    }

    private static <T> String bars(
            final String title,
            final String below,
            final List<T> rows,
            final Function<T, String> name,
            final ToDoubleFunction<T> bar,
            final ToDoubleFunction<T> line) {
        final double most = rows.stream()
                .mapToDouble(row -> Math.max(bar.applyAsDouble(row), zeroed(line.applyAsDouble(row))))
                .max()
                .orElse(1);
        final double top = ceiling(most);
        final Chart chart = new Chart(title, WIDTH, Math.max(rows.size(), 1) * ROW);
        for (int quarter = 0; quarter <= 4; quarter++) {
            chart.markBelow(quarter / 4.0, Html.number(top * quarter / 4, top < 4 ? 2 : 1));
        }
        for (int i = 0; i < rows.size(); i++) {
            final double y = middle(i, rows.size());
            final double value = bar.applyAsDouble(rows.get(i));
            final double further = line.applyAsDouble(rows.get(i));
            chart.beside(y, name.apply(rows.get(i)));
            chart.bar("first", value / top, y, ROW / 2);
            if (!Double.isNaN(further)) {
                chart.line("range", value / top, y, further / top, y);
            }
            chart.figure(
                    Math.max(value, zeroed(further)) / top,
                    y,
                    Html.number(value, 2) + (Double.isNaN(further) ? "" : " | " + Html.number(further, 2)));
        }
        chart.below(below);
        return chart.drawn();
    }

    private static AtThreshold inTest(final SystemFindings found) {
        return found.atThreshold().get(found.atThreshold().size() - 1);
    }

    private static Burden told(final Setting setting) {
        final Burden told = setting.atThreshold().told();
        return told == null ? setting.atThreshold().burden() : told;
    }

    private static double middle(final int row, final int rows) {
        return 1 - (row + 0.5) / rows;
    }

    private static double zeroed(final double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    /** The next of some numbers, times a power of ten, whose quarters are short. */
    private static double ceiling(final double value) {
        if (!(value > 0)) {
            return 1;
        }
        final double ten = Math.pow(10, Math.floor(Math.log10(value)));
        for (final double times : new double[] {1, 1.2, 1.6, 2, 3, 4, 6, 8}) {
            if (times * ten >= value) {
                return times * ten;
            }
        }
        return 10 * ten;
    }
}
