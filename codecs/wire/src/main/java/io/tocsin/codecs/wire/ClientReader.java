package io.tocsin.codecs.wire;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Epoch;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.json.ReportResult;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.ResultKind;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.wire.frames.AcceptDecoder;
import io.tocsin.codecs.wire.frames.AlertsQueryDecoder;
import io.tocsin.codecs.wire.frames.ArriveDecoder;
import io.tocsin.codecs.wire.frames.AuthRefreshDecoder;
import io.tocsin.codecs.wire.frames.CancelDecoder;
import io.tocsin.codecs.wire.frames.ClearDecoder;
import io.tocsin.codecs.wire.frames.ClientHeartbeatDecoder;
import io.tocsin.codecs.wire.frames.EndSnoozeDecoder;
import io.tocsin.codecs.wire.frames.EscalateDecoder;
import io.tocsin.codecs.wire.frames.HelloDecoder;
import io.tocsin.codecs.wire.frames.RaiseDecoder;
import io.tocsin.codecs.wire.frames.ReceiptsDecoder;
import io.tocsin.codecs.wire.frames.RedirectDecoder;
import io.tocsin.codecs.wire.frames.RejectDecoder;
import io.tocsin.codecs.wire.frames.ReleaseDecoder;
import io.tocsin.codecs.wire.frames.ResolveDecoder;
import io.tocsin.codecs.wire.frames.ResultDecoder;
import io.tocsin.codecs.wire.frames.SetLimitDecoder;
import io.tocsin.codecs.wire.frames.SnoozeDecoder;
import io.tocsin.codecs.wire.frames.UpdateDecoder;
import io.tocsin.codecs.wire.frames.VitalsDecoder;
import io.tocsin.codecs.wire.frames.WatchVitalsDecoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what sources and people say of alerts and readings; what is left is with {@link ClientDeskReader}. Any thread; allocates. */
final class ClientReader {
    private static final int MAX_STEP = 254;
    private static final int VITALS_GROUPS = 3;
    private static final int FIRST_LATER_COMMAND = 151;
    private static final int LAST_LATER_COMMAND = 199;
    private static final int FIRST_LATER_QUESTION = 200;
    private static final int LAST_LATER_QUESTION = 239;

    private ClientReader() {}

    /** The message of a frame; a refusal says of which command or question it is, as far as that could be read. */
    static ClientMessage read(final FrameIn in) throws ProtocolException {
        try {
            final ClientMessage message = message(in);
            return in.whole(message == null ? desk(in) : message);
        } catch (final ProtocolException refused) {
            final int template = in.templateId();
            throw refused.about(
                    isCommand(template) ? in.commandId() : 0,
                    template == VitalsDecoder.TEMPLATE_ID
                            ? in.reference(VITALS_GROUPS)
                            : isQuestion(template) ? in.reference(0) : "");
        }
    }

    private static ClientMessage desk(final FrameIn in) throws ProtocolException {
        final ClientMessage access = AccessFrames.read(in);
        return access == null ? ClientDeskReader.read(in) : access;
    }

    /** Whether a template is a command, known or not: then its block begins with the commandId. As the schema has it. */
    private static boolean isCommand(final int template) {
        return (template >= RaiseDecoder.TEMPLATE_ID && template <= CancelDecoder.TEMPLATE_ID)
                || (template >= ResultDecoder.TEMPLATE_ID && template <= SetLimitDecoder.TEMPLATE_ID)
                || (template >= FIRST_LATER_COMMAND && template <= LAST_LATER_COMMAND);
    }

    /** Whether a template is a question, known or not: then the reference is the first of its texts, and no group is before it. As the schema has it. */
    private static boolean isQuestion(final int template) {
        return (template >= AlertsQueryDecoder.TEMPLATE_ID && template <= WatchVitalsDecoder.TEMPLATE_ID)
                || (template >= FIRST_LATER_QUESTION && template <= LAST_LATER_QUESTION);
    }

