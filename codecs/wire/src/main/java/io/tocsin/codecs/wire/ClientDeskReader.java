package io.tocsin.codecs.wire;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.DutyKey;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.GrantViewers;
import io.tocsin.codecs.json.HistoryRange;
import io.tocsin.codecs.json.LimitsQuery;
import io.tocsin.codecs.json.PastAlertsQuery;
import io.tocsin.codecs.json.PatientQuery;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.RecordDose;
import io.tocsin.codecs.json.ScheduleDose;
import io.tocsin.codecs.json.SetLimit;
import io.tocsin.codecs.json.StartMonitoring;
import io.tocsin.codecs.json.StopMonitoring;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.wire.frames.AlertsQueryDecoder;
import io.tocsin.codecs.wire.frames.BeginBreakDecoder;
import io.tocsin.codecs.wire.frames.ConfirmSilenceDecoder;
import io.tocsin.codecs.wire.frames.DutyQueryDecoder;
import io.tocsin.codecs.wire.frames.EndBreakDecoder;
import io.tocsin.codecs.wire.frames.EndSilenceDecoder;
import io.tocsin.codecs.wire.frames.GrantViewersDecoder;
import io.tocsin.codecs.wire.frames.HistoryQueryDecoder;
import io.tocsin.codecs.wire.frames.LimitsQueryDecoder;
import io.tocsin.codecs.wire.frames.MonitoringsQueryDecoder;
import io.tocsin.codecs.wire.frames.PastAlertsQueryDecoder;
import io.tocsin.codecs.wire.frames.PatientQueryDecoder;
import io.tocsin.codecs.wire.frames.PositionDecoder;
import io.tocsin.codecs.wire.frames.PresenceChangeDecoder;
import io.tocsin.codecs.wire.frames.RecordDoseDecoder;
import io.tocsin.codecs.wire.frames.ScheduleDoseDecoder;
import io.tocsin.codecs.wire.frames.SetLimitDecoder;
import io.tocsin.codecs.wire.frames.SilenceDecoder;
import io.tocsin.codecs.wire.frames.SilencesQueryDecoder;
import io.tocsin.codecs.wire.frames.StartMonitoringDecoder;
import io.tocsin.codecs.wire.frames.StopMonitoringDecoder;
import io.tocsin.codecs.wire.frames.WatchVitalsDecoder;
import java.util.List;

/** Reads what clients say of doses, silences, people, sessions and limits, and what they ask. Any thread; allocates. */
final class ClientDeskReader {
    private ClientDeskReader() {}

