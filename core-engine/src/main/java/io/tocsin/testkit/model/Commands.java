package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AcceptAlertEncoder;
import io.tocsin.codecs.sbe.ArriveAtBedsideEncoder;
import io.tocsin.codecs.sbe.CancelAlertEncoder;
import io.tocsin.codecs.sbe.ClearAlertEncoder;
import io.tocsin.codecs.sbe.ConfigBeginEncoder;
import io.tocsin.codecs.sbe.ConfigCommitEncoder;
import io.tocsin.codecs.sbe.ConfigPartEncoder;
import io.tocsin.codecs.sbe.ConfirmConfigEncoder;
import io.tocsin.codecs.sbe.ConfirmSilenceEncoder;
import io.tocsin.codecs.sbe.CountersQueryEncoder;
import io.tocsin.codecs.sbe.CreateSilenceEncoder;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.EscalateAlertEncoder;
import io.tocsin.codecs.sbe.ExpireSilenceEncoder;
import io.tocsin.codecs.sbe.GenesisEncoder;
import io.tocsin.codecs.sbe.HeartbeatEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PositionReportedEncoder;
import io.tocsin.codecs.sbe.PresenceChangedEncoder;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.ReceiptBatchEncoder;
import io.tocsin.codecs.sbe.RedirectAlertEncoder;
import io.tocsin.codecs.sbe.RejectAlertEncoder;
import io.tocsin.codecs.sbe.ReleaseAlertEncoder;
import io.tocsin.codecs.sbe.ResolveAlertEncoder;
import io.tocsin.codecs.sbe.SessionClosedEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.SourceQueryEncoder;
import io.tocsin.codecs.sbe.TickEncoder;
import io.tocsin.codecs.sbe.UpdateAlertEncoder;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes commands. Enums come as raw numbers, so that scripts can write ones that have no value. */
final class Commands {
    /** A reading with a raw parameter. */
    record Reading(int parameter, int value) {}

    /** A displayed sequence with a raw lane. */
    record Displayed(long seq, int lane) {}

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(2_048);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** Of a log that begins with the newest engine version. */
    byte[] genesis(final From from, final OracleLimits limits) {
        return genesis(from, 2, limits);
    }

    byte[] genesis(final From from, final int engineVersion, final OracleLimits limits) {
        final GenesisEncoder genesis = new GenesisEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(genesis.envelope());
        genesis.epochHigh(7).epochLow(9).engineVersion(engineVersion);
        limits.writeTo(genesis);
        return bytes(genesis.limit());
    }

    /** What a silence names; enums come raw, 255 = any. */
    record Silence(
            long startNs,
            long endNs,
            int type,
            int severityAtMost,
            int cause,
            int parameter,
            int origin,
            String unitId,
            String patientId,
            String bedId,
            String comment) {}

    byte[] createSilence(final From from, final Silence silence) {
        final CreateSilenceEncoder create = new CreateSilenceEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(create.envelope());
        create.startNs(silence.startNs).endNs(silence.endNs).parameter((short) silence.parameter);
        buffer.putByte(HEADER + CreateSilenceEncoder.emergencyTypeEncodingOffset(), (byte) silence.type);
        buffer.putByte(HEADER + CreateSilenceEncoder.severityAtMostEncodingOffset(), (byte) silence.severityAtMost);
        buffer.putByte(HEADER + CreateSilenceEncoder.causeEncodingOffset(), (byte) silence.cause);
        buffer.putByte(HEADER + CreateSilenceEncoder.originEncodingOffset(), (byte) silence.origin);
        create.unitId(silence.unitId)
                .patientId(silence.patientId)
                .bedId(silence.bedId)
                .putComment(OracleFields.bytes(silence.comment), 0, silence.comment.length());
        return bytes(create.limit());
    }

    byte[] expireSilence(final From from, final long silenceId) {
        final ExpireSilenceEncoder expire = new ExpireSilenceEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(expire.envelope());
        expire.silenceId(silenceId);
        return bytes(expire.limit());
    }

    byte[] confirmSilence(final From from, final long silenceId) {
        final ConfirmSilenceEncoder confirm = new ConfirmSilenceEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(confirm.envelope());
        confirm.silenceId(silenceId);
        return bytes(confirm.limit());
    }

    byte[] tick(final From from) {
        final TickEncoder tick = new TickEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(tick.envelope());
        return bytes(tick.limit());
    }

    byte[] configBegin(final From from, final long configId) {
        final ConfigBeginEncoder begin = new ConfigBeginEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(begin.envelope());
        begin.configId(configId);
        return bytes(begin.limit());
    }

