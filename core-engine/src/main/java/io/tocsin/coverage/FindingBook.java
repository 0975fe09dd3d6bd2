package io.tocsin.coverage;

import io.tocsin.coverage.Finding.Kind;
import io.tocsin.coverage.Finding.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what is found in a unit, and puts together what is the same: times that follow each other, then places, then classes of alerts. One thread. */
final class FindingBook {
    private final String unit;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<What, List<Span>> open = new LinkedHashMap<>();
    private SortedSet<Place> places = new TreeSet<>();
    private SortedSet<AlertClass> classes = new TreeSet<>();
    private String policy = "";

    FindingBook(final String unit) {
        this.unit = unit;
    }

    /** What is noted from now on is of these places and classes. */
    void begin(final SortedSet<Place> ofPlaces, final SortedSet<AlertClass> ofClasses, final String ofPolicy) {
        close();
        places = ofPlaces;
        classes = ofClasses;
        policy = ofPolicy;
    }

    /** Notes something; of one thing times come in order. */
    void note(final Kind kind, final List<Reason> reasons, final long fromNs, final long untilNs) {
        final List<Span> spans = open.computeIfAbsent(new What(kind, reasons), what -> new ArrayList<>());
        Span span = new Span(Instants.of(fromNs), Instants.of(untilNs));
        if (!spans.isEmpty() && spans.get(spans.size() - 1).until().equals(span.from())) {
            span = new Span(spans.remove(spans.size() - 1).from(), span.until());
        }
        spans.add(span);
    }

    /** All that was noted, gaps first. */
    List<Finding> findings() {
        close();
        return together(together(findings, false), true).stream()
                .sorted(Comparator.comparing(Finding::kind)
                        .thenComparing(finding -> finding.classes().first())
                        .thenComparing(finding -> finding.places().first())
                        .thenComparing(finding -> finding.spans().get(0).from()))
                .toList();
    }

    private void close() {
        open.forEach((what, spans) ->
                findings.add(new Finding(what.kind(), unit, places, classes, policy, what.reasons(), spans)));
        open.clear();
    }

    /** Findings that differ in their places alone become one; or in their classes alone. */
    private static List<Finding> together(final List<Finding> apart, final boolean byClasses) {
        final Map<Finding, Finding> together = new LinkedHashMap<>();
        for (final Finding finding : apart) {
            final Finding common = byClasses
                    ? with(finding, finding.places(), new TreeSet<>())
                    : with(finding, new TreeSet<>(), finding.classes());
            together.merge(common, finding, (one, other) -> {
                final SortedSet<Place> bothPlaces = new TreeSet<>(one.places());
                bothPlaces.addAll(other.places());
                final SortedSet<AlertClass> bothClasses = new TreeSet<>(one.classes());
                bothClasses.addAll(other.classes());
                return with(one, bothPlaces, bothClasses);
            });
        }
        return List.copyOf(together.values());
    }

    private static Finding with(
            final Finding finding, final SortedSet<Place> places, final SortedSet<AlertClass> classes) {
        return new Finding(
                finding.kind(), finding.unit(), places, classes, finding.policy(), finding.reasons(), finding.spans());
    }

    private record What(Kind kind, List<Reason> reasons) {}
}
