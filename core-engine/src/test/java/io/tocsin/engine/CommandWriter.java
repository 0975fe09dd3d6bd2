package io.tocsin.engine;

import io.tocsin.codecs.sbe.AcceptAlertEncoder;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.CancelAlertEncoder;
import io.tocsin.codecs.sbe.ClearAlertEncoder;
import io.tocsin.codecs.sbe.ConfigBeginEncoder;
import io.tocsin.codecs.sbe.ConfigCommitEncoder;
import io.tocsin.codecs.sbe.ConfigPartEncoder;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EngineVersionKnownEncoder;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.GenesisEncoder;
import io.tocsin.codecs.sbe.GrantViewersEncoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.PositionReportedEncoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.ReceiptBatchEncoder;
import io.tocsin.codecs.sbe.RejectAlertEncoder;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.ResolveAlertEncoder;
import io.tocsin.codecs.sbe.SessionClosedEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.SetPatientLimitEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SnoozeAlertEncoder;
import io.tocsin.codecs.sbe.StartMonitoringEncoder;
import io.tocsin.codecs.sbe.SwitchEngineVersionEncoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import io.tocsin.engine.semantics.Semantics;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the commands of hand-made logs; everything that a test does not speak of is absent. */
final class CommandWriter {
    private static final int PART_BYTES = 800;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4 * AlertEngine.MAX_COMMAND_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long configs;

    /** The texts of a raise. */
    record Texts(String key, String patient, String unit, String bed, String device, String description) {
        static Texts of(final String key) {
            return new Texts(key, "", "", "", "", "");
        }

        Texts patient(final String id) {
            return new Texts(key, id, unit, bed, device, description);
        }

        Texts bed(final String id) {
            return new Texts(key, patient, unit, id, device, description);
        }

        Texts unit(final String id) {
            return new Texts(key, patient, id, bed, device, description);
        }

        Texts device(final String id) {
            return new Texts(key, patient, unit, bed, id, description);
        }

        Texts description(final String text) {
            return new Texts(key, patient, unit, bed, device, text);
        }
    }

    private void host(final EnvelopeEncoder envelope) {
        from(envelope, 0, 0, 0);
    }

    private void from(final EnvelopeEncoder envelope, final long source, final long command, final long session) {
        envelope.sourceId(source)
                .commandId(command)
                .claimedNs(0)
                .receivedNs(0)
                .actorSession(session)
                .correlation(1)
                .facility(0)
                .replyGateway(0)
                .keyId(0)
                .flags(0)
                .purpose(Purpose.PRODUCTION)
                .askedLevel(Level.MEMORY);
    }

    private byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    byte[] genesis(final EngineLimits limits) {
        final GenesisEncoder genesis = new GenesisEncoder().wrapAndApplyHeader(buffer, 0, header);
        host(genesis.envelope());
        genesis.epochHigh(1)
                .epochLow(2)
                .engineVersion(Semantics.NEWEST)
                .maxSubjects(limits.maxSubjects())
                .maxAlerts(limits.maxAlerts())
                .maxPeople(limits.maxPeople())
                .maxUnits(limits.maxUnits())
                .maxBeds(limits.maxBeds())
                .maxRoles(limits.maxRoles())
                .maxDevices(limits.maxDevices())
                .maxInterfaces(limits.maxInterfaces())
                .maxClients(limits.maxClients())
                .maxSessions(limits.maxSessions())
                .maxGateways(limits.maxGateways())
                .maxOffers(limits.maxOffers())
                .maxOutboxEntries(limits.maxOutboxEntries())
                .maxDeliveries(limits.maxDeliveries())
                .laneBound(limits.laneBound())
                .contentBlocks(limits.contentBlocks())
                .maxAssignments(limits.maxAssignments())
                .maxPolicies(limits.maxPolicies())
                .maxRules(limits.maxRules())
                .configBytes(limits.configBytes())
                .maxLimitWatches(limits.maxLimitWatches())
                .maxSilences(limits.maxSilences())
                .maxMonitored(limits.maxMonitored())
                .maxDoses(limits.maxDoses());
        return bytes(genesis.limit());
    }

