package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the alerts inside messages. Any thread. */
final class AlertWriter {
    private AlertWriter() {}

    static void declaration(final AlertDeclaration alert, final JsonOut out) {
        out.text("key", alert.key()).word("emergency", alert.emergency()).word("severity", alert.severity());
        out.text("patient", alert.patient()).text("unit", alert.unit()).text("bed", alert.bed());
        text(alert.text(), out);
        out.text("personal", alert.personal());
    }

    static void report(final AlertReport alert, final JsonOut out) {
        out.sequence("alertId", alert.alertId());
        if (alert.shown() != Shown.WHOLE) {
            out.word("shown", alert.shown());
        }
        if (alert.responding()) {
            out.flag("responding", true);
        }
        out.text("key", alert.key()).id("source", alert.source());
        out.word("emergency", alert.emergency())
                .word("severity", alert.severity())
                .word("priority", alert.priority())
                .word("condition", alert.condition());
        purpose(alert.purpose(), out);
        if (Names.isWord(alert.cause().kind())) {
            out.object("cause", cause -> cause(alert, cause));
        }
        subject(alert.subject(), out);
        if (alert.unidentified()) {
            out.flag("unidentified", true);
        }
        out.text("unit", alert.unit()).text("bed", alert.bed());
        out.number("occurrence", alert.occurrence()).text("owner", alert.owner());
        if (alert.step() >= 0) {
            out.count("step", alert.step());
        }
        out.number("round", alert.round())
                .number("loop", alert.loop())
                .instant("deadlineNs", alert.deadlineNs())
                .instant("raisedAtNs", alert.raisedAtNs());
        if (alert.stale()) {
            out.flag("stale", true);
        }
        if (alert.atBedside()) {
            out.flag("atBedside", true);
        }
        if (alert.needed() > 1) {
            out.count("needed", alert.needed());
        }
        out.instant("mutedUntilNs", alert.mutedUntilNs()).number("mutedBy", alert.mutedBy());
        out.id("inhibitedBy", alert.inhibitedBy()).instant("snoozedUntilNs", alert.snoozedUntilNs());
        out.pairs("slots", alert.slots());
        final Map<String, String> responses = new LinkedHashMap<>();
        alert.responses().forEach((person, response) -> responses.put(person, Names.of(response)));
        out.pairs("responses", responses);
        text(alert.text(), out);
        out.texts("cut", cut(alert.cut()));
        risk(alert, out);
    }

    private static void risk(final AlertReport alert, final JsonOut out) {
        final AlertRisk risk = alert.risk();
        if (risk.declared() != alert.severity()) {
            out.word("declared", risk.declared());
        }
        if (risk.conditionClass() != ConditionClass.NONE) {
            out.object(
                    "risk",
                    fields -> fields.word("class", risk.conditionClass())
                            .word("harm", risk.harm())
                            .word("onset", risk.onset())
                            .word("alarmPriority", risk.priority()));
        }
        out.words("treatmentLimits", risk.limits());
    }

    /** A purpose, unless it is the usual one. */
    static void purpose(final Purpose purpose, final JsonOut out) {
        if (purpose != Purpose.PRODUCTION) {
            out.word("purpose", purpose);
        }
    }

    /** A reading, each parameter in its own way. */
    static void reading(final String name, final Parameter parameter, final int hundredths, final JsonOut out) {
        switch (parameter) {
            case CONSCIOUSNESS -> out.word(name, VitalNames.consciousness(hundredths));
            case OXYGEN_THERAPY -> out.flag(name, hundredths != 0);
            default -> out.hundredths(name, hundredths);
        }
    }

    private static void text(final AlertText text, final JsonOut out) {
        out.text("typeText", text.typeText())
                .text("description", text.description())
                .text("device", text.device())
                .word("deviceCondition", text.deviceCondition());
        if (!text.location().equals(Location.UNKNOWN)) {
            out.object("location", location -> location(text.location(), location));
        }
        if (!text.vitals().isEmpty()) {
            out.object(
                    "vitals",
                    vitals -> VitalNames.NAMES.forEach((parameter, name) -> {
                        final Integer hundredths = text.vitals().get(parameter);
                        if (hundredths != null) {
                            reading(name, parameter, hundredths, vitals);
                        }
                    }));
        }
        out.texts("specializations", text.specializations())
                .pairs("metadata", text.metadata())
                .number("estimatedResponseMs", text.estimatedResponseMs())
                .instant("createdAtNs", text.createdAtNs());
    }

    static void location(final Location location, final JsonOut out) {
        out.text("facility", location.facility())
                .text("building", location.building())
                .text("floor", location.floor())
                .text("department", location.department())
                .text("room", location.room())
                .text("address", location.address())
                .degrees("latitude", location.latitudeE7())
                .degrees("longitude", location.longitudeE7());
    }

    private static void cause(final AlertReport alert, final JsonOut out) {
        final AlertCause cause = alert.cause();
        out.word("kind", cause.kind());
        if (cause.parameter() != null) {
            out.word("parameter", cause.parameter())
                    .number("rule", cause.rule())
                    .hundredths("value", cause.value())
                    .hundredths("limit", cause.limit())
                    .text("message", cause.message(alert.severity()));
        } else if (cause.kind() == Cause.SCORE || cause.kind() == Cause.TREND) {
            if (cause.kind() == Cause.SCORE && cause.table() > 0) {
                out.number("table", cause.table());
            }
            out.number("value", cause.value());
        } else if (cause.kind() == Cause.TECHNICAL) {
            out.word("condition", TechnicalCondition.get((short) cause.rule())).count("value", cause.value());
        } else if (cause.kind() == Cause.CARE) {
            out.word("condition", CareCondition.get((short) cause.rule())).count("value", cause.value());
        }
    }

    static void subject(final @Nullable Subject subject, final JsonOut out) {
        if (subject == null) {
            return;
        }
        if (subject.kind() == Subject.Kind.PATIENT) {
            out.text("patient", subject.id()).text("patientName", subject.name());
        } else {
            out.object("subject", fields -> fields.word("kind", subject.kind()).text("id", subject.id()));
        }
    }

    private static List<String> cut(final AlertReport.Cut cut) {
        final List<String> names = new ArrayList<>();
        if (cut.description()) {
            names.add("description");
        }
        if (cut.metadata()) {
            names.add("metadata");
        }
        if (cut.text()) {
            names.add("text");
        }
        return names;
    }
}
