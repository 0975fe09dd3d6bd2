package io.tocsin.codecs.wire;

import io.tocsin.codecs.json.AlertCause;
import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.AlertRisk;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.Shown;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.json.TreatmentLimit;
import io.tocsin.codecs.json.VitalNames;
import io.tocsin.codecs.sbe.AlarmPriority;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.Onset;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.wire.frames.AlertFlagsDecoder;
import io.tocsin.codecs.wire.frames.AlertReportDecoder;
import io.tocsin.codecs.wire.frames.AlertTextDecoder;
import io.tocsin.codecs.wire.frames.RaiseDecoder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the alerts inside messages. Any thread; allocates. */
final class AlertFrames {
    private static final int MAX_UINT8 = 254;
    private static final int DEGREES_E7 = 10_000_000;
    private static final int MAX_LATITUDE = 90;
    private static final int MAX_LONGITUDE = 180;

    private AlertFrames() {}

    /** The texts of a raise, and what it declares. */
    static AlertDeclaration declaration(final FrameIn in, final RaiseDecoder raise) throws ProtocolException {
        return new AlertDeclaration(
                in.requiredText("alert.key"),
                in.word("alert.emergency", Words.EMERGENCY_TYPE, raise.emergencyRaw()),
                in.word("alert.severity", Words.SEVERITY, raise.severityRaw()),
                in.id("alert.patient"),
                in.id("alert.unit"),
                in.id("alert.bed"),
                in.text("alert.personal"),
                text(in.message("alert.text", AlertTextDecoder.TEMPLATE_ID, "alert")));
    }

    /** An alert as it is reported. */
    static AlertReport report(final FrameIn in) throws ProtocolException {
        final AlertReportDecoder alert = in.as(new AlertReportDecoder());
        final Shown shown = in.word("shown", Words.SHOWN, alert.shownRaw(), Shown.WHOLE);
        final Severity severity = shown(in, shown, "severity", Words.SEVERITY, alert.severityRaw(), Severity.NULL_VAL);
        final AlertCause cause = cause(in, alert, shown);
        final List<TreatmentLimit> limits = new ArrayList<>();
        in.group("treatmentLimits", AlertReportDecoder.TreatmentLimitsDecoder.sbeBlockLength(), FrameIn.ANY);
        for (final AlertReportDecoder.TreatmentLimitsDecoder limit : alert.treatmentLimits()) {
            in.at("treatmentLimits", limits.size());
            limits.add(in.word("", Words.TREATMENT_LIMIT, limit.treatmentLimitRaw()));
        }
        in.leave();
        final Map<String, String> slots = slots(in, alert);
        final Map<String, Response> responses = responses(in, alert);
        final String key = in.id("key");
        final Subject subject = subject(in, alert.subjectKindRaw());
        final AlertFlagsDecoder flags = alert.flags();
        return in.whole(new AlertReport(
                in.unsigned("alertId", alert.alertId()),
                key,
                alert.source(),
                shown(in, shown, "emergency", Words.EMERGENCY_TYPE, alert.emergencyRaw(), EmergencyType.NULL_VAL),
                severity,
                shown(in, shown, "priority", Words.PRIORITY, alert.priorityRaw(), Priority.NULL_VAL),
                shown(in, shown, "condition", Words.CONDITION, alert.conditionRaw(), Condition.NULL_VAL),
                in.word("purpose", Words.PURPOSE, alert.purposeRaw(), Purpose.PRODUCTION),
                cause,
                subject,
                flags.unidentified(),
                in.id("unit"),
                in.id("bed"),
                in.count("occurrence", alert.occurrence()),
                in.id("owner"),
                alert.step() == Words.ABSENT ? -1 : alert.step(),
                in.count("round", alert.round()),
                in.instant("deadlineNs", alert.deadlineNs()),
                in.instant("raisedAtNs", alert.raisedAtNs()),
                flags.stale(),
                in.count("loop", alert.loop()),
                flags.atBedside(),
                needed(in, alert.needed()),
                in.instant("mutedUntilNs", alert.mutedUntilNs()),
                in.count("mutedBy", alert.mutedBy()),
                alert.inhibitedBy(),
                in.instant("snoozedUntilNs", alert.snoozedUntilNs()),
                slots,
                responses,
                text(in.message("text", AlertTextDecoder.TEMPLATE_ID, "")),
                new AlertReport.Cut(flags.descriptionCut(), flags.metadataCut(), flags.textCut()),
                risk(in, alert, severity, limits),
                shown,
                flags.responding()));
    }

