package io.tocsin.replay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.AlertRaisedEncoder;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.ConfigPartEncoder;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EventHeaderEncoder;
import io.tocsin.codecs.sbe.IdInternedEncoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.PersonEntryEncoder;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.RulesEntryEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Each kind of field that the schema has, in a message that the generated codec wrote. */
final class MessageReaderTest {
    private static final long NOON_NS = 1_767_268_800_000_000_001L;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2_048]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @Test
    void shouldWriteWhatARaiseStatesAndNoMore() {
        assertThat(line(raise("face droops"), false))
                .isEqualTo(" sourceId=1001 commandId=18446744073709551615 claimedNs=2026-01-01T12:00:00.000000001Z"
                        + " correlation=7 purpose=TEST askedLevel=OS emergencyType=STROKE severity=EMERGENT"
                        + " consciousness=VOICE contentFlags=0 reserved=0 systolic=9050 heartRate=-100"
                        + " latitude=<4 bytes> specializations=[{name=neurology} {name=\"two words\"}]"
                        + " alertKey=m3/stroke patientId=<4 bytes> bedId=icu-1 description=<11 bytes>"
                        + " personal=<8 bytes>");
    }

    @Test
    void shouldWriteWhatTheProofBehindASessionPermits() {
        final byte[] units = {2, 3, 'i', 'c', 'u', 5, 'n', 'o', 'r', 't', 'h'};
        final SessionOpenedEncoder opened = new SessionOpenedEncoder().wrapAndApplyHeader(buffer, 0, header);
        opened.sessionId(7)
                .gatewayId(1)
                .capabilities(2)
                .scopes(16_385)
                .patientScopes(0)
                .personId("ann")
                .putUnits(units, 0, units.length);
        assertThat(line(opened.limit(), false))
                .endsWith(" sessionId=7 gatewayId=1 capabilities=2 scopes=16385 patientScopes=0 personId=ann"
                        + " units=[{unitId=icu} {unitId=north}]");
        assertThat(line(opened.limit() - units.length - 2, false)).endsWith(" personId=ann");
    }

    @Test
    void shouldWritePersonalDataOnlyWhenAsked() {
        assertThat(line(raise("face droops"), true))
                .contains(
                        " latitude=521234567",
                        " patientId=p-17",
                        " description=\"face droops\"",
                        " personal=\"Jane Doe\"");
        assertThat(line(raise("face droops"), false)).doesNotContain("p-17", "droops", "Doe", "521234567");
    }

    @Test
    void shouldStayOneLineWhateverATextHolds() {
        assertThat(line(raise("a\"b\\c\nd\u001b[2J\u2028e\u202ef ü"), true))
                .contains(" description=\"a\\\"b\\\\c\\u{a}d\\u{1b}[2J\\u{2028}e\\u{202e}f ü\"")
                .hasLineCount(1);
    }

    @Test
    void shouldTellWhyAnEventHappenedAndShowTheContentInsideIt() {
        final byte[] content = new byte[raise("face droops")];
        buffer.getBytes(0, content);
        final AlertRaisedEncoder raised = new AlertRaisedEncoder().wrapAndApplyHeader(buffer, 0, header);
        stamp(raised.header()).clause1(Clause.DECLARED_SEVERITY).clause2(Clause.UNIDENTIFIED_SUBJECT);
        raised.alertId(5)
                .sourceId(1_001)
                .subject(3)
                .unit(-1)
                .bed(2)
                .emergencyType(EmergencyType.STROKE)
                .severity(Severity.EMERGENT)
                .priority(Priority.HIGH)
                .purpose(Purpose.PRODUCTION)
                .cause(Cause.DECLARED)
                .unidentified((short) 1)
                .parameter((short) 0)
                .rule((short) 0)
                .value(0)
                .limitValue(0)
                .alertKey("k")
                .putContent(content, 0, content.length);
        assertThat(line(length(raised.encodedLength()), false))
                .startsWith(" because=DECLARED_SEVERITY,UNIDENTIFIED_SUBJECT alertId=5 sourceId=1001 subject=3 unit=-1")
                .contains(" alertKey=k content=RaiseAlert{sourceId=1001 ", " description=<11 bytes> ")
                .endsWith("personal=<8 bytes>}");
    }

    @Test
    void shouldShowTheEntriesOfAConfiguration() {
        final UnsafeBuffer entries = new UnsafeBuffer(new byte[512]);
        final PersonEntryEncoder person = new PersonEntryEncoder().wrapAndApplyHeader(entries, 2, header);
        person.alwaysReachable((short) 1).personId("desk");
        final int first = length(person.encodedLength());
        entries.putShort(0, (short) first, ByteOrder.LITTLE_ENDIAN);
        final RulesEntryEncoder rules = new RulesEntryEncoder().wrapAndApplyHeader(entries, first + 4, header);
        rules.rulesVersion(1)
                .news2((short) 0)
                .news2FastAgeMs(1)
                .news2PressureAgeMs(2)
                .news2TemperatureAgeMs(3)
                .limitsAsStated((short) 0)
                .rulesCount(1)
                .next()
                .limitValue(9_000)
                .parameter(Parameter.SPO2)
                .bound(Bound.BELOW)
                .severity(Severity.URGENT);
        final int second = length(rules.encodedLength());
        entries.putShort(2 + first, (short) second, ByteOrder.LITTLE_ENDIAN);
        final ConfigPartEncoder part = new ConfigPartEncoder().wrapAndApplyHeader(buffer, 0, header);
        part.configId(9).partNumber(0).putEntries(entries, 0, 4 + first + second);
        assertThat(line(length(part.encodedLength()), false))
                .endsWith(" configId=9 partNumber=0 entries=[PersonEntry{alwaysReachable=1 personId=desk}"
                        + " RulesEntry{rulesVersion=1 news2=0 news2FastAgeMs=1 news2PressureAgeMs=2"
                        + " news2TemperatureAgeMs=3 limitsAsStated=0 personalRules=0 personalMs=0 personalFactor=0"
                        + " personalReadings=0 rules=[{limitValue=9000 parameter=SPO2 bound=BELOW"
                        + " severity=URGENT}]}]");
    }

    @Test
    void shouldWithholdTheIdOfAPatientThatAnEventNamesButNotThatOfABed() {
        assertThat(line(interned("Pp-17"), false)).endsWith(" index=3 table=SUBJECT value=<5 bytes>");
        assertThat(line(interned("Pp-17"), true)).endsWith(" index=3 table=SUBJECT value=Pp-17");
        assertThat(line(interned("Bicu-1"), false)).endsWith(" index=3 table=SUBJECT value=Bicu-1");
    }

    @Test
    void shouldReadAMessageOfAnOlderSchemaWithoutTheFieldsThatCameLater() {
        final int length = vitals();
        header.wrap(buffer, 0).version(1);
        assertThat(line(length, false))
                .contains(" deviceSequence=991 acuity=CONTINUOUS readings=[{value=7200 parameter=HEART_RATE}]");
    }

    @Test
    void shouldShowANumberWhereAnEnumHasNoWord() {
        final int length = vitals();
        final int place = length - 1 - 2 - 1 - 5 - 1 - 1;
        buffer.putByte(place, (byte) 77);
        assertThat(line(length, false)).contains("parameter=?77");
    }

    @Test
    void shouldSayWhatIsWrongAndNeverReadBeyondTheBytes() {
        final int length = raise("face droops");
        for (int cut = 0; cut < length; cut++) {
            final UnsafeBuffer exact = new UnsafeBuffer(new byte[cut]);
            exact.putBytes(0, buffer, 0, cut);
            assertThat(new MessageReader(true, PatientTexts.withoutKeys()).read(exact, 0, cut, new LineSink()))
                    .as("cut at %d", cut)
                    .isNotNull();
        }
        header.wrap(buffer, 0).templateId(49);
        assertThat(new MessageReader(true, PatientTexts.withoutKeys()).read(buffer, 0, length, new LineSink()))
                .startsWith("not known to this version");
        header.schemaId(1);
        assertThat(new MessageReader(true, PatientTexts.withoutKeys()).read(buffer, 0, length, new LineSink()))
                .isEqualTo("of schema 1, not 7700");
    }

    @Test
    void shouldSurviveAnyDamage() {
        final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        final int length = raise("face droops");
        final byte[] sound = new byte[length];
        buffer.getBytes(0, sound);
        for (int i = 0; i < 20_000; i++) {
            final byte[] damaged = sound.clone();
            damaged[8 + random.nextInt(length - 8)] ^= (byte) (1 << random.nextInt(8));
            final LineSink sink = new LineSink();
            new MessageReader(true, PatientTexts.withoutKeys()).read(new UnsafeBuffer(damaged), 0, length, sink);
            assertThat(sink.take()).doesNotContain("\n");
        }
    }

    private int raise(final String description) {
        final RaiseAlertEncoder raise = new RaiseAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        raise.envelope()
                .sourceId(1_001)
                .commandId(-1)
                .claimedNs(NOON_NS)
                .receivedNs(0)
                .actorSession(0)
                .correlation(7)
                .facility(0)
                .replyGateway(0)
                .keyId(0)
                .flags(0)
                .purpose(Purpose.TEST)
                .askedLevel(Level.OS);
        raise.emergencyType(EmergencyType.STROKE)
                .severity(Severity.EMERGENT)
                .consciousness(Consciousness.VOICE)
                .pain(RaiseAlertEncoder.painNullValue())
                .contentFlags(0)
                .reserved(0)
                .systolic(9_050)
                .diastolic(RaiseAlertEncoder.diastolicNullValue())
                .heartRate(-100)
                .respiratoryRate(RaiseAlertEncoder.respiratoryRateNullValue())
                .temperature(RaiseAlertEncoder.temperatureNullValue())
                .spo2(RaiseAlertEncoder.spo2NullValue())
                .glucose(RaiseAlertEncoder.glucoseNullValue())
                .latitude(521_234_567)
                .longitude(RaiseAlertEncoder.longitudeNullValue())
                .estimatedResponseMs(RaiseAlertEncoder.estimatedResponseMsNullValue())
                .createdAtNs(0)
                .deviceCondition(DeviceCondition.NULL_VAL)
                .specializationsCount(2)
                .next()
                .name("neurology")
                .next()
                .name("two words");
        raise.alertKey("m3/stroke")
                .patientId("p-17")
                .deviceId("")
                .facilityName("")
                .building("")
                .floor("")
                .department("")
                .unitId("")
                .room("")
                .bedId("icu-1")
                .address("")
                .typeText("")
                .description(description)
                .metadata("")
                .personal("Jane Doe");
        return length(raise.encodedLength());
    }

    private int vitals() {
        final VitalsBatchEncoder vitals = new VitalsBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        vitals.deviceSequence(991)
                .acuity(io.tocsin.codecs.sbe.Acuity.CONTINUOUS)
                .measuredNs(0)
                .status(0)
                .statusOf(0)
                .batteryPercent(VitalsBatchEncoder.batteryPercentNullValue())
                .accuracy(VitalsBatchEncoder.accuracyNullValue())
                .accuracyOf(0)
                .calibration(CalibrationStatus.NULL_VAL)
                .readingsCount(1)
                .next()
                .value(7_200)
                .parameter(Parameter.HEART_RATE);
        vitals.patientId("").bedId("icu-1").deviceId("m3");
        return length(vitals.encodedLength());
    }

    private int interned(final String value) {
        final IdInternedEncoder interned = new IdInternedEncoder().wrapAndApplyHeader(buffer, 0, header);
        stamp(interned.header());
        interned.index(3).table(IdTable.SUBJECT).value(value);
        return length(interned.encodedLength());
    }

    private static EventHeaderEncoder stamp(final EventHeaderEncoder event) {
        return event.eventSeq(41)
                .timestampNs(NOON_NS)
                .commandSeq(17)
                .clause1(Clause.NONE)
                .clause2(Clause.NONE)
                .clause3(Clause.NONE)
                .clause4(Clause.NONE);
    }

    private String line(final int length, final boolean personal) {
        final LineSink sink = new LineSink();
        assertThat(new MessageReader(personal, PatientTexts.withoutKeys()).read(buffer, 0, length, sink))
                .isNull();
        return sink.take();
    }

    private static int length(final int bodyLength) {
        return MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
    }
}
