package io.tocsin.replay.audit;

import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.BreakGlassDecoder;
import io.tocsin.codecs.sbe.ReadKind;
import io.tocsin.codecs.sbe.ViewGrantedDecoder;
import io.tocsin.codecs.sbe.ViewRevokedDecoder;
import io.tocsin.replay.journal.MessageNames;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes entries as FHIR R4 AuditEvent, with the codes of DICOM PS3.16 (D) for what happened. */
final class AuditEventWriter {
    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String OWN = "urn:tocsin:audit";
    private static final String REASONS = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    /** What FHIR takes for an id. */
    private static final String FHIR_ID = "[A-Za-z0-9\\-.]{1,64}";

    private static final int TREATMENT = 1;

    /** A code with what it means. */
    private record Code(String code, String display) {}

    private static final Code APPLICATION = new Code("110100", "Application Activity");
    private static final Code LOG_USED = new Code("110101", "Audit Log Used");
    private static final Code EXPORT = new Code("110106", "Export");
    private static final Code IMPORT = new Code("110107", "Import");
    private static final Code PATIENT_RECORD = new Code("110110", "Patient Record");
    private static final Code QUERY = new Code("110112", "Query");
    private static final Code SECURITY = new Code("110113", "Security Alert");
    private static final Code AUTHENTICATION = new Code("110114", "User Authentication");
    private static final Code START = new Code("110120", "Application Start");
    private static final Code STOP = new Code("110121", "Application Stop");
    private static final Code LOGIN = new Code("110122", "Login");
    private static final Code LOGOUT = new Code("110123", "Logout");
    private static final Code OVERRIDE_ENDED = new Code("110138", "Emergency Override Stopped");
    private static final Code OVERRIDE = new Code("110127", "Emergency Override Started");
    private static final Code CONFIGURATION = new Code("110131", "Software Configuration");

    /** What happened: its type, its subtype if DICOM has one, and what it does. */
    private record Meaning(Code type, @Nullable Code subtype, String action) {}

    private final PrintWriter out;
    private final String prefix;
    private final JsonFactory factory = new JsonFactory();

    /** @param chain of the audit: the same number of another one is another event. */
    AuditEventWriter(final PrintWriter out, final String chain) {
        this.out = out;
        prefix = "ae-" + chain.substring(0, Math.min(8, chain.length())) + "-";
    }

