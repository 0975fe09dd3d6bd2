package io.tocsin.transport.server.config;

import io.tocsin.TriageClause;
import io.tocsin.TriageRules;
import java.time.Duration;
import java.util.List;

/** Reads how severe declared alerts are at least. A site without that section has no triage, one with it has unless it says otherwise. */
final class TriageReader {
    private static final Duration MIN_AGE = Duration.ofMillis(1);
    private static final Duration MAX_AGE = Duration.ofMillis(0xFFFF_FFFEL);
    private static final Duration RATES_AGE = Duration.ofMinutes(15);
    private static final Duration PRESSURE_AGE = Duration.ofHours(1);
    private static final Duration TEMPERATURE_AGE = Duration.ofHours(4);

    private TriageReader() {}

    static TriageRules read(final Section section, final boolean isThere) {
        final boolean isOn = section.flag("enabled", isThere);
        final List<TriageClause> without = section.choices("without", List.of(), List.of(TriageClause.values()));
        TriageRules rules = TriageRules.standard()
                .heldFor(
                        section.duration("rates-age", RATES_AGE, MIN_AGE, MAX_AGE),
                        section.duration("pressure-age", PRESSURE_AGE, MIN_AGE, MAX_AGE),
                        section.duration("temperature-age", TEMPERATURE_AGE, MIN_AGE, MAX_AGE));
        section.end();
        for (final TriageClause clause : without) {
            rules = rules.without(clause);
        }
        return isOn ? rules : TriageRules.none();
    }
}
