package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.AlarmPriority;
import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.Onset;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.codecs.text.Degrees;
import io.tocsin.codecs.text.Hundredths;
import io.tocsin.codecs.text.ReadingUnits;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the alerts inside messages. Any thread. */
final class AlertReader {
    static final long MAX_UINT32 = 0xFFFF_FFFEL;

    private static final Names<Cause> CAUSE = Names.of(Cause.class);
    private static final Names<CareCondition> CARE = Names.of(CareCondition.class);
    private static final Names<TechnicalCondition> CONDITION_OF_SYSTEM = Names.of(TechnicalCondition.class);
    private static final Names<Condition> CONDITION = Names.of(Condition.class);
    private static final Names<Consciousness> CONSCIOUSNESS = Names.of(Consciousness.class);
    private static final Names<DeviceCondition> DEVICE_CONDITION = Names.of(DeviceCondition.class);
    private static final Names<EmergencyType> EMERGENCY = Names.of(EmergencyType.class);
    private static final Names<Parameter> PARAMETER = Names.of(Parameter.class);
    private static final Names<Priority> PRIORITY = Names.of(Priority.class);
    private static final Names<Purpose> PURPOSE = Names.of(Purpose.class);
    private static final Names<AlarmPriority> ALARM_PRIORITY = Names.of(AlarmPriority.class);
    private static final Names<ConditionClass> CONDITION_CLASS = Names.of(ConditionClass.class);
    private static final Names<Harm> HARM = Names.of(Harm.class);
    private static final Names<Onset> ONSET = Names.of(Onset.class);
    private static final Names<TreatmentLimit> TREATMENT_LIMIT = Names.of(TreatmentLimit.class);
    private static final Names<Response> RESPONSE = Names.of(Response.class);
    private static final Names<Severity> SEVERITY = Names.of(Severity.class);
    private static final Names<Shown> SHOWN = Names.of(Shown.class);
    private static final Names<Subject.Kind> SUBJECT_KIND = Names.of(Subject.Kind.class);

    private static final int MAX_LATITUDE = 90;
    private static final int MAX_LONGITUDE = 180;
    private static final int MAX_PAIN = 10;
    private static final int MAX_UINT8 = 254;

    private AlertReader() {}

    static AlertDeclaration declaration(final Fields alert) throws ProtocolException {
        return new AlertDeclaration(
                alert.text("key"),
                alert.constant("emergency", EMERGENCY),
                alert.constant("severity", SEVERITY),
                alert.optionalId("patient"),
                alert.optionalId("unit"),
                alert.optionalId("bed"),
                alert.optionalText("personal"),
                text(alert));
    }

    static AlertReport report(final Fields alert) throws ProtocolException {
        final List<String> cut = alert.texts("cut");
        final Shown shown = alert.constant("shown", SHOWN, Shown.WHOLE);
        final Severity severity = shown(alert, shown, "severity", SEVERITY, Severity.NULL_VAL);
        return new AlertReport(
                alert.unsigned("alertId"),
                alert.optionalId("key"),
                alert.optionalUnsigned("source"),
                shown(alert, shown, "emergency", EMERGENCY, EmergencyType.NULL_VAL),
                severity,
                shown(alert, shown, "priority", PRIORITY, Priority.NULL_VAL),
                shown(alert, shown, "condition", CONDITION, Condition.NULL_VAL),
                alert.constant("purpose", PURPOSE, Purpose.PRODUCTION),
                cause(alert.optionalObject("cause"), shown),
                subject(alert),
                alert.flag("unidentified"),
                alert.optionalId("unit"),
                alert.optionalId("bed"),
                alert.optionalNumber("occurrence", 0, MAX_UINT32, 0),
                alert.optionalId("owner"),
                (int) alert.optionalNumber("step", -1, MAX_UINT8, -1),
                alert.optionalNumber("round", 0, MAX_UINT32, 0),
                alert.optionalInstant("deadlineNs"),
                alert.optionalInstant("raisedAtNs"),
                alert.flag("stale"),
                alert.optionalNumber("loop", 0, MAX_UINT32, 0),
                alert.flag("atBedside"),
                (int) alert.optionalNumber("needed", 0, MAX_UINT8, 0),
                alert.optionalInstant("mutedUntilNs"),
                alert.optionalNumber("mutedBy", 0, MAX_UINT32, 0),
                alert.optionalUnsigned("inhibitedBy"),
                alert.optionalInstant("snoozedUntilNs"),
                alert.pairs("slots"),
                alert.constantsByName("responses", RESPONSE),
                text(alert),
                new AlertReport.Cut(cut.contains("description"), cut.contains("metadata"), cut.contains("text")),
                risk(alert, severity),
                shown,
                alert.flag("responding"));
    }

