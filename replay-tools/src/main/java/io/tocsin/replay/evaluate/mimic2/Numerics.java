package io.tocsin.replay.evaluate.mimic2;

import io.tocsin.Counters;
import io.tocsin.LimitRules;
import io.tocsin.Readings;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** A monitor's own numbers, one row a minute, through a router with the usual limits of adults and NEWS2. A sensor that is off says 0: that is counted and not fed. */
final class Numerics {
    /** Tells this file from others. */
    static final String COLUMN = "minute";

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final BigDecimal MINUTES_PER_DAY = BigDecimal.valueOf(1_440);
    private static final LimitRules RULES = LimitRules.adult();
    private static final int ELAPSED = 0;
    private static final int FIRST_SIGNAL = 1;

    /** A minute: when, and what was measured. */
    private record Minute(long elapsedSeconds, Map<Signal, Integer> hundredths) {}

    private final List<Minute> minutes = new ArrayList<>();
    private final Map<Signal, DropOuts> dropOuts = new EnumMap<>(Signal.class);
    private final LimitTally tally = new LimitTally(RULES);
    private final BadRows badRows;
    private long rows;

    private Numerics(final BadRows badRows) {
        this.badRows = badRows;
        for (final Signal signal : Signal.values()) {
            dropOuts.put(signal, new DropOuts());
        }
    }

    static Numerics read(final Path file, final BadRows badRows) throws InputException {
        final Numerics numerics = new Numerics(badRows);
        final List<String> columns = Stream.concat(
                        Stream.of("elapsed_s"), Stream.of(Signal.values()).map(Signal::name))
                .toList();
        try (CsvReader row = new CsvReader(file, numerics.badRows, columns)) {
            while (row.next()) {
                numerics.add(row);
            }
            numerics.rows = row.rows();
        }
        return numerics;
    }

    /** Feeds all minutes, once; what came of it is the part of a report that is returned. */
    Consumer<JsonGenerator> run(final EvaluateRequest request) {
        try (RouterRun run = new RouterRun(
                Ward.site(RULES), RouterRun.limits(1, RULES.rules().size() + 1), tally::add)) {
            run.connect(Ward.DESK, offer -> run.expect(offer.accept()));
            for (final Minute minute : minutes) {
                run.moveTo(minute.elapsedSeconds() * NS_PER_SECOND);
                feed(run, minute);
            }
            run.settle();
            final CompletableFuture<Counters> counters = run.router().counters();
            run.expect(counters);
            run.finish(request, "numerics");
            return json -> write(json, run, counters.join());
        }
    }

    /** In a few words, for people. */
    void print(final PrintWriter out) {
        out.printf(Locale.ROOT, "%,d minutes of numerics, %,d alerts; minutes without a sensor:", rows, tally.raised());
        dropOuts.forEach((signal, counts) -> out.printf(Locale.ROOT, " %s %,d", signal, counts.zeros()));
        out.println();
    }

    private void add(final CsvReader row) {
        final Integer elapsed = row.hundredths(ELAPSED);
        if (elapsed == null) {
            return;
        }
        final Map<Signal, Integer> values = new EnumMap<>(Signal.class);
        int column = FIRST_SIGNAL;
        for (final Signal signal : Signal.values()) {
            if (!row.text(column).isBlank()) {
                final Integer value = row.hundredths(column);
                if (value == null) {
                    return;
                }
                values.put(signal, value);
            }
            column++;
        }
        if (elapsed < 0 || elapsed / 100 < lastSeconds()) {
            row.leaveOut(ELAPSED, Reason.NO_TIME);
            return;
        }
        count(values);
        minutes.add(new Minute(elapsed / 100, values));
    }

    private void count(final Map<Signal, Integer> values) {
        dropOuts.forEach((signal, counts) -> {
            final Integer value = values.get(signal);
            if (value == null) {
                counts.blank();
            } else if (value == 0) {
                counts.zero();
                values.remove(signal);
            } else {
                counts.reading();
            }
        });
    }

    private long lastSeconds() {
        return minutes.isEmpty() ? 0 : minutes.get(minutes.size() - 1).elapsedSeconds();
    }

    private void write(final JsonGenerator json, final RouterRun run, final Counters counters) {
        json.writeObjectPropertyStart("numerics");
        json.writeNumberProperty("rows", rows);
        json.writeObjectPropertyStart("signals");
        dropOuts.forEach((signal, counts) -> counts.write(json, signal.name()));
        json.writeEndObject();
        tally.writeThresholds(json, counters);
        tally.writeAlerts(json, BigDecimal.valueOf(minutes.size()).divide(MINUTES_PER_DAY, 4, RoundingMode.HALF_UP));
        run.writeFigures(json);
        json.writeEndObject();
    }

    private static void feed(final RouterRun run, final Minute minute) {
        final Readings readings = Readings.ofPatient(Ward.PATIENT);
        boolean isEmpty = true;
        for (final Map.Entry<Signal, Integer> value : minute.hundredths().entrySet()) {
            if (value.getKey().parameter() != null) {
                readings.hundredths(value.getKey().parameter(), value.getValue());
                isEmpty = false;
            }
        }
        if (!isEmpty) {
            run.expect(run.router().readings(readings));
            run.settle();
        }
    }
}
