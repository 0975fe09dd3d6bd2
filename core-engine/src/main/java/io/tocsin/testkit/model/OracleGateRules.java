package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.GateEntryDecoder;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Severity;
import java.util.EnumSet;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** What a site looks for in readings: section 30. */
record OracleGateRules(long confirmMs, long flatMs, Set<GateReason> reasons, Severity severity) {
    static final int TEMPLATE_ID = GateEntryDecoder.TEMPLATE_ID;

    static OracleGateRules of(final DirectBuffer buffer) {
        final GateEntryDecoder entry = new GateEntryDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        OracleEntries.require(entry.confirmMs() >= 1_000 && entry.confirmMs() <= 600_000, ConfigRefusal.BAD_VALUE);
        OracleEntries.require(entry.flatMs() >= 60_000 && entry.flatMs() <= 86_400_000, ConfigRefusal.BAD_VALUE);
        OracleEntries.require(entry.reasons() % 2 == 0 && entry.reasons() < 128, ConfigRefusal.BAD_VALUE);
        OracleEntries.require(OracleFields.isSeverity(entry.severityRaw()), ConfigRefusal.BAD_VALUE);
        final Set<GateReason> reasons = EnumSet.noneOf(GateReason.class);
        for (short reason = 1; reason <= 6; reason++) {
            if ((entry.reasons() >> reason) % 2 == 1) {
                reasons.add(GateReason.get(reason));
            }
        }
        return new OracleGateRules(entry.confirmMs(), entry.flatMs(), reasons, entry.severity());
    }

    /** Whether limits and scores get to see less, or later, or people hear of it less, later or more mildly. */
    static boolean keepBackMore(final @Nullable OracleGateRules before, final @Nullable OracleGateRules after) {
        if (after == null || after.equals(before)) {
            return false;
        }
        final Set<GateReason> keeping = EnumSet.complementOf(EnumSet.of(GateReason.NULL_VAL));
        keeping.retainAll(after.reasons);
        keeping.remove(GateReason.FLAT);
        if (before == null) {
            return !keeping.isEmpty();
        }
        final boolean isTold = keeping.contains(GateReason.OUT_OF_RANGE) || keeping.contains(GateReason.STATUS);
        final boolean isStuckLater = before.reasons.contains(GateReason.FLAT)
                && (!after.reasons.contains(GateReason.FLAT) || after.flatMs > before.flatMs);
        return !before.reasons.containsAll(keeping)
                || (!keeping.isEmpty() && after.confirmMs > before.confirmMs)
                || (isTold && after.severity.value() > before.severity.value())
                || isStuckLater;
    }
}
