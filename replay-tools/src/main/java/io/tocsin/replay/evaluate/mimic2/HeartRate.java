package io.tocsin.replay.evaluate.mimic2;

import io.tocsin.LimitRules;
import io.tocsin.LimitTiming;
import io.tocsin.Readings;
import io.tocsin.RouterEvent;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.replay.evaluate.BadRows;
import io.tocsin.replay.evaluate.BadRows.Reason;
import io.tocsin.replay.evaluate.CsvReader;
import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.InputException;
import io.tocsin.replay.evaluate.LimitTally;
import io.tocsin.replay.evaluate.RouterRun;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * A heart rate every second through a router that has each limit once for every delay and hysteresis, so that all see the same seconds. A blank second is no reading, a
 * sensor that says 0 is off: both are counted and not fed.
 */
final class HeartRate {
    private static final List<String> COLUMNS = List.of("elapsed_s", "HR");
    private static final int ELAPSED = 0;
    private static final int RATE = 1;
    private static final int[] DELAYS_S = {0, 5, 10, 14, 19, 30};
    private static final int[] HYSTERESES = {0, 3};
    private static final int FIRST_MINUTES_S = 300;
    private static final int LOWEST_AUTOMATIC = 40_00;
    private static final int HIGHEST_AUTOMATIC = 240_00;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final BigDecimal SECONDS_PER_DAY = BigDecimal.valueOf(86_400);

    /** A limit on one side, and what it stands for. */
    private record Limit(String name, Bound bound, int hundredths) {}

    /** A second with a reading. */
    private record Second(long elapsed, int hundredths) {}

    private final List<Second> seconds = new ArrayList<>();
    private final DropOuts dropOuts = new DropOuts();
    private final BadRows badRows;
    private long rows;
    private long lastElapsed = -1;
    private List<Limit> limits = List.of();
    private long[] alarms = {};

    private HeartRate(final BadRows badRows) {
        this.badRows = badRows;
    }

    static HeartRate read(final Path file, final BadRows badRows) throws InputException {
        final HeartRate rates = new HeartRate(badRows);
        try (CsvReader row = new CsvReader(file, rates.badRows, COLUMNS)) {
            while (row.next()) {
                rates.add(row);
            }
            rates.rows = row.rows();
        }
        return rates;
    }

    /** Feeds all seconds, once; what came of it is the part of a report that is returned. */
    Consumer<JsonGenerator> run(final EvaluateRequest request) {
        limits = limits();
        final LimitRules rules = rules();
        alarms = new long[rules.rules().size()];
        try (RouterRun run = new RouterRun(Ward.site(rules), RouterRun.limits(1, alarms.length), this::onEvent)) {
            run.connect(Ward.DESK, offer -> run.expect(offer.accept()));
            for (final Second second : seconds) {
                run.moveTo(second.elapsed() * NS_PER_SECOND);
                run.expect(run.router()
                        .readings(Readings.ofPatient(Ward.PATIENT)
                                .hundredths(Parameter.HEART_RATE, second.hundredths())));
                run.settle();
            }
            run.finish(request, "heart-rate");
            return json -> write(json, run);
        }
    }

    /** The same as a page. After {@link #run}. */
    String page(final String key) {
        final HeartRatePage page = new HeartRatePage(key, days().doubleValue(), DELAYS_S, HYSTERESES);
        for (int limit = 0; limit < limits.size(); limit++) {
            final long[][] counts = new long[HYSTERESES.length][DELAYS_S.length];
            for (int hysteresis = 0; hysteresis < HYSTERESES.length; hysteresis++) {
                for (int delay = 0; delay < DELAYS_S.length; delay++) {
                    counts[hysteresis][delay] = alarms[rule(limit, delay, hysteresis)];
                }
            }
            page.add(limits.get(limit).name(), counts);
        }
        return page.made();
    }

    /** Alarms by delay, for people. */
    void print(final PrintWriter out) {
        out.printf(Locale.ROOT, "%,d seconds of heart rate; alarms by delay in seconds:%n%-34s", rows, "");
        for (final int delay : DELAYS_S) {
            out.printf(Locale.ROOT, " %6d", delay);
        }
        out.println();
        for (int limit = 0; limit < limits.size(); limit++) {
            for (int hysteresis = 0; hysteresis < HYSTERESES.length; hysteresis++) {
                out.printf(Locale.ROOT, "%-21s hysteresis %d", limits.get(limit).name(), HYSTERESES[hysteresis]);
                for (int delay = 0; delay < DELAYS_S.length; delay++) {
                    out.printf(Locale.ROOT, " %6d", alarms[rule(limit, delay, hysteresis)]);
                }
                out.println();
            }
        }
    }

