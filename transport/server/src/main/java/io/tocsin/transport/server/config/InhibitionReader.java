package io.tocsin.transport.server.config;

import io.tocsin.AlertMatch;
import io.tocsin.Inhibition;
import io.tocsin.LimitRules;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** Reads the rules by which one open alert keeps others from paging, in the order of the file. */
final class InhibitionReader {
    private static final List<EmergencyType> TYPES = Stream.of(EmergencyType.values())
            .filter(type -> type != EmergencyType.NULL_VAL)
            .toList();
    /** Advice mutes nothing, and nothing mutes it. */
    private static final List<Cause> CAUSES = Stream.of(Cause.values())
            .filter(cause -> cause != Cause.NULL_VAL && cause != Cause.TREND && cause != Cause.CARE)
            .toList();

    private static final List<Parameter> PARAMETERS = LimitRules.parameters();

    private final Findings findings;

    InhibitionReader(final Findings findings) {
        this.findings = findings;
    }

    void read(final Section all, final Site.Builder site) {
        all.named().values().forEach(section -> rule(section, site));
    }

    private void rule(final Section section, final Site.Builder site) {
        final List<Inhibition.Alike> alike =
                section.choices("alike", List.of(Inhibition.Alike.SUBJECT), List.of(Inhibition.Alike.values()));
        final Duration recheck =
                section.duration("recheck", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(1));
        try {
            final AlertMatch source = side(section.section("source"), Severity.CRITICAL);
            final AlertMatch target = side(section.section("target"), Severity.NON_URGENT);
            section.end();
            final EnumSet<Inhibition.Alike> fields = EnumSet.noneOf(Inhibition.Alike.class);
            fields.addAll(alike);
            site.inhibition(new Inhibition(source, target, fields, recheck));
        } catch (final IllegalArgumentException wrong) {
            findings.problem(section.origin(), section.path(), String.valueOf(wrong.getMessage()));
        }
    }

    /** One side; a severity that is missing was told, and counts as one with which nothing else is wrong. */
    private static AlertMatch side(final Section section, final Severity missing) {
        final Severity severity = section.requiredChoice("severity", RulesReader.SEVERITIES);
        final EmergencyType type = section.hasOptional("type") ? section.requiredChoice("type", TYPES) : null;
        final Cause cause = section.hasOptional("cause") ? section.requiredChoice("cause", CAUSES) : null;
        final Parameter parameter =
                section.hasOptional("parameter") ? section.requiredChoice("parameter", PARAMETERS) : null;
        section.end();
        return new AlertMatch(severity == null ? missing : severity, type, cause, parameter);
    }
}
