package io.tocsin.codecs.wire;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Epoch;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.HistoryPoint;
import io.tocsin.codecs.json.HistoryRange;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ShownReading;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.wire.frames.AlertReportDecoder;
import io.tocsin.codecs.wire.frames.AlertsDecoder;
import io.tocsin.codecs.wire.frames.AnswerDecoder;
import io.tocsin.codecs.wire.frames.AnswerFlagsDecoder;
import io.tocsin.codecs.wire.frames.AuthExpiringDecoder;
import io.tocsin.codecs.wire.frames.AuthRefreshedDecoder;
import io.tocsin.codecs.wire.frames.DeliveryDecoder;
import io.tocsin.codecs.wire.frames.DrainDecoder;
import io.tocsin.codecs.wire.frames.DutyDecoder;
import io.tocsin.codecs.wire.frames.DutyReportDecoder;
import io.tocsin.codecs.wire.frames.HeartbeatDecoder;
import io.tocsin.codecs.wire.frames.HistoryDecoder;
import io.tocsin.codecs.wire.frames.LimitReportDecoder;
import io.tocsin.codecs.wire.frames.LimitsDecoder;
import io.tocsin.codecs.wire.frames.MonitoringDecoder;
import io.tocsin.codecs.wire.frames.MonitoringReportDecoder;
import io.tocsin.codecs.wire.frames.MonitoringsDecoder;
import io.tocsin.codecs.wire.frames.PastAlertReportDecoder;
import io.tocsin.codecs.wire.frames.PastAlertsDecoder;
import io.tocsin.codecs.wire.frames.PatientShownDecoder;
import io.tocsin.codecs.wire.frames.ProtocolErrorDecoder;
import io.tocsin.codecs.wire.frames.RevocationReportDecoder;
import io.tocsin.codecs.wire.frames.RevocationsDecoder;
import io.tocsin.codecs.wire.frames.SessionReportDecoder;
import io.tocsin.codecs.wire.frames.SessionsDecoder;
import io.tocsin.codecs.wire.frames.SilenceReportDecoder;
import io.tocsin.codecs.wire.frames.SilencesDecoder;
import io.tocsin.codecs.wire.frames.ViewDecoder;
import io.tocsin.codecs.wire.frames.ViewReportDecoder;
import io.tocsin.codecs.wire.frames.ViewsDecoder;
import io.tocsin.codecs.wire.frames.VitalsShownDecoder;
import io.tocsin.codecs.wire.frames.WelcomeDecoder;
import java.util.ArrayList;
import java.util.List;

/** Reads what the router says. Any thread; allocates. */
final class ServerReader {
    /** Both bounds of every parameter that there can be. */
    private static final int MAX_LIMITS = 512;

    private ServerReader() {}

