package io.tocsin.codecs.wire;

import static io.tocsin.codecs.wire.FrameOut.text;

import io.tocsin.codecs.json.DutyReport;
import io.tocsin.codecs.json.LimitReport;
import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.json.PastAlertReport;
import io.tocsin.codecs.json.SilenceReport;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.wire.frames.DutyReportEncoder;
import io.tocsin.codecs.wire.frames.LimitReportEncoder;
import io.tocsin.codecs.wire.frames.MonitoringReportEncoder;
import io.tocsin.codecs.wire.frames.PastAlertReportEncoder;
import io.tocsin.codecs.wire.frames.SilenceReportEncoder;

/** Writes what answers have of silences, duty, sessions, past alerts and limits; each answers where it ends. Any thread; allocates. */
final class ReportWriter {
    private ReportWriter() {}

    static int silence(final SilenceReport silence, final FrameOut out, final int at) {
        final SilenceReport.Scope scope = silence.scope();
        return new SilenceReportEncoder()
                .wrapAndApplyHeader(out.buffer(), at, out.header())
                .startNs(silence.startNs())
                .endNs(silence.endNs())
                .silenceId(silence.silenceId())
                .state(Words.SILENCE_STATE.of(silence.state()))
                .origin(Words.SILENCE_ORIGIN.of(silence.origin()))
                .emergency(Words.EMERGENCY_TYPE.of(scope.emergency()))
                .severityAtMost(Words.SEVERITY.of(scope.severityAtMost()))
                .cause(Words.CAUSE.of(scope.cause()))
                .parameter(Words.PARAMETER.of(scope.parameter()))
                .author(text(silence.author()))
                .confirmedBy(text(silence.confirmedBy()))
                .unit(text(scope.unit()))
                .patient(text(scope.patient()))
                .bed(text(scope.bed()))
                .comment(text(silence.comment()))
                .limit();
    }

    static int duty(final DutyReport duty, final FrameOut out, final int at) {
        return new DutyReportEncoder()
                .wrapAndApplyHeader(out.buffer(), at, out.header())
                .untilNs(duty.untilNs())
                .person(text(duty.person()))
                .unit(text(duty.unit()))
                .role(text(duty.role()))
                .bed(text(duty.bed()))
                .patient(text(duty.patient()))
                .cover(text(duty.cover()))
                .limit();
    }

    static int monitoring(final MonitoringReport session, final FrameOut out, final int at) {
        final MonitoringReportEncoder encoder =
                new MonitoringReportEncoder().wrapAndApplyHeader(out.buffer(), at, out.header());
        encoder.monitoringId(session.monitoringId())
                .startedNs(session.startedNs())
                .updatedNs(session.updatedNs())
                .status(Words.MONITORING_STATUS.of(session.status()))
                .sessionType(Words.MONITORING_TYPE.of(session.monitoring()));
        final var devices =
                encoder.devicesCount(FrameOut.count(session.devices().size()));
        session.devices()
                .forEach(device ->
                        devices.next().kind(Words.DEVICE_KIND.of(device.kind())).device(text(device.id())));
        final var viewers =
                encoder.viewersCount(FrameOut.count(session.viewers().size()));
        session.viewers().forEach(person -> viewers.next().person(text(person)));
        final var family = encoder.familyCount(FrameOut.count(session.family().size()));
        session.family().forEach(person -> family.next().person(text(person)));
        final var recipients =
                encoder.recipientsCount(FrameOut.count(session.recipients().size()));
        session.recipients().forEach(person -> recipients.next().person(text(person)));
        return encoder.patient(text(session.patient()))
                .bed(text(session.bed()))
                .startedBy(text(session.startedBy()))
                .changedBy(text(session.changedBy()))
                .limit();
    }

    static int past(final PastAlertReport alert, final FrameOut out, final int at) {
        final Subject subject = alert.subject();
        return new PastAlertReportEncoder()
                .wrapAndApplyHeader(out.buffer(), at, out.header())
                .alertId(alert.alertId())
                .raisedNs(alert.raisedNs())
                .receivedNs(alert.receivedNs())
                .acceptedNs(alert.acceptedNs())
                .atBedsideNs(alert.atBedsideNs())
                .closedNs(alert.closedNs())
                .occurrence(alert.occurrence())
                .steps(alert.steps())
                .emergency(Words.EMERGENCY_TYPE.of(alert.emergency()))
                .severity(Words.SEVERITY.of(alert.severity()))
                .cause(Words.CAUSE.of(alert.cause()))
                .purpose(Words.PURPOSE.of(alert.purpose()))
                .outcome(Words.OUTCOME.of(alert.outcome()))
                .subjectKind(Words.SUBJECT_KIND.of(subject == null ? null : subject.kind()))
                .subject(subject == null ? "" : text(subject.id()))
                .patientName(subject == null ? "" : text(subject.name()))
                .unit(text(alert.unit()))
                .bed(text(alert.bed()))
                .acceptedBy(text(alert.acceptedBy()))
                .owner(text(alert.owner()))
                .closedBy(text(alert.closedBy()))
                .limit();
    }

    static int limit(final LimitReport limit, final FrameOut out, final int at) {
        return new LimitReportEncoder()
                .wrapAndApplyHeader(out.buffer(), at, out.header())
                .untilNs(limit.untilNs())
                .value(limit.hundredths())
                .parameter(Words.PARAMETER.of(limit.parameter()))
                .bound(Words.BOUND.of(limit.bound()))
                .reason(Words.LIMIT_REASON.of(limit.reason()))
                .comment(text(limit.comment()))
                .setBy(text(limit.setBy()))
                .limit();
    }
}
