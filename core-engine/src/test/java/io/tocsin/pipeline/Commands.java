package io.tocsin.pipeline;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.CountersQueryDecoder;
import io.tocsin.codecs.sbe.CountersQueryEncoder;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.UpdateAlertEncoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands as tests publish them. */
final class Commands {
    static final int QUERY_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + CountersQueryEncoder.BLOCK_LENGTH;

    private Commands() {}

    /** A query whose answer carries the correlation. */
    static UnsafeBuffer query(final long correlation) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[QUERY_LENGTH]);
        new CountersQueryEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .envelope()
                .correlation(correlation);
        return buffer;
    }

    /** The correlation of a query; -1 if it is none. */
    static long correlationOf(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        return header.templateId() != CountersQueryDecoder.TEMPLATE_ID
                ? -1
                : new CountersQueryDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .envelope()
                        .correlation();
    }

    static UnsafeBuffer raise(final String key, final Severity severity) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
        final RaiseAlertEncoder raise = new RaiseAlertEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .emergencyType(EmergencyType.STROKE)
                .severity(severity)
                .consciousness(io.tocsin.codecs.sbe.Consciousness.NULL_VAL)
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
        raise.specializationsCount(0);
        raise.alertKey(key)
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
        return new UnsafeBuffer(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + raise.encodedLength());
    }

    static UnsafeBuffer update(final Severity severity) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final UpdateAlertEncoder update = new UpdateAlertEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .alertId(1)
                .severity(severity)
                .alertKey("")
                .description("");
        return new UnsafeBuffer(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + update.encodedLength());
    }

    static UnsafeBuffer vitals(final Acuity acuity) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final VitalsBatchEncoder vitals = new VitalsBatchEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .deviceSequence(0)
                .acuity(acuity)
                .measuredNs(0)
                .status(0)
                .statusOf(0)
                .batteryPercent(VitalsBatchEncoder.batteryPercentNullValue())
                .accuracy(VitalsBatchEncoder.accuracyNullValue())
                .accuracyOf(0)
                .calibration(CalibrationStatus.NULL_VAL);
        vitals.readingsCount(0);
        vitals.patientId("p").bedId("").deviceId("");
        return new UnsafeBuffer(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + vitals.encodedLength());
    }

    /** Header of a template, with an empty block behind it. */
    static UnsafeBuffer template(final int templateId) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        new MessageHeaderEncoder()
                .wrap(buffer, 0)
                .blockLength(128)
                .templateId(templateId)
                .schemaId(MessageHeaderEncoder.SCHEMA_ID)
                .version(1);
        return buffer;
    }
}
