package io.tocsin.transport.server.config;

import io.tocsin.ReadingGate;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.List;

/** Reads how readings are questioned. A site without that section questions none, one with it looks for everything unless it says otherwise. */
final class GateReader {
    private static final Duration MIN_CONFIRM = Duration.ofSeconds(1);
    private static final Duration MAX_CONFIRM = Duration.ofMinutes(10);
    private static final Duration MIN_FLAT = Duration.ofMinutes(1);
    private static final Duration MAX_FLAT = Duration.ofDays(1);

    private GateReader() {}

    static ReadingGate read(final Section section, final boolean isThere) {
        final ReadingGate standard = ReadingGate.standard();
        final boolean isOn = section.flag("enabled", isThere);
        final List<GateReason> without = section.choices("without", List.of(), List.copyOf(standard.reasons()));
        final Severity severity = section.choice("severity", standard.severity(), RulesReader.SEVERITIES);
        ReadingGate gate = standard.confirmedWithin(
                        section.duration("confirm-within", standard.confirm(), MIN_CONFIRM, MAX_CONFIRM))
                .flatAfter(section.duration("flat-after", standard.flat(), MIN_FLAT, MAX_FLAT))
                .severity(severity);
        section.end();
        for (final GateReason reason : without) {
            gate = gate.without(reason);
        }
        return isOn ? gate : ReadingGate.none();
    }
}
