package io.tocsin.bench;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes and reads all of {@code VitalsBatch} with readings of heart rate. */
final class VitalsCodec {
    private static final int REST = 70_00;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final VitalsBatchEncoder encoder = new VitalsBatchEncoder();
    private final VitalsBatchDecoder decoder = new VitalsBatchDecoder();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final byte[] patient = new byte[Ids.MAX_BYTES];
    private final byte[] device = new byte[Ids.MAX_BYTES];
    private final int patientLength = Ids.patient(1, patient);
    private final int deviceLength = Ids.device(1, device);

    int encode(final MutableDirectBuffer buffer, final int readings, final int number) {
        encoder.wrapAndApplyHeader(buffer, 0, header);
        Commands.envelope(encoder.envelope(), Hospital.SOURCE, 0, 0);
        encoder.deviceSequence(number)
                .acuity(Acuity.CONTINUOUS)
                .measuredNs(0)
                .status(0)
                .statusOf(0)
                .batteryPercent(VitalsBatchEncoder.batteryPercentNullValue())
                .accuracy(VitalsBatchEncoder.accuracyNullValue())
                .accuracyOf(0)
                .calibration(CalibrationStatus.NULL_VAL);
        final VitalsBatchEncoder.ReadingsEncoder group = encoder.readingsCount(readings);
        for (int i = 0; i < readings; i++) {
            group.next().value(REST + number).parameter(Parameter.HEART_RATE);
        }
        encoder.putPatientId(patient, 0, patientLength).putBedId(patient, 0, 0).putDeviceId(device, 0, deviceLength);
        return encoder.limit();
    }

    long decode(final DirectBuffer buffer) {
        decoder.wrapAndApplyHeader(buffer, 0, headerDecoder);
        long sum = decoder.envelope().sourceId()
                + decoder.envelope().correlation()
                + decoder.envelope().purposeRaw()
                + decoder.deviceSequence()
                + decoder.acuityRaw();
        final VitalsBatchDecoder.ReadingsDecoder group = decoder.readings();
        while (group.hasNext()) {
            group.next();
            sum += group.value() + group.parameterRaw();
        }
        decoder.wrapPatientId(view);
        sum += text();
        decoder.wrapBedId(view);
        sum += text();
        decoder.wrapDeviceId(view);
        return sum + text();
    }

    private int text() {
        return view.capacity() == 0 ? 0 : view.getByte(0) + view.capacity();
    }
}
