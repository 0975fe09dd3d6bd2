package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.ViewRulesEntryDecoder;
import io.tocsin.engine.authority.ViewRules;
import io.tocsin.engine.authority.Views;
import io.tocsin.engine.ingress.MessageLayout;
import org.agrona.DirectBuffer;

/** {@code ViewRulesEntry}: for how long, and how often at once, patients are seen by broken glass. */
final class ViewEntries {
    static final int TEMPLATE_ID = ViewRulesEntryDecoder.TEMPLATE_ID;

    private static final int LEAST_MS = 60_000;

    private final ViewRulesEntryDecoder rules = new ViewRulesEntryDecoder();

    ViewEntries() {}

    ConfigRefusal check(final DirectBuffer buffer, final MessageLayout entry) {
        wrap(buffer, entry);
        final boolean isGood = rules.mostMs() >= LEAST_MS
                && rules.mostMs() <= ViewRules.MOST_MS
                && rules.perPerson() >= 1
                && rules.perPerson() <= Views.PER_DAY;
        return isGood ? ConfigRefusal.NONE : ConfigRefusal.BAD_VALUE;
    }

    void apply(final DirectBuffer buffer, final MessageLayout entry, final ViewRules held) {
        wrap(buffer, entry);
        held.replace((int) rules.mostMs(), rules.atOnce(), rules.perPerson());
    }

    private void wrap(final DirectBuffer buffer, final MessageLayout entry) {
        rules.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
    }
}
