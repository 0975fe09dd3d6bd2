package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.PatientEntryDecoder;
import java.time.LocalDate;
import org.agrona.DirectBuffer;

/** A patient who is admitted or moved, as an entry says. */
final class OraclePatientEntry {
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2079, 6, 5);

    private final OracleEntries entries;
    private final OracleSite site;
    private final OraclePatientLimits limits;
    private final OracleMonitorings monitorings;
    private final OracleMonitoring monitoring;

    OraclePatientEntry(
            final OracleEntries entries,
            final OracleSite site,
            final OraclePatientLimits limits,
            final OracleMonitorings monitorings,
            final OracleMonitoring monitoring) {
        this.monitoring = monitoring;
        this.monitorings = monitorings;
        this.entries = entries;
        this.site = site;
        this.limits = limits;
    }

    void apply(final DirectBuffer buffer, final long nowNs) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final PatientEntryDecoder entry = new PatientEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
        final int scale = entry.spo2Scale();
        final String patient = OracleEntries.id(OracleFields.latin(buffer, entry.limit(), entry.patientIdLength()));
        entry.skipPatientId();
        final String bed = OracleFields.latin(buffer, entry.limit(), entry.bedIdLength());
        entry.skipBedId();
        final String unit = OracleFields.latin(buffer, entry.limit(), entry.unitIdLength());
        OracleEntries.require(scale == 1 || scale == 2, ConfigRefusal.BAD_VALUE);
        final int treatment = header.version() < 3 ? 0 : entry.treatmentLimits();
        final int stated = header.version() < 3 ? 0 : entry.ageGroupRaw();
        final LocalDate bornOn = header.version() < 3 || entry.bornOnDay() == Integer.MIN_VALUE
                ? null
                : LocalDate.ofEpochDay(entry.bornOnDay());
        OracleEntries.require(treatment < 16 && stated <= 5, ConfigRefusal.BAD_VALUE);
        OracleEntries.require(
                bornOn == null
                        || (!bornOn.isBefore(FIRST)
                                && !bornOn.isAfter(LAST)
                                && !bornOn.isAfter(OracleAge.today(nowNs).plusDays(1))),
                ConfigRefusal.BAD_VALUE);
        final int bedIndex =
                bed.isEmpty() ? -1 : OracleEntries.known(site.beds, OracleEntries.id(bed), ConfigRefusal.UNKNOWN_BED);
        final int unitIndex = unit.isEmpty()
                ? -1
                : OracleEntries.known(site.units, OracleEntries.id(unit), ConfigRefusal.UNKNOWN_UNIT);
        final int subject = entries.subject("P" + patient);
        final OracleSite.Patient before = site.patients.put(
                subject, new OracleSite.Patient(scale, bedIndex, unitIndex, treatment, stated, bornOn));
        if (bedIndex >= 0 && (before == null || before.bed() != bedIndex)) {
            entries.effects().add(() -> {
                limits.bedTaken(bed);
                monitorings.bedTaken(bed);
                monitoring.trends.bedTaken(bed);
                monitoring.weights.bedTaken(bed);
            });
        }
        final int bedBefore = before == null ? -1 : before.bed();
        final int unitBefore = before == null ? -1 : before.unit();
        entries.effects().add(() -> {
            monitorings.admitted(subject);
            if (bedIndex != bedBefore || (bedIndex == -1 && unitIndex != unitBefore)) {
                monitoring.devices.silence.moved(subject, bedIndex >= 0 || unitIndex >= 0);
            }
        });
    }
}
