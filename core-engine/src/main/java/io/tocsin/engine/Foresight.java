package io.tocsin.engine;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.store.CacheLines;
import io.tocsin.engine.store.IdTable;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads ahead: gathers where the records of the patients of several commands are, then touches them all at once, so that the waits for memory pass together. Trusts
 * no message, and whatever it finds, it changes nothing that decides.
 */
final class Foresight {
    /** Commands that are foreseen together at most. */
    static final int MOST = 16;

    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_HEADER_BYTES = 3;

    private final IdTable ids;
    private final UnsafeBuffer records;
    private final int[] gathered = new int[MOST];
    private int count;

    Foresight(final Subjects subjects) {
        ids = subjects.ids();
        records = ids.records();
    }

    /** Gathers what a command will ask for, if there is room for more. */
    void gather(final DirectBuffer buffer, final int offset, final int length) {
        if (count == MOST || length < HEADER_BYTES) {
            return;
        }
        final long header = buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        final int template = (int) (header >>> 16) & 0xFFFF;
        // The patient's id comes first of a batch's texts, and second of a raise's, behind the key.
        final int textsBefore =
                template == VitalsBatchDecoder.TEMPLATE_ID ? 0 : template == RaiseAlertDecoder.TEMPLATE_ID ? 1 : -1;
        final int group = HEADER_BYTES + ((int) header & 0xFFFF);
        if (textsBefore < 0 || group + GROUP_HEADER_BYTES > length) {
            return;
        }
        final int elements = buffer.getByte(offset + group + 2) & 0xFF;
        if (textsBefore > 0 && elements > 0) {
            return;
        }
        int text = group
                + GROUP_HEADER_BYTES
                + elements * (buffer.getShort(offset + group, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        if (textsBefore > 0 && text < length) {
            text += 1 + (buffer.getByte(offset + text) & 0xFF);
        }
        if (text < length) {
            final int idLength = buffer.getByte(offset + text) & 0xFF;
            if (idLength > 0 && idLength <= IdTable.MAX_ID_BYTES && text + 1 + idLength <= length) {
                gathered[count++] = ids.likelyRecord(Subjects.PATIENT, buffer, offset + text + 1, idLength);
            }
        }
    }

    /** Touches what was gathered, both lines of a record that a reading needs; answers something of what was read. */
    long touch() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += records.getLong(gathered[i]) + records.getLong(gathered[i] + CacheLines.BYTES);
        }
        count = 0;
        return sum;
    }
}
