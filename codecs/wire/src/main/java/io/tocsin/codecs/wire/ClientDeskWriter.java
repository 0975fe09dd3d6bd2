package io.tocsin.codecs.wire;

import static io.tocsin.codecs.wire.FrameOut.flag;
import static io.tocsin.codecs.wire.FrameOut.text;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.DutyKey;
import io.tocsin.codecs.json.GrantViewers;
import io.tocsin.codecs.json.LimitsQuery;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.json.PastAlertsQuery;
import io.tocsin.codecs.json.PatientQuery;
import io.tocsin.codecs.json.RecordDose;
import io.tocsin.codecs.json.ScheduleDose;
import io.tocsin.codecs.json.SetLimit;
import io.tocsin.codecs.json.SilenceReport;
import io.tocsin.codecs.json.StartMonitoring;
import io.tocsin.codecs.json.StopMonitoring;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.wire.frames.AlertsQueryEncoder;
import io.tocsin.codecs.wire.frames.BeginBreakEncoder;
import io.tocsin.codecs.wire.frames.ConfirmSilenceEncoder;
import io.tocsin.codecs.wire.frames.DutyQueryEncoder;
import io.tocsin.codecs.wire.frames.EndBreakEncoder;
import io.tocsin.codecs.wire.frames.EndSilenceEncoder;
import io.tocsin.codecs.wire.frames.GrantViewersEncoder;
import io.tocsin.codecs.wire.frames.HistoryQueryEncoder;
import io.tocsin.codecs.wire.frames.LimitsQueryEncoder;
import io.tocsin.codecs.wire.frames.MonitoringsQueryEncoder;
import io.tocsin.codecs.wire.frames.PastAlertsQueryEncoder;
import io.tocsin.codecs.wire.frames.PatientQueryEncoder;
import io.tocsin.codecs.wire.frames.PositionEncoder;
import io.tocsin.codecs.wire.frames.PresenceChangeEncoder;
import io.tocsin.codecs.wire.frames.RecordDoseEncoder;
import io.tocsin.codecs.wire.frames.ScheduleDoseEncoder;
import io.tocsin.codecs.wire.frames.SetLimitEncoder;
import io.tocsin.codecs.wire.frames.SilenceEncoder;
import io.tocsin.codecs.wire.frames.SilencesQueryEncoder;
import io.tocsin.codecs.wire.frames.StartMonitoringEncoder;
import io.tocsin.codecs.wire.frames.StopMonitoringEncoder;
import io.tocsin.codecs.wire.frames.WatchVitalsEncoder;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Writes what clients say of doses, silences, people, sessions and limits, and what they ask. Any thread; allocates. */
final class ClientDeskWriter {
    private ClientDeskWriter() {}