    byte[] engineVersionKnown(final int member, final int members, final int knownUpTo) {
        final EngineVersionKnownEncoder known = new EngineVersionKnownEncoder().wrapAndApplyHeader(buffer, 0, header);
        host(known.envelope());
        known.member((short) member).members((short) members).knownUpTo(knownUpTo);
        return bytes(known.limit());
    }

    byte[] switchEngineVersion(final int version) {
        final SwitchEngineVersionEncoder switching =
                new SwitchEngineVersionEncoder().wrapAndApplyHeader(buffer, 0, header);
        host(switching.envelope());
        switching.engineVersion(version);
        return bytes(switching.limit());
    }

    byte[] raise(final long source, final long command, final Severity severity, final Texts texts) {
        final RaiseAlertEncoder raise = new RaiseAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from(raise.envelope(), source, command, 0);
        raise.emergencyType(EmergencyType.CARDIAC_ARREST)
                .severity(severity)
                .consciousness(Consciousness.NULL_VAL)
                .pain(RaiseAlertEncoder.painNullValue())
                .contentFlags(0)
                .reserved(0)
                .systolic(RaiseAlertEncoder.systolicNullValue())
                .diastolic(RaiseAlertEncoder.diastolicNullValue())
                .heartRate(RaiseAlertEncoder.heartRateNullValue())
                .respiratoryRate(RaiseAlertEncoder.respiratoryRateNullValue())
                .temperature(RaiseAlertEncoder.temperatureNullValue())
                .spo2(RaiseAlertEncoder.spo2NullValue())
                .glucose(RaiseAlertEncoder.glucoseNullValue())
                .latitude(RaiseAlertEncoder.latitudeNullValue())
                .longitude(RaiseAlertEncoder.longitudeNullValue())
                .estimatedResponseMs(RaiseAlertEncoder.estimatedResponseMsNullValue())
                .createdAtNs(0)
                .deviceCondition(DeviceCondition.NULL_VAL);
        raise.specializationsCount(0);
        raise.alertKey(texts.key)
                .patientId(texts.patient)
                .deviceId(texts.device)
                .facilityName("")
                .building("")
                .floor("")
                .department("")
                .unitId(texts.unit)
                .room("")
                .bedId(texts.bed)
                .address("")
                .typeText("")
                .description(texts.description)
                .metadata("")
                .personal("");
        return bytes(raise.limit());
    }

    /** A raise of {@link AlertEngine#MAX_COMMAND_LENGTH} bytes: every text as long as it may be. */
    byte[] longestRaise(final String key, final String patient) {
        final RaiseAlertEncoder raise = new RaiseAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from(raise.envelope(), 0, 0, 0);
        raise.emergencyType(EmergencyType.OTHER)
                .severity(Severity.URGENT)
                .consciousness(Consciousness.ALERT)
                .pain((short) 10)
                .contentFlags(0)
                .reserved(0)
                .systolic(1)
                .diastolic(1)
                .heartRate(1)
                .respiratoryRate(1)
                .temperature(1)
                .spo2(1)
                .glucose(1)
                .latitude(1)
                .longitude(1)
                .estimatedResponseMs(1)
                .createdAtNs(1)
                .deviceCondition(DeviceCondition.NULL_VAL);
        final RaiseAlertEncoder.SpecializationsEncoder group = raise.specializationsCount(4);
        for (int i = 0; i < 4; i++) {
            group.next().name("s".repeat(20));
        }
        raise.alertKey(key)
                .patientId(patient)
                .deviceId("d".repeat(36))
                .facilityName("f".repeat(36))
                .building("b".repeat(24))
                .floor("f".repeat(8))
                .department("d".repeat(24))
                .unitId("u".repeat(36))
                .room("r".repeat(16))
                .bedId("b".repeat(36))
                .address("a".repeat(72))
                .typeText("t".repeat(48))
                .description("d".repeat(160))
                .metadata("m".repeat(96))
                .personal("p".repeat(96));
        return bytes(raise.limit());
    }

