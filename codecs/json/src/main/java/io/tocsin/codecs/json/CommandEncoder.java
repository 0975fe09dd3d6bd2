package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.AcceptAlertEncoder;
import io.tocsin.codecs.sbe.AcceptResultEncoder;
import io.tocsin.codecs.sbe.ArriveAtBedsideEncoder;
import io.tocsin.codecs.sbe.BeginBreakEncoder;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.CancelAlertEncoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.ClearAlertEncoder;
import io.tocsin.codecs.sbe.ConfirmSilenceEncoder;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.CreateSilenceEncoder;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EndBreakEncoder;
import io.tocsin.codecs.sbe.EndSnoozeEncoder;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.EscalateAlertEncoder;
import io.tocsin.codecs.sbe.ExpireSilenceEncoder;
import io.tocsin.codecs.sbe.HeartbeatEncoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.PositionReportedEncoder;
import io.tocsin.codecs.sbe.PresenceChangedEncoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.ReceiptBatchEncoder;
import io.tocsin.codecs.sbe.RedirectAlertEncoder;
import io.tocsin.codecs.sbe.RejectAlertEncoder;
import io.tocsin.codecs.sbe.ReleaseAlertEncoder;
import io.tocsin.codecs.sbe.ResolveAlertEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.sbe.SnoozeAlertEncoder;
import io.tocsin.codecs.sbe.UpdateAlertEncoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.OverrideReason;
import io.tocsin.codecs.text.RaiseContent;
import io.tocsin.codecs.text.TextLimit;
import org.agrona.MutableDirectBuffer;

/** Turns what clients say into the commands of the schema. Keeps flyweights, so one thread at a time; the raise allocates. */
public final class CommandEncoder {
    /** Most bytes of a silence's comment, UTF-8; what is longer is cut. */
    public static final int MAX_COMMENT_BYTES = 160;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final EnvelopeEncoder envelope = new EnvelopeEncoder();
    private final UpdateAlertEncoder update = new UpdateAlertEncoder();
    private final ClearAlertEncoder clear = new ClearAlertEncoder();
    private final CancelAlertEncoder cancel = new CancelAlertEncoder();
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private final VitalsBatchEncoder vitals = new VitalsBatchEncoder();
    private final AcceptResultEncoder acceptResult = new AcceptResultEncoder();
    private final AcceptAlertEncoder accept = new AcceptAlertEncoder();
    private final RejectAlertEncoder reject = new RejectAlertEncoder();
    private final ResolveAlertEncoder resolve = new ResolveAlertEncoder();
    private final ReleaseAlertEncoder release = new ReleaseAlertEncoder();
    private final RedirectAlertEncoder redirect = new RedirectAlertEncoder();
    private final EscalateAlertEncoder escalate = new EscalateAlertEncoder();
    private final ArriveAtBedsideEncoder arrive = new ArriveAtBedsideEncoder();
    private final SnoozeAlertEncoder snooze = new SnoozeAlertEncoder();
    private final EndSnoozeEncoder endSnooze = new EndSnoozeEncoder();
    private final CreateSilenceEncoder silence = new CreateSilenceEncoder();
    private final ConfirmSilenceEncoder confirm = new ConfirmSilenceEncoder();
    private final ExpireSilenceEncoder expire = new ExpireSilenceEncoder();
    private final PositionReportedEncoder position = new PositionReportedEncoder();
    private final PresenceChangedEncoder presence = new PresenceChangedEncoder();
    private final BeginBreakEncoder beginBreak = new BeginBreakEncoder();
    private final EndBreakEncoder endBreak = new EndBreakEncoder();
    private final ReceiptBatchEncoder receipts = new ReceiptBatchEncoder();

    /** An encoder of one's own. */
    public CommandEncoder() {}

    /**
     * What the connection knows of a command and the message does not say.
     *
     * @param sourceId     of the client.
     * @param receivedNs   when the message had been read, epoch ns; 0 = not stated.
     * @param actorSession of the person; 0 = no person.
     * @param correlation  echoed by the engine's answer; 0 = none wanted.
     * @param replyGateway where the answer goes.
     * @param level        asked for unless the message asks for one.
     */
    public record Origin(
            long sourceId, long receivedNs, long actorSession, long correlation, int replyGateway, Level level) {}

