package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.DeviceEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/** A {@code DeviceEntry}, and batches in which devices say how they are; values need not be valid. */
final class DeviceMessages {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** Each floor is a condition and a severity. */
    byte[] entry(
            final int low,
            final int empty,
            final int hysteresis,
            final int calibration,
            final long silentMs,
            final List<int[]> floors) {
        final DeviceEntryEncoder entry = new DeviceEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.lowPercent((short) low)
                .emptyPercent((short) empty)
                .hysteresisPercent((short) hysteresis)
                .calibration((short) calibration)
                .silentMs(silentMs);
        final DeviceEntryEncoder.FloorsEncoder group = entry.floorsCount(floors.size());
        for (final int[] floor : floors) {
            final int at = entry.limit();
            group.next();
            buffer.putByte(at + DeviceEntryEncoder.FloorsEncoder.conditionEncodingOffset(), (byte) floor[0]);
            buffer.putByte(at + DeviceEntryEncoder.FloorsEncoder.severityEncodingOffset(), (byte) floor[1]);
        }
        return Commands.copy(buffer, entry.limit());
    }

    /** As who knows nothing of silence says it. */
    static byte[] withoutSilence(final byte[] entry) {
        return GateMessages.shortened(
                entry, DeviceEntryEncoder.BLOCK_LENGTH, DeviceEntryEncoder.silentMsEncodingLength());
    }

    /** A batch that may wait at the ring. */
    static byte[] remote(final byte[] batch) {
        final byte[] remote = batch.clone();
        remote[HEADER + VitalsBatchEncoder.acuityEncodingOffset()] = (byte) Acuity.CHRONIC.value();
        return remote;
    }

    /** A batch with a battery and a calibration, 255 = not stated; without the last bytes of its block, as those who know nothing of them say it. */
    static byte[] saying(final byte[] batch, final int battery, final int calibration, final int cut) {
        final byte[] saying = batch.clone();
        saying[HEADER + VitalsBatchEncoder.batteryPercentEncodingOffset()] = (byte) battery;
        saying[HEADER + VitalsBatchEncoder.calibrationEncodingOffset()] = (byte) calibration;
        return GateMessages.shortened(saying, VitalsBatchEncoder.BLOCK_LENGTH, cut);
    }
}
