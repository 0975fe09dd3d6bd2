package io.tocsin.replay.evaluate;

import io.tocsin.replay.evaluate.Responders.Responder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/**
 * The report on calls as JSON, in the shape of the counts it is compared with. Who was sent and how far is what the engine said; how many rows there were and when
 * is what the file says, and so is how many calls were close to the first unit, a distance that no engine is asked for.
 */
final class CallReport {
    private static final long NS_PER_HOUR = 3_600_000_000_000L;
    private static final long NS_PER_TEN_MINUTES = 600_000_000_000L;

    private static final double EARTH_METRES = 6_371_008.8;
    private static final double RADIANS = StrictMath.PI / 180 / 1e7;
    private static final int CLOSE_METRES = 5_000;

    private final String key;
    private final List<Responder> units;
    private final CallReader.Calls input;
    private final CallFindings findings;
    private final EvaluationResult result;

    CallReport(
            final String key,
            final List<Responder> units,
            final CallReader.Calls input,
            final CallFindings findings,
            final EvaluationResult result) {
        this.key = key;
        this.units = units;
        this.input = input;
        this.findings = findings;
        this.result = result;
    }

    /** Writes it, whole or not at all. */
    void writeTo(final Path file) {
        JsonReport.write(file, key, this::write);
    }

    /** Tells the main things to people. */
    void print(final PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s: %,d rows, %,d of them bad; %,d calls raised, the farthest %,d m from its unit%n",
                key,
                input.rows(),
                input.badRows().count(),
                findings.raised(),
                findings.farthestMetres());
        for (final Responder unit : units) {
            out.printf(Locale.ROOT, "  %s was the nearest of %,d calls%n", unit.id(), nearest(unit));
        }
        out.flush();
    }

    private long nearest(final Responder unit) {
        return findings.nearest().getOrDefault(unit.id(), 0L);
    }

    private void write(final JsonGenerator json) {
        json.writeNumberProperty("rows", input.rows());
        json.writeNumberProperty(
                "EMS", input.calls().stream().filter(Call::isMedical).count());
        json.writeObjectPropertyStart("points");
        for (final Responder unit : units) {
            json.writeArrayPropertyStart(unit.id());
            json.writeNumber(unit.latitudeText());
            json.writeNumber(unit.longitudeText());
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("nearest_point_of_EMS_calls");
        for (final Responder unit : units) {
            json.writeNumberProperty(unit.id(), nearest(unit));
        }
        json.writeEndObject();
        json.writeNumberProperty("EMS_within_5km_of_" + units.get(0).id(), close(units.get(0)));
        json.writeNumberProperty("EMS_farther_than_50km_from_every_point", findings.far());
        json.writeNumberProperty("out_of_order_rows_by_timeStamp", outOfOrder());
        json.writeNumberProperty("max_calls_in_one_clock_hour", most(NS_PER_HOUR, false));
        json.writeNumberProperty("max_EMS_in_any_10_min_clock_bucket", most(NS_PER_TEN_MINUTES, true));
        json.writeNumberProperty("raised", findings.raised());
        json.writeNumberProperty("farthest_metres", findings.farthestMetres());
        json.writeStringProperty("stateDigest", JsonReport.hex(result.stateDigest()));
        json.writeStringProperty("eventHash", JsonReport.hex(result.eventHash()));
        json.writeNumberProperty("commands", result.commands());
        json.writeNumberProperty("events", result.events());
        json.writeNumberProperty("commandsPerSecond", result.commandsPerSecond());
        JsonReport.badRows(json, input.badRows());
    }

    private long close(final Responder unit) {
        return input.calls().stream()
                .filter(Call::isMedical)
                .filter(call -> metres(call, unit) <= CLOSE_METRES)
                .count();
    }

    private static double metres(final Call call, final Responder unit) {
        final double north = haversine((call.latitude() - unit.latitude()) * RADIANS);
        final double east = haversine((call.longitude() - unit.longitude()) * RADIANS);
        final double across = StrictMath.cos(call.latitude() * RADIANS) * StrictMath.cos(unit.latitude() * RADIANS);
        return 2 * EARTH_METRES * StrictMath.asin(StrictMath.sqrt(north + across * east));
    }

    private static double haversine(final double angle) {
        final double sine = StrictMath.sin(angle / 2);
        return sine * sine;
    }

    private long outOfOrder() {
        long count = 0;
        for (int i = 1; i < input.calls().size(); i++) {
            count += input.calls().get(i).instantNs() < input.calls().get(i - 1).instantNs() ? 1 : 0;
        }
        return count;
    }

    private long most(final long bucketNs, final boolean isMedicalOnly) {
        final Map<Long, Long> counts = new TreeMap<>();
        for (final Call call : input.calls()) {
            if (!isMedicalOnly || call.isMedical()) {
                counts.merge(Math.floorDiv(call.instantNs(), bucketNs), 1L, Long::sum);
            }
        }
        return counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