    private static @Nullable ClientMessage message(final FrameIn in) throws ProtocolException {
        return switch (in.templateId()) {
            case HelloDecoder.TEMPLATE_ID -> hello(in);
            case AuthRefreshDecoder.TEMPLATE_ID -> {
                in.as(new AuthRefreshDecoder());
                yield new ClientMessage.AuthRefresh(new Token(in.requiredText("token")));
            }
            case ClientHeartbeatDecoder.TEMPLATE_ID -> {
                in.as(new ClientHeartbeatDecoder());
                yield new ClientMessage.Heartbeat();
            }
            case RaiseDecoder.TEMPLATE_ID -> raise(in);
            case UpdateDecoder.TEMPLATE_ID -> {
                final UpdateDecoder update = in.as(new UpdateDecoder());
                yield new ClientMessage.Update(
                        in.unsigned("commandId", update.commandId()),
                        in.instant("claimedNs", update.claimedNs()),
                        name(in, update.alertId(), update.purposeRaw()),
                        in.optionalWord("severity", Words.SEVERITY, update.severityRaw()),
                        in.text("description"));
            }
            case ClearDecoder.TEMPLATE_ID -> {
                final ClearDecoder clear = in.as(new ClearDecoder());
                yield new ClientMessage.Clear(
                        in.unsigned("commandId", clear.commandId()),
                        in.instant("claimedNs", clear.claimedNs()),
                        name(in, clear.alertId(), clear.purposeRaw()));
            }
            case CancelDecoder.TEMPLATE_ID -> {
                final CancelDecoder cancel = in.as(new CancelDecoder());
                yield new ClientMessage.Cancel(
                        in.unsigned("commandId", cancel.commandId()),
                        in.instant("claimedNs", cancel.claimedNs()),
                        name(in, cancel.alertId(), cancel.purposeRaw()));
            }
            case VitalsDecoder.TEMPLATE_ID -> vitals(in);
            case ResultDecoder.TEMPLATE_ID -> result(in);
            case AcceptDecoder.TEMPLATE_ID -> accept(in);
            case RejectDecoder.TEMPLATE_ID -> {
                final RejectDecoder reject = in.as(new RejectDecoder());
                yield new ClientMessage.Reject(
                        in.unsigned("commandId", reject.commandId()),
                        in.instant("claimedNs", reject.claimedNs()),
                        in.unsigned("alertId", reject.alertId()),
                        in.word("reason", Words.REJECT_REASON, reject.reasonRaw(), RejectReason.UNSPECIFIED));
            }
            case ResolveDecoder.TEMPLATE_ID -> {
                final ResolveDecoder resolve = in.as(new ResolveDecoder());
                yield new ClientMessage.Resolve(
                        in.unsigned("commandId", resolve.commandId()),
                        in.instant("claimedNs", resolve.claimedNs()),
                        in.unsigned("alertId", resolve.alertId()));
            }
            case ReleaseDecoder.TEMPLATE_ID -> {
                final ReleaseDecoder release = in.as(new ReleaseDecoder());
                yield new ClientMessage.Release(
                        in.unsigned("commandId", release.commandId()),
                        in.instant("claimedNs", release.claimedNs()),
                        in.unsigned("alertId", release.alertId()));
            }
            case RedirectDecoder.TEMPLATE_ID -> {
                final RedirectDecoder redirect = in.as(new RedirectDecoder());
                yield new ClientMessage.Redirect(
                        in.unsigned("commandId", redirect.commandId()),
                        in.instant("claimedNs", redirect.claimedNs()),
                        in.unsigned("alertId", redirect.alertId()),
                        in.requiredId("to"),
                        in.word("reason", Words.REJECT_REASON, redirect.reasonRaw(), RejectReason.UNSPECIFIED));
            }
            case EscalateDecoder.TEMPLATE_ID -> {
                final EscalateDecoder escalate = in.as(new EscalateDecoder());
                yield new ClientMessage.Escalate(
                        in.unsigned("commandId", escalate.commandId()),
                        in.instant("claimedNs", escalate.claimedNs()),
                        in.unsigned("alertId", escalate.alertId()),
                        escalate.step() == Words.ABSENT ? 0 : (int) in.number("step", escalate.step(), 0, MAX_STEP),
                        in.count("round", escalate.round()),
                        in.count("loop", escalate.loop()));
            }
            case ArriveDecoder.TEMPLATE_ID -> {
                final ArriveDecoder arrive = in.as(new ArriveDecoder());
                yield new ClientMessage.Arrive(
                        in.unsigned("commandId", arrive.commandId()),
                        in.instant("claimedNs", arrive.claimedNs()),
                        in.unsigned("alertId", arrive.alertId()),
                        in.optionalWord("override", Words.OVERRIDE_REASON, arrive.overrideReasonRaw()));
            }
            case SnoozeDecoder.TEMPLATE_ID -> {
                final SnoozeDecoder snooze = in.as(new SnoozeDecoder());
                yield new ClientMessage.Snooze(
                        in.unsigned("commandId", snooze.commandId()),
                        in.instant("claimedNs", snooze.claimedNs()),
                        in.unsigned("alertId", snooze.alertId()),
                        in.required("forMs", snooze.forMs(), 1, ClientMessage.MAX_SNOOZE_MS));
            }
            case EndSnoozeDecoder.TEMPLATE_ID -> {
                final EndSnoozeDecoder end = in.as(new EndSnoozeDecoder());
                yield new ClientMessage.EndSnooze(
                        in.unsigned("commandId", end.commandId()),
                        in.instant("claimedNs", end.claimedNs()),
                        in.unsigned("alertId", end.alertId()));
            }
            case ReceiptsDecoder.TEMPLATE_ID -> receipts(in);
            default -> null;
        };
    }