    byte[] clear(final long source, final long alertId) {
        final ClearAlertEncoder clear = new ClearAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from(clear.envelope(), source, 0, 0);
        clear.alertId(alertId).alertKey("");
        return bytes(clear.limit());
    }

    byte[] cancel(final long source, final long alertId) {
        final CancelAlertEncoder cancel = new CancelAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from(cancel.envelope(), source, 0, 0);
        cancel.alertId(alertId).alertKey("");
        return bytes(cancel.limit());
    }

    byte[] vitals(final String patient, final String device, final long sequence, final List<Parameter> parameters) {
        final VitalsBatchEncoder batch = new VitalsBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        host(batch.envelope());
        batch.deviceSequence(sequence)
                .acuity(Acuity.CONTINUOUS)
                .measuredNs(0)
                .status(0)
                .statusOf(0)
                .batteryPercent(VitalsBatchEncoder.batteryPercentNullValue())
                .accuracy(VitalsBatchEncoder.accuracyNullValue())
                .accuracyOf(0)
                .calibration(CalibrationStatus.NULL_VAL);
        final VitalsBatchEncoder.ReadingsEncoder readings = batch.readingsCount(parameters.size());
        parameters.forEach(parameter -> readings.next().value(100).parameter(parameter));
        batch.patientId(patient).bedId("").deviceId(device);
        return bytes(batch.limit());
    }

    byte[] monitor(final long session, final String patientId, final String deviceId) {
        final StartMonitoringEncoder start = new StartMonitoringEncoder().wrapAndApplyHeader(buffer, 0, header);
        from(start.envelope(), 0, 0, session);
        start.type(MonitoringType.TELEMETRY);
        start.devicesCount(1).next().kind(DeviceKind.EKG_MONITOR).deviceId(deviceId);
        start.patientId(patientId).bedId("");
        return bytes(start.limit());
    }

    byte[] view(final long session, final long monitoringId, final String personId) {
        final GrantViewersEncoder grant = new GrantViewersEncoder().wrapAndApplyHeader(buffer, 0, header);
        from(grant.envelope(), 0, 0, session);
        grant.monitoringId(monitoringId).list(MonitoringList.VIEWERS);
        grant.peopleCount(1).next().personId(personId);
        return bytes(grant.limit());
    }

    byte[] limit(final long session, final String patientId, final int value) {
        final SetPatientLimitEncoder set = new SetPatientLimitEncoder().wrapAndApplyHeader(buffer, 0, header);
        from(set.envelope(), 0, 0, session);
        set.untilNs(0)
                .value(value)
                .parameter(Parameter.HEART_RATE)
                .bound(Bound.ABOVE)
                .reason(LimitReason.USUAL)
                .patientId(patientId)
                .bedId("")
                .comment("");
        return bytes(set.limit());
    }

    byte[] snooze(final long session, final long alertId, final long forMs) {
        final SnoozeAlertEncoder snooze = new SnoozeAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from(snooze.envelope(), 0, 0, session);
        snooze.alertId(alertId).forMs(forMs);
        return bytes(snooze.limit());
    }

    byte[] accept(final long session, final long alertId) {
        final AcceptAlertEncoder accept = new AcceptAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from(accept.envelope(), 0, 0, session);
        accept.alertId(alertId);
        return bytes(accept.limit());
    }

    byte[] reject(final long session, final long alertId) {
        final RejectAlertEncoder reject = new RejectAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from(reject.envelope(), 0, 0, session);
        reject.alertId(alertId).reason(RejectReason.BUSY);
        return bytes(reject.limit());
    }