    /** A word that may be missing only where it is not shown. */
    private static <E extends Enum<E>> E shown(
            final Fields alert, final Shown shown, final String name, final Names<E> names, final E hidden)
            throws ProtocolException {
        return shown.hidesSeverity() ? alert.constant(name, names, hidden) : alert.constant(name, names);
    }

    private static AlertRisk risk(final Fields alert, final Severity severity) throws ProtocolException {
        final Severity declared = alert.constant("declared", SEVERITY, severity);
        final List<TreatmentLimit> limits = alert.constants("treatmentLimits", TREATMENT_LIMIT);
        final Fields risk = alert.optionalObject("risk");
        return risk == null
                ? new AlertRisk(declared, ConditionClass.NONE, Harm.NONE, Onset.NONE, AlarmPriority.NONE, limits)
                : new AlertRisk(
                        declared,
                        risk.constant("class", CONDITION_CLASS),
                        risk.constant("harm", HARM),
                        risk.constant("onset", ONSET),
                        risk.constant("alarmPriority", ALARM_PRIORITY),
                        limits);
    }

    private static AlertText text(final Fields alert) throws ProtocolException {
        return new AlertText(
                alert.optionalText("typeText"),
                alert.optionalText("description"),
                alert.optionalId("device"),
                location(alert.optionalObject("location")),
                vitals(alert.optionalObject("vitals")),
                alert.texts("specializations"),
                alert.pairs("metadata"),
                alert.optionalNumber("estimatedResponseMs", 1, MAX_UINT32, 0),
                alert.optionalInstant("createdAtNs"),
                alert.optionalConstant("deviceCondition", DEVICE_CONDITION));
    }

    static Location location(final @Nullable Fields location) throws ProtocolException {
        if (location == null) {
            return Location.UNKNOWN;
        }
        final boolean isPlaced = location.has("latitude") || location.has("longitude");
        return new Location(
                location.optionalText("facility"),
                location.optionalText("building"),
                location.optionalText("floor"),
                location.optionalText("department"),
                location.optionalText("room"),
                location.optionalText("address"),
                isPlaced ? (Integer) degrees(location, "latitude", MAX_LATITUDE) : null,
                isPlaced ? (Integer) degrees(location, "longitude", MAX_LONGITUDE) : null);
    }

    private static int degrees(final Fields location, final String name, final int most) throws ProtocolException {
        final String text = location.decimal(name);
        try {
            return Degrees.parse(location.path(name), text, most);
        } catch (final IllegalArgumentException outOfRange) {
            throw location.invalid(name, "lies between -" + most + " and " + most);
        }
    }

    private static Map<Parameter, Integer> vitals(final @Nullable Fields vitals) throws ProtocolException {
        final Map<Parameter, Integer> read = new EnumMap<>(Parameter.class);
        if (vitals != null) {
            for (final Map.Entry<Parameter, String> known : VitalNames.NAMES.entrySet()) {
                if (vitals.has(known.getValue())) {
                    read.put(known.getKey(), vital(vitals, known.getKey(), known.getValue()));
                }
            }
        }
        return read;
    }

