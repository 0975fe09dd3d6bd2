package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.AcceptAlertEncoder;
import io.tocsin.codecs.sbe.AcceptResultEncoder;
import io.tocsin.codecs.sbe.ArriveAtBedsideEncoder;
import io.tocsin.codecs.sbe.BeginBreakEncoder;
import io.tocsin.codecs.sbe.CancelAlertEncoder;
import io.tocsin.codecs.sbe.ClearAlertEncoder;
import io.tocsin.codecs.sbe.ConfirmConfigEncoder;
import io.tocsin.codecs.sbe.CountersQueryEncoder;
import io.tocsin.codecs.sbe.EndBreakEncoder;
import io.tocsin.codecs.sbe.EndSnoozeEncoder;
import io.tocsin.codecs.sbe.EngineVersionKnownEncoder;
import io.tocsin.codecs.sbe.EscalateAlertEncoder;
import io.tocsin.codecs.sbe.LoadReportedEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.ModeOrderedEncoder;
import io.tocsin.codecs.sbe.PositionReportedEncoder;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.PresenceChangedEncoder;
import io.tocsin.codecs.sbe.RedirectAlertEncoder;
import io.tocsin.codecs.sbe.RejectAlertEncoder;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.ReleaseAlertEncoder;
import io.tocsin.codecs.sbe.ResolveAlertEncoder;
import io.tocsin.codecs.sbe.ServiceQueryEncoder;
import io.tocsin.codecs.sbe.SessionClosedEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.SetPatientLimitEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SnoozeAlertEncoder;
import io.tocsin.codecs.sbe.SourceQueryEncoder;
import io.tocsin.codecs.sbe.SwitchEngineVersionEncoder;
import io.tocsin.codecs.sbe.UpdateAlertEncoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import io.tocsin.codecs.text.Degrees;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.ResultContent;
import io.tocsin.codecs.text.TextLimit;
import io.tocsin.pipeline.EngineHost;
import java.time.Duration;

/** Encodes commands, each into a buffer of its own. Any thread. */
final class CommandEncoding {
    /** What is longer is no value that could be read back. */
    private static final long MAX_SNOOZE_MS = 86_400_000;

    private static final byte[] NO_BYTES = {};
    private static final int MAX_LATITUDE = 90;
    private static final int MAX_LONGITUDE = 180;

    private CommandEncoding() {}

    static OutgoingCommand raise(final Raise raise) {
        final OutgoingCommand command = new OutgoingCommand();
        return command.encodedWithHeader(raise.content.encode(command.buffer(), 0))
                .purpose(raise.purpose);
    }

    static OutgoingCommand result(final ResultContent result) {
        final OutgoingCommand command = new OutgoingCommand();
        return command.encodedWithHeader(result.encode(command.buffer(), 0));
    }

    static OutgoingCommand acceptResult(final long sessionId, final AlertState seen, final String readBack) {
        final OutgoingCommand command = new OutgoingCommand();
        final AcceptResultEncoder encoder =
                new AcceptResultEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.alertId(seen.alertId()).occurrence(seen.occurrence()).readBack(EdgeText.readBack(readBack));
        return command.encoded(encoder.encodedLength()).actor(sessionId);
    }

    static OutgoingCommand update(final Update update) {
        final OutgoingCommand command = new OutgoingCommand();
        final UpdateAlertEncoder encoder =
                new UpdateAlertEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.alertId(update.ref.alertId())
                .severity(update.severity == null ? Severity.NULL_VAL : update.severity)
                .alertKey(update.ref.alertKey())
                .description(EdgeText.cut(update.description, TextLimit.DESCRIPTION.maxBytes()));
        return command.encoded(encoder.encodedLength());
    }

    static OutgoingCommand clear(final AlertRef ref) {
        final OutgoingCommand command = new OutgoingCommand();
        final ClearAlertEncoder encoder =
                new ClearAlertEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.alertId(ref.alertId()).alertKey(ref.alertKey());
        return command.encoded(encoder.encodedLength());
    }

    static OutgoingCommand cancel(final AlertRef ref) {
        final OutgoingCommand command = new OutgoingCommand();
        final CancelAlertEncoder encoder =
                new CancelAlertEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.alertId(ref.alertId()).alertKey(ref.alertKey());
        return command.encoded(encoder.encodedLength());
    }

