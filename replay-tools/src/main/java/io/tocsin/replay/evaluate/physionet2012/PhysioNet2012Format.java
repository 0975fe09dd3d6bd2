package io.tocsin.replay.evaluate.physionet2012;

import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.InputException;
import io.tocsin.replay.evaluate.InputFormat;
import io.tocsin.replay.evaluate.JsonReport;
import io.tocsin.replay.evaluate.LimitTally;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** The first two days of stays in intensive care, by the minute: PhysioNet/CinC Challenge 2012. */
public final class PhysioNet2012Format implements InputFormat {
    private static final BigDecimal MINUTES_PER_DAY = BigDecimal.valueOf(1_440);

    /** For {@link java.util.ServiceLoader}. */
    public PhysioNet2012Format() {}

    @Override
    public String name() {
        return "physionet2012";
    }

    @Override
    public Set<String> options() {
        return Set.of("--outcomes");
    }

    @Override
    public void evaluate(final EvaluateRequest request) throws InputException {
        final StayRows rows = StayReader.read(request.onlyInput("one file of RecordID,Time,Parameter,Value"));
        final Outcomes outcomes = Outcomes.read(request.outcomes(), rows.badRows());
        request.progress(
                "read %,d rows of %,d stays", rows.rows(), rows.recordIds().size());
        final StayEvaluation evaluation = new StayEvaluation(rows);
        final StayEvaluation.Result result = evaluation.run(request);
        final Severities severities = new Severities();
        for (final String id : rows.recordIds()) {
            severities.add(evaluation.tally().highestScore(id), outcomes.died(id));
        }
        if (request.report() != null) {
            JsonReport.write(request.report(), request.key(), json -> {
                writeCounts(json, rows);
                evaluation.tally().writeThresholds(json, result.counters());
                writeScores(json, evaluation.tally(), severities);
                evaluation.tally().writeAlerts(json, bedDays(rows));
                result.run().writeFigures(json);
                JsonReport.badRows(json, rows.badRows());
            });
        }
        print(request, rows, evaluation.tally(), severities);
    }

    private static void writeCounts(final JsonGenerator json, final StayRows rows) {
        json.writeNumberProperty("rows", rows.rows());
        json.writeNumberProperty("records", rows.recordIds().size());
        json.writeNumberProperty("blank_parameter_rows", rows.blankParameters());
        json.writeNumberProperty("HR==0", rows.heartRateZero());
        json.writeNumberProperty("Temp<25", rows.temperatureBelow25());
    }

    private static void writeScores(final JsonGenerator json, final LimitTally tally, final Severities severities) {
        json.writeObjectPropertyStart("news2");
        tally.writeScores(json);
        severities.write(json);
        json.writeEndObject();
    }

    private static void print(
            final EvaluateRequest request, final StayRows rows, final LimitTally tally, final Severities severities) {
        final PrintWriter out = request.out();
        out.printf(
                Locale.ROOT,
                "%s: %,d rows of %,d stays, %,d bad rows%n%,d alerts, %s a bed and day%n",
                request.key(),
                rows.rows(),
                rows.recordIds().size(),
                rows.badRows().count(),
                tally.raised(),
                LimitTally.perDay(tally.raised(), bedDays(rows)));
        severities.print(out);
        out.flush();
    }

    private static BigDecimal bedDays(final StayRows rows) {
        return BigDecimal.valueOf(rows.observedMinutes()).divide(MINUTES_PER_DAY, 4, RoundingMode.HALF_UP);
    }
}
