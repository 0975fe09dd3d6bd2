package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.InhibitionsEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.suppression.InhibitionRules;
import org.agrona.concurrent.UnsafeBuffer;

/** The {@code InhibitionsEntry} in force, for a report. */
public final class InhibitionReport {
    private static final int MAX_ENTRY_BYTES = 512;
    private static final long NS_PER_MS = 1_000_000L;
    private static final int BYTE = 0xFF;

    private InhibitionReport() {}

    /**
     * Says which rules there are, if any configuration did.
     *
     * @param rules  in force.
     * @param events of the report's stream.
     */
    public static void report(final InhibitionRules rules, final SystemEvents events) {
        if (!rules.isSaid()) {
            return;
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_ENTRY_BYTES]);
        final InhibitionsEntryEncoder entry =
                new InhibitionsEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final InhibitionsEntryEncoder.RulesEncoder group = entry.rulesCount(rules.count());
        for (int rule = 0; rule < rules.count(); rule++) {
            final int source = rules.source(rule);
            final int target = rules.target(rule);
            group.next()
                    .recheckMs(rules.recheckNs(rule) / NS_PER_MS)
                    .equal((short) rules.equal(rule))
                    .sourceType((short) (source & BYTE))
                    .sourceSeverity(Severity.get((short) (source >>> 8 & BYTE)))
                    .sourceCause((short) (source >>> 16 & BYTE))
                    .sourceParameter((short) (source >>> 24))
                    .targetType((short) (target & BYTE))
                    .targetSeverity(Severity.get((short) (target >>> 8 & BYTE)))
                    .targetCause((short) (target >>> 16 & BYTE))
                    .targetParameter((short) (target >>> 24));
        }
        events.configEntry(buffer, entry.limit());
    }
}
