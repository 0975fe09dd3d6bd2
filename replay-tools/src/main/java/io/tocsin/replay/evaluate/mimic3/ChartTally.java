package io.tocsin.replay.evaluate.mimic3;

import io.tocsin.RouterEvent;
import io.tocsin.Subject;
import io.tocsin.codecs.sbe.Bound;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** How many readings had a limit of their patient in force, and how many violated it, by what the router said. Knows no limit and compares nothing. */
final class ChartTally {
    private static final Bound[] BOUNDS = {Bound.BELOW, Bound.ABOVE};

    private final Map<String, Long> withLimit = new TreeMap<>();
    private final Map<String, Long> violations = new TreeMap<>();
    private final Set<String> inForce = new HashSet<>();

    /** What the router tells. */
    void on(final RouterEvent event) {
        if (event instanceof RouterEvent.PatientLimitChanged changed) {
            final String limit = limit(
                    changed.subject(),
                    Series.of(changed.limit().parameter()).key(changed.limit().bound()));
            if (changed.limit().hundredths().isPresent()) {
                inForce.add(limit);
            } else {
                inForce.remove(limit);
            }
        } else if (event instanceof RouterEvent.LimitViolated violated) {
            final Bound bound = ChartRun.boundOf(violated.rule());
            violations.merge(Series.of(violated.parameter()).key(bound), 1L, Long::sum);
        }
    }

    /** A reading is about to be told, after every limit before it was. */
    void reading(final Charted reading) {
        final Subject subject = new Subject(Subject.Kind.PATIENT, reading.stay());
        for (final Bound bound : BOUNDS) {
            final String key = reading.series().key(bound);
            if (inForce.contains(limit(subject, key))) {
                withLimit.merge(key, 1L, Long::sum);
            }
        }
    }

    long readingsWithLimit(final String key) {
        return withLimit.getOrDefault(key, 0L);
    }

    long violations(final String key) {
        return violations.getOrDefault(key, 0L);
    }

    private static String limit(final Subject subject, final String key) {
        return subject.id() + ' ' + key;
    }

    /** Writes {@code readings_with_limit} and {@code violations} of every limit. */
    void write(final JsonGenerator json) {
        for (final Series series : Series.values()) {
            for (final Bound bound : BOUNDS) {
                final String key = series.key(bound);
                json.writeObjectPropertyStart(key);
                json.writeNumberProperty("readings_with_limit", readingsWithLimit(key));
                json.writeNumberProperty("violations", violations(key));
                json.writeEndObject();
            }
        }
    }
}