    private static ClientMessage hello(final FrameIn in) throws ProtocolException {
        final HelloDecoder hello = in.as(new HelloDecoder());
        final Role role = in.word("role", Words.ROLE, hello.roleRaw());
        final boolean isResumed = in.flag("resume", hello.isResumedRaw());
        final String person = in.id("person");
        final String client = in.id("client");
        final Token token = new Token(in.text("token"));
        if (role == Role.CLINICIAN && token.isNone() && person.isEmpty()) {
            throw in.missing("person");
        }
        if (client.isEmpty()) {
            throw in.missing("client");
        }
        return new ClientMessage.Hello(
                role,
                person,
                client,
                Bits.capabilities(hello.capabilities()),
                isResumed
                        ? new ClientMessage.Resume(
                                new Epoch(hello.epochHigh(), hello.epochLow()), hello.critical(), hello.other())
                        : null,
                token);
    }

    private static ClientMessage raise(final FrameIn in) throws ProtocolException {
        final RaiseDecoder raise = in.as(new RaiseDecoder());
        return new ClientMessage.Raise(
                in.unsigned("commandId", raise.commandId()),
                in.instant("claimedNs", raise.claimedNs()),
                in.optionalWord("level", Words.LEVEL, raise.levelRaw()),
                in.word("purpose", Words.PURPOSE, raise.purposeRaw(), Purpose.PRODUCTION),
                AlertFrames.declaration(in, raise));
    }

    private static ClientMessage.AlertName name(final FrameIn in, final long alertId, final int purpose)
            throws ProtocolException {
        final String key = in.text("key");
        if (alertId == 0 && key.isEmpty()) {
            throw in.missing("alertId");
        }
        if (alertId != 0 && !key.isEmpty()) {
            throw in.invalid("key", "is there beside alertId: one of both names the alert");
        }
        return new ClientMessage.AlertName(
                alertId, key, in.word("purpose", Words.PURPOSE, purpose, Purpose.PRODUCTION));
    }

    private static ClientMessage vitals(final FrameIn in) throws ProtocolException {
        final VitalsDecoder vitals = in.as(new VitalsDecoder());
        final long claimedNs = in.instant("claimedNs", vitals.claimedNs());
        final long measuredNs = in.instant("measuredNs", vitals.measuredNs());
        final int status = (int) in.number("status", vitals.status(), 0, ReadingQuality.MAX_STATUS);
        final Integer accuracy = vitals.accuracy() == VitalsDecoder.accuracyNullValue() ? null : vitals.accuracy();
        final Integer battery = vitals.battery() == Words.ABSENT
                ? null
                : (Integer) (int) in.number("battery", vitals.battery(), 0, ReadingQuality.MAX_BATTERY);
        final var calibration = in.optionalWord("calibration", Words.CALIBRATION_STATUS, vitals.calibrationRaw());
        final Acuity acuity = in.word("acuity", Words.ACUITY, vitals.acuityRaw(), Acuity.CONTINUOUS);
        final Purpose purpose = in.word("purpose", Words.PURPOSE, vitals.purposeRaw(), Purpose.PRODUCTION);
        final int count =
                in.group("readings", VitalsDecoder.ReadingsDecoder.sbeBlockLength(), ClientMessage.MAX_READINGS);
        final List<ClientMessage.Reading> readings = new ArrayList<>(count);
        for (final VitalsDecoder.ReadingsDecoder reading : vitals.readings()) {
            in.at("readings", readings.size());
            final Parameter parameter = in.word("parameter", Words.PARAMETER, reading.parameterRaw());
            readings.add(new ClientMessage.Reading(parameter, Readings.value(in, "value", parameter, reading.value())));
        }
        in.leave();
        if (readings.isEmpty()) {
            throw in.missing("readings");
        }
        final List<Parameter> statusOf = new ArrayList<>();
        in.group("statusOf", VitalsDecoder.StatusOfDecoder.sbeBlockLength(), FrameIn.ANY);
        for (final VitalsDecoder.StatusOfDecoder of : vitals.statusOf()) {
            statusOf.add(Readings.ofSensor(in, "statusOf", statusOf.size(), of.parameterRaw()));
        }
        final List<Parameter> accuracyOf = new ArrayList<>();
        in.group("accuracyOf", VitalsDecoder.AccuracyOfDecoder.sbeBlockLength(), FrameIn.ANY);
        for (final VitalsDecoder.AccuracyOfDecoder of : vitals.accuracyOf()) {
            accuracyOf.add(Readings.ofSensor(in, "accuracyOf", accuracyOf.size(), of.parameterRaw()));
        }
        if (!accuracyOf.isEmpty() && accuracy == null) {
            throw in.missing("accuracy");
        }
        final String ref = in.id("ref");
        final String patient = in.id("patient");
        final String bed = in.id("bed");
        final String device = in.id("device");
        if (patient.isEmpty() && bed.isEmpty() && device.isEmpty()) {
            throw in.missing("patient");
        }
        return new ClientMessage.Vitals(
                ref,
                claimedNs,
                vitals.deviceSequence(),
                patient,
                bed,
                device,
                acuity,
                purpose,
                new ReadingQuality(measuredNs, status, statusOf, battery, calibration, accuracy, accuracyOf),
                readings);
    }