    byte[] configPart(final From from, final long configId, final long number, final byte[] entries) {
        final ConfigPartEncoder part = new ConfigPartEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(part.envelope());
        part.configId(configId).partNumber(number).putEntries(entries, 0, entries.length);
        return bytes(part.limit());
    }

    byte[] configCommit(final From from, final long configId, final long entryCount, final long contentHash) {
        final ConfigCommitEncoder commit = new ConfigCommitEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(commit.envelope());
        commit.configId(configId).entryCount(entryCount).contentHash(contentHash);
        return bytes(commit.limit());
    }

    byte[] confirmConfig(final From from, final long contentHash) {
        final ConfirmConfigEncoder confirm = new ConfirmConfigEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(confirm.envelope());
        confirm.contentHash(contentHash);
        return bytes(confirm.limit());
    }

    /** The command of somebody who says that it is an emergency. */
    static byte[] overriding(final byte[] command, final int reason) {
        final byte[] copy = command.clone();
        copy[HEADER + EnvelopeEncoder.flagsEncodingOffset()] = (byte) (1 + 2 * reason);
        return copy;
    }

    byte[] raise(final From from, final RaiseText text) {
        final RaiseAlertEncoder raise = new RaiseAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(raise.envelope());
        raw(HEADER + RaiseAlertEncoder.emergencyTypeEncodingOffset(), text.type);
        raw(HEADER + RaiseAlertEncoder.severityEncodingOffset(), text.severity);
        raw(HEADER + RaiseAlertEncoder.consciousnessEncodingOffset(), text.consciousness);
        raise.pain((short) text.pain)
                .contentFlags(0)
                .reserved(0)
                .systolic(text.systolic)
                .diastolic(RaiseAlertEncoder.diastolicNullValue())
                .heartRate(text.heartRate)
                .respiratoryRate(text.respiratoryRate)
                .temperature(text.temperature)
                .spo2(text.spo2)
                .glucose(RaiseAlertEncoder.glucoseNullValue())
                .latitude(text.latitude)
                .longitude(text.longitude)
                .estimatedResponseMs(RaiseAlertEncoder.estimatedResponseMsNullValue())
                .createdAtNs(text.createdAtNs);
        raw(HEADER + RaiseAlertEncoder.deviceConditionEncodingOffset(), text.deviceCondition);
        final RaiseAlertEncoder.SpecializationsEncoder specializations =
                raise.specializationsCount(text.specializations.size());
        for (final String name : text.specializations) {
            specializations.next().name(name);
        }
        raise.alertKey(text.alertKey)
                .patientId(text.patientId)
                .deviceId(text.deviceId)
                .facilityName(text.facilityName)
                .building(text.building)
                .floor(text.floor)
                .department(text.department)
                .unitId(text.unitId)
                .room(text.room)
                .bedId(text.bedId)
                .address(text.address)
                .typeText(text.typeText)
                .description(text.description)
                .metadata(text.metadata)
                .personal(text.personal);
        return bytes(raise.limit());
    }

    byte[] update(final From from, final long alertId, final int severity, final String key, final String description) {
        final UpdateAlertEncoder update = new UpdateAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(update.envelope());
        update.alertId(alertId);
        raw(HEADER + UpdateAlertEncoder.severityEncodingOffset(), severity);
        update.alertKey(key).description(description);
        return bytes(update.limit());
    }

    byte[] clear(final From from, final long alertId, final String key) {
        final ClearAlertEncoder clear = new ClearAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(clear.envelope());
        clear.alertId(alertId).alertKey(key);
        return bytes(clear.limit());
    }

    byte[] cancel(final From from, final long alertId, final String key) {
        final CancelAlertEncoder cancel = new CancelAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(cancel.envelope());
        cancel.alertId(alertId).alertKey(key);
        return bytes(cancel.limit());
    }

    byte[] vitals(
            final From from,
            final long deviceSequence,
            final List<Reading> readings,
            final String patientId,
            final String bedId,
            final String deviceId) {
        return new GateMessages()
                .vitals(from, deviceSequence, GateMessages.Quality.UNSTATED, readings, patientId, bedId, deviceId);
    }

    byte[] accept(final From from, final long alertId) {
        final AcceptAlertEncoder accept = new AcceptAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(accept.envelope());
        accept.alertId(alertId);
        return bytes(accept.limit());
    }

    byte[] reject(final From from, final long alertId, final int reason) {
        final RejectAlertEncoder reject = new RejectAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(reject.envelope());
        reject.alertId(alertId);
        raw(HEADER + RejectAlertEncoder.reasonEncodingOffset(), reason);
        return bytes(reject.limit());
    }

