package io.tocsin.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is wrong with who is told.
 *
 * @param span     that was examined.
 * @param within   what it may take until somebody is told.
 * @param units    how many.
 * @param places   how many units, beds and patients.
 * @param classes  of alerts, for each place.
 * @param findings by unit; gaps before weaknesses.
 */
public record CoverageReport(
        Span span, Duration within, int units, int places, SortedSet<AlertClass> classes, List<Finding> findings) {
    /** Keeps copies. */
    public CoverageReport {
        classes = Collections.unmodifiableSortedSet(new TreeSet<>(classes));
        findings = List.copyOf(findings);
    }

    /** Whether somebody whom the policies name is told in time of every alert. */
    public boolean isCovered() {
        return findings.stream().noneMatch(finding -> finding.kind().isGap());
    }

    /**
     * What is wrong for an alert.
     *
     * @param place   that it comes from.
     * @param alerts  its class.
     * @param instant at which it is raised, within {@link #span}.
     * @return no finding, or some.
     */
    public List<Finding> of(final Place place, final AlertClass alerts, final Instant instant) {
        return findings.stream()
                .filter(finding -> finding.places().contains(place)
                        && finding.classes().contains(alerts)
                        && finding.spans().stream().anyMatch(span -> span.holds(instant)))
                .toList();
    }
}
