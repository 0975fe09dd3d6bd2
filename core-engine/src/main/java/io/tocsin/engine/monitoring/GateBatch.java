package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder.ReadingsDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** What a batch says of all its readings together: when they were measured, how its device is, which of its pressures contradict each other. */
final class GateBatch {
    private static final int VERSION = VitalsBatchDecoder.statusSinceVersion();
    private static final int DEVICE = 2;
    /** Bits 0 to 9 and 12 to 14 of the status. Not low perfusion and a poor signal, bits 10 and 11: a patient in shock has both, and the low SpO2 is true. */
    private static final int FAULTS = 0x73FF;

    private static final int SPO2 = 1 << Parameter.SPO2.value();
    private static final int CUFF = Parameter.SYSTOLIC.value();
    private static final int LINE = Parameter.ARTERIAL_SYSTOLIC.value();
    private static final int LEAST_PULSE_PRESSURE = 1_000;
    private static final int FNV_OFFSET = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;
    private static final int ABSENT = Integer.MIN_VALUE;
    /** In the place of a device: it is not stated, and may be several. */
    static final int NOBODY = 0;

    int subject;
    int bed;
    long measuredNs;
    boolean isContinuous;
    /** Hundredths, or negative if it is not stated. */
    private int accuracy;
    /** Bit per parameter. */
    private int accurate;

    /** Bit per parameter: the device says that its sensor is at fault. */
    int faulty;
    /** Bit per parameter: pressures that contradict each other. */
    int contradicting;

    /** The device's id in 32 bits, by which readings of one device are told from those of another; {@value #NOBODY} = not stated. */
    int device;

    DirectBuffer buffer;
    int deviceOffset;
    int deviceLength;

    /** Bit per parameter: an older reading is kept until the batch ends, so that scores look at it; then the newer one is kept again. */
    private int lent;

    private final int[] newer = new int[Subjects.PARAMETERS];
    private final long[] newerNs = new long[Subjects.PARAMETERS];
    /** By value of the enum Parameter, hundredths: the last of the batch. */
    private final int[] values = new int[Subjects.PARAMETERS];

    GateBatch(final DirectBuffer nothing) {
        buffer = nothing;
    }

    void of(
            final int ofSubject,
            final int ofBed,
            final VitalsBatchDecoder batch,
            final DirectBuffer message,
            final MessageLayout layout) {
        subject = ofSubject;
        bed = ofBed;
        final boolean isStated = layout.version() >= VERSION;
        measuredNs = isStated ? batch.measuredNs() : 0;
        final boolean isAccuracyThere = isStated
                && layout.blockLength() >= VitalsBatchDecoder.BLOCK_LENGTH
                && batch.accuracy() != VitalsBatchDecoder.accuracyNullValue();
        accuracy = isAccuracyThere ? batch.accuracy() : -1;
        accurate = isAccuracyThere && batch.accuracyOf() != 0 ? batch.accuracyOf() : -1;
        isContinuous = batch.acuityRaw() == Acuity.CONTINUOUS.value();
        final boolean isAtFault = isStated && (batch.status() & FAULTS) != 0;
        faulty = !isAtFault ? 0 : batch.statusOf() == 0 ? SPO2 : batch.statusOf();
        buffer = message;
        deviceOffset = layout.textOffset(DEVICE);
        deviceLength = layout.textLength(DEVICE);
        device = hash();
        contradicting = 0;
        lent = 0;
        compare(message, layout);
    }

    /** How accurate readings of a parameter are, hundredths; negative if it is not stated. */
    int accuracyOf(final int parameter) {
        return (accurate >>> parameter & 1) == 0 ? -1 : accuracy;
    }

    boolean isContradicting(final int parameter) {
        return (contradicting >>> parameter & 1) != 0;
    }

    /** Before an older reading is kept in the place of the newer one that is, if one is. */
    void lend(final Subjects subjects, final int parameter) {
        if ((lent & 1 << parameter) == 0 && subjects.has(subject, parameter)) {
            lent |= 1 << parameter;
            newer[parameter] = subjects.value(subject, parameter);
            newerNs[parameter] = SubjectRecord.ages(parameter) ? subjects.readAtNs(subject, parameter) : 0;
        }
    }

    /** The newer ones are kept again. */
    void takeBack(final Subjects subjects) {
        for (int parameter = 1; lent >>> parameter != 0; parameter++) {
            if ((lent >>> parameter & 1) != 0) {
                subjects.read(subject, parameter, newer[parameter], newerNs[parameter]);
            }
        }
    }

    private int hash() {
        int hash = deviceLength == 0 ? NOBODY : FNV_OFFSET;
        for (int i = 0; i < deviceLength; i++) {
            hash = (hash ^ (buffer.getByte(deviceOffset + i) & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }

    private void compare(final DirectBuffer message, final MessageLayout layout) {
        int pressures = 0;
        for (int i = CUFF; i < CUFF + 3; i++) {
            values[i] = ABSENT;
            values[i - CUFF + LINE] = ABSENT;
        }
        for (int i = 0; i < layout.groupCount(); i++) {
            final int at = layout.elementOffset(i);
            final int parameter = message.getByte(at + ReadingsDecoder.parameterEncodingOffset());
            if ((parameter >= CUFF && parameter < CUFF + 3) || (parameter >= LINE && parameter < LINE + 3)) {
                final int value = message.getInt(at + ReadingsDecoder.valueEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
                // What no reading can be says nothing of the others.
                values[parameter] = PlausibleRange.holds(parameter, value) ? value : ABSENT;
                pressures++;
            }
        }
        if (pressures > 1) {
            contradicting = (areContradicting(CUFF) ? 0b111 << CUFF : 0) | (areContradicting(LINE) ? 0b111 << LINE : 0);
        }
    }

    /** Diastolic below mean below systolic, and a pulse pressure of at least 10 mmHg, as far as they are there. */
    private boolean areContradicting(final int systolic) {
        final int high = values[systolic];
        final int mean = values[systolic + 1];
        final int low = values[systolic + 2];
        return (high != ABSENT && low != ABSENT && (long) high - low < LEAST_PULSE_PRESSURE)
                || (mean != ABSENT && low != ABSENT && low >= mean)
                || (high != ABSENT && mean != ABSENT && mean >= high);
    }
}
