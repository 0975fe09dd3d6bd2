package io.tocsin.history;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.command.ReadingValues;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.Devices;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.store.IdTable;
import io.tocsin.journal.JournalReader;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Finds the readings among the commands of a journal and keeps those that the engine takes: valid, of production, not sent twice. In three things it cannot know what
 * the engine does: its table of subjects may be full; a device's sequence may have come before the place in the journal where this began; and whether somebody was
 * let stop a monitoring session depends on roles and consents, so that it keeps the readings that are refused as {@code MONITORING_ENDED}. One thread; does not
 * allocate.
 */
final class BatchReader implements JournalReader {
    private static final int MAX_READINGS = 32;
    private static final int PATIENT = 0;
    private static final int BED = 1;
    private static final int DEVICE = 2;
    private static final int VALUE_OFFSET = VitalsBatchDecoder.ReadingsDecoder.valueEncodingOffset();
    private static final int PARAMETER_OFFSET = VitalsBatchDecoder.ReadingsDecoder.parameterEncodingOffset();

    private final HistoryStore store;
    private final Devices devices;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageLayout layout = new MessageLayout();
    private final VitalsBatchDecoder batch = new VitalsBatchDecoder();
    private final EnvelopeDecoder envelope = new EnvelopeDecoder();
    private long readings;
    private long passedOver;

    BatchReader(final HistoryStore store, final int maxDevices) {
        this.store = store;
        devices = new Devices(maxDevices);
    }

    /** Readings that were kept. */
    long readings() {
        return readings;
    }

    /** Batches that were not. */
    long passedOver() {
        return passedOver;
    }

    @Override
    public void onRecord(
            final long position,
            final long timestampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        store.now(timestampNs);
        if (length < MessageHeaderDecoder.ENCODED_LENGTH
                || header.wrap(buffer, offset).templateId() != VitalsBatchDecoder.TEMPLATE_ID) {
            return;
        }
        if (length <= AlertEngine.MAX_COMMAND_LENGTH && isTaken(buffer, offset, length)) {
            keep(buffer);
        } else {
            passedOver++;
        }
    }

    private boolean isTaken(final DirectBuffer buffer, final int offset, final int length) {
        if (layout.walkCommand(buffer, offset, length) != MessageLayout.FITS) {
            return false;
        }
        batch.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        envelope.wrap(buffer, layout.blockOffset());
        if (!isValid(buffer) || envelope.purposeRaw() != Purpose.PRODUCTION.value()) {
            return false;
        }
        final long sequence = batch.deviceSequence();
        return sequence == 0
                || layout.textLength(DEVICE) == 0
                || devices.isNew(buffer, layout.textOffset(DEVICE), layout.textLength(DEVICE), sequence);
    }

    private void keep(final DirectBuffer buffer) {
        final int named = layout.textLength(PATIENT) > 0 ? PATIENT : layout.textLength(BED) > 0 ? BED : DEVICE;
        final byte kind = named == PATIENT ? Subjects.PATIENT : named == BED ? Subjects.BED : Subjects.DEVICE;
        final int subject = store.subject(kind, buffer, layout.textOffset(named), layout.textLength(named));
        for (int i = 0; i < layout.groupCount(); i++) {
            // What people observe and laboratories measure is no series.
            if (parameter(buffer, i) < Subjects.PARAMETERS) {
                store.add(subject, parameter(buffer, i), value(buffer, i), accuracyOf(parameter(buffer, i)));
                readings++;
            }
        }
    }

    private boolean isValid(final DirectBuffer buffer) {
        if (batch.acuityRaw() > Acuity.CHRONIC.value()
                || layout.groupCount() == 0
                || layout.groupCount() > MAX_READINGS
                || !areIdsValid()
                || !isQualityValid()) {
            return false;
        }
        for (int i = 0; i < layout.groupCount(); i++) {
            final int parameter = parameter(buffer, i);
            if (!ReadingValues.isParameter(parameter) || !ReadingValues.isPossible(parameter, value(buffer, i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isQualityValid() {
        return layout.version() < VitalsBatchDecoder.measuredNsSinceVersion()
                || (batch.measuredNs() >= 0
                        && (batch.statusOf() & 1) == 0
                        && (layout.blockLength() < VitalsBatchDecoder.BLOCK_LENGTH || (batch.accuracyOf() & 1) == 0));
    }

    /** How accurate readings of a parameter are, or the null value; that too if the block ends before. */
    private int accuracyOf(final int parameter) {
        final boolean isThere = layout.version() >= VitalsBatchDecoder.accuracySinceVersion()
                && layout.blockLength() >= VitalsBatchDecoder.BLOCK_LENGTH
                && (batch.accuracyOf() == 0 || (batch.accuracyOf() >>> parameter & 1) != 0);
        return isThere ? batch.accuracy() : VitalsBatchDecoder.accuracyNullValue();
    }

    private boolean areIdsValid() {
        int total = 0;
        for (int text = PATIENT; text <= DEVICE; text++) {
            if (layout.textLength(text) > IdTable.MAX_ID_BYTES) {
                return false;
            }
            total += layout.textLength(text);
        }
        return total > 0;
    }

    private int parameter(final DirectBuffer buffer, final int reading) {
        return buffer.getByte(layout.elementOffset(reading) + PARAMETER_OFFSET);
    }

    private int value(final DirectBuffer buffer, final int reading) {
        return buffer.getInt(layout.elementOffset(reading) + VALUE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }
}
