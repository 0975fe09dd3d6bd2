package io.tocsin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.Severity;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes and reads all of {@code RaiseAlert}, as long as {@link Commands} makes it, but with texts that stand ready. */
final class RaiseCodec {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final RaiseAlertEncoder encoder = new RaiseAlertEncoder();
    private final RaiseAlertDecoder decoder = new RaiseAlertDecoder();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final byte[] key = new byte[Ids.MAX_BYTES];
    private final byte[] patient = new byte[Ids.MAX_BYTES];
    private final byte[] unit = new byte[Ids.MAX_BYTES];
    private final int keyLength = Ids.key(1, key);
    private final int patientLength = Ids.patient(1, patient);
    private final int unitLength = Ids.unit(1, unit);
    private final byte[] facility = "North Hospital".getBytes(UTF_8);
    private final byte[] department = "Cardiology".getBytes(UTF_8);
    private final byte[] description = Commands.DESCRIPTION.getBytes(UTF_8);

    int encode(final MutableDirectBuffer buffer, final int number) {
        encoder.wrapAndApplyHeader(buffer, 0, header);
        Commands.envelope(encoder.envelope(), Hospital.SOURCE, number, 0);
        encoder.emergencyType(EmergencyType.CARDIAC_ARREST)
                .severity(Severity.CRITICAL)
                .consciousness(Consciousness.UNRESPONSIVE)
                .pain(RaiseAlertEncoder.painNullValue())
                .contentFlags(0)
                .reserved(0)
                .systolic(60_00)
                .diastolic(RaiseAlertEncoder.diastolicNullValue())
                .heartRate(180_00)
                .respiratoryRate(RaiseAlertEncoder.respiratoryRateNullValue())
                .temperature(RaiseAlertEncoder.temperatureNullValue())
                .spo2(82_00)
                .glucose(RaiseAlertEncoder.glucoseNullValue())
                .latitude(RaiseAlertEncoder.latitudeNullValue())
                .longitude(RaiseAlertEncoder.longitudeNullValue())
                .estimatedResponseMs(RaiseAlertEncoder.estimatedResponseMsNullValue())
                .createdAtNs(Hospital.START_NS + number)
                .deviceCondition(DeviceCondition.NULL_VAL);
        encoder.specializationsCount(0);
        encoder.putAlertKey(key, 0, keyLength)
                .putPatientId(patient, 0, patientLength)
                .putDeviceId(patient, 0, patientLength)
                .putFacilityName(facility, 0, facility.length)
                .putBuilding(facility, 0, 0)
                .putFloor(facility, 0, 1)
                .putDepartment(department, 0, department.length)
                .putUnitId(unit, 0, unitLength)
                .putRoom(facility, 0, 4)
                .putBedId(facility, 0, 0)
                .putAddress(facility, 0, 0)
                .putTypeText(facility, 0, 0)
                .putDescription(description, 0, description.length)
                .putMetadata(facility, 0, 0)
                .putPersonal(facility, 0, 0);
        return encoder.limit();
    }

    long decode(final DirectBuffer buffer) {
        decoder.wrapAndApplyHeader(buffer, 0, headerDecoder);
        long sum = decoder.envelope().sourceId()
                + decoder.envelope().commandId()
                + decoder.envelope().correlation()
                + decoder.envelope().actorSession()
                + decoder.envelope().purposeRaw()
                + decoder.emergencyTypeRaw()
                + decoder.severityRaw()
                + decoder.consciousnessRaw()
                + decoder.pain()
                + decoder.contentFlags()
                + decoder.systolic()
                + decoder.diastolic()
                + decoder.heartRate()
                + decoder.respiratoryRate()
                + decoder.temperature()
                + decoder.spo2()
                + decoder.glucose()
                + decoder.latitude()
                + decoder.longitude()
                + decoder.estimatedResponseMs()
                + decoder.createdAtNs();
        final RaiseAlertDecoder.SpecializationsDecoder specializations = decoder.specializations();
        while (specializations.hasNext()) {
            specializations.next().wrapName(view);
            sum += view.capacity();
        }
        decoder.wrapAlertKey(view);
        sum += text();
        decoder.wrapPatientId(view);
        sum += text();
        decoder.wrapDeviceId(view);
        sum += text();
        decoder.wrapFacilityName(view);
        sum += text();
        decoder.wrapBuilding(view);
        sum += text();
        decoder.wrapFloor(view);
        sum += text();
        decoder.wrapDepartment(view);
        sum += text();
        decoder.wrapUnitId(view);
        sum += text();
        decoder.wrapRoom(view);
        sum += text();
        decoder.wrapBedId(view);
        sum += text();
        decoder.wrapAddress(view);
        sum += text();
        decoder.wrapTypeText(view);
        sum += text();
        decoder.wrapDescription(view);
        sum += text();
        decoder.wrapMetadata(view);
        sum += text();
        decoder.wrapPersonal(view);
        return sum + text();
    }

    private int text() {
        return view.capacity() == 0 ? 0 : view.getByte(0) + view.capacity();
    }
}
