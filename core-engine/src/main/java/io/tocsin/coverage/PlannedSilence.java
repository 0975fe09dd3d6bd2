package io.tocsin.coverage;

import static java.util.Objects.requireNonNull;

import io.tocsin.SilenceScope;

/**
 * A silence that will be there: what it covers pages nobody while it lasts.
 *
 * @param name      by which people know it.
 * @param scope     what it names.
 * @param confirmed by a second person, so that it covers CRITICAL alerts too, if its scope does.
 * @param span      from its start until its end.
 */
public record PlannedSilence(String name, SilenceScope scope, boolean confirmed, Span span) {
    /** All are stated. */
    public PlannedSilence {
        requireNonNull(name, "name");
        requireNonNull(scope, "scope");
        requireNonNull(span, "span");
    }
}