    static ClientMessage read(final FrameIn in) throws ProtocolException {
        return switch (in.templateId()) {
            case ScheduleDoseDecoder.TEMPLATE_ID -> scheduleDose(in);
            case RecordDoseDecoder.TEMPLATE_ID -> recordDose(in);
            case SilenceDecoder.TEMPLATE_ID -> silence(in);
            case ConfirmSilenceDecoder.TEMPLATE_ID -> {
                final ConfirmSilenceDecoder confirm = in.as(new ConfirmSilenceDecoder());
                yield new ClientMessage.ConfirmSilence(
                        in.unsigned("commandId", confirm.commandId()),
                        in.instant("claimedNs", confirm.claimedNs()),
                        in.required("silenceId", confirm.silenceId(), 1, FrameIn.MAX_UINT32));
            }
            case EndSilenceDecoder.TEMPLATE_ID -> {
                final EndSilenceDecoder end = in.as(new EndSilenceDecoder());
                yield new ClientMessage.EndSilence(
                        in.unsigned("commandId", end.commandId()),
                        in.instant("claimedNs", end.claimedNs()),
                        in.required("silenceId", end.silenceId(), 1, FrameIn.MAX_UINT32));
            }
            case PositionDecoder.TEMPLATE_ID -> {
                final PositionDecoder position = in.as(new PositionDecoder());
                yield new ClientMessage.Position(
                        in.unsigned("commandId", position.commandId()),
                        in.instant("claimedNs", position.claimedNs()),
                        in.id("person"),
                        in.id("unit"),
                        AlertFrames.location(in, position.latitude(), position.longitude()));
            }
            case PresenceChangeDecoder.TEMPLATE_ID -> {
                final PresenceChangeDecoder change = in.as(new PresenceChangeDecoder());
                yield new ClientMessage.PresenceChange(
                        in.unsigned("commandId", change.commandId()),
                        in.instant("claimedNs", change.claimedNs()),
                        in.id("person"),
                        in.word("presence", Words.PRESENCE, change.presenceRaw()));
            }
            case BeginBreakDecoder.TEMPLATE_ID -> {
                final BeginBreakDecoder pause = in.as(new BeginBreakDecoder());
                yield new ClientMessage.BeginBreak(
                        in.unsigned("commandId", pause.commandId()),
                        in.instant("claimedNs", pause.claimedNs()),
                        (int) in.required(
                                "durationMs",
                                pause.durationMs(),
                                ClientMessage.MIN_BREAK_MS,
                                ClientMessage.MAX_BREAK_MS),
                        in.requiredId("cover"));
            }
            case EndBreakDecoder.TEMPLATE_ID -> {
                final EndBreakDecoder end = in.as(new EndBreakDecoder());
                yield new ClientMessage.EndBreak(
                        in.unsigned("commandId", end.commandId()), in.instant("claimedNs", end.claimedNs()));
            }
            case StartMonitoringDecoder.TEMPLATE_ID -> start(in);
            case StopMonitoringDecoder.TEMPLATE_ID -> {
                final StopMonitoringDecoder stop = in.as(new StopMonitoringDecoder());
                yield new StopMonitoring(
                        in.unsigned("commandId", stop.commandId()),
                        in.instant("claimedNs", stop.claimedNs()),
                        in.unsigned("monitoringId", stop.monitoringId()));
            }
            case GrantViewersDecoder.TEMPLATE_ID -> grant(in);
            case SetLimitDecoder.TEMPLATE_ID -> setLimit(in);
            default -> query(in);
        };
    }

    private static ClientMessage query(final FrameIn in) throws ProtocolException {
        return switch (in.templateId()) {
            case AlertsQueryDecoder.TEMPLATE_ID -> {
                final AlertsQueryDecoder query = in.as(new AlertsQueryDecoder());
                yield new ClientMessage.AlertsQuery(
                        in.requiredId("ref"), in.most("limit", query.most(), ClientMessage.MAX_ALERTS), query.after());
            }
            case SilencesQueryDecoder.TEMPLATE_ID -> {
                final SilencesQueryDecoder query = in.as(new SilencesQueryDecoder());
                yield new ClientMessage.SilencesQuery(
                        in.requiredId("ref"),
                        in.most("limit", query.most(), ClientMessage.MAX_ALERTS),
                        in.count("after", query.after()));
            }
            case DutyQueryDecoder.TEMPLATE_ID -> {
                final DutyQueryDecoder query = in.as(new DutyQueryDecoder());
                final String ref = in.requiredId("ref");
                final DutyKey after = new DutyKey(
                        in.id("after.person"),
                        in.id("after.unit"),
                        in.id("after.role"),
                        in.id("after.bed"),
                        in.id("after.patient"));
                final boolean isFirst = after.equals(ReportFrames.NOBODY);
                if (after.person().isEmpty() && !isFirst) {
                    throw in.missing("after.person");
                }
                yield new ClientMessage.DutyQuery(
                        ref, in.most("limit", query.most(), ClientMessage.MAX_ALERTS), isFirst ? null : after);
            }
            case MonitoringsQueryDecoder.TEMPLATE_ID -> {
                final MonitoringsQueryDecoder query = in.as(new MonitoringsQueryDecoder());
                yield new ClientMessage.MonitoringsQuery(
                        in.requiredId("ref"), in.most("limit", query.most(), ClientMessage.MAX_ALERTS), query.after());
            }
            case HistoryQueryDecoder.TEMPLATE_ID -> history(in);
            case PatientQueryDecoder.TEMPLATE_ID -> {
                in.as(new PatientQueryDecoder());
                yield new PatientQuery(in.requiredId("ref"), in.requiredId("patient"));
            }
            case PastAlertsQueryDecoder.TEMPLATE_ID -> {
                final PastAlertsQueryDecoder query = in.as(new PastAlertsQueryDecoder());
                final String ref = in.requiredId("ref");
                final String patient = in.id("patient");
                final String unit = in.id("unit");
                if (!patient.isEmpty() && !unit.isEmpty()) {
                    throw in.invalid("unit", "is one too many: alerts are asked for of a patient or of a unit");
                }
                yield new PastAlertsQuery(
                        ref, patient, unit, in.most("limit", query.most(), ClientMessage.MAX_ALERTS), query.before());
            }
            case LimitsQueryDecoder.TEMPLATE_ID -> {
                in.as(new LimitsQueryDecoder());
                final String ref = in.requiredId("ref");
                final String patient = in.id("patient");
                final String bed = in.id("bed");
                if (patient.isEmpty() && bed.isEmpty()) {
                    throw in.missing("bed");
                }
                yield new LimitsQuery(
                        ref,
                        patient.isEmpty()
                                ? new Subject(Subject.Kind.BED, bed)
                                : new Subject(Subject.Kind.PATIENT, patient));
            }
            case WatchVitalsDecoder.TEMPLATE_ID -> {
                final WatchVitalsDecoder watch = in.as(new WatchVitalsDecoder());
                yield new ClientMessage.WatchVitals(
                        in.requiredId("ref"),
                        in.unsigned("monitoringId", watch.monitoringId()),
                        in.flag("on", watch.onRaw()));
            }
            default ->
                throw new ProtocolException(
                        ErrorCode.UNKNOWN_TYPE, "type", "clients have no message of template " + in.templateId());
        };
    }

