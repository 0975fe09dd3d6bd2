package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.GateEntryEncoder;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A {@code GateEntry}, and batches that say how they were measured; values need not be valid. */
final class GateMessages {
    /** What a batch says of its readings. */
    record Quality(int acuity, long measuredNs, int status, int statusOf) {
        static final Quality UNSTATED = new Quality(0, 0, 0, 0);

        static Quality measured(final long atNs) {
            return new Quality(0, atNs, 0, 0);
        }
    }

    static final int ALL_REASONS = 126;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1_024);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    byte[] gate(final long confirmMs, final long flatMs, final int reasons, final int severity) {
        final GateEntryEncoder entry = new GateEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.confirmMs(confirmMs).flatMs(flatMs).reasons(reasons);
        buffer.setMemory(HEADER + GateEntryEncoder.worstHeartRateEncodingOffset(), 16, (byte) 0);
        buffer.putByte(HEADER + GateEntryEncoder.severityEncodingOffset(), (byte) severity);
        return Commands.copy(buffer, entry.limit());
    }

    /** The same gate with a worst accuracy, hundredths, for each of the eight kinds of readings, or less of them in a block that ends before the last. */
    static byte[] wanting(final byte[] gate, final int... worst) {
        final byte[] wanting = gate.clone();
        final UnsafeBuffer at = new UnsafeBuffer(wanting);
        for (int kind = 0; kind < worst.length; kind++) {
            at.putShort(
                    HEADER + GateEntryEncoder.worstHeartRateEncodingOffset() + kind * Short.BYTES,
                    (short) worst[kind],
                    ByteOrder.LITTLE_ENDIAN);
        }
        return wanting;
    }

    /** As who knows nothing of accuracies says it; so many of the last bytes of the block are missing. */
    static byte[] shortened(final byte[] message, final int block, final int cut) {
        final byte[] shorter = new byte[message.length - cut];
        System.arraycopy(message, 0, shorter, 0, HEADER + block - cut);
        System.arraycopy(message, HEADER + block, shorter, HEADER + block - cut, message.length - HEADER - block);
        shorter[0] -= (byte) cut;
        return shorter;
    }

    /** A batch that states how accurate it is, hundredths, and of which parameters, a bit for each. */
    static byte[] accurate(final byte[] batch, final int accuracy, final int of) {
        final byte[] stating = batch.clone();
        final UnsafeBuffer at = new UnsafeBuffer(stating);
        at.putShort(HEADER + VitalsBatchEncoder.accuracyEncodingOffset(), (short) accuracy, ByteOrder.LITTLE_ENDIAN);
        at.putShort(HEADER + VitalsBatchEncoder.accuracyOfEncodingOffset(), (short) of, ByteOrder.LITTLE_ENDIAN);
        return stating;
    }

    /** A gate that looks for these only, with half a minute for a second reading and half an hour for one that stays. */
    byte[] gate(final GateReason... reasons) {
        int bits = 0;
        for (final GateReason reason : reasons) {
            bits |= 1 << reason.value();
        }
        return gate(30_000, 1_800_000, bits, 3);
    }

    byte[] vitals(
            final From from,
            final long deviceSequence,
            final Quality quality,
            final List<Commands.Reading> readings,
            final String patientId,
            final String bedId,
            final String deviceId) {
        final VitalsBatchEncoder batch = new VitalsBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(batch.envelope());
        batch.deviceSequence(deviceSequence)
                .measuredNs(quality.measuredNs)
                .status(quality.status)
                .statusOf(quality.statusOf)
                .batteryPercent(VitalsBatchEncoder.batteryPercentNullValue())
                .accuracy(VitalsBatchEncoder.accuracyNullValue())
                .accuracyOf(0)
                .calibration(CalibrationStatus.NULL_VAL);
        buffer.putByte(HEADER + VitalsBatchEncoder.acuityEncodingOffset(), (byte) quality.acuity);
        final VitalsBatchEncoder.ReadingsEncoder group = batch.readingsCount(readings.size());
        for (final Commands.Reading reading : readings) {
            final int at = batch.limit();
            group.next().value(reading.value());
            buffer.putByte(
                    at + VitalsBatchEncoder.ReadingsEncoder.parameterEncodingOffset(), (byte) reading.parameter());
        }
        batch.patientId(patientId).bedId(bedId).deviceId(deviceId);
        return Commands.copy(buffer, batch.limit());
    }
}
