package io.tocsin.replay.evaluate;

import io.tocsin.replay.evaluate.study.Study;
import io.tocsin.replay.evaluate.study.StudyJson;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

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
    private final @Nullable Study study;

    Report(final String key, final RuleSet rules, final VitalsTable table, final EvaluationResult result) {
        this(key, rules, table, result, null);
    }

    /**
     * @param key    of the input.
     * @param rules  that were run.
     * @param table  the rows.
     * @param result of the run.
     * @param study  of it; {@code null} = none was made. With one the speeds are left out, so that two runs give the
     *     same bytes.
     */
    Report(
            final String key,
            final RuleSet rules,
            final VitalsTable table,
            final EvaluationResult result,
            final @Nullable Study study) {
        this.study = study;
        this.key = key;
        this.rules = rules;
        this.table = table;
        this.result = result;
    }

    /**
     * Writes beside the file first and moves it into its place, so that there is a whole report or none.
     *
     * @param file to write or to replace.
     * @throws EvaluationException if it cannot be written.
     */
    void writeTo(final Path file) {
        JsonReport.write(file, key, this::write);
    }

    private void write(final JsonGenerator json) {
        json.writeNumberProperty("rows", table.rowCount());
        json.writeNumberProperty("patients", table.patientCount());
        json.writeNumberProperty("sepsis_patients", table.sepsisPatientCount());
        writeThresholds(json);
        json.writeStringProperty("rules", rules.name());
        json.writeStringProperty("stateDigest", JsonReport.hex(result.stateDigest()));
        json.writeStringProperty("eventHash", JsonReport.hex(result.eventHash()));
        json.writeNumberProperty("commands", result.commands());
        json.writeNumberProperty("events", result.events());
        json.writeNumberProperty("readings", result.findings().readingCount());
        if (study == null) {
            json.writeNumberProperty("commandsPerSecond", result.commandsPerSecond());
            json.writeNumberProperty("readingsPerSecond", result.readingsPerSecond());
        }
        if (rules.news2()) {
            writeOxygen(json);
        }
        writeAlerts(json, result.findings());
        if (rules.news2()) {
            new TableScores(table).write(json);
        }
        JsonReport.badRows(json, table.badRows());
        if (study != null) {
            StudyJson.write(study, "study", json);
        }
    }

    private void writeOxygen(final JsonGenerator json) {
        json.writeObjectPropertyStart("oxygen");
        json.writeNumberProperty("readings", table.oxygenReadings());
        json.writeNumberProperty("rejected", table.oxygenRejectedCount());
        json.writeEndObject();
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
}
