package io.tocsin.transport.server.config;

import io.tocsin.LimitProfile;
import io.tocsin.LimitRules;
import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** Reads the limit profiles of some patients: published ones by name, and a site's own. */
final class ProfileReader {
    private static final List<AgeGroup> AGE_GROUPS = Arrays.stream(AgeGroup.values())
            .filter(group -> group != AgeGroup.NULL_VAL && group != AgeGroup.NOT_STATED)
            .toList();

    private final Findings findings;

    ProfileReader(final Findings findings) {
        this.findings = findings;
    }

    /** The rules with the profiles of a section that names any. */
    LimitRules read(final LimitRules rules, final Section section) {
        LimitRules profiled = rules;
        for (final Published each : section.choices("published-profiles", List.of(), List.of(Published.values()))) {
            for (final LimitProfile profile : each.profiles()) {
                profiled = add(profiled, profile, section);
            }
        }
        final List<Section> own = section.sections("profiles");
        for (final Section each : own == null ? List.<Section>of() : own) {
            profiled = own(profiled, each);
        }
        return profiled;
    }

    private LimitRules own(final LimitRules rules, final Section section) {
        final List<AgeGroup> ages = section.choices("ages", List.of(), AGE_GROUPS);
        final String unit = section.text("unit", "");
        final int scale = section.integer("spo2-scale", 0, 0, 2);
        final boolean news2 = section.flag("news2", true);
        final List<Section> limits = section.sections("limits");
        if (ages.isEmpty() && unit.isEmpty() && scale == 0) {
            section.problem("ages", "say for whom: ages, a unit, an SpO2 scale, or several of these");
            section.end();
            return rules;
        }
        if (scale == 1) {
            section.problem("spo2-scale", "everybody is on scale 1 for whom scale 2 is not prescribed: leave it out");
            section.end();
            return rules;
        }
        LimitProfile profile = start(ages, unit, scale);
        if (!news2) {
            profile = profile.withoutNews2();
        }
        for (final Section limit : limits == null ? List.<Section>of() : limits) {
            profile = limit(profile, limit);
        }
        section.end();
        return add(rules, profile, section);
    }

    private static LimitProfile start(final List<AgeGroup> ages, final String unit, final int scale) {
        final EnumSet<AgeGroup> groups = EnumSet.noneOf(AgeGroup.class);
        groups.addAll(ages);
        if (scale != 0) {
            final LimitProfile ofScale = LimitProfile.ofSpo2ScaleTwo().andAges(groups);
            return unit.isEmpty() ? ofScale : ofScale.andUnit(unit);
        }
        if (!unit.isEmpty()) {
            return LimitProfile.ofUnit(unit).andAges(groups);
        }
        return LimitProfile.ofAges(ages.get(0)).andAges(groups);
    }

    private LimitProfile limit(final LimitProfile profile, final Section section) {
        final Parameter parameter = section.requiredChoice("parameter", RulesReader.PARAMETERS);
        final Double below = section.decimal("below");
        final Double above = section.decimal("above");
        final boolean isOrdinary = !section.hasOptional("severity");
        final Severity severity = section.choice("severity", Severity.URGENT, RulesReader.SEVERITIES);
        section.end();
        if (parameter == null) {
            return profile;
        }
        if ((below == null) == (above == null)) {
            section.problem(
                    below == null ? "below" : "above", "say one of below and above; two limits are two entries");
            return profile;
        }
        if (below != null) {
            return isOrdinary ? profile.below(parameter, below) : profile.below(parameter, below, severity);
        }
        final double limit = above == null ? 0 : above;
        return isOrdinary ? profile.above(parameter, limit) : profile.above(parameter, limit, severity);
    }

    private LimitRules add(final LimitRules rules, final LimitProfile profile, final Section section) {
        try {
            return rules.profile(profile);
        } catch (final IllegalArgumentException wrong) {
            findings.problem(section.origin(), section.path(), String.valueOf(wrong.getMessage()));
            return rules;
        }
    }

    /** Profiles that ship. */
    private enum Published {
        PAEDIATRIC,
        HYPERCAPNIC;

        List<LimitProfile> profiles() {
            return switch (this) {
                case PAEDIATRIC -> LimitProfile.paediatric();
                case HYPERCAPNIC -> List.of(LimitProfile.hypercapnic());
            };
        }
    }
}