    byte[] resolve(final From from, final long alertId) {
        final ResolveAlertEncoder resolve = new ResolveAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(resolve.envelope());
        resolve.alertId(alertId);
        return bytes(resolve.limit());
    }

    byte[] release(final From from, final long alertId) {
        final ReleaseAlertEncoder release = new ReleaseAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(release.envelope());
        release.alertId(alertId);
        return bytes(release.limit());
    }

    byte[] redirect(final From from, final long alertId, final int reason, final String personId) {
        final RedirectAlertEncoder redirect = new RedirectAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(redirect.envelope());
        redirect.alertId(alertId);
        raw(HEADER + RedirectAlertEncoder.reasonEncodingOffset(), reason);
        redirect.personId(personId);
        return bytes(redirect.limit());
    }

    byte[] escalate(final From from, final long alertId, final int step, final long round, final long loop) {
        final EscalateAlertEncoder escalate = new EscalateAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(escalate.envelope());
        escalate.alertId(alertId).step((short) step).round(round).loop(loop);
        return bytes(escalate.limit());
    }

    byte[] arrive(final From from, final long alertId) {
        final ArriveAtBedsideEncoder arrive = new ArriveAtBedsideEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(arrive.envelope());
        arrive.alertId(alertId);
        return bytes(arrive.limit());
    }

    byte[] sessionOpened(
            final From from,
            final long sessionId,
            final long gatewayId,
            final int capabilities,
            final String personId) {
        return sessionOpened(from, sessionId, gatewayId, capabilities, personId, ScriptProof.ALL);
    }

    byte[] sessionOpened(
            final From from,
            final long sessionId,
            final long gatewayId,
            final int capabilities,
            final String personId,
            final ScriptProof proof) {
        final SessionOpenedEncoder opened = new SessionOpenedEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(opened.envelope());
        opened.sessionId(sessionId)
                .gatewayId(gatewayId)
                .capabilities(capabilities)
                .scopes(proof.scopes())
                .patientScopes(proof.patientScopes())
                .personId(personId)
                .putUnits(
                        proof.units().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                        0,
                        proof.units().length());
        return bytes(opened.limit());
    }

    byte[] sessionClosed(final From from, final long sessionId) {
        final SessionClosedEncoder closed = new SessionClosedEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(closed.envelope());
        closed.sessionId(sessionId);
        return bytes(closed.limit());
    }

    byte[] receipts(final From from, final long critical, final long other, final List<Displayed> displayed) {
        final ReceiptBatchEncoder batch = new ReceiptBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(batch.envelope());
        batch.receivedCritical(critical).receivedOther(other);
        final ReceiptBatchEncoder.DisplayedEncoder group = batch.displayedCount(displayed.size());
        for (final Displayed each : displayed) {
            final int at = batch.limit();
            group.next().seq(each.seq);
            raw(at + ReceiptBatchEncoder.DisplayedEncoder.laneEncodingOffset(), each.lane);
        }
        return bytes(batch.limit());
    }

    /** Texts: person, room, unit, floor, building, campus. */
    byte[] position(
            final From from, final int latitude, final int longitude, final long atNs, final List<String> texts) {
        final PositionReportedEncoder report = new PositionReportedEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(report.envelope());
        report.latitude(latitude)
                .longitude(longitude)
                .atNs(atNs)
                .personId(texts.get(0))
                .room(texts.get(1))
                .unitId(texts.get(2))
                .floor(texts.get(3))
                .building(texts.get(4))
                .campus(texts.get(5));
        return bytes(report.limit());
    }

    byte[] presence(final From from, final int presence, final String personId) {
        final PresenceChangedEncoder changed = new PresenceChangedEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(changed.envelope());
        raw(HEADER + PresenceChangedEncoder.presenceEncodingOffset(), presence);
        changed.personId(personId);
        return bytes(changed.limit());
    }

    byte[] countersQuery(final From from) {
        final CountersQueryEncoder query = new CountersQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(query.envelope());
        return bytes(query.limit());
    }

    byte[] sourceQuery(final From from) {
        final SourceQueryEncoder query = new SourceQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(query.envelope());
        return bytes(query.limit());
    }

    byte[] heartbeat(final From from) {
        final HeartbeatEncoder query = new HeartbeatEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(query.envelope());
        return bytes(query.limit());
    }

    private void raw(final int offset, final int value) {
        buffer.putByte(offset, (byte) value);
    }

    private byte[] bytes(final int length) {
        return copy(buffer, length);
    }

    static byte[] copy(final MutableDirectBuffer from, final int length) {
        final byte[] bytes = new byte[length];
        from.getBytes(0, bytes);
        return bytes;
    }
}
