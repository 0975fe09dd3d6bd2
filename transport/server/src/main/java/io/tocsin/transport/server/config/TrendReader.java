package io.tocsin.transport.server.config;

import io.tocsin.TrendRules;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TrendMethod;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads whether a site has advisories by how readings move, and of what pace the readings are. One thread. */
final class TrendReader {
    /** How often readings come. */
    enum Pace {
        /** Nothing is followed. */
        NONE,
        /** By the second or the minute. */
        CONTINUOUS,
        /** By rounds, about every hour. */
        HOURLY
    }

    private static final List<TrendMethod> METHODS = Stream.of(TrendMethod.values())
            .filter(method -> method != TrendMethod.NULL_VAL)
            .toList();
    private static final List<Severity> SEVERITIES =
            List.of(Severity.URGENT, Severity.SEMI_URGENT, Severity.NON_URGENT);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    private TrendReader() {}

    static TrendRules read(final Section section) {
        final Pace pace = section.choice("pace", Pace.NONE, List.of(Pace.values()));
        final boolean isHourly = pace == Pace.HOURLY;
        final Duration every = section.duration("advisory-every", Duration.ofHours(4), SECOND, DAY);
        final Duration mean =
                section.duration("mean", isHourly ? Duration.ofHours(4) : Duration.ofMinutes(10), SECOND, DAY);
        final Duration horizon = section.duration("horizon", Duration.ofHours(isHourly ? 4 : 1), SECOND, DAY);
        final Duration gap = section.duration("gap", Duration.ofHours(isHourly ? 4 : 2), SECOND, DAY);
        final Duration baseline = section.duration("baseline", Duration.ofHours(isHourly ? 6 : 2), SECOND, DAY);
        final List<TrendMethod> methods = section.choices("methods", METHODS, METHODS);
        final Severity severity = section.choice("severity", Severity.SEMI_URGENT, SEVERITIES);
        final boolean isComposite = section.flag("composite", true);
        final int medium = section.integer("medium-points", 2, 1, 20);
        final int high = section.integer("high-points", Math.max(4, medium), medium, 40);
        section.end();
        if (pace == Pace.NONE) {
            return TrendRules.none();
        }
        TrendRules rules = (isHourly ? TrendRules.hourly() : TrendRules.continuous())
                .advisoryEvery(every)
                .mean(mean)
                .horizon(horizon)
                .gap(gap)
                .baseline(baseline)
                .severity(severity)
                .bands(medium, high);
        for (final TrendMethod method : METHODS) {
            rules = methods.contains(method) ? rules : rules.without(method);
        }
        return isComposite ? rules : rules.trendsAlone();
    }
}
