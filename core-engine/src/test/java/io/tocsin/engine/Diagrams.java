package io.tocsin.engine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The state diagrams of a page: of each, by its heading, the transitions it draws, and for what reasons each is made. */
final class Diagrams {
    private static final Pattern HEADING = Pattern.compile("## (.*)");
    private static final Pattern EDGE = Pattern.compile("\\s+(\\S+) --> (\\S+?)(?:: (.*))?");
    private static final String FENCE = "```";

    private final Map<String, SortedMap<String, SortedSet<String>>> byHeading = new TreeMap<>();

    private Diagrams() {}

    static Diagrams of(final Path page) throws IOException {
        final Diagrams diagrams = new Diagrams();
        SortedMap<String, SortedSet<String>> edges = new TreeMap<>();
        boolean isDrawn = false;
        for (final String line : Files.readAllLines(page)) {
            final Matcher heading = HEADING.matcher(line);
            final Matcher edge = EDGE.matcher(line);
            if (line.startsWith(FENCE)) {
                isDrawn = !isDrawn;
            } else if (!isDrawn && heading.matches()) {
                edges = new TreeMap<>();
                diagrams.byHeading.put(heading.group(1), edges);
            } else if (isDrawn && edge.matches()) {
                add(edges, edge.group(1), edge.group(2), edge.group(3));
            }
        }
        return diagrams;
    }

    private static void add(
            final SortedMap<String, SortedSet<String>> edges,
            final String from,
            final String to,
            final @Nullable String reasons) {
        final SortedSet<String> of = edges.computeIfAbsent(edge(from, to), key -> new TreeSet<>());
        if (reasons != null) {
            of.addAll(java.util.List.of(reasons.split(", ")));
        }
    }

    /** A transition in words. */
    static String edge(final String from, final String to) {
        return from + " --> " + to;
    }

    /** The transitions under a heading, and the reasons each names. */
    SortedMap<String, SortedSet<String>> under(final String heading) {
        return requireNonNull(byHeading.get(heading), "no diagram under " + heading);
    }
}
