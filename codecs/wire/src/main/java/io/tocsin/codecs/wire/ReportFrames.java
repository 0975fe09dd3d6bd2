package io.tocsin.codecs.wire;

import io.tocsin.codecs.json.DutyKey;
import io.tocsin.codecs.json.DutyReport;
import io.tocsin.codecs.json.LimitReport;
import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.json.PastAlertReport;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.SilenceReport;
import io.tocsin.codecs.json.StartMonitoring;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.wire.frames.DutyReportDecoder;
import io.tocsin.codecs.wire.frames.LimitReportDecoder;
import io.tocsin.codecs.wire.frames.MonitoringReportDecoder;
import io.tocsin.codecs.wire.frames.PastAlertReportDecoder;
import io.tocsin.codecs.wire.frames.SilenceReportDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Reads what answers have of silences, duty, sessions, past alerts and limits. Any thread; allocates. */
final class ReportFrames {
    /** Before the first in the list of who is on duty. */
    static final DutyKey NOBODY = new DutyKey("", "", "", "", "");

    private ReportFrames() {}

    static SilenceReport silence(final FrameIn in) throws ProtocolException {
        final SilenceReportDecoder silence = in.as(new SilenceReportDecoder());
        return in.whole(new SilenceReport(
                in.required("silenceId", silence.silenceId(), 1, FrameIn.MAX_UINT32),
                in.word("state", Words.SILENCE_STATE, silence.stateRaw()),
                in.word("origin", Words.SILENCE_ORIGIN, silence.originRaw(), SilenceOrigin.PERSON),
                in.instant("startNs", silence.startNs()),
                in.instant("endNs", silence.endNs()),
                in.id("author"),
                in.id("confirmedBy"),
                scope(
                        in,
                        silence.emergencyRaw(),
                        silence.severityAtMostRaw(),
                        silence.causeRaw(),
                        silence.parameterRaw()),
                in.text("comment")));
    }

    /** What a silence names: the next three texts, unit, patient and bed. */
    static SilenceReport.Scope scope(
            final FrameIn in, final int emergency, final int severity, final int cause, final int parameter)
            throws ProtocolException {
        return new SilenceReport.Scope(
                in.id("unit"),
                in.id("patient"),
                in.id("bed"),
                in.optionalWord("emergency", Words.EMERGENCY_TYPE, emergency),
                in.word("severityAtMost", Words.SEVERITY, severity, Severity.EMERGENT),
                in.optionalWord("cause", Words.CAUSE, cause),
                in.optionalWord("parameter", Words.PARAMETER, parameter));
    }

    static DutyReport duty(final FrameIn in) throws ProtocolException {
        final DutyReportDecoder duty = in.as(new DutyReportDecoder());
        return in.whole(new DutyReport(
                in.requiredId("person"),
                in.instant("untilNs", duty.untilNs()),
                in.id("unit"),
                in.id("role"),
                in.id("bed"),
                in.id("patient"),
                in.id("cover")));
    }

    static MonitoringReport monitoring(final FrameIn in) throws ProtocolException {
        final MonitoringReportDecoder session = in.as(new MonitoringReportDecoder());
        final int count = in.group(
                "devices", MonitoringReportDecoder.DevicesDecoder.sbeBlockLength(), StartMonitoring.MAX_DEVICES);
        final MonitoringReportDecoder.DevicesDecoder group = session.devices();
        final List<MonitoringReport.Device> devices = devices(in, count, group::next, group::kindRaw);
        final int viewers = in.group("viewers", 0, FrameIn.ANY);
        final List<String> looking = in.ids("viewers", viewers, session.viewers()::next);
        final int family = in.group("family", 0, FrameIn.ANY);
        final List<String> related = in.ids("family", family, session.family()::next);
        final int recipients = in.group("recipients", 0, FrameIn.ANY);
        final List<String> told = in.ids("recipients", recipients, session.recipients()::next);
        return in.whole(new MonitoringReport(
                in.unsigned("monitoringId", session.monitoringId()),
                in.word("status", Words.MONITORING_STATUS, session.statusRaw()),
                in.word("monitoring", Words.MONITORING_TYPE, session.sessionTypeRaw()),
                in.id("patient"),
                in.id("bed"),
                in.instant("startedNs", session.startedNs()),
                in.instant("updatedNs", session.updatedNs()),
                in.id("startedBy"),
                in.id("changedBy"),
                devices,
                looking,
                related,
                told));
    }

    /** Entries of a kind and an id. */
    static List<MonitoringReport.Device> devices(
            final FrameIn in, final int count, final Runnable next, final IntSupplier kind) throws ProtocolException {
        final List<MonitoringReport.Device> devices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            in.entry("devices");
            next.run();
            in.at("devices", i);
            devices.add(new MonitoringReport.Device(
                    in.word("kind", Words.DEVICE_KIND, kind.getAsInt()), in.requiredId("id")));
        }
        in.leave();
        return devices;
    }

    static PastAlertReport past(final FrameIn in) throws ProtocolException {
        final PastAlertReportDecoder alert = in.as(new PastAlertReportDecoder());
        return in.whole(new PastAlertReport(
                in.unsigned("alertId", alert.alertId()),
                AlertFrames.subject(in, alert.subjectKindRaw()),
                in.id("unit"),
                in.id("bed"),
                in.word("emergency", Words.EMERGENCY_TYPE, alert.emergencyRaw()),
                in.word("severity", Words.SEVERITY, alert.severityRaw()),
                in.word("cause", Words.CAUSE, alert.causeRaw()),
                in.word("purpose", Words.PURPOSE, alert.purposeRaw(), Purpose.PRODUCTION),
                in.required("occurrence", alert.occurrence(), 1, FrameIn.MAX_UINT32),
                (int) in.number("steps", alert.steps(), 0, Integer.MAX_VALUE),
                in.instant("raisedNs", alert.raisedNs()),
                in.instant("receivedNs", alert.receivedNs()),
                in.instant("acceptedNs", alert.acceptedNs()),
                in.id("acceptedBy"),
                in.id("owner"),
                in.instant("atBedsideNs", alert.atBedsideNs()),
                in.instant("closedNs", alert.closedNs()),
                in.optionalWord("outcome", Words.OUTCOME, alert.outcomeRaw()),
                in.id("closedBy")));
    }

    static LimitReport limit(final FrameIn in) throws ProtocolException {
        final LimitReportDecoder limit = in.as(new LimitReportDecoder());
        final Parameter parameter = in.word("parameter", Words.PARAMETER, limit.parameterRaw());
        return in.whole(new LimitReport(
                parameter,
                in.word("bound", Words.BOUND, limit.boundRaw()),
                Readings.value(in, "value", parameter, limit.value()),
                in.instant("untilNs", limit.untilNs()),
                in.word("reason", Words.LIMIT_REASON, limit.reasonRaw(), LimitReason.UNSTATED),
                in.text("comment"),
                in.id("setBy")));
    }
}
