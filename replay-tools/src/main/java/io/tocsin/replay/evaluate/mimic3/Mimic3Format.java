package io.tocsin.replay.evaluate.mimic3;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.InputException;
import io.tocsin.replay.evaluate.InputFormat;
import io.tocsin.replay.evaluate.JsonReport;
import io.tocsin.replay.evaluate.RouterRun;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Charts of intensive care with the limits that were set at the monitor: MIMIC-III. Run twice: as measured, and as stored. */
public final class Mimic3Format implements InputFormat {
    private static final String RULES = "reference";

    /** For {@link java.util.ServiceLoader}. */
    public Mimic3Format() {}

    @Override
    public String name() {
        return "mimic3";
    }

    @Override
    public Set<String> options() {
        return Set.of("--rules");
    }

    @Override
    public void evaluate(final EvaluateRequest request) throws InputException {
        if (!RULES.equals(request.rulesName())) {
            throw InputException.because("--rules: mimic3 has the limits of its chart alone; there is: " + RULES);
        }
        final ChartReader.Chart chart = ChartReader.read(request.onlyInput("one chart, or its folder"));
        request.progress(
                "read %,d rows, %,d of them readings and limits of %,d stays",
                chart.rows(), chart.charted().size(), chart.stays().size());
        final ChartRun stored = new ChartRun(chart);
        stored.asStored();
        final ChartRun measured = new ChartRun(chart);
        final RouterRun run = measured.asMeasured(request);
        if (request.report() != null) {
            JsonReport.write(request.report(), keyOf(request), json -> {
                measured.tally().write(json);
                json.writeNumberProperty("rows", chart.rows());
                json.writeNumberProperty("stays", chart.stays().size());
                run.writeFigures(json);
                writeStored(json, chart.charted(), stored.tally());
                JsonReport.badRows(json, chart.badRows());
            });
        }
        print(request, chart, measured.tally(), stored.tally());
    }

    /** {@code FOLDER/charted-limits}, whatever the file in it is called. */
    private static String keyOf(final EvaluateRequest request) {
        final String key = request.key();
        final int slash = key.indexOf('/');
        final boolean isFolder = Files.isDirectory(request.inputs().get(0));
        final String folder = isFolder ? key.substring(slash + 1) : key.substring(0, Math.max(slash, 0));
        return folder + "/charted-limits";
    }

    private static void writeStored(final JsonGenerator json, final List<Charted> charted, final ChartTally stored) {
        json.writeObjectPropertyStart("as_stored");
        json.writeNumberProperty("late_rows", late(charted));
        json.writeNumberProperty("out_of_order_rows", outOfOrder(charted));
        stored.write(json);
        json.writeEndObject();
    }

    /** Rows that were stored after they were measured. */
    private static long late(final List<Charted> charted) {
        return charted.stream().filter(row -> row.storedNs() > row.measuredNs()).count();
    }

    /** Rows that were stored after something of the same stay and series that was measured later. */
    private static long outOfOrder(final List<Charted> charted) {
        final Map<String, Long> latest = new HashMap<>();
        long count = 0;
        for (final Charted row : charted.stream()
                .sorted(Comparator.comparingLong(Charted::storedNs).thenComparingLong(Charted::measuredNs))
                .toList()) {
            final long before =
                    latest.merge(row.stay() + ' ' + row.series() + ' ' + row.bound(), row.measuredNs(), Math::max);
            count += before > row.measuredNs() ? 1 : 0;
        }
        return count;
    }

    private static void print(
            final EvaluateRequest request,
            final ChartReader.Chart chart,
            final ChartTally measured,
            final ChartTally stored) {
        final PrintWriter out = request.out();
        out.printf(
                Locale.ROOT,
                "%s: %,d rows, %,d of them bad%n%-14s %22s %22s%n",
                keyOf(request),
                chart.rows(),
                chart.badRows().count(),
                "charted limit",
                "as measured",
                "as stored");
        for (final Series series : Series.values()) {
            for (final Bound bound : new Bound[] {Bound.BELOW, Bound.ABOVE}) {
                final String key = series.key(bound);
                out.printf(
                        Locale.ROOT,
                        "%-14s %,8d of %,11d %,8d of %,11d%n",
                        key,
                        measured.violations(key),
                        measured.readingsWithLimit(key),
                        stored.violations(key),
                        stored.readingsWithLimit(key));
            }
        }
        out.flush();
    }
}