    private static ClientMessage scheduleDose(final FrameIn in) throws ProtocolException {
        final ScheduleDoseDecoder schedule = in.as(new ScheduleDoseDecoder());
        final ScheduleDose dose = new ScheduleDose(
                in.unsigned("commandId", schedule.commandId()),
                in.instant("claimedNs", schedule.claimedNs()),
                in.word("purpose", Words.PURPOSE, schedule.purposeRaw(), Purpose.PRODUCTION),
                in.requiredId("dose"),
                in.requiredId("patient"),
                in.requiredText("medication"),
                in.instant("dueNs", schedule.dueNs()),
                in.number("windowMs", schedule.windowMs(), 0, ScheduleDose.MAX_WINDOW_MS),
                in.flag("critical", schedule.criticalRaw()));
        try {
            dose.content();
        } catch (final IllegalArgumentException wrong) {
            throw in.invalid(dose.dueNs() < 1 ? "dueNs" : "medication", String.valueOf(wrong.getMessage()));
        }
        return dose;
    }

    private static ClientMessage recordDose(final FrameIn in) throws ProtocolException {
        final RecordDoseDecoder record = in.as(new RecordDoseDecoder());
        final DoseOutcome outcome = in.word("outcome", Words.DOSE_OUTCOME, record.outcomeRaw());
        return new RecordDose(
                in.unsigned("commandId", record.commandId()),
                in.instant("claimedNs", record.claimedNs()),
                in.word("purpose", Words.PURPOSE, record.purposeRaw(), Purpose.PRODUCTION),
                outcome == DoseOutcome.WITHDRAWN ? in.id("dose") : in.requiredId("dose"),
                in.requiredId("patient"),
                outcome,
                in.instant("atNs", record.atNs()),
                in.text("comment"),
                in.optionalWord("override", Words.OVERRIDE_REASON, record.overrideReasonRaw()));
    }

    private static ClientMessage silence(final FrameIn in) throws ProtocolException {
        final SilenceDecoder silence = in.as(new SilenceDecoder());
        final long endNs = in.instant("endNs", silence.endNs());
        if (endNs == 0) {
            throw in.missing("endNs");
        }
        return new ClientMessage.Silence(
                in.unsigned("commandId", silence.commandId()),
                in.instant("claimedNs", silence.claimedNs()),
                in.instant("startNs", silence.startNs()),
                endNs,
                ReportFrames.scope(
                        in,
                        silence.emergencyRaw(),
                        silence.severityAtMostRaw(),
                        silence.causeRaw(),
                        silence.parameterRaw()),
                in.requiredText("comment"));
    }