    void write(final AuditEntry entry) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            write(entry, json);
        }
        out.print(text);
        out.print('\n');
    }

    private static Meaning meaning(final AuditEntry entry) {
        return switch (entry.kind()) {
            case AUDIT_STARTED, ROUTER_STARTED -> new Meaning(APPLICATION, START, "E");
            case AUDIT_STOPPED -> new Meaning(APPLICATION, STOP, "E");
            case AUDIT_PURGED -> new Meaning(LOG_USED, null, "D");
            case LOG_SHORTENED, REFUSED -> new Meaning(SECURITY, null, "E");
            case CONFIGURATION -> new Meaning(SECURITY, CONFIGURATION, "U");
            case SESSION_OPENED -> new Meaning(AUTHENTICATION, LOGIN, "E");
            case SESSION_CLOSED -> new Meaning(AUTHENTICATION, LOGOUT, "E");
            case EMERGENCY_ACCESS ->
                new Meaning(
                        SECURITY, entry.template() == ViewRevokedDecoder.TEMPLATE_ID ? OVERRIDE_ENDED : OVERRIDE, "E");
            case RAISED -> new Meaning(IMPORT, null, "C");
            case READ ->
                isOfOne(entry.reads()) ? new Meaning(PATIENT_RECORD, null, "R") : new Meaning(QUERY, null, "E");
            case TOLD, DELIVERED -> new Meaning(EXPORT, null, "E");
            case OPERATED -> new Meaning(APPLICATION, null, "U");
            default -> new Meaning(PATIENT_RECORD, null, "U");
        };
    }

    private static boolean isOfOne(final @Nullable ReadKind reads) {
        return reads == ReadKind.PATIENT
                || reads == ReadKind.READINGS
                || reads == ReadKind.LIVE_READINGS
                || reads == ReadKind.LIMITS
                || reads == ReadKind.PAST_ALERTS;
    }

    private void write(final AuditEntry entry, final JsonGenerator json) {
        final Meaning meaning = meaning(entry);
        json.writeStartObject();
        json.writeStringProperty("resourceType", "AuditEvent");
        json.writeStringProperty("id", prefix + Long.toUnsignedString(entry.seq()));
        coding(json, "type", DICOM, meaning.type.code, meaning.type.display);
        json.writeArrayPropertyStart("subtype");
        if (meaning.subtype != null) {
            coding(json, null, DICOM, meaning.subtype.code, meaning.subtype.display);
        }
        coding(json, null, OWN, own(entry), null);
        if (entry.reads() != null) {
            coding(json, null, OWN, word(entry.reads().name()), null);
        }
        json.writeEndArray();
        json.writeStringProperty("action", meaning.action);
        json.writeStringProperty("recorded", INSTANT.format(instant(entry.micros())));
        if (entry.outcome() != null) {
            json.writeStringProperty("outcome", entry.outcome().toString());
        }
        if (isGlassBroken(entry)) {
            json.writeArrayPropertyStart("purposeOfEvent");
            purpose(json, "BTG", "break the glass");
            json.writeEndArray();
        }
        agents(entry, json);
        source(json);
        entities(entry, json);
        json.writeEndObject();
    }

    /** What it is called in the schema, or what the audit says of itself. */
    private static String own(final AuditEntry entry) {
        return entry.template() == 0 ? word(entry.kind().name()) : MessageNames.of(entry.template());
    }

    private static void agents(final AuditEntry entry, final JsonGenerator json) {
        json.writeArrayPropertyStart("agent");
        final boolean isTold = switch (entry.kind()) {
            case TOLD, DELIVERED -> !entry.isCommand();
            default -> false;
        };
        // Who reads without a session of a person is a program, whoever it says that it is.
        final boolean isProgram = entry.kind() == AuditKind.READ && entry.sessionId() == 0;
        if (isTold || isProgram || entry.who().isEmpty()) {
            json.writeStartObject();
            json.writeName("who");
            if (entry.sourceId() == 0) {
                router(json);
            } else {
                identifier(json, "urn:tocsin:source", Long.toUnsignedString(entry.sourceId()));
            }
            if (isProgram && !entry.who().isEmpty()) {
                json.writeStringProperty("name", entry.who());
            }
            json.writeBooleanProperty("requestor", true);
            json.writeEndObject();
        }
        if (!isProgram && !entry.who().isEmpty()) {
            json.writeStartObject();
            if (entry.role() != null) {
                json.writeArrayPropertyStart("role");
                json.writeStartObject();
                json.writeStringProperty("text", word(entry.role().name()));
                json.writeEndObject();
                json.writeEndArray();
            }
            json.writeName("who");
            reference(json, "Practitioner", entry.who());
            if (entry.sessionId() != 0) {
                json.writeStringProperty("altId", "session " + Long.toUnsignedString(entry.sessionId()));
            }
            json.writeBooleanProperty("requestor", !isTold);
            reason(entry, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void reason(final AuditEntry entry, final JsonGenerator json) {
        final boolean isView = isGlassBroken(entry);
        if (entry.emergency() != 0 || isView) {
            json.writeArrayPropertyStart("purposeOfUse");
            if (entry.emergency() == TREATMENT && !isView) {
                purpose(json, "ETREAT", "Emergency Treatment");
            } else {
                purpose(json, "BTG", "break the glass");
            }
            json.writeEndArray();
        }
    }

    /** Whether a patient is to be seen by broken glass, or no more: the command, taken or not, and what came of it. */
    private static boolean isGlassBroken(final AuditEntry entry) {
        return entry.template() == BreakGlassDecoder.TEMPLATE_ID
                || entry.template() == ViewGrantedDecoder.TEMPLATE_ID
                || entry.template() == ViewRevokedDecoder.TEMPLATE_ID;
    }

    /** A concept of HL7 v3 ActReason. */
    private static void purpose(final JsonGenerator json, final String code, final String display) {
        json.writeStartObject();
        json.writeArrayPropertyStart("coding");
        coding(json, null, REASONS, code, display);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void source(final JsonGenerator json) {
        json.writeObjectPropertyStart("source");
        json.writeName("observer");
        router(json);
        json.writeArrayPropertyStart("type");
        coding(json, null, "http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server");
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void entities(final AuditEntry entry, final JsonGenerator json) {
        if (entry.patient().isEmpty()
                && entry.alertId() == 0
                && entry.shown().isEmpty()
                && entry.place().isEmpty()
                && entry.to().isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("entity");
        if (!entry.patient().isEmpty()) {
            json.writeStartObject();
            json.writeName("what");
            reference(json, "Patient", entry.patient());
            kind(json, "1", "1");
            if (!entry.comment().isEmpty()) {
                json.writeArrayPropertyStart("detail");
                json.writeStartObject();
                json.writeStringProperty("type", "comment");
                json.writeStringProperty("valueString", entry.comment());
                json.writeEndObject();
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        if (entry.alertId() != 0) {
            thing("alert", entry.alertId(), json);
        }
        for (final long shown : entry.shown()) {
            thing(
                    Owners.isOfAlerts(entry.kind(), entry.reads())
                            ? "alert"
                            : entry.reads() == ReadKind.SILENCES ? "silence" : "monitoring",
                    shown,
                    json);
        }
        for (final String other : List.of(entry.place(), entry.to())) {
            if (!other.isEmpty()) {
                json.writeStartObject();
                json.writeStringProperty("name", other);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void thing(final String what, final long id, final JsonGenerator json) {
        json.writeStartObject();
        json.writeName("what");
        identifier(json, "urn:tocsin:" + what, Long.toUnsignedString(id));
        // A thing of the system; what the event is about.
        kind(json, "2", "4");
        json.writeEndObject();
    }

    private static void kind(final JsonGenerator json, final String type, final String role) {
        coding(json, "type", "http://terminology.hl7.org/CodeSystem/audit-entity-type", type, null);
        coding(json, "role", "http://terminology.hl7.org/CodeSystem/object-role", role, null);
    }

    private static void router(final JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("reference", "Device/tocsin");
        json.writeEndObject();
    }

    private static void reference(final JsonGenerator json, final String type, final String id) {
        if (id.matches(FHIR_ID)) {
            json.writeStartObject();
            json.writeStringProperty("reference", type + "/" + id);
            json.writeEndObject();
        } else {
            identifier(json, "urn:tocsin:" + type.toLowerCase(Locale.ROOT), id);
        }
    }

    private static void identifier(final JsonGenerator json, final String system, final String value) {
        json.writeStartObject();
        json.writeObjectPropertyStart("identifier");
        json.writeStringProperty("system", system);
        json.writeStringProperty("value", value);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** @param name of the property; {@code null} = an element. */
    private static void coding(
            final JsonGenerator json,
            final @Nullable String name,
            final String system,
            final String code,
            final @Nullable String display) {
        if (name != null) {
            json.writeName(name);
        }
        json.writeStartObject();
        json.writeStringProperty("system", system);
        json.writeStringProperty("code", code);
        if (display != null) {
            json.writeStringProperty("display", display);
        }
        json.writeEndObject();
    }

    private static String word(final String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Instant instant(final long micros) {
        final long perSecond = TimeUnit.SECONDS.toMicros(1);
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, perSecond), TimeUnit.MICROSECONDS.toNanos(Math.floorMod(micros, perSecond)));
    }
}
