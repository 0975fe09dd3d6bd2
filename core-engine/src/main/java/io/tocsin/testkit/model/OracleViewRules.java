package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ViewRulesEntryDecoder;
import org.agrona.DirectBuffer;

/** For how long, and how often at once, patients are seen by broken glass: section 44. */
record OracleViewRules(long mostMs, int atOnce, int perPerson) {
    static final int TEMPLATE_ID = ViewRulesEntryDecoder.TEMPLATE_ID;
    static final OracleViewRules UNSAID = new OracleViewRules(4 * 3_600_000, 0, 3);

    static OracleViewRules of(final DirectBuffer buffer) {
        final ViewRulesEntryDecoder entry =
                new ViewRulesEntryDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        OracleEntries.require(entry.mostMs() >= 60_000 && entry.mostMs() <= 4 * 3_600_000, ConfigRefusal.BAD_VALUE);
        OracleEntries.require(entry.perPerson() > 0 && entry.perPerson() < 4, ConfigRefusal.BAD_VALUE);
        return new OracleViewRules(entry.mostMs(), entry.atOnce(), entry.perPerson());
    }
}
