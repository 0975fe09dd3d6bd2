package io.tocsin.replay.evaluate.mimic2;

import io.tocsin.replay.evaluate.study.Bars;
import io.tocsin.replay.evaluate.study.Chart;
import io.tocsin.replay.evaluate.study.Html;
import io.tocsin.replay.evaluate.study.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What delays and hysteresis change of one monitor's alarms, as one page that needs nothing else. */
final class HeartRatePage {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 220;
    private static final int DECIMALS = 1;

    private final String key;
    private final double days;
    private final int[] delays;
    private final int[] hystereses;
    private final List<OfLimit> limits = new ArrayList<>();

    /** Alarms of a limit, by the place of the hysteresis and of the delay. */
    private static final class OfLimit {
        private final String name;
        private final long[][] alarms;

        private OfLimit(final String name, final long[][] alarms) {
            this.name = name;
            this.alarms = alarms;
        }

        private double most() {
            return Arrays.stream(alarms).flatMapToLong(Arrays::stream).max().orElse(0);
        }
    }

    /**
     * An empty one.
     *
     * @param key        of the input.
     * @param days       with a reading.
     * @param delays     seconds, rising from 0.
     * @param hystereses beats per minute, rising from 0.
     */
    HeartRatePage(final String key, final double days, final int[] delays, final int[] hystereses) {
        this.key = key;
        this.days = days;
        this.delays = delays;
        this.hystereses = hystereses;
    }

    /**
     * One more limit.
     *
     * @param name   of it.
     * @param alarms by the place of the hysteresis and of the delay.
     */
    void add(final String name, final long[][] alarms) {
        limits.add(new OfLimit(name, alarms));
    }

    /** HTML, with the same bytes in every run. */
    String made() {
        final Page page = new Page("What delays and hysteresis change of the alarms of " + key);
        page.words(
                "One monitor of one patient, a heart rate a second, " + Html.number(days * 24, DECIMALS)
                        + " hours with readings, through Tocsin's engine on a virtual clock. It says how the rules work,"
                        + " not how many alarms a ward has: figures per day are of this part of a day.",
                "Tocsin is a secondary notification and no medical device. Nobody's care may rest on it, or on this"
                        + " page.",
                "Nothing in the file says what happened to the patient. So there is neither sensitivity nor lead time"
                        + " here, and nobody can tell from it which alarms were worth it.");
        page.heading("How many alarms?");
        page.add(bars(0));
        page.add(bars(placeOfUsualDelay()));
        page.heading("What does each delay and hysteresis change?");
        final String colours = colours();
        for (final OfLimit limit : limits) {
            if (limit.most() > 0) {
                page.add(curves(limit));
                page.add(colours);
            }
        }
        page.add(table());
        return page.finished();
    }

    /** Of each limit that has any and each hysteresis. */
    private String bars(final int delay) {
        final Map<String, Double> perDay = new LinkedHashMap<>();
        for (final OfLimit limit : limits) {
            for (int hysteresis = 0; hysteresis < hystereses.length && limit.most() > 0; hysteresis++) {
                perDay.put(limit.name + ", " + hystereses[hysteresis], limit.alarms[hysteresis][delay] / days);
            }
        }
        return Bars.drawn(
                "Alarms per day, delay " + delays[delay] + " s",
                "alarms per day with a delay of " + delays[delay] + " s, by limit and hysteresis",
                List.copyOf(perDay.entrySet()),
                Map.Entry::getKey,
                Map.Entry::getValue,
                limit -> Double.NaN);
    }

    /** The last one up to 10 s, which ships for heart rates. */
    private int placeOfUsualDelay() {
        return (int) Arrays.stream(delays).filter(delay -> delay <= 10).count() - 1;
    }

    private String curves(final OfLimit limit) {
        final double top = Bars.ceiling(limit.most());
        final Chart chart = new Chart(limit.name, WIDTH, HEIGHT);
        for (int quarter = 0; quarter <= 4; quarter++) {
            chart.markBeside(quarter / 4.0, Html.number(top * quarter / 4, DECIMALS));
        }
        final double longest = delays[delays.length - 1];
        for (int delay = 0; delay < delays.length; delay++) {
            chart.markBelow(delays[delay] / longest, delays[delay] + " s");
            for (int hysteresis = 0; hysteresis < hystereses.length && delay > 0; hysteresis++) {
                final long[] alarms = limit.alarms[hysteresis];
                chart.line(
                        "curve c" + hysteresis,
                        delays[delay - 1] / longest,
                        alarms[delay - 1] / top,
                        delays[delay] / longest,
                        alarms[delay] / top);
            }
        }
        chart.below(limit.name + ": condition delay; upwards: alarms in the recording");
        return chart.drawn();
    }

    private String colours() {
        final StringBuilder colours = new StringBuilder("<p class=\"key\">");
        for (int i = 0; i < hystereses.length; i++) {
            colours.append("<span class=\"k" + i + "\">■</span> hysteresis " + hystereses[i] + "&ensp;");
        }
        return colours.append("</p>\n").toString();
    }

    private String table() {
        final List<String> heads = new ArrayList<>(List.of("alarms in the recording"));
        IntStream.of(delays).forEach(delay -> heads.add(delay + " s"));
        final List<List<String>> rows = new ArrayList<>();
        for (final OfLimit limit : limits) {
            for (int hysteresis = 0; hysteresis < hystereses.length; hysteresis++) {
                final List<String> row =
                        new ArrayList<>(List.of(limit.name + ", hysteresis " + hystereses[hysteresis]));
                Arrays.stream(limit.alarms[hysteresis]).forEach(count -> row.add(Long.toString(count)));
                rows.add(row);
            }
        }
        return Html.table(heads, rows);
    }
}
