package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TrendEntryEncoder;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.monitoring.TrendRules;
import org.agrona.concurrent.UnsafeBuffer;

/** The {@code TrendEntry} in force, for a report. */
public final class TrendReport {
    private static final int MAX_ENTRY_BYTES = 128;
    private static final long NS_PER_MS = 1_000_000L;

    private TrendReport() {}

    /**
     * Says what is followed, if any configuration did.
     *
     * @param rules  in force.
     * @param events of the report's stream.
     */
    public static void report(final TrendRules rules, final SystemEvents events) {
        if (!rules.isSaid()) {
            return;
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_ENTRY_BYTES]);
        final TrendEntryEncoder entry =
                new TrendEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final TrendEntryEncoder.ParametersEncoder group = entry.advisoryEveryMs(rules.everyNs() / NS_PER_MS)
                .tauMs(rules.tauNs() / NS_PER_MS)
                .horizonMs(rules.horizonNs() / NS_PER_MS)
                .gapMs(rules.gapNs() / NS_PER_MS)
                .baselineMs(rules.baselineNs() / NS_PER_MS)
                .unusual(rules.unusual())
                .slack(rules.slack())
                .threshold(rules.threshold())
                .methods((short) rules.methods())
                .composite((short) (rules.isComposite() ? 1 : 0))
                .severity(Severity.get((short) rules.severity()))
                .mediumPoints((short) rules.mediumPoints())
                .highPoints((short) rules.highPoints())
                .parametersCount(rules.count());
        for (int place = 0; place < rules.count(); place++) {
            group.next().floor(rules.floor(place)).parameter(Parameter.get((short) rules.parameter(place)));
        }
        events.configEntry(buffer, entry.limit());
    }
}
