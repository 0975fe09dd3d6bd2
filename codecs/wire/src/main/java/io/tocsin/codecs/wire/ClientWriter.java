package io.tocsin.codecs.wire;

import static io.tocsin.codecs.wire.FrameOut.flag;
import static io.tocsin.codecs.wire.FrameOut.text;

import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.json.ReportResult;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.wire.frames.AcceptEncoder;
import io.tocsin.codecs.wire.frames.ArriveEncoder;
import io.tocsin.codecs.wire.frames.AuthRefreshEncoder;
import io.tocsin.codecs.wire.frames.CancelEncoder;
import io.tocsin.codecs.wire.frames.ClearEncoder;
import io.tocsin.codecs.wire.frames.ClientHeartbeatEncoder;
import io.tocsin.codecs.wire.frames.EndSnoozeEncoder;
import io.tocsin.codecs.wire.frames.EscalateEncoder;
import io.tocsin.codecs.wire.frames.HelloEncoder;
import io.tocsin.codecs.wire.frames.RaiseEncoder;
import io.tocsin.codecs.wire.frames.ReceiptsEncoder;
import io.tocsin.codecs.wire.frames.RedirectEncoder;
import io.tocsin.codecs.wire.frames.RejectEncoder;
import io.tocsin.codecs.wire.frames.ReleaseEncoder;
import io.tocsin.codecs.wire.frames.ResolveEncoder;
import io.tocsin.codecs.wire.frames.ResultEncoder;
import io.tocsin.codecs.wire.frames.SnoozeEncoder;
import io.tocsin.codecs.wire.frames.UpdateEncoder;
import io.tocsin.codecs.wire.frames.VitalsEncoder;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.jspecify.annotations.Nullable;

/** Writes what sources and people say of alerts and readings; what is left is with {@link ClientDeskWriter}. Any thread; allocates. */
final class ClientWriter {
    private ClientWriter() {}

    /** The payload of one frame. */
    static byte[] write(final ClientMessage message) {
        final FrameOut out = new FrameOut();
        final MessageEncoderFlyweight written = message(message, out);
        return out.bytes(written == null ? desk(message, out) : written);
    }

    private static MessageEncoderFlyweight desk(final ClientMessage message, final FrameOut out) {
        final MessageEncoderFlyweight access = AccessWriter.write(message, out);
        return access == null ? ClientDeskWriter.write(message, out) : access;
    }

    // One branch a message: a switch over types would need a later Java.
    private static @Nullable MessageEncoderFlyweight message(final ClientMessage message, final FrameOut out) {
        if (message instanceof ClientMessage.Raise raise) {
            return raise(raise, out);
        } else if (message instanceof ClientMessage.Vitals vitals) {
            return vitals(vitals, out);
        } else if (message instanceof ClientMessage.Accept accept) {
            return new AcceptEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(accept.commandId())
                    .claimedNs(accept.claimedNs())
                    .alertId(accept.alertId())
                    .occurrence(accept.occurrence())
                    .overrideReason(Words.OVERRIDE_REASON.of(accept.override()))
                    .readBack(text(accept.readBack()));
        } else if (message instanceof ClientMessage.Receipts receipts) {
            return receipts(receipts, out);
        } else if (message instanceof ClientMessage.Hello hello) {
            return hello(hello, out);
        } else if (message instanceof ClientMessage.AuthRefresh refresh) {
            return new AuthRefreshEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .token(text(refresh.token().text()));
        } else if (message instanceof ClientMessage.Heartbeat) {
            return new ClientHeartbeatEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
        } else if (message instanceof ClientMessage.Update update) {
            return new UpdateEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(update.commandId())
                    .claimedNs(update.claimedNs())
                    .alertId(update.alert().alertId())
                    .purpose(Words.PURPOSE.of(update.alert().purpose()))
                    .severity(Words.SEVERITY.of(update.severity()))
                    .key(text(update.alert().key()))
                    .description(text(update.description()));
        } else if (message instanceof ClientMessage.Clear clear) {
            return new ClearEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(clear.commandId())
                    .claimedNs(clear.claimedNs())
                    .alertId(clear.alert().alertId())
                    .purpose(Words.PURPOSE.of(clear.alert().purpose()))
                    .key(text(clear.alert().key()));
        } else if (message instanceof ClientMessage.Cancel cancel) {
            return new CancelEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(cancel.commandId())
                    .claimedNs(cancel.claimedNs())
                    .alertId(cancel.alert().alertId())
                    .purpose(Words.PURPOSE.of(cancel.alert().purpose()))
                    .key(text(cancel.alert().key()));
        } else if (message instanceof ReportResult result) {
            return result(result, out);
        }
        return response(message, out);
    }

