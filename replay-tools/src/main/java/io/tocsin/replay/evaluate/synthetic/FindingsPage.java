package io.tocsin.replay.evaluate.synthetic;

import io.tocsin.replay.evaluate.study.Bars;
import io.tocsin.replay.evaluate.study.Chart;
import io.tocsin.replay.evaluate.study.Draws;
import io.tocsin.replay.evaluate.study.Estimate;
import io.tocsin.replay.evaluate.study.Html;
import io.tocsin.replay.evaluate.study.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Findings as one page that needs nothing else. */
final class FindingsPage {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 300;
    private static final int DECIMALS = 1;

    private final Findings findings;
    private final Page page = new Page("SYNTHETIC patients: what delays, hysteresis and de-bounce save");

    private FindingsPage(final Findings findings) {
        this.findings = findings;
    }

    /** HTML, with the same bytes in every run. */
    static String of(final Findings findings) {
        return new FindingsPage(findings).made();
    }

    private String made() {
        page.words(
                "SYNTHETIC: nothing here was measured of a patient. "
                        + findings.made().patients()
                        + " made-up patients, five vitals a second each, went through Tocsin's engine on a virtual clock;"
                        + " " + findings.deteriorating() + " of them deteriorate towards an event, the others do not."
                        + " How often sensors slip and for how long are assumptions, and what is saved follows from"
                        + " them: half of the slips last longer than " + (int) Monitor.MEDIAN_SECONDS
                        + " seconds because they were made so.",
                "Tocsin is a secondary notification and no medical device. Nobody's care may rest on it, or on this"
                        + " page.",
                "Every setting has the usual limits, and the de-bounce that ships, unless it says otherwise. An alert"
                        + " announces an event if it is raised in the " + Stay.HORIZON_HOURS + " hours before it."
                        + " Limits at once alert so often that nearly every patient has an alert in any "
                        + Stay.HORIZON_HOURS + " hours, ill or not: chance says how many of those who do not"
                        + " deteriorate have one before their end. Alerts of the body are those whose limit the"
                        + " patient's own value, without artefacts, was beyond: only they can announce anything.",
                "Intervals are of 95 %, from " + Draws.COUNT
                        + " samples of whole patients, the same for all settings.");
        addBurden();
        addSensitivity();
        addLead();
        addGrid();
        addLimits();
        return page.finished();
    }

    private void addBurden() {
        page.heading("How many alerts?");
        page.add(Bars.drawn(
                "SYNTHETIC: alerts per patient-day by setting",
                "SYNTHETIC: alerts per patient-day, line to the end of the interval",
                findings.settings(),
                finding -> finding.setting().title(),
                finding -> finding.perDay().value(),
                finding -> finding.perDay().high()));
        final List<List<String>> rows = new ArrayList<>();
        for (final Finding finding : findings.settings()) {
            rows.add(List.of(
                    finding.setting().title(),
                    Html.number(finding.perDay(), DECIMALS),
                    Html.number(finding.ofArtefactsPerDay(), DECIMALS),
                    Html.percent(finding.shareOfOnce())));
        }
        page.add(Html.table(
                List.of("setting", "alerts per patient-day", "of artefacts alone", "share of limits at once"), rows));
    }

    private void addSensitivity() {
        page.heading("What do they find?");
        page.add(against(
                "SYNTHETIC: sensitivity against burden",
                "SYNTHETIC: alerts per patient-day; upwards: events with an alert of the body (orange: by chance)",
                1,
                finding -> finding.ofBody().sensitivity(),
                finding -> finding.ofBody().byChance().value()));
        final List<List<String>> rows = new ArrayList<>();
        for (final Finding finding : findings.settings()) {
            rows.add(List.of(
                    numbered(finding),
                    Html.percent(finding.any().sensitivity()),
                    Html.percent(finding.any().byChance()),
                    Html.percent(finding.ofBody().sensitivity()),
                    Html.percent(finding.ofBody().byChance())));
        }
        page.add(Html.table(
                List.of("setting", "any alert", "by chance", "alert of the body", "of the body, by chance"), rows));
    }

    private void addLead() {
        page.heading("How early?");
        page.add(against(
                "SYNTHETIC: lead time against burden",
                "SYNTHETIC: alerts per patient-day; upwards: median hours from an alert of the body to the event",
                Stay.HORIZON_HOURS,
                finding -> finding.ofBody().medianLead(),
                finding -> Double.NaN));
        page.paragraph("Drawn are settings with de-bounce, by their number in the tables; lines are intervals.");
        final List<List<String>> rows = new ArrayList<>();
        for (final Finding finding : findings.settings()) {
            final List<String> row = new ArrayList<>(List.of(numbered(finding)));
            addLead(row, finding.any());
            addLead(row, finding.ofBody());
            rows.add(row);
        }
        page.add(Html.table(
                List.of(
                        "setting",
                        "any alert: median, h",
                        "quartiles, h",
                        "earlier than at once, h",
                        "of the body: median, h",
                        "quartiles, h",
                        "earlier than at once, h"),
                rows));
    }

    private static void addLead(final List<String> row, final Announced announced) {
        row.add(Html.number(announced.medianLead(), DECIMALS));
        row.add(Html.number(announced.lowerQuartile(), DECIMALS) + " to "
                + Html.number(announced.upperQuartile(), DECIMALS));
        row.add(Html.number(announced.earlierThanOnce(), DECIMALS));
    }

