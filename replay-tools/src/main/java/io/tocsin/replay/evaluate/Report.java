package io.tocsin.replay.evaluate;

import io.tocsin.replay.evaluate.BadRows.BadRow;
import io.tocsin.replay.evaluate.BadRows.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The report as JSON, in the shape of the counts it is compared with: one key that names the input, in it {@code rows},
 * {@code patients}, {@code sepsis_patients} and {@code thresholds}, then what else is worth knowing. Digests are 16
 * hexadecimal digits: a JSON number would lose some.
 */
final class Report {
    private final String key;
    private final RuleSet rules;
    private final VitalsTable table;
    private final EvaluationResult result;

    Report(final String key, final RuleSet rules, final VitalsTable table, final EvaluationResult result) {
        this.key = key;
        this.rules = rules;
        this.table = table;
        this.result = result;
    }

    static String hex(final long digest) {
        final String digits = Long.toHexString(digest);
        return "0".repeat(Long.BYTES * 2 - digits.length()) + digits;
    }

    /**
     * Writes beside the file first and moves it into its place, so that there is a whole report or none.
     *
     * @param file to write or to replace.
     * @throws EvaluationException if it cannot be written.
     */
    void writeTo(final Path file) {
        write(file, this::write);
    }

    /** Writes a report, whole or not at all. */
    static void write(final Path file, final Consumer<OutputStream> report) {
        final Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(beside)) {
                report.accept(out);
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException | JacksonException failed) {
            discard(beside);
            throw new EvaluationException("the report cannot be written to " + file + ": " + failed, failed);
        }
    }

    private static void discard(final Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (final IOException ignored) {
            // What could not be written may not be deletable either; why the report is missing is told anyhow.
        }
    }

    private void write(final OutputStream out) {
        try (JsonGenerator json = generator(out)) {
            json.writeStartObject();
            json.writeObjectPropertyStart(key);
            json.writeNumberProperty("rows", table.rowCount());
            json.writeNumberProperty("patients", table.patientCount());
            json.writeNumberProperty("sepsis_patients", table.sepsisPatientCount());
            writeThresholds(json);
            json.writeStringProperty("rules", rules.name());
            json.writeStringProperty("stateDigest", hex(result.stateDigest()));
            json.writeStringProperty("eventHash", hex(result.eventHash()));
            json.writeNumberProperty("commands", result.commands());
            json.writeNumberProperty("events", result.events());
            json.writeNumberProperty("readings", result.findings().readingCount());
            json.writeNumberProperty("commandsPerSecond", result.commandsPerSecond());
            json.writeNumberProperty("readingsPerSecond", result.readingsPerSecond());
            writeAlerts(json, result.findings());
            writeBadRows(json, table.badRows());
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    static JsonGenerator generator(final OutputStream out) {
        return new JsonFactory().createGenerator(new Indented(), out, JsonEncoding.UTF8);
    }

    private void writeThresholds(final JsonGenerator json) {
        final Findings findings = result.findings();
        final List<LimitRule> limits = rules.limits();
        json.writeObjectPropertyStart("thresholds");
        for (int i = 0; i < limits.size(); i++) {
            json.writeObjectPropertyStart(limits.get(i).name());
            json.writeNumberProperty("readings", findings.readings(limits.get(i).vital()));
            json.writeNumberProperty("violating_readings", findings.violatingReadings(i));
            json.writeNumberProperty("episodes", findings.episodes(i));
            json.writeNumberProperty("patients", findings.patients(i));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeAlerts(final JsonGenerator json, final Findings findings) {
        json.writeObjectPropertyStart("alerts");
        json.writeNumberProperty("raised", findings.alertsRaised());
        json.writeNumberProperty("raisedByScore", findings.scoreAlerts());
        json.writeNumberProperty("open", findings.alertsOpen());
        json.writeNumberProperty("closed", findings.alertsClosed());
        json.writeNumberProperty("escalations", findings.escalations());
        json.writeNumberProperty("outputs", findings.outputs());
        json.writeEndObject();
    }

    private static void writeBadRows(final JsonGenerator json, final BadRows badRows) {
        json.writeObjectPropertyStart("badRows");
        json.writeNumberProperty("count", badRows.count());
        json.writeObjectPropertyStart("byReason");
        for (final Map.Entry<Reason, Long> reason : badRows.counts().entrySet()) {
            json.writeNumberProperty(reason.getKey().text(), reason.getValue());
        }
        json.writeEndObject();
        json.writeArrayPropertyStart("first");
        for (final BadRow row : badRows.first()) {
            json.writeStartObject();
            json.writeStringProperty("file", row.file().toString());
            json.writeNumberProperty("line", row.line());
            json.writeNumberProperty("column", row.column());
            json.writeStringProperty("name", row.name());
            json.writeStringProperty("reason", row.reason().text());
            json.writeStringProperty("text", row.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static final class Indented extends ObjectWriteContext.Base {
        private final PrettyPrinter printer = new DefaultPrettyPrinter();

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return printer;
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
