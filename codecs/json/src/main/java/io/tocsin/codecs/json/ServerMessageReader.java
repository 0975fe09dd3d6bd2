package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads what the router says. Whatever the bytes are, it answers with a message or a {@link ProtocolException}. Any thread; allocates. */
public final class ServerMessageReader {
    private static final Names<AnswerResult> ANSWER_RESULT = Names.of(AnswerResult.class);
    private static final Names<Channel> CHANNEL = Names.of(Channel.class);
    private static final Names<ErrorCode> ERROR_CODE = Names.of(ErrorCode.class);
    private static final Names<Lane> LANE = Names.of(Lane.class);
    private static final Names<Level> LEVEL = Names.of(Level.class);
    private static final Names<MessageKind> MESSAGE_KIND = Names.of(MessageKind.class);
    private static final Names<Outcome> OUTCOME = Names.of(Outcome.class);
    private static final Names<OutputKind> OUTPUT_KIND = Names.of(OutputKind.class);
    private static final Names<ResumeResult> RESUME_RESULT = Names.of(ResumeResult.class);

    private static final int MAX_UINT8 = 254;

    private ServerMessageReader() {}

    /**
     * Reads one message.
     *
     * @param utf8 the bytes between position and limit; read, not kept.
     * @return the message.
     * @throws ProtocolException if it is none of this version.
     */
    public static ServerMessage read(final ByteBuffer utf8) throws ProtocolException {
        return message(Fields.of(JsonTree.read(utf8)));
    }

    private static ServerMessage message(final Fields fields) throws ProtocolException {
        final String type = fields.text("type");
        return switch (type) {
            case "welcome" ->
                new ServerMessage.Welcome(
                        fields.optionalUnsigned("session"),
                        fields.unsigned("source"),
                        fields.optionalUnsigned("highestCommandId"),
                        ClientMessageReader.epoch(fields),
                        fields.constant("level", LEVEL),
                        fields.constant("resume", RESUME_RESULT),
                        fields.optionalUnsigned("critical"),
                        fields.optionalUnsigned("other"),
                        millis(fields, "heartbeatMs"),
                        fields.optionalText("notice"));
            case "answer" -> answer(fields);
            case "delivery" -> delivery(fields);
            case "alerts" -> alerts(fields);
            case "silences" -> silences(fields);
            case "duty" -> Duties.duty(fields);
            case "history" -> Histories.history(fields);
            case "patient" -> Directories.patient(fields);
            case "pastAlerts" -> Directories.past(fields);
            case "monitorings" -> Monitorings.answer(fields);
            case "sessions" -> Accesses.sessions(fields);
            case "revocations" -> Accesses.revocations(fields);
            case "view" -> new ServerMessage.View(Accesses.view(fields));
            case "views" -> Accesses.views(fields);
            case "limits" -> PatientLimits.answer(fields);
            case "vitalsShown" -> Histories.shown(fields);
            case "monitoring" -> new ServerMessage.Monitoring(Monitorings.report(fields));
            case "heartbeat" -> new ServerMessage.Heartbeat(fields.optionalInstant("serverTimeNs"));
            case "auth.expiring" -> new ServerMessage.AuthExpiring(fields.optionalInstant("expiresNs"));
            case "auth.refreshed" -> new ServerMessage.AuthRefreshed(fields.optionalInstant("expiresNs"));
            case "drain" -> new ServerMessage.Drain(millis(fields, "retryAfterMs"));
            case "error" ->
                new ServerMessage.ProtocolError(
                        fields.constant("code", ERROR_CODE),
                        fields.optionalText("field"),
                        fields.optionalText("message"),
                        fields.optionalUnsigned("commandId"),
                        fields.optionalId("ref"),
                        millis(fields, "retryAfterMs"));
            default ->
                throw new ProtocolException(
                        ErrorCode.UNKNOWN_TYPE, "type", "there is no message '" + Texts.shown(type) + "'");
        };
    }

    private static ServerMessage answer(final Fields fields) throws ProtocolException {
        return new ServerMessage.Answer(
                fields.optionalUnsigned("commandId"),
                fields.optionalId("ref"),
                fields.constant("result", ANSWER_RESULT),
                fields.optionalUnsigned("alertId"),
                fields.flag("isNew"),
                fields.optionalNumber("occurrence", 0, AlertReader.MAX_UINT32, 0),
                fields.flag("repeated"),
                fields.optionalNumber("detail", 0, AlertReader.MAX_UINT32, 0),
                fields.optionalConstant("level", LEVEL),
                millis(fields, "retryAfterMs"));
    }

    private static ServerMessage delivery(final Fields fields) throws ProtocolException {
        final Set<Channel> channels = EnumSet.noneOf(Channel.class);
        channels.addAll(fields.constants("channels", CHANNEL));
        return new ServerMessage.Delivery(
                fields.constant("kind", OUTPUT_KIND),
                fields.constant("message", MESSAGE_KIND),
                fields.constant("lane", LANE),
                fields.unsigned("seq"),
                fields.optionalUnsigned("prev"),
                fields.flag("redelivery"),
                (int) fields.optionalNumber("step", 0, MAX_UINT8, 0),
                channels,
                fields.optionalInstant("deadlineNs"),
                fields.optionalInstant("offeredNs"),
                fields.optionalId("owner"),
                fields.optionalConstant("outcome", OUTCOME),
                AlertReader.report(fields.object("alert")));
    }

    private static ServerMessage alerts(final Fields fields) throws ProtocolException {
        final List<AlertReport> alerts = new ArrayList<>();
        for (final Fields alert : fields.objects("alerts", ClientMessage.MAX_ALERTS)) {
            alerts.add(AlertReader.report(alert));
        }
        return new ServerMessage.Alerts(
                fields.id("ref"), fields.optionalUnsigned("asOfEventSeq"), alerts, fields.flag("more"));
    }

    private static ServerMessage silences(final Fields fields) throws ProtocolException {
        final List<SilenceReport> silences = new ArrayList<>();
        for (final Fields silence : fields.objects("silences", ClientMessage.MAX_ALERTS)) {
            silences.add(Silences.report(silence));
        }
        return new ServerMessage.Silences(
                fields.id("ref"), fields.optionalUnsigned("asOfEventSeq"), silences, fields.flag("more"));
    }

    private static int millis(final Fields fields, final String name) throws ProtocolException {
        return (int) fields.optionalNumber(name, 0, Integer.MAX_VALUE, 0);
    }
}
