package io.tocsin.replay.evaluate.study;

import java.util.List;
import java.util.stream.DoubleStream;

/** The drawings of a study. Each is one statement; the tables beside them have the figures. */
final class StudyCharts {
    private static final int SQUARE = 360;

    /** Of systems whose curve is a curve and not a point. */
    private static final int CURVES = 6;

    private StudyCharts() {}

    /** Areas under the curve of rows, with intervals, between 0.4 and 0.8. */
    static String areas(final List<SystemFindings> systems) {
        final double least = 0.4;
        final double span = 0.4;
        final Chart chart = new Chart("AUROC of rows with 95 % intervals", Bars.WIDTH, systems.size() * Bars.ROW);
        for (int tenth = 4; tenth <= 8; tenth++) {
            chart.markBelow((tenth / 10.0 - least) / span, "0." + tenth);
        }
        for (int i = 0; i < systems.size(); i++) {
            final double y = Bars.middle(i, systems.size());
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
        return Bars.drawn(
                "Alerts per patient-day",
                "alerts per patient-day in the test patients: bar the mean, line to the 95th percentile of patients",
                systems,
                found -> found.system().title(),
                found -> inTest(found).burden().mean(),
                found -> inTest(found).burden().p95());
    }

    /** Median lead time as a bar, the upper quartile as a line. */
    static String lead(final List<SystemFindings> systems) {
        return Bars.drawn(
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
        return Bars.drawn(
                "Alerts of the engine by setting of the limits",
                "alerts that the engine raised per patient-day: bar the mean, line to the 95th percentile of patients",
                settings,
                Setting::title,
                setting -> told(setting).mean(),
                setting -> told(setting).p95());
    }

    /** Changes in a day with each setting. */
    static String flips(final List<Setting> settings) {
        return Bars.drawn(
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
        final double top = Bars.ceiling(most);
        final Chart chart = new Chart("Reliability of " + found.system().title(), Bars.WIDTH, SQUARE);
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

    private static AtThreshold inTest(final SystemFindings found) {
        return found.atThreshold().get(found.atThreshold().size() - 1);
    }

    private static Burden told(final Setting setting) {
        final Burden told = setting.atThreshold().told();
        return told == null ? setting.atThreshold().burden() : told;
    }
}
