package io.tocsin.replay.audit;

import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.AuditRecordDecoder;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.ReadKind;
import io.tocsin.codecs.sbe.ReadRecordedDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record, as it is exported.
 *
 * @param seq       of it.
 * @param micros    when, epoch.
 * @param kind      what it is about.
 * @param template  of the command or event; 0 = the audit's own.
 * @param isCommand somebody or something sent it; else it is what came of that.
 * @param outcome   as FHIR has it; {@code null} = not stated.
 * @param emergency why the actor is to be let through; 0 = not said.
 * @param role      of who acts; {@code null} = not stated.
 * @param sourceId  that sent it; 0 = none.
 * @param sessionId of who acts, or that was opened or closed; 0 = none.
 * @param alertId   0 = none.
 * @param reads     what is read; {@code null} = nothing.
 * @param shown     alerts, monitoring sessions or silences that are shown.
 * @param who       who acts or is told; empty = a program.
 * @param patient   whose it is, or its alert; empty = not known.
 * @param place     unit, bed or device; empty = not stated.
 * @param to        to whom it is done beside the patient; empty = nobody.
 * @param comment   what whoever broke the glass says of it; empty = nothing.
 */
record AuditEntry(
        long seq,
        long micros,
        AuditKind kind,
        int template,
        boolean isCommand,
        @Nullable Integer outcome,
        int emergency,
        @Nullable AuthorityRole role,
        long sourceId,
        long sessionId,
        long alertId,
        @Nullable ReadKind reads,
        List<Long> shown,
        String who,
        String patient,
        String place,
        String to,
        String comment) {
    private static final int REFUSED = 8;
    private static final Set<AuditKind> WITHIN =
            Set.of(AuditKind.ROUTINE, AuditKind.INDEX_NOTED, AuditKind.SESSION_HELD);

    /**
     * Of a record.
     *
     * @param owners   of alerts and more.
     * @param recorded commands that say who reads, and were taken.
     */
    static AuditEntry of(
            final long seq,
            final long micros,
            final AuditRecordDecoder record,
            final Owners owners,
            final Set<Long> recorded) {
        final boolean isCommand = record.position() != 0;
        final AuditKind kind = record.kind();
        final List<Long> shown = new ArrayList<>();
        record.shown().forEach(each -> shown.add(each.shownId()));
        final String who = record.who();
        final String patient = record.patientId();
        final String place = record.place();
        final String to = record.to();
        final String comment = record.comment();
        final long alertId = record.alertId();
        final boolean isRead = kind == AuditKind.READ;
        Integer outcome = record.outcome() == AuditRecordDecoder.outcomeNullValue() ? null : (int) record.outcome();
        if (isRead && isCommand) {
            // Its event says that it was taken.
            outcome = recorded.contains(record.commandSeq()) ? 0 : REFUSED;
        }
        return new AuditEntry(
                seq,
                micros,
                kind,
                record.template(),
                isCommand,
                outcome,
                record.emergency(),
                record.role() == AuthorityRole.NULL_VAL ? null : record.role(),
                record.sourceId(),
                record.sessionId(),
                alertId,
                isRead ? ReadKind.get((short) record.detail()) : null,
                shown,
                who,
                patient.isEmpty() ? owners.of(record.template(), alertId, record.detail()) : patient,
                place,
                to,
                comment);
    }

    /** Whether it is exported at all: not what other records need to be read, nor what one that is exported says too. */
    boolean isShown() {
        return !WITHIN.contains(kind) && template != ReadRecordedDecoder.TEMPLATE_ID;
    }

    boolean concerns(final String whom, final Owners owners) {
        return patient.equals(whom) || shown.stream().anyMatch(each -> whom.equals(owners.shown(reads, each)));
    }

    boolean concerns(final long alert) {
        return alertId == alert || (Owners.isOfAlerts(kind, reads) && shown.contains(alert));
    }
}
