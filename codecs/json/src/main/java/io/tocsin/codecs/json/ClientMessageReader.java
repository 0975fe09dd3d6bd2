package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.OverrideReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what clients say. Whatever the bytes are, it answers with a message or a {@link ProtocolException}. Any thread; allocates. */
public final class ClientMessageReader {
    private static final Names<CalibrationStatus> CALIBRATION = Names.of(CalibrationStatus.class);
    private static final Names<Acuity> ACUITY = Names.of(Acuity.class);
    private static final Names<Capability> CAPABILITY = Names.of(Capability.class);
    private static final Names<Lane> LANE = Names.of(Lane.class);
    private static final Names<Level> LEVEL = Names.of(Level.class);
    private static final Names<Parameter> PARAMETER = Names.of(Parameter.class);
    private static final Names<Presence> PRESENCE = Names.of(Presence.class);
    private static final Names<Purpose> PURPOSE = Names.of(Purpose.class);
    private static final Names<OverrideReason> OVERRIDE_REASON = Names.of(OverrideReason.class);
    private static final Names<RejectReason> REJECT_REASON = Names.of(RejectReason.class);
    private static final Names<Role> ROLE = Names.of(Role.class);
    private static final Names<Severity> SEVERITY = Names.of(Severity.class);

    private static final int MAX_STEP = 254;
    private static final long MAX_UINT32 = 0xFFFF_FFFEL;

    private ClientMessageReader() {}

    /**
     * Reads one message.
     *
     * @param utf8 the bytes between position and limit; read, not kept.
     * @return the message.
     * @throws ProtocolException if it is none; with the commandId or ref as far as they could be read.
     */
    public static ClientMessage read(final ByteBuffer utf8) throws ProtocolException {
        final Fields fields = Fields.of(JsonTree.read(utf8));
        try {
            return message(fields);
        } catch (final ProtocolException refused) {
            throw refused.about(commandId(fields), ref(fields));
        }
    }

    /**
     * Reads the raise of a request that is no conversation, such as the body of an HTTP request: the object {@code raise}, its type and its commandId not needed, with
     * the name of its source.
     *
     * @param utf8 the bytes between position and limit; read, not kept.
     * @return the raise.
     * @throws ProtocolException if it is none.
     */
    public static RaiseRequest readRaise(final ByteBuffer utf8) throws ProtocolException {
        final Fields fields = Fields.of(JsonTree.read(utf8));
        try {
            return new RaiseRequest(fields.optionalId("source"), raise(fields, fields.optionalUnsigned("commandId")));
        } catch (final ProtocolException refused) {
            throw refused.about(commandId(fields), ref(fields));
        }
    }