    /** One is what an alert needs if nothing is said. */
    private static int needed(final FrameIn in, final int needed) throws ProtocolException {
        return needed <= 1 ? 0 : (int) in.number("needed", needed, 0, MAX_UINT8);
    }

    private static Map<String, String> slots(final FrameIn in, final AlertReportDecoder alert)
            throws ProtocolException {
        final int count = in.group("slots", AlertReportDecoder.SlotsDecoder.sbeBlockLength(), FrameIn.ANY);
        final AlertReportDecoder.SlotsDecoder group = alert.slots();
        return pairs(in, "slots", count, group::next);
    }

    private static Map<String, Response> responses(final FrameIn in, final AlertReportDecoder alert)
            throws ProtocolException {
        final int count = in.group("responses", AlertReportDecoder.ResponsesDecoder.sbeBlockLength(), FrameIn.ANY);
        final AlertReportDecoder.ResponsesDecoder group = alert.responses();
        final Map<String, Response> responses = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            in.entry("responses");
            group.next();
            final Response response = in.word("responses", Words.RESPONSE, group.responseRaw());
            if (responses.put(in.name("responses"), response) != null) {
                throw in.invalid("responses", "the field is there twice");
            }
        }
        return responses;
    }

    private static Map<String, String> pairs(final FrameIn in, final String name, final int count, final Runnable next)
            throws ProtocolException {
        final Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            in.entry(name);
            next.run();
            if (pairs.put(in.name(name), in.text(name)) != null) {
                throw in.invalid(name, "the field is there twice");
            }
        }
        return pairs;
    }

    /** Whom something is about: the next two texts, the second the name of a patient. */
    static @Nullable Subject subject(final FrameIn in, final int raw) throws ProtocolException {
        final Subject.Kind kind = in.optionalWord("subject.kind", Words.SUBJECT_KIND, raw);
        if (kind == null) {
            in.id("subject.id");
            in.text("patientName");
            return null;
        }
        final boolean isPatient = kind == Subject.Kind.PATIENT;
        final String id = in.requiredId(isPatient ? "patient" : "subject.id");
        final String name = in.text("patientName");
        return new Subject(kind, id, isPatient ? name : "");
    }

    private static <E extends Enum<E>> E shown(
            final FrameIn in,
            final Shown shown,
            final String name,
            final Words<?, E> words,
            final int raw,
            final E hidden)
            throws ProtocolException {
        return shown.hidesSeverity() ? in.word(name, words, raw, hidden) : in.word(name, words, raw);
    }

    private static AlertRisk risk(
            final FrameIn in,
            final AlertReportDecoder alert,
            final Severity severity,
            final List<TreatmentLimit> limits)
            throws ProtocolException {
        final Severity declared = in.word("declared", Words.SEVERITY, alert.declaredRaw(), severity);
        final ConditionClass conditionClass =
                in.word("risk.class", Words.CONDITION_CLASS, alert.conditionClassRaw(), ConditionClass.NONE);
        if (conditionClass == ConditionClass.NONE) {
            return new AlertRisk(declared, ConditionClass.NONE, Harm.NONE, Onset.NONE, AlarmPriority.NONE, limits);
        }
        return new AlertRisk(
                declared,
                conditionClass,
                in.word("risk.harm", Words.HARM, alert.harmRaw()),
                in.word("risk.onset", Words.ONSET, alert.onsetRaw()),
                in.word("risk.alarmPriority", Words.ALARM_PRIORITY, alert.alarmPriorityRaw()),
                limits);
    }

    private static AlertCause cause(final FrameIn in, final AlertReportDecoder alert, final Shown shown)
            throws ProtocolException {
        final Cause kind = in.optionalWord("cause.kind", Words.CAUSE, alert.causeRaw());
        if (kind == null) {
            return shown.hidesSeverity() ? AlertCause.NOT_SHOWN : AlertCause.DECLARED;
        }
        final int value = alert.causeValue();
        return switch (kind) {
            case LIMIT -> limit(in, alert, shown);
            case SCORE ->
                AlertCause.ofScore((int) in.number("cause.table", alert.causeRule(), 0, AlertCause.MAX_TABLES), (int)
                        in.number("cause.value", value, 0, MAX_UINT8));
            case TREND -> new AlertCause(kind, null, 0, (int) in.number("cause.value", value, 0, MAX_UINT8), 0);
            case TECHNICAL ->
                new AlertCause(
                        kind,
                        null,
                        in.word("cause.condition", Words.TECHNICAL_CONDITION, alert.technicalConditionRaw())
                                .value(),
                        (int) in.number("cause.value", value, 0, Integer.MAX_VALUE),
                        0);
            case CARE ->
                new AlertCause(
                        kind,
                        null,
                        in.word("cause.condition", Words.CARE_CONDITION, alert.careConditionRaw())
                                .value(),
                        (int) in.number("cause.value", value, 0, Integer.MAX_VALUE),
                        0);
            case DECLARED, NULL_VAL -> AlertCause.DECLARED;
        };
    }

    private static AlertCause limit(final FrameIn in, final AlertReportDecoder alert, final Shown shown)
            throws ProtocolException {
        final Parameter parameter = in.optionalWord("cause.parameter", Words.PARAMETER, alert.causeParameterRaw());
        if (parameter == null && shown != Shown.WHOLE) {
            return new AlertCause(Cause.LIMIT, null, 0, 0, 0);
        }
        if (parameter == null) {
            throw in.missing("cause.parameter");
        }
        return new AlertCause(
                Cause.LIMIT,
                parameter,
                (int) in.number("cause.rule", alert.causeRule(), 0, MAX_UINT8),
                in.hundredths("cause.value", alert.causeValue()),
                in.hundredths("cause.limit", alert.causeLimit()));
    }

    private static AlertText text(final @Nullable FrameIn in) throws ProtocolException {
        if (in == null) {
            return AlertText.NONE;
        }
        final AlertTextDecoder text = in.as(new AlertTextDecoder());
        in.group("vitals", AlertTextDecoder.VitalsDecoder.sbeBlockLength(), FrameIn.ANY);
        final Map<Parameter, Integer> vitals = new EnumMap<>(Parameter.class);
        for (final AlertTextDecoder.VitalsDecoder reading : text.vitals()) {
            final Parameter parameter = Words.PARAMETER.find(reading.parameterRaw());
            final String name = parameter == null ? null : VitalNames.name(parameter);
            // What JSON has no name for here is an unknown field there.
            if (parameter != null && name != null) {
                in.at("vitals", FrameIn.NO_INDEX);
                if (vitals.put(parameter, Readings.travelling(in, name, parameter, reading.value())) != null) {
                    throw in.invalid(name, "the field is there twice");
                }
            }
        }
        in.leave();
        final int special =
                in.group("specializations", AlertTextDecoder.SpecializationsDecoder.sbeBlockLength(), FrameIn.ANY);
        final List<String> specializations = in.texts("specializations", special, text.specializations()::next);
        final int count = in.group("metadata", AlertTextDecoder.MetadataDecoder.sbeBlockLength(), FrameIn.ANY);
        final AlertTextDecoder.MetadataDecoder group = text.metadata();
        final Map<String, String> metadata = pairs(in, "metadata", count, group::next);
        return in.whole(new AlertText(
                in.text("typeText"),
                in.text("description"),
                in.id("device"),
                location(in, text.latitude(), text.longitude()),
                vitals,
                specializations,
                metadata,
                in.count("estimatedResponseMs", text.estimatedResponseMs()),
                in.instant("createdAtNs", text.createdAtNs()),
                in.optionalWord("deviceCondition", Words.DEVICE_CONDITION, text.deviceConditionRaw())));
    }

    /** The next six texts, and coordinates. */
    static Location location(final FrameIn in, final int latitude, final int longitude) throws ProtocolException {
        final boolean isPlaced = latitude != Integer.MIN_VALUE || longitude != Integer.MIN_VALUE;
        return new Location(
                in.text("location.facility"),
                in.text("location.building"),
                in.text("location.floor"),
                in.text("location.department"),
                in.text("location.room"),
                in.text("location.address"),
                isPlaced ? (Integer) degrees(in, "location.latitude", latitude, MAX_LATITUDE) : null,
                isPlaced ? (Integer) degrees(in, "location.longitude", longitude, MAX_LONGITUDE) : null);
    }

    private static int degrees(final FrameIn in, final String name, final int degreesE7, final int most)
            throws ProtocolException {
        if (degreesE7 == Integer.MIN_VALUE) {
            throw in.missing(name);
        }
        if (Math.abs((long) degreesE7) > (long) most * DEGREES_E7) {
            throw in.invalid(name, "lies between -" + most + " and " + most);
        }
        return degreesE7;
    }
}