    private static ClientMessage result(final FrameIn in) throws ProtocolException {
        final ResultDecoder result = in.as(new ResultDecoder());
        final String key = in.requiredText("key");
        final String patient = in.id("patient");
        final String unit = in.id("unit");
        final String bed = in.id("bed");
        final String orderedBy = in.id("orderedBy");
        final ReportResult report = new ReportResult(
                in.unsigned("commandId", result.commandId()),
                in.instant("claimedNs", result.claimedNs()),
                in.word("purpose", Words.PURPOSE, result.purposeRaw(), Purpose.PRODUCTION),
                key,
                in.word("severity", Words.SEVERITY, result.severityRaw()),
                in.word("kind", Words.RESULT_KIND, result.kindRaw(), ResultKind.LABORATORY),
                patient,
                unit,
                bed,
                orderedBy,
                in.text("code"),
                in.requiredText("name"),
                in.requiredText("value"),
                in.text("valueUnit"),
                in.text("comment"),
                in.instant("resultedNs", result.resultedNs()));
        try {
            report.content();
        } catch (final IllegalArgumentException wrong) {
            throw in.invalid("value", String.valueOf(wrong.getMessage()));
        }
        return report;
    }

    private static ClientMessage accept(final FrameIn in) throws ProtocolException {
        final AcceptDecoder accept = in.as(new AcceptDecoder());
        final String readBack = in.text("readBack");
        try {
            EdgeText.readBack(readBack);
        } catch (final IllegalArgumentException tooLong) {
            throw in.invalid("readBack", String.valueOf(tooLong.getMessage()));
        }
        return new ClientMessage.Accept(
                in.unsigned("commandId", accept.commandId()),
                in.instant("claimedNs", accept.claimedNs()),
                in.unsigned("alertId", accept.alertId()),
                in.optionalWord("override", Words.OVERRIDE_REASON, accept.overrideReasonRaw()),
                readBack,
                in.count("occurrence", accept.occurrence()));
    }

    private static ClientMessage receipts(final FrameIn in) throws ProtocolException {
        final ReceiptsDecoder receipts = in.as(new ReceiptsDecoder());
        final int count =
                in.group("displayed", ReceiptsDecoder.DisplayedDecoder.sbeBlockLength(), ClientMessage.MAX_DISPLAYED);
        final List<ClientMessage.Displayed> displayed = new ArrayList<>(count);
        for (final ReceiptsDecoder.DisplayedDecoder shown : receipts.displayed()) {
            in.at("displayed", displayed.size());
            displayed.add(new ClientMessage.Displayed(
                    in.word("lane", Words.LANE, shown.laneRaw()), in.unsigned("seq", shown.seq())));
        }
        in.leave();
        return new ClientMessage.Receipts(receipts.critical(), receipts.other(), displayed);
    }
}