    static ServerMessage read(final FrameIn in) throws ProtocolException {
        return switch (in.templateId()) {
            case WelcomeDecoder.TEMPLATE_ID -> welcome(in);
            case AnswerDecoder.TEMPLATE_ID -> answer(in);
            case DeliveryDecoder.TEMPLATE_ID -> delivery(in);
            case AlertsDecoder.TEMPLATE_ID -> {
                final AlertsDecoder alerts = in.as(new AlertsDecoder());
                final var entries = entries(
                        in,
                        "alerts",
                        ClientMessage.MAX_ALERTS,
                        AlertReportDecoder.TEMPLATE_ID,
                        alerts::entries,
                        AlertsDecoder.EntriesDecoder::next,
                        AlertFrames::report);
                yield new ServerMessage.Alerts(
                        in.requiredId("ref"), alerts.asOfEventSeq(), entries, in.flag("more", alerts.moreRaw()));
            }
            case SilencesDecoder.TEMPLATE_ID -> {
                final SilencesDecoder silences = in.as(new SilencesDecoder());
                final var entries = entries(
                        in,
                        "silences",
                        ClientMessage.MAX_ALERTS,
                        SilenceReportDecoder.TEMPLATE_ID,
                        silences::entries,
                        SilencesDecoder.EntriesDecoder::next,
                        ReportFrames::silence);
                yield new ServerMessage.Silences(
                        in.requiredId("ref"), silences.asOfEventSeq(), entries, in.flag("more", silences.moreRaw()));
            }
            case DutyDecoder.TEMPLATE_ID -> {
                final DutyDecoder duty = in.as(new DutyDecoder());
                final var entries = entries(
                        in,
                        "duty",
                        ClientMessage.MAX_ALERTS,
                        DutyReportDecoder.TEMPLATE_ID,
                        duty::entries,
                        DutyDecoder.EntriesDecoder::next,
                        ReportFrames::duty);
                yield new ServerMessage.Duty(
                        in.requiredId("ref"), duty.asOfEventSeq(), entries, in.flag("more", duty.moreRaw()));
            }
            case HistoryDecoder.TEMPLATE_ID -> history(in);
            case PatientShownDecoder.TEMPLATE_ID -> patient(in);
            case PastAlertsDecoder.TEMPLATE_ID -> {
                final PastAlertsDecoder past = in.as(new PastAlertsDecoder());
                final var entries = entries(
                        in,
                        "alerts",
                        ClientMessage.MAX_ALERTS,
                        PastAlertReportDecoder.TEMPLATE_ID,
                        past::entries,
                        PastAlertsDecoder.EntriesDecoder::next,
                        ReportFrames::past);
                yield new ServerMessage.PastAlerts(
                        in.requiredId("ref"),
                        in.flag("catchingUp", past.catchingUpRaw()),
                        entries,
                        in.flag("more", past.moreRaw()));
            }
            case MonitoringsDecoder.TEMPLATE_ID -> {
                final MonitoringsDecoder sessions = in.as(new MonitoringsDecoder());
                final var entries = entries(
                        in,
                        "monitorings",
                        ClientMessage.MAX_ALERTS,
                        MonitoringReportDecoder.TEMPLATE_ID,
                        sessions::entries,
                        MonitoringsDecoder.EntriesDecoder::next,
                        ReportFrames::monitoring);
                yield new ServerMessage.Monitorings(
                        in.requiredId("ref"), sessions.asOfEventSeq(), entries, in.flag("more", sessions.moreRaw()));
            }
            case LimitsDecoder.TEMPLATE_ID -> {
                final LimitsDecoder limits = in.as(new LimitsDecoder());
                final var entries = entries(
                        in,
                        "limits",
                        MAX_LIMITS,
                        LimitReportDecoder.TEMPLATE_ID,
                        limits::entries,
                        LimitsDecoder.EntriesDecoder::next,
                        ReportFrames::limit);
                yield new ServerMessage.Limits(in.requiredId("ref"), limits.asOfEventSeq(), entries);
            }
            case VitalsShownDecoder.TEMPLATE_ID -> vitalsShown(in);
            case SessionsDecoder.TEMPLATE_ID -> {
                final SessionsDecoder sessions = in.as(new SessionsDecoder());
                final var entries = entries(
                        in,
                        "sessions",
                        ClientMessage.MAX_ALERTS,
                        SessionReportDecoder.TEMPLATE_ID,
                        sessions::entries,
                        SessionsDecoder.EntriesDecoder::next,
                        AccessFrames::session);
                yield new ServerMessage.Sessions(in.requiredId("ref"), entries, in.flag("more", sessions.moreRaw()));
            }
            case RevocationsDecoder.TEMPLATE_ID -> {
                final RevocationsDecoder revocations = in.as(new RevocationsDecoder());
                final var entries = entries(
                        in,
                        "revocations",
                        ClientMessage.MAX_ALERTS,
                        RevocationReportDecoder.TEMPLATE_ID,
                        revocations::entries,
                        RevocationsDecoder.EntriesDecoder::next,
                        AccessFrames::revocation);
                yield new ServerMessage.Revocations(
                        in.requiredId("ref"),
                        revocations.asOfEventSeq(),
                        entries,
                        in.flag("more", revocations.moreRaw()));
            }
            case ViewsDecoder.TEMPLATE_ID -> {
                final ViewsDecoder views = in.as(new ViewsDecoder());
                final var entries = entries(
                        in,
                        "views",
                        ClientMessage.MAX_ALERTS,
                        ViewReportDecoder.TEMPLATE_ID,
                        views::entries,
                        ViewsDecoder.EntriesDecoder::next,
                        AccessFrames::view);
                yield new ServerMessage.Views(
                        in.requiredId("ref"), views.asOfEventSeq(), entries, in.flag("more", views.moreRaw()));
            }
            case ViewDecoder.TEMPLATE_ID -> {
                in.as(new ViewDecoder());
                yield new ServerMessage.View(
                        AccessFrames.view(in.requiredMessage("viewId", ViewReportDecoder.TEMPLATE_ID, "")));
            }
            case MonitoringDecoder.TEMPLATE_ID -> {
                in.as(new MonitoringDecoder());
                yield new ServerMessage.Monitoring(ReportFrames.monitoring(
                        in.requiredMessage("monitoringId", MonitoringReportDecoder.TEMPLATE_ID, "")));
            }
            case HeartbeatDecoder.TEMPLATE_ID ->
                new ServerMessage.Heartbeat(
                        in.instant("serverTimeNs", in.as(new HeartbeatDecoder()).serverTimeNs()));
            case AuthExpiringDecoder.TEMPLATE_ID ->
                new ServerMessage.AuthExpiring(
                        in.instant("expiresNs", in.as(new AuthExpiringDecoder()).expiresNs()));
            case AuthRefreshedDecoder.TEMPLATE_ID ->
                new ServerMessage.AuthRefreshed(in.instant(
                        "expiresNs", in.as(new AuthRefreshedDecoder()).expiresNs()));
            case DrainDecoder.TEMPLATE_ID ->
                new ServerMessage.Drain(
                        millis(in, "retryAfterMs", in.as(new DrainDecoder()).retryAfterMs()));
            case ProtocolErrorDecoder.TEMPLATE_ID -> {
                final ProtocolErrorDecoder error = in.as(new ProtocolErrorDecoder());
                yield new ServerMessage.ProtocolError(
                        in.word("code", Words.ERROR_CODE, error.codeRaw()),
                        in.text("field"),
                        in.text("message"),
                        error.commandId(),
                        in.id("ref"),
                        millis(in, "retryAfterMs", error.retryAfterMs()));
            }
            default ->
                throw new ProtocolException(
                        ErrorCode.UNKNOWN_TYPE, "type", "routers have no message of template " + in.templateId());
        };
    }

