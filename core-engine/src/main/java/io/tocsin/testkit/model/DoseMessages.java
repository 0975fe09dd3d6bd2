package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.DoseEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RecordDoseEncoder;
import io.tocsin.codecs.sbe.ScheduleDoseEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Doses as bytes; values need not be valid. */
final class DoseMessages {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** What is scheduled. */
    record Dose(String id, String patientId, String medication, long dueNs, long windowMs, int critical) {}

    byte[] schedule(final From from, final Dose dose) {
        final ScheduleDoseEncoder schedule = new ScheduleDoseEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(schedule.envelope());
        schedule.dueNs(dose.dueNs).windowMs(dose.windowMs).critical((short) dose.critical);
        schedule.doseId(dose.id)
                .patientId(dose.patientId)
                .putMedication(OracleFields.bytes(dose.medication), 0, dose.medication.length());
        return Commands.copy(buffer, schedule.limit());
    }

    /** The outcome comes raw. */
    byte[] record(
            final From from,
            final String doseId,
            final String patientId,
            final int outcome,
            final long atNs,
            final String comment) {
        final RecordDoseEncoder record = new RecordDoseEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(record.envelope());
        record.atNs(atNs);
        buffer.putByte(HEADER + RecordDoseEncoder.outcomeEncodingOffset(), (byte) outcome);
        record.doseId(doseId).patientId(patientId).putComment(OracleFields.bytes(comment), 0, comment.length());
        return Commands.copy(buffer, record.limit());
    }

    /** The severities come raw. */
    byte[] entry(final int severity, final int criticalSeverity) {
        final DoseEntryEncoder entry = new DoseEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        buffer.putByte(HEADER + DoseEntryEncoder.severityEncodingOffset(), (byte) severity);
        buffer.putByte(HEADER + DoseEntryEncoder.criticalSeverityEncodingOffset(), (byte) criticalSeverity);
        return Commands.copy(buffer, entry.limit());
    }
}