    private static @Nullable MessageEncoderFlyweight response(final ClientMessage message, final FrameOut out) {
        if (message instanceof ClientMessage.Reject reject) {
            return new RejectEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(reject.commandId())
                    .claimedNs(reject.claimedNs())
                    .alertId(reject.alertId())
                    .reason(Words.REJECT_REASON.of(reject.reason()));
        } else if (message instanceof ClientMessage.Resolve resolve) {
            return new ResolveEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(resolve.commandId())
                    .claimedNs(resolve.claimedNs())
                    .alertId(resolve.alertId());
        } else if (message instanceof ClientMessage.Release release) {
            return new ReleaseEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(release.commandId())
                    .claimedNs(release.claimedNs())
                    .alertId(release.alertId());
        } else if (message instanceof ClientMessage.Redirect redirect) {
            return new RedirectEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(redirect.commandId())
                    .claimedNs(redirect.claimedNs())
                    .alertId(redirect.alertId())
                    .reason(Words.REJECT_REASON.of(redirect.reason()))
                    .to(text(redirect.to()));
        } else if (message instanceof ClientMessage.Escalate escalate) {
            return new EscalateEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(escalate.commandId())
                    .claimedNs(escalate.claimedNs())
                    .alertId(escalate.alertId())
                    .round(escalate.round())
                    .loop(escalate.loop())
                    .step((short) escalate.step());
        } else if (message instanceof ClientMessage.Arrive arrive) {
            return new ArriveEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(arrive.commandId())
                    .claimedNs(arrive.claimedNs())
                    .alertId(arrive.alertId())
                    .overrideReason(Words.OVERRIDE_REASON.of(arrive.override()));
        } else if (message instanceof ClientMessage.Snooze snooze) {
            return new SnoozeEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(snooze.commandId())
                    .claimedNs(snooze.claimedNs())
                    .alertId(snooze.alertId())
                    .forMs(snooze.forMs());
        } else if (message instanceof ClientMessage.EndSnooze end) {
            return new EndSnoozeEncoder()
                    .wrapAndApplyHeader(out.buffer(), 0, out.header())
                    .commandId(end.commandId())
                    .claimedNs(end.claimedNs())
                    .alertId(end.alertId());
        }
        return null;
    }

    private static MessageEncoderFlyweight hello(final ClientMessage.Hello hello, final FrameOut out) {
        final HelloEncoder encoder = new HelloEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
        final ClientMessage.Resume resume = hello.resume();
        encoder.epochHigh(resume == null ? 0 : resume.epoch().high())
                .epochLow(resume == null ? 0 : resume.epoch().low())
                .critical(resume == null ? 0 : resume.critical())
                .other(resume == null ? 0 : resume.other())
                .role(Words.ROLE.of(hello.role()))
                .isResumed(flag(resume != null));
        Bits.capabilities(hello.capabilities(), encoder.capabilities());
        return encoder.person(text(hello.person()))
                .client(text(hello.client()))
                .token(text(hello.token().text()));
    }