    private static ClientMessage message(final Fields fields) throws ProtocolException {
        final String type = fields.text("type");
        return switch (type) {
            case "hello" -> hello(fields);
            case "auth.refresh" -> new ClientMessage.AuthRefresh(new Token(fields.text("token")));
            case "raise" -> raise(fields, fields.unsigned("commandId"));
            case "update" ->
                new ClientMessage.Update(
                        fields.unsigned("commandId"),
                        fields.optionalInstant("claimedNs"),
                        name(fields),
                        fields.optionalConstant("severity", SEVERITY),
                        fields.optionalText("description"));
            case "clear" ->
                new ClientMessage.Clear(
                        fields.unsigned("commandId"), fields.optionalInstant("claimedNs"), name(fields));
            case "cancel" ->
                new ClientMessage.Cancel(
                        fields.unsigned("commandId"), fields.optionalInstant("claimedNs"), name(fields));
            case "vitals" -> vitals(fields);
            case "heartbeat" -> new ClientMessage.Heartbeat();
            case "accept" ->
                new ClientMessage.Accept(
                        fields.unsigned("commandId"),
                        fields.optionalInstant("claimedNs"),
                        fields.unsigned("alertId"),
                        fields.optionalConstant("override", OVERRIDE_REASON),
                        fields.readBack("readBack"),
                        fields.optionalNumber("occurrence", 0, MAX_UINT32, 0));
            case "result" -> Results.read(fields);
            case "scheduleDose" -> Doses.schedule(fields);
            case "recordDose" -> Doses.record(fields);
            case "reject" ->
                new ClientMessage.Reject(
                        fields.unsigned("commandId"),
                        fields.optionalInstant("claimedNs"),
                        fields.unsigned("alertId"),
                        fields.constant("reason", REJECT_REASON, RejectReason.UNSPECIFIED));
            case "resolve" ->
                new ClientMessage.Resolve(
                        fields.unsigned("commandId"), fields.optionalInstant("claimedNs"), fields.unsigned("alertId"));
            case "release" ->
                new ClientMessage.Release(
                        fields.unsigned("commandId"), fields.optionalInstant("claimedNs"), fields.unsigned("alertId"));
            case "redirect" ->
                new ClientMessage.Redirect(
                        fields.unsigned("commandId"),
                        fields.optionalInstant("claimedNs"),
                        fields.unsigned("alertId"),
                        fields.id("to"),
                        fields.constant("reason", REJECT_REASON, RejectReason.UNSPECIFIED));
            case "escalate" ->
                new ClientMessage.Escalate(
                        fields.unsigned("commandId"),
                        fields.optionalInstant("claimedNs"),
                        fields.unsigned("alertId"),
                        (int) fields.optionalNumber("step", 0, MAX_STEP, 0),
                        fields.optionalNumber("round", 0, MAX_UINT32, 0),
                        fields.optionalNumber("loop", 0, MAX_UINT32, 0));
            case "arrive" ->
                new ClientMessage.Arrive(
                        fields.unsigned("commandId"),
                        fields.optionalInstant("claimedNs"),
                        fields.unsigned("alertId"),
                        fields.optionalConstant("override", OVERRIDE_REASON));
            case "snooze" ->
                new ClientMessage.Snooze(
                        fields.unsigned("commandId"),
                        fields.optionalInstant("claimedNs"),
                        fields.unsigned("alertId"),
                        fields.number("forMs", 1, ClientMessage.MAX_SNOOZE_MS));
            case "endSnooze" ->
                new ClientMessage.EndSnooze(
                        fields.unsigned("commandId"), fields.optionalInstant("claimedNs"), fields.unsigned("alertId"));
            case "silence" -> Silences.command(fields);
            case "confirmSilence" ->
                new ClientMessage.ConfirmSilence(
                        fields.unsigned("commandId"), fields.optionalInstant("claimedNs"), Silences.number(fields));
            case "endSilence" ->
                new ClientMessage.EndSilence(
                        fields.unsigned("commandId"), fields.optionalInstant("claimedNs"), Silences.number(fields));
            case "position" ->
                new ClientMessage.Position(
                        fields.unsigned("commandId"),
                        fields.optionalInstant("claimedNs"),
                        fields.optionalId("person"),
                        fields.optionalId("unit"),
                        AlertReader.location(fields.object("location")));
            case "presence" ->
                new ClientMessage.PresenceChange(
                        fields.unsigned("commandId"),
                        fields.optionalInstant("claimedNs"),
                        fields.optionalId("person"),
                        fields.constant("presence", PRESENCE));
            case "beginBreak" -> Duties.beginBreak(fields);
            case "endBreak" ->
                new ClientMessage.EndBreak(fields.unsigned("commandId"), fields.optionalInstant("claimedNs"));
            case "duty" ->
                new ClientMessage.DutyQuery(
                        fields.id("ref"),
                        Queries.limit(fields),
                        fields.has("after") ? Duties.key(fields.object("after")) : null);
            case "history" -> Histories.query(fields);
            case "patient" -> Directories.patientQuery(fields);
            case "pastAlerts" -> Directories.pastQuery(fields);
            case "startMonitoring" -> Monitorings.start(fields);
            case "stopMonitoring" -> Monitorings.stop(fields);
            case "grantViewers" -> Monitorings.grant(fields);
            case "setLimit" -> PatientLimits.command(fields);
            case "limits" -> PatientLimits.query(fields);
            case "monitorings" ->
                new ClientMessage.MonitoringsQuery(
                        fields.id("ref"), Queries.limit(fields), fields.optionalUnsigned("after"));
            case "watchVitals" ->
                new ClientMessage.WatchVitals(fields.id("ref"), fields.unsigned("monitoringId"), fields.flag("on"));
            case "revoke" -> Accesses.revoke(fields);
            case "liftRevocation" -> Accesses.lift(fields);
            case "breakGlass" -> Accesses.breakGlass(fields);
            case "endView" -> Accesses.endView(fields);
            case "forgetPatient" -> Accesses.forget(fields);
            case "sessions", "revocations", "views" -> Accesses.query(fields);
            case "receipts" -> receipts(fields);
            case "silences" ->
                new ClientMessage.SilencesQuery(
                        fields.id("ref"), Queries.limit(fields), fields.optionalNumber("after", 0, MAX_UINT32, 0));
            case "alerts" ->
                new ClientMessage.AlertsQuery(
                        fields.id("ref"), Queries.limit(fields), fields.optionalUnsigned("after"));
            default ->
                throw new ProtocolException(
                        ErrorCode.UNKNOWN_TYPE, "type", "there is no message '" + Texts.shown(type) + "'");
        };
    }

    private static ClientMessage hello(final Fields fields) throws ProtocolException {
        final Role role = fields.constant("role", ROLE);
        final Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        capabilities.addAll(known(fields));
        final Token token = new Token(fields.optionalText("token"));
        return new ClientMessage.Hello(
                role,
                role == Role.CLINICIAN && token.isNone() ? fields.id("person") : fields.optionalId("person"),
                fields.id("client"),
                capabilities,
                resume(fields.optionalObject("resume")),
                token);
    }

