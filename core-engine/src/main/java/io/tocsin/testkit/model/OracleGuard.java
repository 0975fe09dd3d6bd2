package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Who is let in, who is shown more than their part, who is forgotten, and the audit of it: sections 40 to 45. */
final class OracleGuard {
    private final OracleAudit audit;
    private final OracleAccess access;
    private final OracleViews views;
    private final OracleForgetting forgetting;

    OracleGuard(final OracleState state) {
        audit = new OracleAudit(state);
        access = new OracleAccess(state);
        views = state.views;
        forgetting = new OracleForgetting(state);
    }

    static boolean isCommand(final int template) {
        return OracleAudit.isCommand(template)
                || OracleAccess.isCommand(template)
                || OracleViews.isCommand(template)
                || OracleForgetting.isCommand(template);
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        if (OracleViews.isCommand(template)) {
            return views.carryOut(template, buffer, envelope);
        }
        if (OracleForgetting.isCommand(template)) {
            return forgetting.carryOut(buffer, envelope);
        }
        return OracleAudit.isCommand(template)
                ? audit.carryOut(template, buffer, envelope)
                : access.carryOut(template, buffer, envelope);
    }

    /** The refusal of what a role may or not, whatever it is done to; null if it may go on. Who has no role may not. */
    static @Nullable OracleAnswer alone(final OracleState state, final int person, final AuthorityAction action) {
        final OracleAuthority.Grant grant = state.site.authority.getOrDefault(person, OracleAuthority.NOBODY);
        return OracleAuthority.refusal(state, person, grant, action, "", null);
    }

    long dueNs() {
        return Math.min(access.dueNs(), views.dueNs());
    }

    void fire() {
        if (access.dueNs() <= views.dueNs()) {
            access.fire();
        } else {
            views.fire();
        }
    }
}
