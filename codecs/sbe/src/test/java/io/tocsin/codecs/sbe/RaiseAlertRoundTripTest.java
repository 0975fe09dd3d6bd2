package io.tocsin.codecs.sbe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * A raise, field by field: everything that a source can say arrives under its own name, and so does what it left out.
 */
final class RaiseAlertRoundTripTest {
    private static final List<String> FIELDS = List.of(
            "envelope",
            "emergencyType",
            "severity",
            "consciousness",
            "pain",
            "contentFlags",
            "reserved",
            "systolic",
            "diastolic",
            "heartRate",
            "respiratoryRate",
            "temperature",
            "spo2",
            "glucose",
            "latitude",
            "longitude",
            "estimatedResponseMs",
            "createdAtNs",
            "deviceCondition");
    private static final List<String> TEXTS = List.of(
            "alertKey",
            "patientId",
            "deviceId",
            "facilityName",
            "building",
            "floor",
            "department",
            "unitId",
            "room",
            "bedId",
            "address",
            "typeText",
            "description",
            "metadata",
            "personal");

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Limits.SLOT_BYTES]);
    private final RaiseAlertEncoder encoder = new RaiseAlertEncoder();
    private final RaiseAlertDecoder decoder = new RaiseAlertDecoder();

    @Test
    void shouldCarryEverythingThatASourceCanSay() {
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encodeEnvelope();
        encoder.emergencyType(EmergencyType.OTHER)
                .severity(Severity.CRITICAL)
                .consciousness(Consciousness.UNRESPONSIVE)
                .pain((short) 10)
                .contentFlags(0b101)
                .reserved(0)
                .systolic(124_00)
                .diastolic(81_00)
                .heartRate(-1)
                .respiratoryRate(16_50)
                .temperature(36_85)
                .spo2(97_00)
                .glucose(110_00)
                .latitude(-90_0000000)
                .longitude(180_0000000)
                .estimatedResponseMs(90_000L)
                .createdAtNs(1_700_000_000_000_000_001L)
                .deviceCondition(DeviceCondition.OCCLUSION);
        encoder.specializationsCount(4)
                .next()
                .name("cardiology")
                .next()
                .name("anaesthesia")
                .next()
                .name("")
                .next()
                .name("trauma surgery 12345");
        encoder.alertKey("lab-4711/é")
                .patientId("patient-1")
                .deviceId("monitor-7")
                .facilityName("North")
                .building("Main")
                .floor("3")
                .department("Cardiology")
                .unitId("icu-a")
                .room("312")
                .bedId("icu-a-4")
                .address("1 Infirmary Road")
                .typeText("snake bite")
                .description("Schmerz in der Brust, \u2265 20 min")
                .metadata("a=1\u001fb=2")
                .personal("\u0000\u0001sealed");

        wrapDecoder();
        assertEnvelope();
        assertThat(decoder.emergencyType()).isEqualTo(EmergencyType.OTHER);
        assertThat(decoder.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(decoder.consciousness()).isEqualTo(Consciousness.UNRESPONSIVE);
        assertThat(decoder.pain()).isEqualTo((short) 10);
        assertThat(decoder.contentFlags()).isEqualTo(0b101);
        assertThat(decoder.reserved()).isZero();
        assertThat(decoder.systolic()).isEqualTo(124_00);
        assertThat(decoder.diastolic()).isEqualTo(81_00);
        assertThat(decoder.heartRate()).isEqualTo(-1);
        assertThat(decoder.respiratoryRate()).isEqualTo(16_50);
        assertThat(decoder.temperature()).isEqualTo(36_85);
        assertThat(decoder.spo2()).isEqualTo(97_00);
        assertThat(decoder.glucose()).isEqualTo(110_00);
        assertThat(decoder.latitude()).isEqualTo(-90_0000000);
        assertThat(decoder.longitude()).isEqualTo(180_0000000);
        assertThat(decoder.estimatedResponseMs()).isEqualTo(90_000L);
        assertThat(decoder.createdAtNs()).isEqualTo(1_700_000_000_000_000_001L);
        assertThat(decoder.deviceCondition()).isEqualTo(DeviceCondition.OCCLUSION);

        final RaiseAlertDecoder.SpecializationsDecoder specializations = decoder.specializations();
        assertThat(specializations.count()).isEqualTo(4);
        assertThat(specializations.next().name()).isEqualTo("cardiology");
        assertThat(specializations.next().name()).isEqualTo("anaesthesia");
        assertThat(specializations.next().name()).isEmpty();
        assertThat(specializations.next().name()).isEqualTo("trauma surgery 12345");

        assertThat(decoder.alertKey()).isEqualTo("lab-4711/é");
        assertThat(decoder.patientId()).isEqualTo("patient-1");
        assertThat(decoder.deviceId()).isEqualTo("monitor-7");
        assertThat(decoder.facilityName()).isEqualTo("North");
        assertThat(decoder.building()).isEqualTo("Main");
        assertThat(decoder.floor()).isEqualTo("3");
        assertThat(decoder.department()).isEqualTo("Cardiology");
        assertThat(decoder.unitId()).isEqualTo("icu-a");
        assertThat(decoder.room()).isEqualTo("312");
        assertThat(decoder.bedId()).isEqualTo("icu-a-4");
        assertThat(decoder.address()).isEqualTo("1 Infirmary Road");
        assertThat(decoder.typeText()).isEqualTo("snake bite");
        assertThat(decoder.description()).isEqualTo("Schmerz in der Brust, \u2265 20 min");
        assertThat(decoder.metadata()).isEqualTo("a=1\u001fb=2");
        assertThat(decoder.personal()).isEqualTo("\u0000\u0001sealed");
        assertThat(decoder.limit()).isEqualTo(encoder.limit());
    }

    @Test
    void shouldSayWhatWasLeftOut() {
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        encodeEnvelope();
        encoder.emergencyType(EmergencyType.CARDIAC_ARREST)
                .severity(Severity.NON_URGENT)
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
                .createdAtNs(0);
        encoder.specializationsCount(0);
        encoder.alertKey("k")
                .patientId("")
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

        wrapDecoder();
        assertEnvelope();
        assertThat(decoder.emergencyType()).isEqualTo(EmergencyType.CARDIAC_ARREST);
        assertThat(decoder.severity()).isEqualTo(Severity.NON_URGENT);
        assertThat(decoder.consciousness()).isEqualTo(Consciousness.NULL_VAL);
        assertThat(decoder.pain()).isEqualTo((short) 255);
        assertThat(decoder.contentFlags()).isZero();
        assertThat(decoder.reserved()).isZero();
        assertThat(decoder.systolic()).isEqualTo(Integer.MIN_VALUE);
        assertThat(decoder.diastolic()).isEqualTo(Integer.MIN_VALUE);
        assertThat(decoder.heartRate()).isEqualTo(Integer.MIN_VALUE);
        assertThat(decoder.respiratoryRate()).isEqualTo(Integer.MIN_VALUE);
        assertThat(decoder.temperature()).isEqualTo(Integer.MIN_VALUE);
        assertThat(decoder.spo2()).isEqualTo(Integer.MIN_VALUE);
        assertThat(decoder.glucose()).isEqualTo(Integer.MIN_VALUE);
        assertThat(decoder.latitude()).isEqualTo(Integer.MIN_VALUE);
        assertThat(decoder.longitude()).isEqualTo(Integer.MIN_VALUE);
        assertThat(decoder.estimatedResponseMs()).isEqualTo(0xFFFF_FFFFL);
        assertThat(decoder.createdAtNs()).isZero();
        assertThat(decoder.specializations().count()).isZero();
        assertThat(decoder.alertKey()).isEqualTo("k");
        assertThat(decoder.patientId()).isEmpty();
        assertThat(decoder.deviceId()).isEmpty();
        assertThat(decoder.facilityName()).isEmpty();
        assertThat(decoder.building()).isEmpty();
        assertThat(decoder.floor()).isEmpty();
        assertThat(decoder.department()).isEmpty();
        assertThat(decoder.unitId()).isEmpty();
        assertThat(decoder.room()).isEmpty();
        assertThat(decoder.bedId()).isEmpty();
        assertThat(decoder.address()).isEmpty();
        assertThat(decoder.typeText()).isEmpty();
        assertThat(decoder.description()).isEmpty();
        assertThat(decoder.metadata()).isEmpty();
        assertThat(decoder.personal()).isEmpty();
        assertThat(decoder.limit()).isEqualTo(encoder.limit());
    }

    /** Zero is a reading; only the null value is the lack of one. */
    @Test
    void shouldTellZeroFromNotMeasured() {
        assertThat(RaiseAlertDecoder.painNullValue()).isNotEqualTo((short) 0);
        assertThat(RaiseAlertDecoder.systolicNullValue()).isNotEqualTo(0);
        assertThat(RaiseAlertDecoder.diastolicNullValue()).isNotEqualTo(0);
        assertThat(RaiseAlertDecoder.heartRateNullValue()).isNotEqualTo(0);
        assertThat(RaiseAlertDecoder.respiratoryRateNullValue()).isNotEqualTo(0);
        assertThat(RaiseAlertDecoder.temperatureNullValue()).isNotEqualTo(0);
        assertThat(RaiseAlertDecoder.spo2NullValue()).isNotEqualTo(0);
        assertThat(RaiseAlertDecoder.glucoseNullValue()).isNotEqualTo(0);
        assertThat(RaiseAlertDecoder.latitudeNullValue()).isNotEqualTo(0);
        assertThat(RaiseAlertDecoder.longitudeNullValue()).isNotEqualTo(0);
        assertThat(RaiseAlertDecoder.estimatedResponseMsNullValue()).isNotEqualTo(0L);
        assertThat(Consciousness.ALERT.value()).isZero();
    }

    @Test
    void shouldNameEveryFieldOfTheSchemaInThisTest() {
        final Schema.Block block = Schema.current().message("RaiseAlert").block();

        assertThat(block.fields()).extracting(Schema.Field::name).containsExactlyElementsOf(FIELDS);
        assertThat(block.groups()).extracting(Schema.Group::name).containsExactly("specializations");
        assertThat(block.data()).extracting(Schema.Field::name).containsExactlyElementsOf(TEXTS);
    }

    private void encodeEnvelope() {
        encoder.envelope()
                .sourceId(-2L)
                .commandId(2L)
                .claimedNs(3L)
                .receivedNs(4L)
                .actorSession(5L)
                .correlation(6L)
                .facility(7)
                .replyGateway(8)
                .keyId(9)
                .flags(10)
                .purpose(Purpose.TRAINING)
                .askedLevel(Level.APPLIED);
    }

    private void assertEnvelope() {
        final EnvelopeDecoder envelope = decoder.envelope();
        assertThat(envelope.sourceId()).isEqualTo(-2L);
        assertThat(envelope.commandId()).isEqualTo(2L);
        assertThat(envelope.claimedNs()).isEqualTo(3L);
        assertThat(envelope.receivedNs()).isEqualTo(4L);
        assertThat(envelope.actorSession()).isEqualTo(5L);
        assertThat(envelope.correlation()).isEqualTo(6L);
        assertThat(envelope.facility()).isEqualTo(7);
        assertThat(envelope.replyGateway()).isEqualTo(8);
        assertThat(envelope.keyId()).isEqualTo(9);
        assertThat(envelope.flags()).isEqualTo(10);
        assertThat(envelope.purpose()).isEqualTo(Purpose.TRAINING);
        assertThat(envelope.askedLevel()).isEqualTo(Level.APPLIED);
    }

    private void wrapDecoder() {
        decoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }
}