    private static ClientMessage start(final FrameIn in) throws ProtocolException {
        final StartMonitoringDecoder start = in.as(new StartMonitoringDecoder());
        final int count = in.group(
                "devices", StartMonitoringDecoder.DevicesDecoder.sbeBlockLength(), StartMonitoring.MAX_DEVICES);
        final StartMonitoringDecoder.DevicesDecoder devices = start.devices();
        final var named = ReportFrames.devices(in, count, devices::next, devices::kindRaw);
        return new StartMonitoring(
                in.unsigned("commandId", start.commandId()),
                in.instant("claimedNs", start.claimedNs()),
                in.word("monitoring", Words.MONITORING_TYPE, start.sessionTypeRaw()),
                in.id("patient"),
                in.id("bed"),
                named);
    }

    private static ClientMessage grant(final FrameIn in) throws ProtocolException {
        final GrantViewersDecoder grant = in.as(new GrantViewersDecoder());
        final int count =
                in.group("people", GrantViewersDecoder.EntriesDecoder.sbeBlockLength(), GrantViewers.MAX_PEOPLE);
        final List<String> people = in.ids("people", count, grant.entries()::next);
        return new GrantViewers(
                in.unsigned("commandId", grant.commandId()),
                in.instant("claimedNs", grant.claimedNs()),
                in.unsigned("monitoringId", grant.monitoringId()),
                in.word("list", Words.MONITORING_LIST, grant.peopleRaw()),
                people);
    }

    private static ClientMessage setLimit(final FrameIn in) throws ProtocolException {
        final SetLimitDecoder limit = in.as(new SetLimitDecoder());
        final String patient = in.id("patient");
        final String bed = in.id("bed");
        if (patient.isEmpty() && bed.isEmpty()) {
            throw in.missing("patient");
        }
        final Parameter parameter = in.word("parameter", Words.PARAMETER, limit.parameterRaw());
        return new SetLimit(
                in.unsigned("commandId", limit.commandId()),
                in.instant("claimedNs", limit.claimedNs()),
                patient,
                bed,
                parameter,
                in.word("bound", Words.BOUND, limit.boundRaw()),
                limit.value() == SetLimitDecoder.valueNullValue()
                        ? null
                        : (Integer) Readings.value(in, "value", parameter, limit.value()),
                in.instant("untilNs", limit.untilNs()),
                in.word("reason", Words.LIMIT_REASON, limit.reasonRaw(), LimitReason.UNSTATED),
                in.text("comment"));
    }

    private static ClientMessage history(final FrameIn in) throws ProtocolException {
        final HistoryQueryDecoder query = in.as(new HistoryQueryDecoder());
        final String ref = in.requiredId("ref");
        final Subject subject = subject(in, in.id("patient"), in.id("bed"), in.id("device"));
        final long fromNs = in.instant("fromNs", query.fromNs());
        final long toNs = in.instant("toNs", query.toNs());
        final Parameter parameter = in.word("parameter", Words.PARAMETER, query.parameterRaw());
        if (toNs != 0 && toNs <= fromNs) {
            throw in.invalid("toNs", "is not behind fromNs");
        }
        return new ClientMessage.HistoryQuery(
                ref,
                new HistoryRange(
                        subject, parameter, fromNs, toNs, in.most("points", query.points(), HistoryRange.MAX_POINTS)));
    }

    private static Subject subject(final FrameIn in, final String patient, final String bed, final String device)
            throws ProtocolException {
        if (patient.isEmpty() && bed.isEmpty() && device.isEmpty()) {
            throw in.missing("patient");
        }
        final boolean isPatient = !patient.isEmpty();
        final boolean isBed = !isPatient && !bed.isEmpty();
        if (isPatient && !(bed.isEmpty() && device.isEmpty())) {
            throw in.invalid(bed.isEmpty() ? "device" : "bed", "is one too many: a history is of one subject");
        }
        if (isBed && !device.isEmpty()) {
            throw in.invalid("device", "is one too many: a history is of one subject");
        }
        return isPatient
                ? new Subject(Subject.Kind.PATIENT, patient)
                : isBed ? new Subject(Subject.Kind.BED, bed) : new Subject(Subject.Kind.DEVICE, device);
    }
}
