package io.tocsin.transport.server.config;

import io.tocsin.LimitRules;
import io.tocsin.codecs.sbe.Parameter;
import java.time.Duration;
import java.util.List;

/** Reads which limits patients get from what is usual for them. */
final class PersonalReader {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration USUAL = Duration.ofHours(2);
    private static final Duration MOST = Duration.ofDays(1);
    private static final double DEVIATIONS = 3;
    private static final int READINGS = 8;
    private static final int MOST_READINGS = 32;

    private final Findings findings;

    PersonalReader(final Findings findings) {
        this.findings = findings;
    }

    /** The rules with what a section says. */
    LimitRules read(final LimitRules rules, final Section section) {
        final List<Parameter> parameters = section.choices("parameters", List.of(), RulesReader.PARAMETERS);
        final Duration time = section.duration("time", USUAL, LEAST, MOST);
        final Double deviations = section.decimal("deviations");
        final int readings = section.integer("readings", READINGS, 1, MOST_READINGS);
        section.end();
        if (parameters.isEmpty()) {
            return rules;
        }
        try {
            return rules.personal(
                    time, deviations == null ? DEVIATIONS : deviations, readings, parameters.toArray(Parameter[]::new));
        } catch (final IllegalArgumentException wrong) {
            findings.problem(section.origin(), section.path(), String.valueOf(wrong.getMessage()));
            return rules;
        }
    }
}