    /**
     * Encodes a command, readings or receipts.
     *
     * @param message neither a hello nor a query, which are no commands.
     * @param origin  goes into the envelope.
     * @param buffer  with room for 1,024 bytes.
     * @param offset  of the message header.
     * @return bytes of header and message.
     * @throws IllegalArgumentException if the message is no command, or an id or what is read back is too long, which the reader does not let through.
     */
    public int encode(
            final ClientMessage message, final Origin origin, final MutableDirectBuffer buffer, final int offset) {
        envelope(message, origin, buffer, offset);
        if (message instanceof ClientMessage.Raise command) {
            return content(command.alert()).encode(buffer, offset);
        }
        if (message instanceof ReportResult result) {
            return Results.encode(result, buffer, offset);
        }
        if (message instanceof ClientMessage.Medicate dose) {
            return Doses.encode(dose, buffer, offset);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + body(message, buffer, offset);
    }

    private int body(final ClientMessage message, final MutableDirectBuffer buffer, final int offset) {
        if (message instanceof ClientMessage.Update command) {
            update.wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alert().alertId())
                    .severity(command.severity() == null ? Severity.NULL_VAL : command.severity())
                    .alertKey(key(command.alert()))
                    .description(EdgeText.cut(command.description(), TextLimit.DESCRIPTION.maxBytes()));
            return update.encodedLength();
        } else if (message instanceof ClientMessage.Clear command) {
            clear.wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alert().alertId())
                    .alertKey(key(command.alert()));
            return clear.encodedLength();
        } else if (message instanceof ClientMessage.Cancel command) {
            cancel.wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alert().alertId())
                    .alertKey(key(command.alert()));
            return cancel.encodedLength();
        } else if (message instanceof ClientMessage.Heartbeat) {
            return heartbeat.wrapAndApplyHeader(buffer, offset, header).encodedLength();
        } else if (message instanceof ClientMessage.Vitals command) {
            return vitals(command, buffer, offset);
        } else if (message instanceof ClientMessage.Accept command
                && !command.readBack().isEmpty()) {
            acceptResult
                    .wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alertId())
                    .occurrence(command.occurrence())
                    .readBack(EdgeText.readBack(command.readBack()));
            return acceptResult.encodedLength();
        } else if (message instanceof ClientMessage.Accept command) {
            return accept.wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alertId())
                    .encodedLength();
        } else if (message instanceof ClientMessage.Reject command) {
            return reject.wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alertId())
                    .reason(command.reason())
                    .encodedLength();
        } else if (message instanceof ClientMessage.Resolve command) {
            return resolve.wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alertId())
                    .encodedLength();
        } else if (message instanceof ClientMessage.Release command) {
            return release.wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alertId())
                    .encodedLength();
        } else if (message instanceof ClientMessage.Redirect command) {
            return redirect.wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alertId())
                    .reason(command.reason())
                    .personId(EdgeText.optionalId("to", command.to()))
                    .encodedLength();
        } else if (message instanceof ClientMessage.Escalate command) {
            return escalate.wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alertId())
                    .round(command.round())
                    .loop(command.loop())
                    .step((short) command.step())
                    .encodedLength();
        } else if (message instanceof ClientMessage.Arrive command) {
            return arrive.wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alertId())
                    .encodedLength();
        } else if (message instanceof ClientMessage.Snooze command) {
            return snooze.wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alertId())
                    .forMs(command.forMs())
                    .encodedLength();
        } else if (message instanceof ClientMessage.EndSnooze command) {
            return endSnooze
                    .wrapAndApplyHeader(buffer, offset, header)
                    .alertId(command.alertId())
                    .encodedLength();
        } else if (message instanceof ClientMessage.Silence command) {
            return silence(command, buffer, offset);
        } else if (message instanceof ClientMessage.ConfirmSilence command) {
            return confirm.wrapAndApplyHeader(buffer, offset, header)
                    .silenceId(command.silenceId())
                    .encodedLength();
        } else if (message instanceof ClientMessage.EndSilence command) {
            return expire.wrapAndApplyHeader(buffer, offset, header)
                    .silenceId(command.silenceId())
                    .encodedLength();
        } else if (message instanceof ClientMessage.Position command) {
            return position(command, buffer, offset);
        } else if (message instanceof ClientMessage.PresenceChange command) {
            presence.wrapAndApplyHeader(buffer, offset, header)
                    .presence(command.presence())
                    .personId(EdgeText.optionalId("person", command.person()));
            return presence.encodedLength();
        } else if (message instanceof ClientMessage.BeginBreak command) {
            beginBreak
                    .wrapAndApplyHeader(buffer, offset, header)
                    .durationMs(command.durationMs())
                    .coverId(EdgeText.requiredId("cover", command.cover()));
            return beginBreak.encodedLength();
        } else if (message instanceof ClientMessage.Monitor command) {
            return Monitorings.encode(command, buffer, offset, header);
        } else if (message instanceof ClientMessage.Access command) {
            return Accesses.encode(command, buffer, offset, header);
        } else if (message instanceof ClientMessage.EndBreak) {
            return endBreak.wrapAndApplyHeader(buffer, offset, header).encodedLength();
        } else if (message instanceof ClientMessage.Receipts batch) {
            return receipts(batch, buffer, offset);
        }
        throw new IllegalArgumentException("no command: " + message.getClass().getSimpleName());
    }

    private int silence(final ClientMessage.Silence command, final MutableDirectBuffer buffer, final int offset) {
        final SilenceReport.Scope scope = command.scope();
        return silence.wrapAndApplyHeader(buffer, offset, header)
                .startNs(command.startNs())
                .endNs(command.endNs())
                .emergencyType(scope.emergency() == null ? EmergencyType.NULL_VAL : scope.emergency())
                .severityAtMost(scope.severityAtMost())
                .cause(scope.cause() == null ? Cause.NULL_VAL : scope.cause())
                .parameter(scope.parameter() == null ? 0 : scope.parameter().value())
                .origin(SilenceOrigin.PERSON)
                .unitId(EdgeText.optionalId("unit", scope.unit()))
                .patientId(EdgeText.optionalId("patient", scope.patient()))
                .bedId(EdgeText.optionalId("bed", scope.bed()))
                .comment(EdgeText.cut(command.comment(), MAX_COMMENT_BYTES))
                .encodedLength();
    }

    private int vitals(final ClientMessage.Vitals batch, final MutableDirectBuffer buffer, final int offset) {
        final Integer battery = batch.quality().battery();
        final CalibrationStatus calibration = batch.quality().calibration();
        final Integer accuracy = batch.quality().accuracy();
        vitals.wrapAndApplyHeader(buffer, offset, header)
                .deviceSequence(batch.deviceSequence())
                .acuity(batch.acuity())
                .measuredNs(batch.quality().measuredNs())
                .status(batch.quality().status())
                .statusOf(ReadingQuality.bits(batch.quality().statusOf()))
                .batteryPercent(battery == null ? VitalsBatchEncoder.batteryPercentNullValue() : battery.shortValue())
                .calibration(calibration == null ? CalibrationStatus.NULL_VAL : calibration)
                .accuracy(accuracy == null ? VitalsBatchEncoder.accuracyNullValue() : accuracy)
                .accuracyOf(ReadingQuality.bits(batch.quality().accuracyOf()));
        final VitalsBatchEncoder.ReadingsEncoder group =
                vitals.readingsCount(batch.readings().size());
        for (final ClientMessage.Reading reading : batch.readings()) {
            group.next().value(reading.hundredths()).parameter(reading.parameter());
        }
        vitals.patientId(EdgeText.optionalId("patient", batch.patient()))
                .bedId(EdgeText.optionalId("bed", batch.bed()))
                .deviceId(EdgeText.optionalId("device", batch.device()));
        return vitals.encodedLength();
    }

    private int position(final ClientMessage.Position command, final MutableDirectBuffer buffer, final int offset) {
        final Location location = command.location();
        final Integer latitude = location.latitudeE7();
        final Integer longitude = location.longitudeE7();
        position.wrapAndApplyHeader(buffer, offset, header)
                .latitude(latitude == null ? PositionReportedEncoder.latitudeNullValue() : latitude)
                .longitude(longitude == null ? PositionReportedEncoder.longitudeNullValue() : longitude)
                .atNs(command.claimedNs())
                .personId(EdgeText.optionalId("person", command.person()))
                .room(EdgeText.cut(location.room(), TextLimit.ROOM.maxBytes()))
                .unitId(EdgeText.optionalId("unit", command.unit()))
                .floor(EdgeText.cut(location.floor(), TextLimit.FLOOR.maxBytes()))
                .building(EdgeText.cut(location.building(), TextLimit.BUILDING.maxBytes()))
                .campus(EdgeText.cut(location.facility(), TextLimit.FACILITY_NAME.maxBytes()));
        return position.encodedLength();
    }

    private int receipts(final ClientMessage.Receipts batch, final MutableDirectBuffer buffer, final int offset) {
        receipts.wrapAndApplyHeader(buffer, offset, header)
                .receivedCritical(batch.critical())
                .receivedOther(batch.other());
        final ReceiptBatchEncoder.DisplayedEncoder group =
                receipts.displayedCount(batch.displayed().size());
        for (final ClientMessage.Displayed shown : batch.displayed()) {
            group.next().seq(shown.seq()).lane(shown.lane());
        }
        return receipts.encodedLength();
    }

    private void envelope(
            final ClientMessage message, final Origin origin, final MutableDirectBuffer buffer, final int offset) {
        long commandId = 0;
        long claimedNs = 0;
        Level level = origin.level();
        Purpose purpose = Purpose.PRODUCTION;
        if (message instanceof ClientMessage.Command command) {
            commandId = command.commandId();
            claimedNs = command.claimedNs();
        }
        if (message instanceof ClientMessage.Raise raise) {
            purpose = raise.purpose();
            level = raise.level() == null ? level : raise.level();
        } else if (message instanceof ClientMessage.Vitals batch) {
            purpose = batch.purpose();
            claimedNs = batch.claimedNs();
        } else if (message instanceof ClientMessage.Update command) {
            purpose = command.alert().purpose();
        } else if (message instanceof ReportResult command) {
            purpose = command.purpose();
        } else if (message instanceof ClientMessage.Medicate command) {
            purpose = command.purpose();
        } else if (message instanceof ClientMessage.Clear command) {
            purpose = command.alert().purpose();
        } else if (message instanceof ClientMessage.Cancel command) {
            purpose = command.alert().purpose();
        }
        envelope.wrap(buffer, offset + MessageHeaderEncoder.ENCODED_LENGTH)
                .sourceId(origin.sourceId())
                .commandId(commandId)
                .claimedNs(claimedNs)
                .receivedNs(origin.receivedNs())
                .actorSession(origin.actorSession())
                .correlation(origin.correlation())
                .facility(0)
                .replyGateway(origin.replyGateway())
                .keyId(0)
                .flags(flags(message))
                .purpose(purpose)
                .askedLevel(level);
    }

    private static int flags(final ClientMessage message) {
        final OverrideReason reason = message instanceof ClientMessage.Accept accept
                ? accept.override()
                : message instanceof RecordDose note
                        ? note.override()
                        : message instanceof ClientMessage.Arrive arrive ? arrive.override() : null;
        return reason == null ? 0 : reason.flags();
    }

    private static String key(final ClientMessage.AlertName alert) {
        return alert.key().isEmpty() ? "" : EdgeText.alertKey(alert.key());
    }

    private static RaiseContent content(final AlertDeclaration alert) {
        final AlertText text = alert.text();
        final RaiseContent content = new RaiseContent(alert.key())
                .type(alert.emergency())
                .severity(alert.severity())
                .patient(alert.patient())
                .device(text.device())
                .unit(alert.unit())
                .bed(alert.bed())
                .text(TextLimit.TYPE_TEXT, text.typeText())
                .text(TextLimit.DESCRIPTION, text.description())
                .text(TextLimit.PERSONAL, alert.personal())
                .createdAtNs(text.createdAtNs());
        text.specializations().forEach(content::specialization);
        text.metadata().forEach(content::metadata);
        text.vitals().forEach((parameter, hundredths) -> vital(content, parameter, hundredths));
        if (text.estimatedResponseMs() != 0) {
            content.estimatedResponseMs(text.estimatedResponseMs());
        }
        place(content, text.location());
        final DeviceCondition condition = text.deviceCondition();
        return condition == null ? content : content.deviceCondition(condition);
    }

    private static void vital(final RaiseContent content, final Parameter parameter, final int hundredths) {
        switch (parameter) {
            case CONSCIOUSNESS -> content.consciousness(Consciousness.get((short) (hundredths / 100)));
            case PAIN -> content.pain(hundredths / 100);
            default -> content.vital(parameter, hundredths);
        }
    }

    private static void place(final RaiseContent content, final Location location) {
        content.text(TextLimit.FACILITY_NAME, location.facility())
                .text(TextLimit.BUILDING, location.building())
                .text(TextLimit.FLOOR, location.floor())
                .text(TextLimit.DEPARTMENT, location.department())
                .text(TextLimit.ROOM, location.room())
                .text(TextLimit.ADDRESS, location.address());
        final Integer latitude = location.latitudeE7();
        final Integer longitude = location.longitudeE7();
        if (latitude != null && longitude != null) {
            content.position(latitude, longitude);
        }
    }
}
