package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.GateEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.monitoring.GateRules;
import org.agrona.ExpandableArrayBuffer;

/** Says how readings are looked at, as entries that make the same configuration. */
final class ReadingsReport {
    private static final long NS_PER_MS = 1_000_000L;

    private ReadingsReport() {}

    /** Emits the {@code GateEntry}, which the site has said. */
    static void gate(final GateRules rules, final SystemEvents events) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final GateEntryEncoder entry = new GateEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        entry.confirmMs(rules.confirmNs() / NS_PER_MS)
                .flatMs(rules.flatNs() / NS_PER_MS)
                .reasons(rules.reasons())
                .severity(Severity.get((short) rules.severity()));
        events.configEntry(buffer, entry.limit());
    }
}