    private static MessageEncoderFlyweight raise(final ClientMessage.Raise raise, final FrameOut out) {
        final AlertDeclaration alert = raise.alert();
        final RaiseEncoder encoder = new RaiseEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
        encoder.commandId(raise.commandId())
                .claimedNs(raise.claimedNs())
                .emergency(Words.EMERGENCY_TYPE.of(alert.emergency()))
                .severity(Words.SEVERITY.of(alert.severity()))
                .level(Words.LEVEL.of(raise.level()))
                .purpose(Words.PURPOSE.of(raise.purpose()))
                .key(text(alert.key()))
                .patient(text(alert.patient()))
                .unit(text(alert.unit()))
                .bed(text(alert.bed()))
                .personal(text(alert.personal()));
        AlertWriter.texts(alert.text(), out, encoder);
        return encoder;
    }

    private static MessageEncoderFlyweight vitals(final ClientMessage.Vitals vitals, final FrameOut out) {
        final ReadingQuality quality = vitals.quality();
        final Integer accuracy = quality.accuracy();
        final Integer battery = quality.battery();
        final VitalsEncoder encoder = new VitalsEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
        encoder.claimedNs(vitals.claimedNs())
                .deviceSequence(vitals.deviceSequence())
                .measuredNs(quality.measuredNs())
                .status(quality.status())
                .accuracy(accuracy == null ? VitalsEncoder.accuracyNullValue() : accuracy)
                .battery((short) (battery == null ? Words.ABSENT : battery))
                .calibration(Words.CALIBRATION_STATUS.of(quality.calibration()))
                .acuity(Words.ACUITY.of(vitals.acuity()))
                .purpose(Words.PURPOSE.of(vitals.purpose()));
        final VitalsEncoder.ReadingsEncoder readings =
                encoder.readingsCount(vitals.readings().size());
        for (final ClientMessage.Reading reading : vitals.readings()) {
            readings.next().parameter(Words.PARAMETER.of(reading.parameter())).value(reading.hundredths());
        }
        final VitalsEncoder.StatusOfEncoder statusOf =
                encoder.statusOfCount(FrameOut.count(quality.statusOf().size()));
        for (final Parameter parameter : quality.statusOf()) {
            statusOf.next().parameter(Words.PARAMETER.of(parameter));
        }
        final VitalsEncoder.AccuracyOfEncoder accuracyOf =
                encoder.accuracyOfCount(FrameOut.count(quality.accuracyOf().size()));
        for (final Parameter parameter : quality.accuracyOf()) {
            accuracyOf.next().parameter(Words.PARAMETER.of(parameter));
        }
        return encoder.reference(text(vitals.ref()))
                .patient(text(vitals.patient()))
                .bed(text(vitals.bed()))
                .device(text(vitals.device()));
    }

    private static MessageEncoderFlyweight result(final ReportResult result, final FrameOut out) {
        return new ResultEncoder()
                .wrapAndApplyHeader(out.buffer(), 0, out.header())
                .commandId(result.commandId())
                .claimedNs(result.claimedNs())
                .resultedNs(result.resultedNs())
                .severity(Words.SEVERITY.of(result.severity()))
                .kind(Words.RESULT_KIND.of(result.kind()))
                .purpose(Words.PURPOSE.of(result.purpose()))
                .key(text(result.key()))
                .patient(text(result.patient()))
                .unit(text(result.unit()))
                .bed(text(result.bed()))
                .orderedBy(text(result.orderedBy()))
                .code(text(result.code()))
                .name(text(result.name()))
                .value(text(result.value()))
                .valueUnit(text(result.valueUnit()))
                .comment(text(result.comment()));
    }

    private static MessageEncoderFlyweight receipts(final ClientMessage.Receipts receipts, final FrameOut out) {
        final ReceiptsEncoder encoder = new ReceiptsEncoder().wrapAndApplyHeader(out.buffer(), 0, out.header());
        encoder.critical(receipts.critical()).other(receipts.other());
        final ReceiptsEncoder.DisplayedEncoder displayed =
                encoder.displayedCount(receipts.displayed().size());
        for (final ClientMessage.Displayed shown : receipts.displayed()) {
            displayed.next().seq(shown.seq()).lane(Words.LANE.of(shown.lane()));
        }
        return encoder;
    }
}