    static MessageEncoderFlyweight write(final ClientMessage message, final FrameOut out) {
        if (message instanceof ClientMessage.Query query) {
            return query(query, out);
        } else if (message instanceof ClientMessage.Monitor monitor) {
            return monitor(monitor, out);
        } else if (message instanceof ScheduleDose dose) {
            return new ScheduleDoseEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(dose.commandId())
                    .claimedNs(dose.claimedNs())
                    .dueNs(dose.dueNs())
                    .windowMs(dose.windowMs())
                    .critical(flag(dose.critical()))
                    .purpose(Words.PURPOSE.of(dose.purpose()))
                    .dose(text(dose.dose()))
                    .patient(text(dose.patient()))
                    .medication(text(dose.medication()));
        } else if (message instanceof RecordDose dose) {
            return new RecordDoseEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(dose.commandId())
                    .claimedNs(dose.claimedNs())
                    .atNs(dose.atNs())
                    .outcome(Words.DOSE_OUTCOME.of(dose.outcome()))
                    .purpose(Words.PURPOSE.of(dose.purpose()))
                    .overrideReason(Words.OVERRIDE_REASON.of(dose.override()))
                    .dose(text(dose.dose()))
                    .patient(text(dose.patient()))
                    .comment(text(dose.comment()));
        } else if (message instanceof ClientMessage.Silence silence) {
            final SilenceReport.Scope scope = silence.scope();
            return new SilenceEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(silence.commandId())
                    .claimedNs(silence.claimedNs())
                    .startNs(silence.startNs())
                    .endNs(silence.endNs())
                    .emergency(Words.EMERGENCY_TYPE.of(scope.emergency()))
                    .severityAtMost(Words.SEVERITY.of(scope.severityAtMost()))
                    .cause(Words.CAUSE.of(scope.cause()))
                    .parameter(Words.PARAMETER.of(scope.parameter()))
                    .unit(text(scope.unit()))
                    .patient(text(scope.patient()))
                    .bed(text(scope.bed()))
                    .comment(text(silence.comment()));
        } else if (message instanceof ClientMessage.ConfirmSilence confirm) {
            return new ConfirmSilenceEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(confirm.commandId())
                    .claimedNs(confirm.claimedNs())
                    .silenceId(confirm.silenceId());
        } else if (message instanceof ClientMessage.EndSilence end) {
            return new EndSilenceEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(end.commandId())
                    .claimedNs(end.claimedNs())
                    .silenceId(end.silenceId());
        } else if (message instanceof ClientMessage.Position position) {
            return position(position, out);
        } else if (message instanceof ClientMessage.PresenceChange change) {
            return new PresenceChangeEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(change.commandId())
                    .claimedNs(change.claimedNs())
                    .presence(Words.PRESENCE.of(change.presence()))
                    .person(text(change.person()));
        } else if (message instanceof ClientMessage.BeginBreak pause) {
            return new BeginBreakEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(pause.commandId())
                    .claimedNs(pause.claimedNs())
                    .durationMs(pause.durationMs())
                    .cover(text(pause.cover()));
        } else if (message instanceof ClientMessage.EndBreak end) {
            return new EndBreakEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(end.commandId())
                    .claimedNs(end.claimedNs());
        }
        throw unknown(message);
    }

    private static IllegalArgumentException unknown(final ClientMessage message) {
        return new IllegalArgumentException(
                "alert-v1.xml has no message for " + message.getClass().getSimpleName());
    }

    private static MessageEncoderFlyweight position(final ClientMessage.Position position, final FrameOut out) {
        final Location location = position.location();
        return new PositionEncoder()
                .wrapAndApplyHeader(out.buffer(), 0, out.header())
                .commandId(position.commandId())
                .claimedNs(position.claimedNs())
                .latitude(AlertWriter.degrees(location.latitudeE7()))
                .longitude(AlertWriter.degrees(location.longitudeE7()))
                .person(text(position.person()))
                .unit(text(position.unit()))
                .facility(text(location.facility()))
                .building(text(location.building()))
                .floor(text(location.floor()))
                .department(text(location.department()))
                .room(text(location.room()))
                .address(text(location.address()));
    }

    private static MessageEncoderFlyweight monitor(final ClientMessage.Monitor monitor, final FrameOut out) {
        if (monitor instanceof StartMonitoring start) {
            final StartMonitoringEncoder encoder =
                    new StartMonitoringEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            encoder.commandId(start.commandId())
                    .claimedNs(start.claimedNs())
                    .sessionType(Words.MONITORING_TYPE.of(start.monitoring()));
            final StartMonitoringEncoder.DevicesEncoder devices =
                    encoder.devicesCount(start.devices().size());
            for (final MonitoringReport.Device device : start.devices()) {
                devices.next().kind(Words.DEVICE_KIND.of(device.kind())).device(text(device.id()));
            }
            return encoder.patient(text(start.patient())).bed(text(start.bed()));
        } else if (monitor instanceof StopMonitoring stop) {
            return new StopMonitoringEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(stop.commandId())
                    .claimedNs(stop.claimedNs())
                    .monitoringId(stop.monitoringId());
        } else if (monitor instanceof GrantViewers grant) {
            final GrantViewersEncoder encoder =
                    new GrantViewersEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
            encoder.commandId(grant.commandId())
                    .claimedNs(grant.claimedNs())
                    .monitoringId(grant.monitoringId())
                    .people(Words.MONITORING_LIST.of(grant.list()));
            final GrantViewersEncoder.EntriesEncoder people =
                    encoder.entriesCount(grant.people().size());
            grant.people().forEach(person -> people.next().person(text(person)));
            return encoder;
        }
        if (!(monitor instanceof SetLimit limit)) {
            throw unknown(monitor);
        }
        final Integer value = limit.hundredths();
        return new SetLimitEncoder()
                .wrapAndApplyHeader(out.buffer(), 0, out.header())
                .commandId(limit.commandId())
                .claimedNs(limit.claimedNs())
                .untilNs(limit.untilNs())
                .value(value == null ? SetLimitEncoder.valueNullValue() : value)
                .parameter(Words.PARAMETER.of(limit.parameter()))
                .bound(Words.BOUND.of(limit.bound()))
                .reason(Words.LIMIT_REASON.of(limit.reason()))
                .patient(text(limit.patient()))
                .bed(text(limit.bed()))
                .comment(text(limit.comment()));
    }

