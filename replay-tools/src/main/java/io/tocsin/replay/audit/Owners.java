package io.tocsin.replay.audit;

import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.AuditRecordDecoder;
import io.tocsin.codecs.sbe.ConfirmSilenceDecoder;
import io.tocsin.codecs.sbe.ExpireSilenceDecoder;
import io.tocsin.codecs.sbe.GrantViewersDecoder;
import io.tocsin.codecs.sbe.MonitoringChangedDecoder;
import io.tocsin.codecs.sbe.ReadKind;
import io.tocsin.codecs.sbe.SilenceChangedDecoder;
import io.tocsin.codecs.sbe.StopMonitoringDecoder;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Whose alerts, monitoring sessions and silences are, as the events said. One thread. */
final class Owners {
    private final Long2ObjectHashMap<String> alerts = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<String> monitorings = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<String> silences = new Long2ObjectHashMap<>();

    /** Whether a record says whose something is. */
    static boolean isNamedBy(final AuditRecordDecoder record) {
        return record.template() == AlertRaisedDecoder.TEMPLATE_ID
                || record.template() == MonitoringChangedDecoder.TEMPLATE_ID
                || record.template() == SilenceChangedDecoder.TEMPLATE_ID;
    }

    /** Takes what such a record says; reads it to its patient. */
    void learn(final AuditRecordDecoder record) {
        final int template = record.template();
        final long id = template == AlertRaisedDecoder.TEMPLATE_ID ? record.alertId() : record.detail();
        record.shown().forEach(each -> {});
        record.skipWho();
        final String patient = record.patientId();
        if (!patient.isEmpty()) {
            (template == AlertRaisedDecoder.TEMPLATE_ID
                            ? alerts
                            : template == SilenceChangedDecoder.TEMPLATE_ID ? silences : monitorings)
                    .put(id, patient);
        }
    }

    /** Whose the alert, the session or the silence is that a record is about; empty = not known, or of nobody. */
    String of(final int template, final long alertId, final long detail) {
        return switch (template) {
            case StopMonitoringDecoder.TEMPLATE_ID, GrantViewersDecoder.TEMPLATE_ID -> in(monitorings, detail);
            case ExpireSilenceDecoder.TEMPLATE_ID, ConfirmSilenceDecoder.TEMPLATE_ID -> in(silences, detail);
            default -> in(alerts, alertId);
        };
    }

    /** Whose something is that is shown. */
    String shown(final @Nullable ReadKind kind, final long id) {
        return in(kind == ReadKind.MONITORINGS ? monitorings : kind == ReadKind.SILENCES ? silences : alerts, id);
    }

    /** Whether what is shown are alerts. */
    static boolean isOfAlerts(final AuditKind kind, final @Nullable ReadKind reads) {
        return kind == AuditKind.READ && (reads == ReadKind.OPEN_ALERTS || reads == ReadKind.PAST_ALERTS);
    }

    private static String in(final Long2ObjectHashMap<String> owners, final long id) {
        final String owner = owners.get(id);
        return owner == null ? "" : owner;
    }
}
