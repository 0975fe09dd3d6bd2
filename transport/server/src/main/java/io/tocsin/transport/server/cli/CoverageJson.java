package io.tocsin.transport.server.cli;

import io.tocsin.coverage.AlertClass;
import io.tocsin.coverage.CoverageReport;
import io.tocsin.coverage.Finding;
import io.tocsin.coverage.Finding.Reason;
import io.tocsin.coverage.Place;
import io.tocsin.coverage.Span;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What an examination found, as one JSON object: instants are ISO 8601 in UTC, constants those of the schema. */
final class CoverageJson {
    private CoverageJson() {}

    static String of(final CoverageReport report) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeBooleanProperty("covered", report.isCovered());
            span(json, report.span());
            json.writeNumberProperty("withinMs", report.within().toMillis());
            json.writeNumberProperty("units", report.units());
            json.writeNumberProperty("places", report.places());
            json.writeNumberProperty("classes", report.classes().size());
            json.writeArrayPropertyStart("findings");
            report.findings().forEach(finding -> finding(json, finding));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void finding(final JsonGenerator json, final Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("kind", finding.kind().name());
        json.writeBooleanProperty("gap", finding.kind().isGap());
        json.writeStringProperty("unit", finding.unit());
        json.writeStringProperty("policy", finding.policy());
        json.writeArrayPropertyStart("places");
        finding.places().forEach(place -> place(json, place));
        json.writeEndArray();
        json.writeArrayPropertyStart("alerts");
        finding.classes().forEach(alerts -> alerts(json, alerts));
        json.writeEndArray();
        json.writeArrayPropertyStart("reasons");
        finding.reasons().forEach(reason -> reason(json, reason));
        json.writeEndArray();
        json.writeArrayPropertyStart("times");
        finding.spans().forEach(each -> {
            json.writeStartObject();
            span(json, each);
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void place(final JsonGenerator json, final Place place) {
        json.writeStartObject();
        optional(json, "bed", place.bed());
        optional(json, "patient", place.patient());
        json.writeEndObject();
    }

    private static void alerts(final JsonGenerator json, final AlertClass alerts) {
        json.writeStartObject();
        json.writeStringProperty("severity", alerts.severity().name());
        json.writeStringProperty("type", alerts.type().name());
        if (alerts.cause() != null) {
            json.writeStringProperty("cause", alerts.cause().name());
        }
        if (alerts.parameter() != null) {
            json.writeStringProperty("parameter", alerts.parameter().name());
        }
        json.writeEndObject();
    }

    private static void reason(final JsonGenerator json, final Reason reason) {
        json.writeStartObject();
        json.writeStringProperty("why", reason.why().name());
        if (reason.step() >= 0) {
            json.writeNumberProperty("step", reason.step());
        }
        optional(json, "name", reason.name());
        json.writeEndObject();
    }

    private static void span(final JsonGenerator json, final Span span) {
        json.writeStringProperty("from", span.from().toString());
        json.writeStringProperty("until", span.until().toString());
    }

    private static void optional(final JsonGenerator json, final String name, final String value) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, value);
        }
    }
}
