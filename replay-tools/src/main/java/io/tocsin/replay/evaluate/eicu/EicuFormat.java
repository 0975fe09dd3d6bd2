package io.tocsin.replay.evaluate.eicu;

import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.InputException;
import io.tocsin.replay.evaluate.InputFormat;
import io.tocsin.replay.evaluate.JsonReport;
import io.tocsin.replay.evaluate.LimitTally;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Cuff pressures of intensive care in many hospitals at once: eICU Collaborative Research Database, demo. */
public final class EicuFormat implements InputFormat {
    private static final BigDecimal MINUTES_PER_DAY = BigDecimal.valueOf(1_440);
    private static final int DECIMALS = 4;

    /** For {@link java.util.ServiceLoader}. */
    public EicuFormat() {}

    @Override
    public String name() {
        return "eicu";
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public void evaluate(final EvaluateRequest request) throws InputException {
        final StayFiles files = StayFiles.read(request.onlyInput("the folder of patient.csv and vitalaperiodic.csv"));
        final WardRun wards = new WardRun(files.stays());
        final WardRun.Result result = wards.run(request);
        if (request.report() != null) {
            JsonReport.write(request.report(), request.key(), json -> {
                writeInput(json, files);
                wards.tally().writeThresholds(json, result.counters());
                wards.tally().writeAlerts(json, bedDays(files));
                writePerStay(json, wards.alertsPerStay());
                json.writeObjectPropertyStart("routing");
                json.writeNumberProperty("offers", wards.offers());
                json.writeNumberProperty("outsideTheWard", wards.offersOutsideTheWard());
                json.writeEndObject();
                result.run().writeFigures(json);
                JsonReport.badRows(json, files.badRows());
            });
        }
        print(request, files, wards);
    }

    private static void writeInput(final JsonGenerator json, final StayFiles files) {
        json.writeNumberProperty("rows", files.rows());
        json.writeNumberProperty("rowsWithoutPressure", files.rowsWithoutPressure());
        json.writeNumberProperty("stays", files.stays().size());
        json.writeNumberProperty("staysWithReadings", staysWithReadings(files));
        json.writeNumberProperty(
                "hospitals",
                files.stays().stream().mapToInt(Stay::hospital).distinct().count());
        json.writeNumberProperty(
                "wards", files.stays().stream().map(Stay::ward).distinct().count());
        json.writeObjectPropertyStart("zeros");
        files.zeros().forEach((pressure, count) -> json.writeNumberProperty(pressure.name(), count));
        json.writeEndObject();
        json.writeNumberProperty(
                "gapsOver30Minutes",
                files.stays().stream().mapToInt(Stay::longGaps).sum());
    }

    private static void writePerStay(final JsonGenerator json, final long[] rising) {
        final long all = Arrays.stream(rising).sum();
        json.writeObjectPropertyStart("alertsPerStay");
        json.writeNumberProperty(
                "none", Arrays.stream(rising).filter(count -> count == 0).count());
        json.writeNumberProperty("median", atShare(rising, 50));
        json.writeNumberProperty("p95", atShare(rising, 95));
        json.writeNumberProperty("max", atShare(rising, 100));
        final long top = Arrays.stream(rising, rising.length - rising.length / 10, rising.length)
                .sum();
        json.writeNumberProperty(
                "shareOfTopTenth",
                BigDecimal.valueOf(top).divide(BigDecimal.valueOf(Math.max(all, 1)), DECIMALS, RoundingMode.HALF_UP));
        json.writeEndObject();
    }

    /** The smallest count that so many per cent of stays do not exceed. */
    private static long atShare(final long[] rising, final int percent) {
        return rising.length == 0 ? 0 : rising[Math.max((rising.length * percent + 99) / 100 - 1, 0)];
    }

    private static void print(final EvaluateRequest request, final StayFiles files, final WardRun wards) {
        request.out()
                .printf(
                        Locale.ROOT,
                        "%s: %,d rows of %,d stays, %,d bad rows%n%,d alerts, %s a bed and day; %,d offers, %,d of them"
                                + " outside the ward; %,d open alerts marked stale%n",
                        request.key(),
                        files.rows(),
                        files.stays().size(),
                        files.badRows().count(),
                        wards.tally().raised(),
                        LimitTally.perDay(wards.tally().raised(), bedDays(files)),
                        wards.offers(),
                        wards.offersOutsideTheWard(),
                        wards.tally().stale());
        request.out().flush();
    }

    private static long staysWithReadings(final StayFiles files) {
        return files.stays().stream().filter(stay -> !stay.readings().isEmpty()).count();
    }

    private static BigDecimal bedDays(final StayFiles files) {
        final long minutes =
                files.stays().stream().mapToLong(Stay::observedMinutes).sum();
        return BigDecimal.valueOf(minutes).divide(MINUTES_PER_DAY, DECIMALS, RoundingMode.HALF_UP);
    }
}
