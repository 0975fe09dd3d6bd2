package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.WeightEntryDecoder;
import org.agrona.DirectBuffer;

/** From which gain of weight on somebody is told: section 37. */
record OracleWeightRules(int gain, int over, long windowMs, Severity severity) {
    static final int TEMPLATE_ID = WeightEntryDecoder.TEMPLATE_ID;
    static final OracleWeightRules UNSAID = new OracleWeightRules(0, 0, 0, Severity.URGENT);

    private static final long DAY_MS = 86_400_000;

    static OracleWeightRules of(final DirectBuffer buffer) {
        final WeightEntryDecoder entry =
                new WeightEntryDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        final boolean isOff = entry.gain() == 0 && entry.over() == 0;
        final boolean isOn =
                entry.gain() >= 10 && entry.gain() <= 10_000 && entry.over() > 0 && entry.over() <= entry.gain();
        OracleEntries.require(isOff || isOn, ConfigRefusal.BAD_VALUE);
        OracleEntries.require(entry.windowMs() >= DAY_MS && entry.windowMs() <= 14 * DAY_MS, ConfigRefusal.BAD_VALUE);
        OracleEntries.require(OracleFields.isSeverity(entry.severityRaw()), ConfigRefusal.BAD_VALUE);
        return new OracleWeightRules(entry.gain(), entry.over(), entry.windowMs(), entry.severity());
    }

    boolean isOn() {
        return gain != 0;
    }

    /** Whether what was CRITICAL or EMERGENT is told more mildly, of a greater gain alone, or of one in less time. */
    static boolean callLess(final OracleWeightRules before, final OracleWeightRules after) {
        final boolean isGrave = before.severity == Severity.CRITICAL || before.severity == Severity.EMERGENT;
        return before.isOn()
                && isGrave
                && (!after.isOn()
                        || after.gain > before.gain
                        || after.windowMs < before.windowMs
                        || after.severity.value() > before.severity.value());
    }
}
