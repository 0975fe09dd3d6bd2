package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.DoseEntryDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Severity;
import org.agrona.DirectBuffer;

/** How severe it is that a dose was missed: section 38. */
record OracleDoseRules(Severity usual, Severity critical) {
    static final int TEMPLATE_ID = DoseEntryDecoder.TEMPLATE_ID;
    static final OracleDoseRules UNSAID = new OracleDoseRules(Severity.URGENT, Severity.EMERGENT);

    static OracleDoseRules of(final DirectBuffer buffer) {
        final DoseEntryDecoder entry = new DoseEntryDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        OracleEntries.require(OracleFields.isSeverity(entry.severityRaw()), ConfigRefusal.BAD_VALUE);
        OracleEntries.require(OracleFields.isSeverity(entry.criticalSeverityRaw()), ConfigRefusal.BAD_VALUE);
        return new OracleDoseRules(entry.severity(), entry.criticalSeverity());
    }

    /** Whether what was CRITICAL or EMERGENT is told more mildly. */
    static boolean callLess(final OracleDoseRules before, final OracleDoseRules after) {
        return isMilder(before.usual, after.usual) || isMilder(before.critical, after.critical);
    }

    private static boolean isMilder(final Severity before, final Severity after) {
        return (before == Severity.CRITICAL || before == Severity.EMERGENT) && after.value() > before.value();
    }
}