    private void add(final CsvReader row) {
        final Integer elapsed = row.hundredths(ELAPSED);
        if (elapsed == null) {
            return;
        }
        if (elapsed < 0 || elapsed / 100 <= lastElapsed) {
            row.leaveOut(ELAPSED, Reason.NO_TIME);
            return;
        }
        if (row.text(RATE).isBlank()) {
            dropOuts.blank();
        } else {
            final Integer rate = row.hundredths(RATE);
            if (rate == null) {
                return;
            }
            if (rate == 0) {
                dropOuts.zero();
            } else {
                dropOuts.reading();
                seconds.add(new Second(elapsed / 100, rate));
            }
        }
        lastElapsed = elapsed / 100;
    }

    /**
     * The usual ones of adults; those that a monitor sets by itself from the current rate, here the median of the first five minutes: 0.8 of it, at least 40, and 1.25, at most
     * 240; and one where this patient's heart rate lies, as a limit that does not fit.
     */
    private List<Limit> limits() {
        final int now = firstMedian();
        final int low = Math.max(now * 4 / 5, LOWEST_AUTOMATIC);
        final int high = Math.min(now * 5 / 4, HIGHEST_AUTOMATIC);
        return List.of(
                limit("usual", Bound.BELOW, 50_00),
                limit("usual", Bound.ABOVE, 120_00),
                limit("automatic", Bound.BELOW, low),
                limit("automatic", Bound.ABOVE, high),
                limit("unfit", Bound.BELOW, 55_00));
    }

    private static Limit limit(final String name, final Bound bound, final int hundredths) {
        final String sign = bound == Bound.BELOW ? "<" : ">";
        return new Limit(
                name + " HR" + sign
                        + BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString(),
                bound,
                hundredths);
    }

    private int firstMedian() {
        final int[] first = seconds.stream()
                .filter(second -> second.elapsed() < seconds.get(0).elapsed() + FIRST_MINUTES_S)
                .mapToInt(Second::hundredths)
                .sorted()
                .toArray();
        return first.length == 0 ? 0 : first[first.length / 2];
    }

    private LimitRules rules() {
        LimitRules rules = LimitRules.none();
        for (final Limit limit : limits) {
            for (final int delay : DELAYS_S) {
                for (final int hysteresis : HYSTERESES) {
                    final double value = limit.hundredths() / 100.0;
                    rules = (limit.bound() == Bound.BELOW
                                    ? rules.below(Parameter.HEART_RATE, value, Severity.URGENT)
                                    : rules.above(Parameter.HEART_RATE, value, Severity.URGENT))
                            .timed(LimitTiming.AT_ONCE
                                    .delay(Duration.ofSeconds(delay))
                                    .hysteresis(hysteresis));
                }
            }
        }
        return rules;
    }

    /** Place of a rule, in the order in which {@link #rules} makes them. */
    private static int rule(final int limit, final int delay, final int hysteresis) {
        return (limit * DELAYS_S.length + delay) * HYSTERESES.length + hysteresis;
    }

    private void onEvent(final RouterEvent event) {
        if (event instanceof RouterEvent.AlertRaised raised) {
            alarms[raised.cause().rule() - 1]++;
        }
    }

    private void write(final JsonGenerator json, final RouterRun run) {
        json.writeObjectPropertyStart("heartRate");
        json.writeNumberProperty("rows", rows);
        dropOuts.write(json, "signal");
        writeAlarms(json);
        run.writeFigures(json);
        json.writeEndObject();
    }

    private void writeAlarms(final JsonGenerator json) {
        final BigDecimal days = days();
        json.writeObjectPropertyStart("alarms");
        for (int limit = 0; limit < limits.size(); limit++) {
            json.writeObjectPropertyStart(limits.get(limit).name());
            for (int delay = 0; delay < DELAYS_S.length; delay++) {
                for (int hysteresis = 0; hysteresis < HYSTERESES.length; hysteresis++) {
                    final long count = alarms[rule(limit, delay, hysteresis)];
                    json.writeObjectPropertyStart(
                            "delay " + DELAYS_S[delay] + " s, hysteresis " + HYSTERESES[hysteresis]);
                    json.writeNumberProperty("count", count);
                    json.writeNumberProperty("perDay", LimitTally.perDay(count, days));
                    json.writeEndObject();
                }
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private BigDecimal days() {
        return BigDecimal.valueOf(seconds.size()).divide(SECONDS_PER_DAY, 6, RoundingMode.HALF_UP);
    }
}