    static OutgoingCommand readings(final Readings readings) {
        if (readings.count == 0) {
            throw new IllegalArgumentException("a batch without readings: it holds 1 to " + Readings.MAX_READINGS);
        }
        final OutgoingCommand command = new OutgoingCommand();
        final VitalsBatchEncoder encoder =
                new VitalsBatchEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.deviceSequence(readings.deviceSequence)
                .acuity(readings.acuity)
                .measuredNs(readings.measuredNs)
                .status(readings.status)
                .statusOf(readings.statusOf)
                .batteryPercent((short) readings.batteryPercent)
                .calibration(readings.calibration)
                .accuracy(readings.accuracy)
                .accuracyOf(readings.accuracyOf);
        final VitalsBatchEncoder.ReadingsEncoder group = encoder.readingsCount(readings.count);
        for (int i = 0; i < readings.count; i++) {
            group.next().value(readings.hundredths[i]).parameter(readings.parameters[i]);
        }
        encoder.patientId(readings.patientId).bedId(readings.bedId).deviceId(readings.deviceId);
        return command.encoded(encoder.encodedLength()).purpose(readings.purpose);
    }

    static OutgoingCommand accept(final long sessionId, final long alertId) {
        final OutgoingCommand command = new OutgoingCommand();
        final AcceptAlertEncoder encoder =
                new AcceptAlertEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.alertId(alertId).encodedLength()).actor(sessionId);
    }

    static OutgoingCommand reject(final long sessionId, final long alertId, final RejectReason reason) {
        final OutgoingCommand command = new OutgoingCommand();
        final RejectAlertEncoder encoder =
                new RejectAlertEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.alertId(alertId).reason(reason).encodedLength())
                .actor(sessionId);
    }

    static OutgoingCommand resolve(final long sessionId, final long alertId) {
        final OutgoingCommand command = new OutgoingCommand();
        final ResolveAlertEncoder encoder =
                new ResolveAlertEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.alertId(alertId).encodedLength()).actor(sessionId);
    }

    static OutgoingCommand release(final long sessionId, final long alertId) {
        final OutgoingCommand command = new OutgoingCommand();
        final ReleaseAlertEncoder encoder =
                new ReleaseAlertEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.alertId(alertId).encodedLength()).actor(sessionId);
    }

    static OutgoingCommand redirect(
            final long sessionId, final long alertId, final String to, final RejectReason reason) {
        final OutgoingCommand command = new OutgoingCommand();
        final RedirectAlertEncoder encoder =
                new RedirectAlertEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(
                        encoder.alertId(alertId).reason(reason).personId(to).encodedLength())
                .actor(sessionId);
    }

    static OutgoingCommand escalate(final long sessionId, final long alertId, final AlertState seen) {
        final OutgoingCommand command = new OutgoingCommand();
        final EscalateAlertEncoder encoder =
                new EscalateAlertEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.alertId(alertId)
                        .step((short) Math.max(0, seen.step()))
                        .round(seen.round())
                        .loop(seen.loop())
                        .encodedLength())
                .actor(sessionId);
    }

    static OutgoingCommand arrive(final long sessionId, final long alertId) {
        final OutgoingCommand command = new OutgoingCommand();
        final ArriveAtBedsideEncoder encoder =
                new ArriveAtBedsideEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.alertId(alertId).encodedLength()).actor(sessionId);
    }

    static OutgoingCommand snooze(final long sessionId, final long alertId, final Duration time) {
        final OutgoingCommand command = new OutgoingCommand();
        final SnoozeAlertEncoder encoder =
                new SnoozeAlertEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        final long forMs = Checks.millis("time", time, 1, MAX_SNOOZE_MS);
        return command.encoded(encoder.alertId(alertId).forMs(forMs).encodedLength())
                .actor(sessionId);
    }

    /** A person's, or with session 0 one that the router's own source says is set at the bedside. */
    static OutgoingCommand limit(final long sessionId, final PatientLimit limit) {
        final OutgoingCommand command = new OutgoingCommand();
        final SetPatientLimitEncoder encoder =
                new SetPatientLimitEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.untilNs(limit.untilNs)
                .value(limit.hundredths)
                .parameter(limit.parameter)
                .bound(limit.bound)
                .reason(limit.reason)
                .patientId(limit.patient)
                .bedId(limit.bed)
                .comment(limit.comment);
        return command.encoded(encoder.encodedLength()).actor(sessionId);
    }

    static OutgoingCommand endSnooze(final long sessionId, final long alertId) {
        final OutgoingCommand command = new OutgoingCommand();
        final EndSnoozeEncoder encoder =
                new EndSnoozeEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.alertId(alertId).encodedLength()).actor(sessionId);
    }

    /** The position of a person who is named. */
    static OutgoingCommand position(final String personId, final Position position) {
        return position(0, EdgeText.requiredId("personId", personId), requireNonNull(position, "position"));
    }

    /** A person's position; without a person that of the session. */
    static OutgoingCommand position(final long sessionId, final String personId, final Position position) {
        final OutgoingCommand command = new OutgoingCommand();
        final PositionReportedEncoder encoder =
                new PositionReportedEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        final Double latitude = position.latitude();
        final Double longitude = position.longitude();
        encoder.latitude(
                        latitude == null
                                ? PositionReportedEncoder.latitudeNullValue()
                                : Degrees.of("latitude", latitude, MAX_LATITUDE))
                .longitude(
                        longitude == null
                                ? PositionReportedEncoder.longitudeNullValue()
                                : Degrees.of("longitude", longitude, MAX_LONGITUDE))
                .atNs(0)
                .personId(personId)
                .room(position.room())
                .unitId(position.unitId())
                .floor(position.floor())
                .building(position.building())
                .campus(position.campus());
        return command.encoded(encoder.encodedLength()).actor(sessionId);
    }

    /** What a person says of being there; without a person that of the session. */
    static OutgoingCommand presence(final long sessionId, final String personId, final Presence presence) {
        final OutgoingCommand command = new OutgoingCommand();
        final PresenceChangedEncoder encoder =
                new PresenceChangedEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.presence(presence).personId(personId).encodedLength())
                .actor(sessionId);
    }

    static OutgoingCommand beginBreak(final long sessionId, final long durationMs, final String coverId) {
        final OutgoingCommand command = new OutgoingCommand();
        final BeginBreakEncoder encoder =
                new BeginBreakEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.durationMs(durationMs).coverId(coverId).encodedLength())
                .actor(sessionId);
    }

    static OutgoingCommand endBreak(final long sessionId) {
        final OutgoingCommand command = new OutgoingCommand();
        final EndBreakEncoder encoder =
                new EndBreakEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.encodedLength()).actor(sessionId);
    }

    static OutgoingCommand sessionOpened(final long sessionId, final String personId, final int capabilities) {
        final OutgoingCommand command = new OutgoingCommand();
        final SessionOpenedEncoder encoder =
                new SessionOpenedEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.sessionId(sessionId)
                .gatewayId(0)
                .capabilities(capabilities)
                .scopes(0)
                .patientScopes(0)
                .personId(personId)
                .putUnits(NO_BYTES, 0, 0);
        return command.encoded(encoder.encodedLength()).actor(sessionId);
    }

    static OutgoingCommand confirmConfiguration(final long sessionId, final long contentHash) {
        final OutgoingCommand command = new OutgoingCommand();
        final ConfirmConfigEncoder encoder =
                new ConfirmConfigEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.contentHash(contentHash).encodedLength()).actor(sessionId);
    }

    static OutgoingCommand sessionClosed(final long sessionId) {
        final OutgoingCommand command = new OutgoingCommand();
        final SessionClosedEncoder encoder =
                new SessionClosedEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.sessionId(sessionId).encodedLength()).actor(sessionId);
    }

    static OutgoingCommand sourceQuery() {
        final OutgoingCommand command = new OutgoingCommand();
        final SourceQueryEncoder encoder =
                new SourceQueryEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.encodedLength());
    }

    static OutgoingCommand serviceQuery() {
        final OutgoingCommand command = new OutgoingCommand();
        final ServiceQueryEncoder encoder =
                new ServiceQueryEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.encodedLength());
    }

    static OutgoingCommand loadReported(final int connections, final int backlogPermille, final int cpuPermille) {
        final OutgoingCommand command = new OutgoingCommand();
        final LoadReportedEncoder encoder =
                new LoadReportedEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.connections(connections).backlogPermille(backlogPermille).cpuPermille(cpuPermille);
        return command.encoded(encoder.encodedLength());
    }

    static OutgoingCommand modeOrdered(final Mode mode) {
        final OutgoingCommand command = new OutgoingCommand();
        final ModeOrderedEncoder encoder =
                new ModeOrderedEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.mode(mode).encodedLength());
    }

    static OutgoingCommand engineVersionKnown(final EngineHost.Seat seat, final int knownUpTo) {
        final OutgoingCommand command = new OutgoingCommand();
        final EngineVersionKnownEncoder encoder =
                new EngineVersionKnownEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.member((short) seat.gateway())
                .members((short) seat.sourceIds().size())
                .knownUpTo(knownUpTo);
        return command.encoded(encoder.encodedLength());
    }

    static OutgoingCommand switchEngineVersion(final int engineVersion) {
        final OutgoingCommand command = new OutgoingCommand();
        final SwitchEngineVersionEncoder encoder =
                new SwitchEngineVersionEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.engineVersion(engineVersion).encodedLength());
    }

    static OutgoingCommand countersQuery() {
        final OutgoingCommand command = new OutgoingCommand();
        final CountersQueryEncoder encoder =
                new CountersQueryEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        return command.encoded(encoder.encodedLength());
    }
}
