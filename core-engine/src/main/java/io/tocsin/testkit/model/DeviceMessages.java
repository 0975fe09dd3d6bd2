package io.tocsin.testkit.model;

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
            final int low, final int empty, final int hysteresis, final int calibration, final List<int[]> floors) {
        final DeviceEntryEncoder entry = new DeviceEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.lowPercent((short) low)
                .emptyPercent((short) empty)
                .hysteresisPercent((short) hysteresis)
                .calibration((short) calibration);
        final DeviceEntryEncoder.FloorsEncoder group = entry.floorsCount(floors.size());
        for (final int[] floor : floors) {
            final int at = entry.limit();
            group.next();
            buffer.putByte(at + DeviceEntryEncoder.FloorsEncoder.conditionEncodingOffset(), (byte) floor[0]);
            buffer.putByte(at + DeviceEntryEncoder.FloorsEncoder.severityEncodingOffset(), (byte) floor[1]);
        }
        return Commands.copy(buffer, entry.limit());
    }

    /** A batch with a battery and a calibration, 255 = not stated; without the last bytes of its block, as those who know nothing of them say it. */
    static byte[] saying(final byte[] batch, final int battery, final int calibration, final int cut) {
        final byte[] saying = batch.clone();
        saying[HEADER + VitalsBatchEncoder.batteryPercentEncodingOffset()] = (byte) battery;
        saying[HEADER + VitalsBatchEncoder.calibrationEncodingOffset()] = (byte) calibration;
        final int end = HEADER + VitalsBatchEncoder.BLOCK_LENGTH;
        final byte[] shorter = new byte[saying.length - cut];
        System.arraycopy(saying, 0, shorter, 0, end - cut);
        System.arraycopy(saying, end, shorter, end - cut, saying.length - end);
        shorter[0] -= (byte) cut;
        return shorter;
    }
}