    private static MessageEncoderFlyweight query(final ClientMessage.Query query, final FrameOut out) {
        if (query instanceof ClientMessage.AlertsQuery alerts) {
            return new AlertsQueryEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .after(alerts.after())
                    .most((short) alerts.limit())
                    .reference(text(alerts.ref()));
        } else if (query instanceof ClientMessage.SilencesQuery silences) {
            return new SilencesQueryEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .after(silences.after())
                    .most((short) silences.limit())
                    .reference(text(silences.ref()));
        } else if (query instanceof ClientMessage.MonitoringsQuery sessions) {
            return new MonitoringsQueryEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .after(sessions.after())
                    .most((short) sessions.limit())
                    .reference(text(sessions.ref()));
        } else if (query instanceof ClientMessage.DutyQuery duty) {
            final DutyKey after = duty.after() == null ? ReportFrames.NOBODY : duty.after();
            return new DutyQueryEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .most((short) duty.limit())
                    .reference(text(duty.ref()))
                    .person(text(after.person()))
                    .unit(text(after.unit()))
                    .role(text(after.role()))
                    .bed(text(after.bed()))
                    .patient(text(after.patient()));
        } else if (query instanceof ClientMessage.HistoryQuery history) {
            return history(history, out);
        } else if (query instanceof PatientQuery patient) {
            return new PatientQueryEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .reference(text(patient.ref()))
                    .patient(text(patient.patient()));
        } else if (query instanceof PastAlertsQuery past) {
            return new PastAlertsQueryEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .before(past.before())
                    .most((short) past.limit())
                    .reference(text(past.ref()))
                    .patient(text(past.patient()))
                    .unit(text(past.unit()));
        } else if (query instanceof LimitsQuery limits) {
            final boolean isBed = limits.subject().kind() == Subject.Kind.BED;
            final String id = text(limits.subject().id());
            return new LimitsQueryEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .reference(text(limits.ref()))
                    .patient(isBed ? "" : id)
                    .bed(isBed ? id : "");
        }
        if (!(query instanceof ClientMessage.WatchVitals watch)) {
            throw unknown(query);
        }
        return new WatchVitalsEncoder()
                .wrapAndApplyHeader(out.buffer(), 0, out.header())
                .monitoringId(watch.monitoringId())
                .on(flag(watch.on()))
                .reference(text(watch.ref()));
    }

    private static MessageEncoderFlyweight history(final ClientMessage.HistoryQuery query, final FrameOut out) {
        final Subject.Kind kind = query.range().subject().kind();
        final String id = text(query.range().subject().id());
        return new HistoryQueryEncoder()
                .wrapAndApplyHeader(out.buffer(), 0, out.header())
                .fromNs(query.range().fromNs())
                .toNs(query.range().toNs())
                .points((short) query.range().points())
                .parameter(Words.PARAMETER.of(query.range().parameter()))
                .reference(text(query.ref()))
                .patient(kind == Subject.Kind.PATIENT ? id : "")
                .bed(kind == Subject.Kind.BED ? id : "")
                .device(kind == Subject.Kind.DEVICE ? id : "");
    }
}