    byte[] resolve(final long session, final long alertId) {
        final ResolveAlertEncoder resolve = new ResolveAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from(resolve.envelope(), 0, 0, session);
        resolve.alertId(alertId);
        return bytes(resolve.limit());
    }

    byte[] open(final long session, final int gateway, final String person) {
        return limited(session, gateway, person, 0);
    }

    /** A session whose proof permits these scopes, and is for these units alone, if there are any. */
    byte[] limited(
            final long session, final int gateway, final String person, final long scopes, final String... units) {
        final SessionOpenedEncoder opened = new SessionOpenedEncoder().wrapAndApplyHeader(buffer, 0, header);
        host(opened.envelope());
        final java.io.ByteArrayOutputStream list = new java.io.ByteArrayOutputStream();
        if (units.length > 0) {
            list.write(units.length);
            for (final String unit : units) {
                list.write(unit.length());
                list.writeBytes(unit.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
        }
        opened.sessionId(session)
                .gatewayId(gateway)
                .capabilities(0)
                .scopes(scopes)
                .patientScopes(0)
                .personId(person)
                .putUnits(list.toByteArray(), 0, list.size());
        return bytes(opened.limit());
    }

    /** A person in a room, with coordinates. */
    byte[] position(final String person) {
        final PositionReportedEncoder report = new PositionReportedEncoder().wrapAndApplyHeader(buffer, 0, header);
        host(report.envelope());
        report.latitude(481_374_300).longitude(115_754_900).atNs(0);
        report.personId(person)
                .room("2.14")
                .unitId("icu")
                .floor("2")
                .building("B")
                .campus("North");
        return bytes(report.limit());
    }

    byte[] close(final long session) {
        final SessionClosedEncoder closed = new SessionClosedEncoder().wrapAndApplyHeader(buffer, 0, header);
        host(closed.envelope());
        closed.sessionId(session);
        return bytes(closed.limit());
    }

    byte[] receipt(final long session, final long critical, final long other) {
        final ReceiptBatchEncoder batch = new ReceiptBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        from(batch.envelope(), 0, 0, session);
        batch.receivedCritical(critical).receivedOther(other);
        batch.displayedCount(0);
        return bytes(batch.limit());
    }

    /** Begin, as many parts as it takes, commit. */
    List<byte[]> configuration(final List<byte[]> entries) {
        final List<byte[]> messages = new ArrayList<>();
        final ConfigBeginEncoder begin = new ConfigBeginEncoder().wrapAndApplyHeader(buffer, 0, header);
        host(begin.envelope());
        begin.configId(++configs);
        messages.add(bytes(begin.limit()));
        long hash = FNV_OFFSET;
        int number = 0;
        final UnsafeBuffer part = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
        int used = 0;
        for (final byte[] entry : entries) {
            if (used + Short.BYTES + entry.length > PART_BYTES) {
                messages.add(part(number++, part, used));
                used = 0;
            }
            part.putShort(used, (short) entry.length);
            part.putBytes(used + Short.BYTES, entry);
            final int end = used + Short.BYTES + entry.length;
            for (; used < end; used++) {
                hash = (hash ^ (part.getByte(used) & 0xFF)) * FNV_PRIME;
            }
        }
        messages.add(part(number, part, used));
        final ConfigCommitEncoder commit = new ConfigCommitEncoder().wrapAndApplyHeader(buffer, 0, header);
        host(commit.envelope());
        commit.configId(configs).entryCount(entries.size()).contentHash(hash);
        messages.add(bytes(commit.limit()));
        return messages;
    }

    private byte[] part(final int number, final UnsafeBuffer entries, final int length) {
        final ConfigPartEncoder part = new ConfigPartEncoder().wrapAndApplyHeader(buffer, 0, header);
        host(part.envelope());
        part.configId(configs).partNumber(number).putEntries(entries, 0, length);
        return bytes(part.limit());
    }
}
