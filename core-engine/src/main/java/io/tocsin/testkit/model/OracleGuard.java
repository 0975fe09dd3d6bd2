package io.tocsin.testkit.model;

import org.agrona.concurrent.UnsafeBuffer;

/** Who is let in, who is shown more than their part, and the audit of it: sections 40 and 41. */
final class OracleGuard {
    private final OracleAudit audit;
    private final OracleAccess access;

    OracleGuard(final OracleState state) {
        audit = new OracleAudit(state);
        access = new OracleAccess(state);
    }

    static boolean isCommand(final int template) {
        return OracleAudit.isCommand(template) || OracleAccess.isCommand(template);
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        return OracleAudit.isCommand(template)
                ? audit.carryOut(template, buffer, envelope)
                : access.carryOut(template, buffer, envelope);
    }

    long dueNs() {
        return access.dueNs();
    }

    void fire() {
        access.fire();
    }
}
