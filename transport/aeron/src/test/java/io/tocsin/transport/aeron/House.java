package io.tocsin.transport.aeron;

import io.tocsin.codecs.sbe.AcceptAlertEncoder;
import io.tocsin.codecs.sbe.CancelAlertEncoder;
import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.ConfigBeginEncoder;
import io.tocsin.codecs.sbe.ConfigCommitEncoder;
import io.tocsin.codecs.sbe.ConfigPartEncoder;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PersonEntryEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.engine.EngineLimits;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** A house with one desk, and the commands that its one source and the desk send: each is correlated by what it is and the number of its alert. */
final class House {
    static final int SENT = 1;
    static final int RAISED = 2;
    static final int CANCELLED = 3;
    static final int ACCEPTED = 4;
    static final int PREPARED = 5;

    private static final long SOURCE_ID = 77;
    private static final String DESK = "desk";
    private static final int CONFIG_ID = 1;

    private House() {}

    /** Room for the raises of some thousand numbers, in tables that are ready at once. */
    static EngineLimits limits() {
        return EngineLimits.builder()
                .maxAlerts(8_192)
                .maxOffers(16_384)
                .maxOutboxEntries(16_384)
                .maxDeliveries(32_768)
                .contentBlocks(65_536)
                .maxSubjects(1_024)
                .build();
    }

    static long correlation(final int kind, final long number) {
        return (long) kind << 56 | number;
    }

    static int kind(final long correlation) {
        return (int) (correlation >>> 56);
    }

    static long number(final long correlation) {
        return correlation & 0xFF_FFFF_FFFF_FFFFL;
    }

    /** What makes a house of an empty engine: a desk, and a policy that tells it. */
    static UnsafeBuffer[] configuration() {
        final UnsafeBuffer entries = new UnsafeBuffer(new byte[512]);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final PersonEntryEncoder desk = new PersonEntryEncoder();
        desk.wrapAndApplyHeader(entries, Short.BYTES, header)
                .alwaysReachable((short) 1)
                .personId(DESK);
        int length = added(entries, 0, desk.encodedLength());
        final PolicyEntryEncoder policy = new PolicyEntryEncoder();
        policy.wrapAndApplyHeader(entries, length + Short.BYTES, header)
                .policyId(1)
                .version(1)
                .severityMask(0x3E)
                .latchingTypes(0)
                .repeatMs(60_000)
                .reviewMs(0)
                .staleMs(0)
                .expireMs(86_400_000)
                .bedsideMs(0)
                .loops(0)
                .types(0)
                .plan((short) 0)
                .stepsCount(1)
                .next()
                .delayMs(600)
                .target(TargetKind.PERSON)
                .channels((short) 0)
                .needed((short) 0)
                .same((short) 0)
                .slot((short) 0)
                .asks((short) 0)
                .order(ChoiceOrder.AS_LISTED)
                .capable((short) 0)
                .name(DESK);
        policy.failSafe(DESK);
        length = added(entries, length, policy.encodedLength());

        final ConfigBeginEncoder begin = new ConfigBeginEncoder();
        begin.wrapAndApplyHeader(buffer(), 0, header)
                .configId(CONFIG_ID)
                .envelope()
                .correlation(correlation(PREPARED, 1));
        final ConfigPartEncoder part = new ConfigPartEncoder();
        part.wrapAndApplyHeader(buffer(), 0, header)
                .configId(CONFIG_ID)
                .partNumber(0)
                .putEntries(entries, 0, length)
                .envelope()
                .correlation(correlation(PREPARED, 2));
        final ConfigCommitEncoder commit = new ConfigCommitEncoder();
        commit.wrapAndApplyHeader(buffer(), 0, header)
                .configId(CONFIG_ID)
                .entryCount(2)
                .contentHash(hash(entries, length))
                .envelope()
                .correlation(correlation(PREPARED, 3));
        return new UnsafeBuffer[] {
            command(begin.buffer(), begin.encodedLength()),
            command(part.buffer(), part.encodedLength()),
            command(commit.buffer(), commit.encodedLength())
        };
    }

    static UnsafeBuffer raise(final long number) {
        final RaiseAlertEncoder raise = new RaiseAlertEncoder()
                .wrapAndApplyHeader(buffer(), 0, new MessageHeaderEncoder())
                .emergencyType(EmergencyType.STROKE)
                .severity(number % 2 == 0 ? Severity.CRITICAL : Severity.URGENT)
                .consciousness(Consciousness.NULL_VAL)
                .pain(RaiseAlertEncoder.painNullValue())
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
                .deviceCondition(DeviceCondition.NULL_VAL);
        raise.envelope().sourceId(SOURCE_ID).commandId(2 * number).correlation(correlation(RAISED, number));
        raise.specializationsCount(0);
        raise.alertKey(key(number))
                .patientId("p-" + number % 500)
                .deviceId("")
                .facilityName("")
                .building("")
                .floor("")
                .department("")
                .unitId("")
                .room("")
                .bedId("")
                .address("")
                .typeText("")
                .description("")
                .metadata("")
                .personal("");
        return command(raise.buffer(), raise.encodedLength());
    }

    static UnsafeBuffer cancel(final long number, final long commandId) {
        final CancelAlertEncoder cancel = new CancelAlertEncoder();
        cancel.wrapAndApplyHeader(buffer(), 0, new MessageHeaderEncoder())
                .alertId(0)
                .envelope()
                .sourceId(SOURCE_ID)
                .commandId(commandId)
                .correlation(correlation(CANCELLED, number));
        cancel.alertKey(key(number));
        return command(cancel.buffer(), cancel.encodedLength());
    }

    static UnsafeBuffer sessionOpened(final long sessionId) {
        final SessionOpenedEncoder session = new SessionOpenedEncoder();
        session.wrapAndApplyHeader(buffer(), 0, new MessageHeaderEncoder())
                .sessionId(sessionId)
                .gatewayId(0)
                .capabilities(0)
                .scopes(0)
                .patientScopes(0)
                .personId(DESK)
                .putUnits(new byte[0], 0, 0)
                .envelope()
                .correlation(correlation(PREPARED, 4));
        return command(session.buffer(), session.encodedLength());
    }

    static UnsafeBuffer accept(final long sessionId, final long alertId, final long number) {
        final AcceptAlertEncoder accept = new AcceptAlertEncoder();
        accept.wrapAndApplyHeader(buffer(), 0, new MessageHeaderEncoder())
                .alertId(alertId)
                .envelope()
                .actorSession(sessionId)
                .correlation(correlation(ACCEPTED, number));
        return command(accept.buffer(), accept.encodedLength());
    }

    static String key(final long number) {
        return "key-" + number;
    }

    static long numberOf(final String key) {
        return Long.parseLong(key.substring("key-".length()));
    }

    private static UnsafeBuffer buffer() {
        return new UnsafeBuffer(new byte[1_024]);
    }

    private static UnsafeBuffer command(final org.agrona.MutableDirectBuffer buffer, final int bodyLength) {
        return new UnsafeBuffer(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }

    private static int added(final UnsafeBuffer entries, final int at, final int bodyLength) {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        entries.putShort(at, (short) length, ByteOrder.LITTLE_ENDIAN);
        return at + Short.BYTES + length;
    }

    /** FNV-1a. */
    private static long hash(final UnsafeBuffer bytes, final int length) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ (bytes.getByte(i) & 0xFF)) * 0x100000001b3L;
        }
        return hash;
    }
}