    private static ServerMessage welcome(final FrameIn in) throws ProtocolException {
        final WelcomeDecoder welcome = in.as(new WelcomeDecoder());
        return new ServerMessage.Welcome(
                welcome.session(),
                in.unsigned("source", welcome.source()),
                welcome.highestCommandId(),
                new Epoch(welcome.epochHigh(), welcome.epochLow()),
                in.word("level", Words.LEVEL, welcome.levelRaw()),
                in.word("resume", Words.RESUME_RESULT, welcome.resumeRaw()),
                welcome.critical(),
                welcome.other(),
                millis(in, "heartbeatMs", welcome.heartbeatMs()),
                in.text("notice"));
    }

    private static ServerMessage answer(final FrameIn in) throws ProtocolException {
        final AnswerDecoder answer = in.as(new AnswerDecoder());
        final AnswerFlagsDecoder flags = answer.flags();
        return new ServerMessage.Answer(
                answer.commandId(),
                in.id("ref"),
                in.word("result", Words.ANSWER_RESULT, answer.resultRaw()),
                answer.alertId(),
                flags.isNew(),
                in.count("occurrence", answer.occurrence()),
                flags.repeated(),
                in.count("detail", answer.detail()),
                in.optionalWord("level", Words.LEVEL, answer.levelRaw()),
                millis(in, "retryAfterMs", answer.retryAfterMs()));
    }

    private static ServerMessage delivery(final FrameIn in) throws ProtocolException {
        final DeliveryDecoder delivery = in.as(new DeliveryDecoder());
        return new ServerMessage.Delivery(
                in.word("kind", Words.OUTPUT_KIND, delivery.kindRaw()),
                in.word("message", Words.MESSAGE_KIND, delivery.messageRaw()),
                in.word("lane", Words.LANE, delivery.laneRaw()),
                in.unsigned("seq", delivery.seq()),
                delivery.prev(),
                in.flag("redelivery", delivery.redeliveryRaw()),
                delivery.step() == Words.ABSENT ? 0 : delivery.step(),
                Bits.channels(delivery.channels()),
                in.instant("deadlineNs", delivery.deadlineNs()),
                in.instant("offeredNs", delivery.offeredNs()),
                in.id("owner"),
                in.optionalWord("outcome", Words.OUTCOME, delivery.outcomeRaw()),
                AlertFrames.report(in.requiredMessage("alert", AlertReportDecoder.TEMPLATE_ID, "alert")));
    }