    private void addGrid() {
        page.heading("What does each delay and hysteresis change?");
        page.add(grid(
                "SYNTHETIC: alerts by delay and hysteresis",
                "SYNTHETIC: condition delays, in times of those that ship; upwards: alerts per patient-day",
                finding -> finding.perDay().value()));
        page.add(grid(
                "SYNTHETIC: lead time by delay and hysteresis",
                "SYNTHETIC: condition delays, in times of those that ship; upwards: median hours of lead",
                finding -> finding.ofBody().medianLead().value()));
        final StringBuilder key = new StringBuilder("<p class=\"key\">");
        for (int hysteresis = 0; hysteresis <= Setting.MOST_TIMES; hysteresis++) {
            key.append("<span class=\"k" + hysteresis + "\">■</span> hysteresis × " + hysteresis + "&ensp;");
        }
        page.add(key + "</p>\n");
        page.paragraph("Those that ship are delays of 15 s for SpO2 and respiratory rate, 10 s for heart rate and"
                + " pressure, at most 5 s for emergent limits, none for temperature, and a hysteresis of 1 % SpO2, 3"
                + " beats, 2 breaths, 3 mmHg and 0.2 degrees. These have no clear delay; what ships has one of 5 s.");
    }

    private void addLimits() {
        page.heading("Which limits?");
        final List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < Setting.limits(); i++) {
            rows.add(List.of(
                    FindingsJson.nameOf(Setting.limit(i)),
                    Html.number(findings.atOnce().perDayByLimit().get(i), DECIMALS),
                    Html.number(findings.shipped().perDayByLimit().get(i), DECIMALS)));
        }
        page.add(Html.table(List.of("alerts per patient-day", "at once", "as shipped"), rows));
    }

    /** A point for each setting with de-bounce, by its number in the table below. */
    private String against(
            final String title,
            final String below,
            final double top,
            final Function<Finding, Estimate> upwards,
            final ToDoubleFunction<Finding> second) {
        final List<Finding> drawn = findings.settings().stream()
                .filter(finding -> finding.setting().isDebounced())
                .toList();
        final Chart chart = new Chart(title, WIDTH, HEIGHT);
        final double most = most(drawn, finding -> finding.perDay().value());
        marks(chart, most, top);
        for (final Finding finding : drawn) {
            final double x = finding.perDay().value() / most;
            final Estimate y = upwards.apply(finding);
            final double lower = second.applyAsDouble(finding);
            if (!Double.isNaN(y.low())) {
                chart.line("range", x, y.low() / top, x, y.high() / top);
            }
            if (!Double.isNaN(y.value())) {
                chart.point("first", x, y.value() / top);
            }
            if (!Double.isNaN(lower)) {
                chart.point("second", x, lower / top);
            }
            // Beside the points that lie apart.
            final double named = Double.isNaN(lower) ? y.value() : lower;
            if (!Double.isNaN(named)) {
                chart.figure(x, named / top, Integer.toString(numberOf(finding)));
            }
        }
        chart.below(below);
        return chart.drawn();
    }

    /** A curve for each hysteresis. */
    private String grid(final String title, final String below, final ToDoubleFunction<Finding> upwards) {
        final Chart chart = new Chart(title, WIDTH, HEIGHT);
        final List<Finding> drawn = new ArrayList<>();
        for (int delay = 0; delay <= Setting.MOST_TIMES; delay++) {
            for (int hysteresis = 0; hysteresis <= Setting.MOST_TIMES; hysteresis++) {
                drawn.add(findings.of(Setting.ofGrid(delay, hysteresis)));
            }
        }
        final double top = most(drawn, upwards);
        for (int quarter = 0; quarter <= 4; quarter++) {
            chart.markBeside(quarter / 4.0, Html.number(top * quarter / 4, DECIMALS));
        }
        for (int delay = 0; delay <= Setting.MOST_TIMES; delay++) {
            final double x = (double) delay / Setting.MOST_TIMES;
            chart.markBelow(x, "× " + delay);
            for (int hysteresis = 0; hysteresis <= Setting.MOST_TIMES && delay > 0; hysteresis++) {
                final double from = upwards.applyAsDouble(findings.of(Setting.ofGrid(delay - 1, hysteresis)));
                final double to = upwards.applyAsDouble(findings.of(Setting.ofGrid(delay, hysteresis)));
                if (!Double.isNaN(from + to)) {
                    chart.line("curve c" + hysteresis, (delay - 1.0) / Setting.MOST_TIMES, from / top, x, to / top);
                }
            }
        }
        chart.below(below);
        return chart.drawn();
    }

    /** Where a scale ends on which all of them have room. */
    private static double most(final List<Finding> drawn, final ToDoubleFunction<Finding> figure) {
        return Bars.ceiling(drawn.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(1));
    }

    private static void marks(final Chart chart, final double right, final double top) {
        for (int quarter = 0; quarter <= 4; quarter++) {
            chart.markBelow(quarter / 4.0, Html.number(right * quarter / 4, DECIMALS));
            chart.markBeside(
                    quarter / 4.0, top == 1 ? Html.percent(quarter / 4.0) : Html.number(top * quarter / 4, DECIMALS));
        }
    }

    private String numbered(final Finding finding) {
        return numberOf(finding) + " " + finding.setting().title();
    }

    private int numberOf(final Finding finding) {
        return 1 + findings.settings().indexOf(finding);
    }
}
