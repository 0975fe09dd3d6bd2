package io.tocsin.replay.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** The report as JSON. Its keys are a promise: later versions add some and take none away. */
final class ReportFile {
    private final DemoResult result;

    /**
     * A report that is not written yet.
     *
     * @param result to report.
     */
    ReportFile(final DemoResult result) {
        this.result = result;
    }

    /**
     * Writes beside the file first and moves it into its place, so that there is a whole report or none.
     *
     * @param file to write or to replace.
     * @throws DemoException if it cannot be written.
     */
    void writeTo(final Path file) {
        final Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(beside)) {
                write(out);
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException | JacksonException failed) {
            throw new DemoException("the report cannot be written to " + file + ": " + failed, failed);
        }
    }

    private void write(final OutputStream out) {
        try (JsonGenerator json = new JsonFactory().createGenerator(new Indented(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeBooleanProperty("synthetic", result.settings().data() == null);
            if (result.settings().data() != null) {
                json.writeStringProperty("data", result.settings().data().toString());
            }
            json.writeStringProperty("population", result.population());
            json.writeNumberProperty("seed", result.settings().seed());
            json.writeNumberProperty("seconds", result.settings().seconds());
            json.writeNumberProperty("patients", DemoSettings.PATIENTS);
            json.writeNumberProperty("units", DemoSettings.UNITS);
            json.writeNumberProperty("clinicians", DemoSettings.CLINICIANS);
            json.writeNumberProperty("processors", Runtime.getRuntime().availableProcessors());
            json.writeNumberProperty("loadAverage", result.loadAverage());
            json.writeNumberProperty("readings", result.snapshot().readings());
            json.writeNumberProperty("samplesSent", result.standing().sent());
            json.writeNumberProperty("samplesDropped", result.standing().dropped());
            json.writeNumberProperty("commands", result.snapshot().counters().commands());
            writeTotals(json);
            writeLatency(json);
            writeOpenAlerts(json);
            writeChecks(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void writeTotals(final JsonGenerator json) {
        final Totals totals = result.snapshot().totals();
        json.writeNumberProperty("raised", totals.raised());
        json.writeNumberProperty("declared", totals.declared());
        json.writeNumberProperty("delivered", result.arrived().delivered());
        json.writeNumberProperty("lost", result.arrived().lost());
        json.writeNumberProperty("redelivered", result.standing().redeliveries());
        json.writeNumberProperty("accepted", totals.accepted());
        json.writeNumberProperty("rejected", totals.rejected());
        json.writeNumberProperty("escalated", totals.escalated());
        json.writeNumberProperty("open", totals.open());
        json.writeNumberProperty("resolved", totals.resolved());
        json.writeNumberProperty("cancelled", totals.cancelled());
        json.writeNumberProperty("expired", totals.expired());
    }

    private void writeLatency(final JsonGenerator json) {
        final Reconciliation arrived = result.arrived();
        json.writeBooleanProperty("slaMet", arrived.isSlaMet());
        json.writeNumberProperty("slaMs", DemoSettings.SLA.toMillis());
        json.writeObjectPropertyStart("raiseToReceivedMs");
        json.writeNumberProperty("p50", arrived.percentileMs(50));
        json.writeNumberProperty("p99", arrived.percentileMs(99));
        json.writeNumberProperty("p999", arrived.percentileMs(99.9));
        json.writeNumberProperty("max", arrived.maxMs());
        json.writeEndObject();
    }

    private void writeOpenAlerts(final JsonGenerator json) {
        json.writeArrayPropertyStart("openAlerts");
        for (final OpenLine alert : result.snapshot().open()) {
            json.writeStartObject();
            json.writeNumberProperty("alertId", alert.alertId());
            json.writeStringProperty("patient", alert.patient());
            json.writeStringProperty("unit", alert.unit());
            json.writeStringProperty("bed", alert.bed());
            json.writeStringProperty("severity", alert.severity().name());
            json.writeStringProperty("title", alert.title());
            if (alert.owner() != null) {
                json.writeStringProperty("owner", alert.owner());
            } else if (alert.deadlineNs() > 0) {
                json.writeStringProperty("deadline", instant(alert.deadlineNs()));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeChecks(final JsonGenerator json) {
        json.writeBooleanProperty("holds", result.holds());
        json.writeObjectPropertyStart("checks");
        for (final Check check : result.checks()) {
            json.writeObjectPropertyStart(check.name());
            json.writeBooleanProperty("holds", check.holds());
            if (!check.holds()) {
                json.writeStringProperty("why", check.why());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static String instant(final long epochNs) {
        final long nsPerSecond = TimeUnit.SECONDS.toNanos(1);
        return Instant.ofEpochSecond(epochNs / nsPerSecond, epochNs % nsPerSecond)
                .toString();
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