    private static int vital(final Fields vitals, final Parameter parameter, final String name)
            throws ProtocolException {
        return switch (parameter) {
            case CONSCIOUSNESS -> vitals.constant(name, CONSCIOUSNESS).value() * 100;
            case PAIN -> (int) vitals.optionalNumber(name, 0, MAX_PAIN, 0) * 100;
            default -> hundredths(vitals, name);
        };
    }

    static int hundredths(final Fields object, final String name) throws ProtocolException {
        final String text = object.decimal(name);
        try {
            return Hundredths.parse(object.path(name), text);
        } catch (final IllegalArgumentException outOfRange) {
            throw object.invalid(name, "lies between -21474836.47 and 21474836.47");
        }
    }

    /** A reading, each parameter in its own way, of the unit that is stated or of its own. */
    static int reading(final Fields reading, final Parameter parameter) throws ProtocolException {
        final String unit = reading.optionalText("unit");
        if (!unit.isEmpty()) {
            return inUnit(reading, parameter, unit);
        }
        return switch (parameter) {
            case CONSCIOUSNESS -> reading.constant("value", CONSCIOUSNESS).value() * 100;
            case OXYGEN_THERAPY -> {
                if (!reading.has("value")) {
                    throw reading.missing("value");
                }
                yield reading.flag("value") ? 100 : 0;
            }
            default -> hundredths(reading, "value");
        };
    }

    private static int inUnit(final Fields reading, final Parameter parameter, final String unit)
            throws ProtocolException {
        if (!ReadingUnits.isOf(parameter, unit)) {
            throw reading.invalid("unit", "'" + unit + "' is no unit of " + parameter);
        }
        final String value = reading.decimal("value");
        try {
            return ReadingUnits.hundredths(reading.path("value"), parameter, new BigDecimal(value), unit);
        } catch (final IllegalArgumentException outOfRange) {
            throw reading.invalid("value", "lies between -21474836.47 and 21474836.47 " + parameter);
        }
    }

    private static AlertCause cause(final @Nullable Fields cause, final Shown shown) throws ProtocolException {
        if (cause == null) {
            return shown.hidesSeverity() ? AlertCause.NOT_SHOWN : AlertCause.DECLARED;
        }
        final Cause kind = cause.constant("kind", CAUSE);
        return switch (kind) {
            case LIMIT ->
                shown != Shown.WHOLE && !cause.has("parameter")
                        ? new AlertCause(kind, null, 0, 0, 0)
                        : new AlertCause(
                                kind,
                                cause.constant("parameter", PARAMETER),
                                (int) cause.optionalNumber("rule", 0, MAX_UINT8, 0),
                                hundredths(cause, "value"),
                                hundredths(cause, "limit"));
            case SCORE ->
                AlertCause.ofScore((int) cause.optionalNumber("table", 1, AlertCause.MAX_TABLES, 0), (int)
                        cause.optionalNumber("value", 0, MAX_UINT8, 0));
            case TREND -> new AlertCause(kind, null, 0, (int) cause.optionalNumber("value", 0, MAX_UINT8, 0), 0);
            case TECHNICAL ->
                new AlertCause(
                        kind,
                        null,
                        cause.constant("condition", CONDITION_OF_SYSTEM).value(),
                        (int) cause.optionalNumber("value", 0, Integer.MAX_VALUE, 0),
                        0);
            case CARE ->
                new AlertCause(
                        kind,
                        null,
                        cause.constant("condition", CARE).value(),
                        (int) cause.optionalNumber("value", 0, Integer.MAX_VALUE, 0),
                        0);
            case DECLARED, NULL_VAL -> AlertCause.DECLARED;
        };
    }

    static @Nullable Subject subject(final Fields alert) throws ProtocolException {
        final String patient = alert.optionalId("patient");
        if (!patient.isEmpty()) {
            return new Subject(Subject.Kind.PATIENT, patient, alert.optionalText("patientName"));
        }
        final Fields subject = alert.optionalObject("subject");
        return subject == null ? null : new Subject(subject.constant("kind", SUBJECT_KIND), subject.id("id"));
    }
}
