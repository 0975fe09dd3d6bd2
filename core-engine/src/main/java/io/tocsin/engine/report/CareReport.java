package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.DoseEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.WeightEntryEncoder;
import io.tocsin.engine.care.DoseRules;
import io.tocsin.engine.care.WeightRules;
import io.tocsin.engine.event.SystemEvents;
import org.agrona.ExpandableArrayBuffer;

/** Says how severe missed doses are, and from which gain of weight on somebody is told, as entries that make the same configuration. */
final class CareReport {
    private static final long NS_PER_MS = 1_000_000L;

    private CareReport() {}

    /** Emits the {@code DoseEntry}, which the site has said. */
    static void doses(final DoseRules rules, final SystemEvents events) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final DoseEntryEncoder entry = new DoseEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        entry.severity(Severity.get((short) rules.severity(false)))
                .criticalSeverity(Severity.get((short) rules.severity(true)));
        events.configEntry(buffer, entry.limit());
    }

    /** Emits the {@code WeightEntry}, which the site has said. */
    static void weights(final WeightRules rules, final SystemEvents events) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final WeightEntryEncoder entry =
                new WeightEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        entry.windowMs(rules.windowNs() / NS_PER_MS)
                .gain(rules.gain())
                .over(rules.over())
                .severity(Severity.get((short) rules.severity()));
        events.configEntry(buffer, entry.limit());
    }
}