    private static ServerMessage history(final FrameIn in) throws ProtocolException {
        final HistoryDecoder history = in.as(new HistoryDecoder());
        final int count = in.group("points", HistoryDecoder.PointsDecoder.sbeBlockLength(), HistoryRange.MAX_POINTS);
        final List<HistoryPoint> points = new ArrayList<>(count);
        for (final HistoryDecoder.PointsDecoder point : history.points()) {
            in.at("points", points.size());
            points.add(new HistoryPoint(
                    in.instant("fromNs", point.fromNs()),
                    in.instant("untilNs", point.untilNs()),
                    in.hundredths("lowest", point.lowest()),
                    in.hundredths("highest", point.highest()),
                    in.hundredths("last", point.last()),
                    in.instant("lastNs", point.lastNs()),
                    in.required("count", point.readings(), 1, Long.MAX_VALUE)));
        }
        in.leave();
        return new ServerMessage.History(
                in.requiredId("ref"),
                in.instant("asOfNs", history.asOfNs()),
                in.flag("catchingUp", history.catchingUpRaw()),
                points);
    }

    private static ServerMessage patient(final FrameIn in) throws ProtocolException {
        final PatientShownDecoder patient = in.as(new PatientShownDecoder());
        final List<String> care = in.ids("care", in.group("care", 0, FrameIn.ANY), patient.care()::next);
        final List<String> people = in.ids(
                "emergencyContacts", in.group("emergencyContacts", 0, FrameIn.ANY), patient.emergencyContacts()::next);
        final List<String> contacts =
                in.texts("contacts", in.group("contacts", 0, FrameIn.ANY), patient.contacts()::next);
        return new ServerMessage.PatientShown(
                in.requiredId("ref"),
                in.requiredId("patient"),
                in.text("name"),
                in.id("unit"),
                in.id("bed"),
                care,
                people,
                contacts);
    }

    private static ServerMessage vitalsShown(final FrameIn in) throws ProtocolException {
        final VitalsShownDecoder shown = in.as(new VitalsShownDecoder());
        final int count =
                in.group("readings", VitalsShownDecoder.ReadingsDecoder.sbeBlockLength(), ClientMessage.MAX_READINGS);
        final List<ShownReading> readings = new ArrayList<>(count);
        for (final VitalsShownDecoder.ReadingsDecoder reading : shown.readings()) {
            in.at("readings", readings.size());
            final Parameter parameter = in.word("parameter", Words.PARAMETER, reading.parameterRaw());
            final int accuracy = reading.accuracy();
            readings.add(new ShownReading(
                    parameter,
                    Readings.value(in, "value", parameter, reading.value()),
                    in.instant("atNs", reading.atNs()),
                    accuracy == VitalsShownDecoder.ReadingsDecoder.accuracyNullValue() ? null : (Integer) accuracy));
        }
        in.leave();
        return new ServerMessage.VitalsShown(
                in.id("ref"),
                in.unsigned("monitoringId", shown.monitoringId()),
                in.instant("asOfNs", shown.asOfNs()),
                in.flag("catchingUp", shown.catchingUpRaw()),
                in.flag("over", shown.overRaw()),
                readings);
    }

    private static int millis(final FrameIn in, final String name, final long value) throws ProtocolException {
        return (int) in.number(name, value, 0, Integer.MAX_VALUE);
    }

    /** Reads one message inside another. */
    private interface Entry<T> {
        T read(FrameIn in) throws ProtocolException;
    }

    /** The entries of an answer, each a message of its own. */
    private static <G, T> List<T> entries(
            final FrameIn in,
            final String name,
            final int most,
            final int template,
            final java.util.function.Supplier<G> group,
            final java.util.function.Consumer<G> next,
            final Entry<T> entry)
            throws ProtocolException {
        final int count = in.group(name, 0, most);
        final G entries = group.get();
        final List<T> read = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            in.entry(name);
            next.accept(entries);
            in.at(name, i);
            read.add(entry.read(in.requiredMessage("", template, "")));
        }
        in.leave();
        return read;
    }
}