    /** Capabilities of later versions are as good as unknown fields. */
    private static List<Capability> known(final Fields fields) throws ProtocolException {
        final List<Capability> known = new ArrayList<>();
        for (final String word : fields.texts("capabilities")) {
            final Capability capability = CAPABILITY.find(word);
            if (capability != null) {
                known.add(capability);
            }
        }
        return known;
    }

    private static ClientMessage.@Nullable Resume resume(final @Nullable Fields resume) throws ProtocolException {
        if (resume == null) {
            return null;
        }
        return new ClientMessage.Resume(
                epoch(resume), resume.optionalUnsigned("critical"), resume.optionalUnsigned("other"));
    }

    static Epoch epoch(final Fields fields) throws ProtocolException {
        final String hex = fields.text("epoch");
        try {
            return Epoch.parse(hex);
        } catch (final IllegalArgumentException notHex) {
            throw fields.invalid("epoch", "has 32 hexadecimal digits");
        }
    }

    private static ClientMessage.Raise raise(final Fields fields, final long commandId) throws ProtocolException {
        return new ClientMessage.Raise(
                commandId,
                fields.optionalInstant("claimedNs"),
                fields.optionalConstant("level", LEVEL),
                fields.constant("purpose", PURPOSE, Purpose.PRODUCTION),
                AlertReader.declaration(fields.object("alert")));
    }

    private static ClientMessage.AlertName name(final Fields fields) throws ProtocolException {
        final long alertId = fields.optionalUnsigned("alertId");
        final String key = fields.optionalText("key");
        if (alertId == 0 && key.isEmpty()) {
            throw fields.missing("alertId");
        }
        if (alertId != 0 && !key.isEmpty()) {
            throw fields.invalid("key", "is there beside alertId: one of both names the alert");
        }
        return new ClientMessage.AlertName(alertId, key, fields.constant("purpose", PURPOSE, Purpose.PRODUCTION));
    }

    private static ClientMessage vitals(final Fields fields) throws ProtocolException {
        final String patient = fields.optionalId("patient");
        final String bed = fields.optionalId("bed");
        final String device = fields.optionalId("device");
        if (patient.isEmpty() && bed.isEmpty() && device.isEmpty()) {
            throw fields.missing("patient");
        }
        final List<ClientMessage.Reading> readings = new ArrayList<>();
        for (final Fields reading : fields.objects("readings", ClientMessage.MAX_READINGS)) {
            final Parameter parameter = reading.constant("parameter", PARAMETER);
            readings.add(new ClientMessage.Reading(parameter, AlertReader.reading(reading, parameter)));
        }
        if (readings.isEmpty()) {
            throw fields.missing("readings");
        }
        final List<Parameter> statusOf = ofSensors(fields, "statusOf");
        final List<Parameter> accuracyOf = ofSensors(fields, "accuracyOf");
        return new ClientMessage.Vitals(
                fields.optionalId("ref"),
                fields.optionalInstant("claimedNs"),
                fields.optionalUnsigned("deviceSequence"),
                patient,
                bed,
                device,
                fields.constant("acuity", ACUITY, Acuity.CONTINUOUS),
                fields.constant("purpose", PURPOSE, Purpose.PRODUCTION),
                new ReadingQuality(
                        fields.optionalInstant("measuredNs"),
                        (int) fields.optionalNumber("status", 0, ReadingQuality.MAX_STATUS, 0),
                        statusOf,
                        fields.has("battery")
                                ? (Integer) (int) fields.optionalNumber("battery", 0, ReadingQuality.MAX_BATTERY, 0)
                                : null,
                        fields.optionalConstant("calibration", CALIBRATION),
                        Accuracy.ofBatch(fields, accuracyOf, readings),
                        accuracyOf),
                readings);
    }

    private static List<Parameter> ofSensors(final Fields fields, final String name) throws ProtocolException {
        final List<Parameter> parameters = fields.constants(name, PARAMETER);
        if (!parameters.stream().allMatch(ReadingQuality::hasSensor)) {
            throw fields.invalid(name, "names what no sensor reads");
        }
        return parameters;
    }

    private static ClientMessage receipts(final Fields fields) throws ProtocolException {
        final List<ClientMessage.Displayed> displayed = new ArrayList<>();
        for (final Fields shown : fields.objects("displayed", ClientMessage.MAX_DISPLAYED)) {
            displayed.add(new ClientMessage.Displayed(shown.constant("lane", LANE), shown.unsigned("seq")));
        }
        return new ClientMessage.Receipts(
                fields.optionalUnsigned("critical"), fields.optionalUnsigned("other"), displayed);
    }

    private static long commandId(final Fields fields) {
        try {
            return fields.optionalUnsigned("commandId");
        } catch (final ProtocolException unreadable) {
            return 0;
        }
    }

    private static String ref(final Fields fields) {
        try {
            return fields.optionalId("ref");
        } catch (final ProtocolException unreadable) {
            return "";
        }
    }
}
