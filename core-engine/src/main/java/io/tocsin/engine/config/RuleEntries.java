package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.engine.ingress.MessageLayout;
import org.agrona.DirectBuffer;

/** Checks entries that name nobody and nothing, so that they are in order or not by themselves. */
final class RuleEntries {
    private final InhibitionEntries inhibitions = new InhibitionEntries();
    private final GateEntries gate = new GateEntries();
    private final DeviceEntries devices = new DeviceEntries();
    private final CareEntries care = new CareEntries();
    private final TrendEntries trends = new TrendEntries();
    private final ViewEntries views = new ViewEntries();

    RuleEntries() {}

    ConfigRefusal check(final DirectBuffer buffer, final MessageLayout entry) {
        return switch (entry.templateId()) {
            case InhibitionEntries.TEMPLATE_ID -> inhibitions.check(buffer, entry);
            case GateEntries.TEMPLATE_ID -> gate.check(buffer, entry);
            case DeviceEntries.TEMPLATE_ID -> devices.check(buffer, entry);
            case CareEntries.DOSES, CareEntries.WEIGHTS -> care.check(buffer, entry);
            case TrendEntries.TEMPLATE_ID -> trends.check(buffer, entry);
            case ViewEntries.TEMPLATE_ID -> views.check(buffer, entry);
            default -> ConfigRefusal.UNKNOWN_ENTRY;
        };
    }
}
