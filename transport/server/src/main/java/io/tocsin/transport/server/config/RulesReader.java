package io.tocsin.transport.server.config;

import io.tocsin.LimitRules;
import io.tocsin.LimitTiming;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.score.ScoreTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Reads which readings raise an alert: a preset, further limits, and the score. One thread. */
final class RulesReader {
    /** Every severity, the gravest first. */
    static final List<Severity> SEVERITIES = Arrays.stream(Severity.values())
            .filter(severity -> severity != Severity.NULL_VAL)
            .toList();

    static final List<Parameter> PARAMETERS = LimitRules.parameters();
    private static final Duration MIN_AGE = Duration.ofMillis(1);
    private static final Duration MAX_AGE = Duration.ofMillis(0xFFFF_FFFEL);
    private static final Duration RATES_AGE = Duration.ofMinutes(15);
    private static final Duration PRESSURE_AGE = Duration.ofHours(1);
    private static final Duration TEMPERATURE_AGE = Duration.ofHours(4);

    private final Findings findings;
    private final Path folder;

    RulesReader(final Findings findings, final Path folder) {
        this.findings = findings;
        this.folder = folder;
    }

    LimitRules read(final Section section) {
        final Preset preset = section.choice("preset", Preset.NONE, List.of(Preset.values()));
        LimitRules rules = preset.rules();
        if (section.flag("calm", false)) {
            rules = rules.calm();
        }
        final List<Section> limits = section.sections("limits");
        for (final Section limit : limits == null ? List.<Section>of() : limits) {
            rules = limit(rules, limit);
        }
        final Section news2 = section.section("news2");
        rules = rules.news2(news2.flag("enabled", rules.news2()))
                .news2Ages(
                        news2.duration("rates-age", RATES_AGE, MIN_AGE, MAX_AGE),
                        news2.duration("pressure-age", PRESSURE_AGE, MIN_AGE, MAX_AGE),
                        news2.duration("temperature-age", TEMPERATURE_AGE, MIN_AGE, MAX_AGE));
        news2.end();
        for (final Item score : section.items("scores")) {
            rules = score(rules, score);
        }
        rules = new ProfileReader(findings).read(rules, section);
        rules = new PersonalReader(findings).read(rules, section.section("personal"));
        section.end();
        return rules;
    }

    /** A score that comes with the router, by its id, or a table in a file. */
    private LimitRules score(final LimitRules rules, final Item score) {
        final Path path = folder.resolve(score.text());
        try {
            return rules.score(
                    ScoreTables.bundled().contains(score.text())
                            ? ScoreTables.bundled(score.text())
                            : ScoreTables.read(score.text(), Files.readString(path)));
        } catch (final IOException unreadable) {
            findings.problem(
                    score.origin(),
                    score.key(),
                    "is none of " + ScoreTables.bundled() + ", and cannot be read as a file: " + path);
        } catch (final IllegalArgumentException wrong) {
            findings.problem(score.origin(), score.key(), String.valueOf(wrong.getMessage()));
        }
        return rules;
    }

    private LimitRules limit(final LimitRules rules, final Section section) {
        final Parameter parameter = section.requiredChoice("parameter", PARAMETERS);
        final Double below = section.decimal("below");
        final Double above = section.decimal("above");
        final Severity severity = section.requiredChoice("severity", SEVERITIES);
        final Duration delay = section.duration("delay", Duration.ZERO, Duration.ZERO, LimitTiming.MAX_DELAY);
        final Duration clearDelay =
                section.duration("clear-delay", Duration.ZERO, Duration.ZERO, LimitTiming.MAX_DELAY);
        final Duration debounce = section.duration("debounce", Duration.ZERO, Duration.ZERO, LimitTiming.MAX_DEBOUNCE);
        final Double hysteresis = section.decimal("hysteresis");
        final Double area = section.decimal("area");
        final int sustain = section.integer("sustain", 1, 1, LimitTiming.MAX_WINDOW);
        final int of = section.integer("of", sustain, sustain, LimitTiming.MAX_WINDOW);
        section.end();
        if (parameter == null || severity == null) {
            return rules;
        }
        try {
            final LimitTiming timing = LimitTiming.AT_ONCE
                    .delay(delay)
                    .area(area == null ? 0 : area)
                    .clearDelay(clearDelay)
                    .debounce(debounce)
                    .hysteresis(hysteresis == null ? 0 : hysteresis)
                    .sustain(sustain, of);
            if (below != null && above == null) {
                return rules.below(parameter, below, severity).timed(timing);
            }
            if (above != null && below == null) {
                return rules.above(parameter, above, severity).timed(timing);
            }
        } catch (final IllegalArgumentException wrong) {
            findings.problem(section.origin(), section.path(), String.valueOf(wrong.getMessage()));
            return rules;
        }
        section.problem(below == null ? "below" : "above", "say one of below and above; two limits are two entries");
        return rules;
    }

    /** Limits to begin with. */
    private enum Preset {
        NONE,
        ADULT,
        REFERENCE,
        MYDR24;

        LimitRules rules() {
            return switch (this) {
                case NONE -> LimitRules.none();
                case ADULT -> LimitRules.adult();
                case REFERENCE -> LimitRules.reference();
                case MYDR24 -> LimitRules.mydr24();
            };
        }
    }
}
