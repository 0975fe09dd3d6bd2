package io.tocsin.coverage;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What decides of an alert, beside its place, on which policy it runs and which silence covers it.
 *
 * @param severity  as it counts, triage included.
 * @param type      of the emergency; OTHER for everything that nobody declared.
 * @param cause     what opened it; {@code null}: whatever did, as no silence makes a difference.
 * @param parameter of a limit; {@code null} for other causes.
 */
public record AlertClass(
        Severity severity,
        EmergencyType type,
        @Nullable Cause cause,
        @Nullable Parameter parameter) implements Comparable<AlertClass> {
    private static final Comparator<AlertClass> ORDER = Comparator.comparing(AlertClass::severity)
            .thenComparing(AlertClass::type)
            .thenComparing(AlertClass::cause, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(AlertClass::parameter, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** Severity and type are stated. */
    public AlertClass {
        requireNonNull(severity, "severity");
        requireNonNull(type, "type");
    }

    /**
     * A class of alerts whatever opened them.
     *
     * @param severity as it counts.
     * @param type     of the emergency.
     * @return without a cause.
     */
    public static AlertClass of(final Severity severity, final EmergencyType type) {
        return new AlertClass(severity, type, null, null);
    }

    @Override
    public int compareTo(final AlertClass other) {
        return ORDER.compare(this, other);
    }
}
