package io.tocsin.engine;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.monitoring.Devices;
import io.tocsin.engine.monitoring.Monitored;
import io.tocsin.engine.monitoring.ReadAhead;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.store.CacheLines;
import io.tocsin.engine.store.IdTable;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads ahead: gathers where the records of the patients and devices of several commands are, then touches them all at once, so that the waits for memory pass
 * together; and once they have come, what they lead to. Trusts no message, and whatever it finds, it changes nothing that decides.
 */
final class Foresight {
    /** Commands that are foreseen together at most. */
    static final int MOST = 16;

    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_HEADER_BYTES = 3;
    private static final int PARAMETER_OFFSET = VitalsBatchDecoder.ReadingsDecoder.parameterEncodingOffset();
    /** Of the readings of a batch, so many are looked at. */
    private static final int MOST_READINGS = 8;
    /** Parameters that are kept for each patient are below it. */
    private static final int PARAMETERS = 16;

    private static final int NONE = -1;

    private final IdTable ids;
    private final UnsafeBuffer records;
    private final Devices devices;
    private final ReadAhead readAhead;
    private final int[] gathered = new int[MOST];
    private final int[] device = new int[MOST];
    private final int[] slot = new int[MOST];
    /** Bit per parameter that a batch reads; 0 of a raise. */
    private final int[] parameters = new int[MOST];

    private int count;

    Foresight(final Subjects subjects, final Devices devices, final ReadAhead readAhead) {
        ids = subjects.ids();
        records = ids.records();
        this.devices = devices;
        this.readAhead = readAhead;
    }

    /** Gathers what a command will ask for, if there is room for more. */
    void gather(final DirectBuffer buffer, final int offset, final int length) {
        if (count == MOST || length < HEADER_BYTES) {
            return;
        }
        final long header = buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        final int template = (int) (header >>> 16) & 0xFFFF;
        final boolean isBatch = template == VitalsBatchDecoder.TEMPLATE_ID;
        final int group = HEADER_BYTES + ((int) header & 0xFFFF);
        if ((!isBatch && template != RaiseAlertDecoder.TEMPLATE_ID) || group + GROUP_HEADER_BYTES > length) {
            return;
        }
        final int elements = buffer.getByte(offset + group + 2) & 0xFF;
        final int elementBytes = buffer.getShort(offset + group, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        if (!isBatch && elements > 0) {
            return;
        }
        // The patient's id comes first of a batch's texts, and second of a raise's, behind the key.
        final int texts = group + GROUP_HEADER_BYTES + elements * elementBytes;
        final int patient = isBatch ? texts : after(buffer, offset, length, texts);
        if (!isId(buffer, offset, length, patient)) {
            return;
        }
        gathered[count] = ids.likelyRecord(
                Subjects.PATIENT, buffer, offset + patient + 1, buffer.getByte(offset + patient) & 0xFF);
        parameters[count] = isBatch && elementBytes > PARAMETER_OFFSET
                ? parameters(buffer, offset + group + GROUP_HEADER_BYTES, elements, elementBytes)
                : 0;
        final int ofDevice = isBatch ? after(buffer, offset, length, after(buffer, offset, length, patient)) : length;
        device[count++] = isId(buffer, offset, length, ofDevice)
                ? devices.likelyRecord(buffer, offset + ofDevice + 1, buffer.getByte(offset + ofDevice) & 0xFF)
                : NONE;
    }

    /** The text behind the one at a place, or the end of the message. */
    private static int after(final DirectBuffer buffer, final int offset, final int length, final int text) {
        return text < length ? text + 1 + (buffer.getByte(offset + text) & 0xFF) : length;
    }

    private static boolean isId(final DirectBuffer buffer, final int offset, final int length, final int text) {
        final int idLength = text < length ? buffer.getByte(offset + text) & 0xFF : 0;
        return idLength > 0 && idLength <= IdTable.MAX_ID_BYTES && text + 1 + idLength <= length;
    }

    /** All of its elements are before the texts, which are in the message. */
    private static int parameters(final DirectBuffer buffer, final int from, final int elements, final int bytes) {
        int bits = 0;
        for (int i = Math.min(elements, MOST_READINGS) - 1; i >= 0; i--) {
            final int parameter = buffer.getByte(from + i * bytes + PARAMETER_OFFSET) & 0xFF;
            bits |= parameter < PARAMETERS ? 1 << parameter : 0;
        }
        return bits;
    }

    /** Touches what was gathered, what a reading needs of it and what that leads to; answers something of what was read. */
    long touch() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += records.getLong(gathered[i])
                    + records.getLong(gathered[i] + CacheLines.BYTES)
                    + (device[i] == NONE ? 0 : devices.touch(device[i]));
        }
        if (readAhead.isUsed()) {
            sum += touchSlots();
        }
        count = 0;
        return sum;
    }

    /** Each step for all of them before the next one: what one leads to is known once it has come. */
    private long touchSlots() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += records.getLong(gathered[i] + 2 * CacheLines.BYTES);
            slot[i] =
                    parameters[i] == 0 ? Monitored.NONE : readAhead.slotOf(records.getInt(gathered[i] + IdTable.INDEX));
        }
        for (int i = 0; i < count; i++) {
            sum += slot[i] == Monitored.NONE ? 0 : readAhead.touch(slot[i], parameters[i]);
        }
        for (int i = 0; i < count; i++) {
            sum += slot[i] == Monitored.NONE ? 0 : readAhead.touchNeighbours(slot[i]);
        }
        return sum;
    }
}
