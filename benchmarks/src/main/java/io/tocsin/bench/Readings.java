package io.tocsin.bench;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import java.util.SplittableRandom;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Readings of every patient in the order of the visits, encoded one after the other; a device wants no answer. */
final class Readings {
    private static final int SEQUENCE_OFFSET =
            MessageHeaderEncoder.ENCODED_LENGTH + VitalsBatchEncoder.deviceSequenceEncodingOffset();
    private static final long SEED = 20_260_102;
    /** One in so many is beyond its limit in the first round, and back in the second. */
    private static final int CROSSING = 100;

    private static final int BEYOND = 130_00;

    // What healthy people have; every one scores 0.
    private static final Parameter[] PARAMETERS = {
        Parameter.HEART_RATE, Parameter.SPO2, Parameter.RESPIRATORY_RATE, Parameter.SYSTOLIC, Parameter.TEMPERATURE
    };
    private static final int[] LEAST = {51_00, 96_00, 12_00, 111_00, 36_10};
    private static final int[] MOST = {90_00, 100_00, 20_00, 179_00, 38_00};

    private final UnsafeBuffer buffer;
    private final int stride;
    private final int length;
    private final int count;

    private Readings(final UnsafeBuffer buffer, final int stride, final int length, final int count) {
        this.buffer = buffer;
        this.stride = stride;
        this.length = length;
        this.count = count;
    }

    /** One batch for each patient, or two. */
    static Readings of(final ReadingKind kind, final int[] visits) {
        final SplittableRandom random = new SplittableRandom(SEED);
        final UnsafeBuffer message = new UnsafeBuffer(new byte[1024]);
        final Encoder encoder = new Encoder(random, visits.length);
        final int length = encoder.write(message, 0, kind, 0, 0);
        final int stride = BitUtil.align(length, BitUtil.CACHE_LINE_LENGTH);
        final int count = visits.length * (kind == ReadingKind.CROSSING ? 2 : 1);
        final UnsafeBuffer all = new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(Math.multiplyExact(count, stride), BitUtil.CACHE_LINE_LENGTH));
        for (int i = 0; i < count; i++) {
            final int written = encoder.write(all, i * stride, kind, i, visits[i % visits.length]);
            if (written != length) {
                throw new IllegalStateException("readings of different lengths");
            }
        }
        return new Readings(all, stride, length, count);
    }

    /** The seven inputs of NEWS2 of a patient; answers the length. */
    static int writeAllInputs(final MutableDirectBuffer message, final int patient) {
        return new Encoder(new SplittableRandom(SEED), 1).writeAllInputs(message, patient);
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int count() {
        return count;
    }

    int length() {
        return length;
    }

    int offset(final int index) {
        return index * stride;
    }

    /** Makes a batch the next one of its device. */
    void sequence(final int index, final long sequence) {
        buffer.putLong(index * stride + SEQUENCE_OFFSET, sequence);
    }

    private static final class Encoder {
        private final VitalsBatchEncoder batch = new VitalsBatchEncoder();
        private final MessageHeaderEncoder header = new MessageHeaderEncoder();
        private final byte[] id = new byte[Ids.MAX_BYTES];
        private final SplittableRandom random;
        private final int patients;

        Encoder(final SplittableRandom random, final int patients) {
            this.random = random;
            this.patients = patients;
        }

        int write(
                final MutableDirectBuffer buffer,
                final int offset,
                final ReadingKind kind,
                final int index,
                final int patient) {
            begin(buffer, offset);
            final VitalsBatchEncoder.ReadingsEncoder readings = batch.readingsCount(kind.readings());
            for (int i = 0; i < kind.readings(); i++) {
                final int which = kind == ReadingKind.CROSSING ? 0 : (index + i) % PARAMETERS.length;
                final boolean beyond = kind == ReadingKind.CROSSING && index < patients && index % CROSSING == 0;
                readings.next()
                        .value(beyond ? BEYOND : random.nextInt(LEAST[which], MOST[which] + 1))
                        .parameter(PARAMETERS[which]);
            }
            return end(patient, kind.hasDevice()) - offset;
        }

        int writeAllInputs(final MutableDirectBuffer buffer, final int patient) {
            begin(buffer, 0);
            final VitalsBatchEncoder.ReadingsEncoder readings = batch.readingsCount(PARAMETERS.length + 2);
            for (int i = 0; i < PARAMETERS.length; i++) {
                readings.next().value(MOST[i]).parameter(PARAMETERS[i]);
            }
            readings.next().value(0).parameter(Parameter.CONSCIOUSNESS);
            readings.next().value(0).parameter(Parameter.OXYGEN_THERAPY);
            return end(patient, false);
        }

        private void begin(final MutableDirectBuffer buffer, final int offset) {
            batch.wrapAndApplyHeader(buffer, offset, header);
            Commands.envelope(batch.envelope(), Hospital.SOURCE, 0, 0);
            batch.deviceSequence(0)
                    .acuity(Acuity.CONTINUOUS)
                    .measuredNs(0)
                    .status(0)
                    .statusOf(0)
                    .batteryPercent(VitalsBatchEncoder.batteryPercentNullValue())
                    .accuracy(VitalsBatchEncoder.accuracyNullValue())
                    .accuracyOf(0)
                    .calibration(CalibrationStatus.NULL_VAL);
        }

        private int end(final int patient, final boolean hasDevice) {
            batch.putPatientId(id, 0, Ids.patient(patient, id))
                    .putBedId(id, 0, 0)
                    .putDeviceId(id, 0, hasDevice ? Ids.device(patient, id) : 0);
            return batch.limit();
        }
    }
}
