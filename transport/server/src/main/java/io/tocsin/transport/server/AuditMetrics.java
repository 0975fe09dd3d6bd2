package io.tocsin.transport.server;

import io.tocsin.audit.AuditCounts;
import io.tocsin.audit.AuditLog;
import java.util.function.ToLongFunction;

/** The figures of an audit. */
final class AuditMetrics {
    private final AuditLog audit;

    AuditMetrics(final AuditLog audit) {
        this.audit = audit;
    }

    void addTo(final DirectoryMetrics.Registry registry) {
        registry.add(
                "audit_up",
                "1 = the audit follows the log and writes; 0 = nothing of patients is shown",
                () -> audit.isUp() ? 1L : 0L);
        add(registry, "audit_records_total", "Records that the audit's chain has", AuditCounts::records);
        add(
                registry,
                "audit_sealed_record",
                "The last record that is signed, and that the log was told of",
                AuditCounts::sealed);
        add(registry, "audit_as_of_command", "The last command that the audit has read", AuditCounts::commandSeq);
    }

    private void add(
            final DirectoryMetrics.Registry registry,
            final String name,
            final String help,
            final ToLongFunction<AuditCounts> value) {
        registry.add(name, help, () -> value.applyAsLong(audit.counts()));
    }
}
