package io.tocsin;

import io.tocsin.codecs.sbe.AccessScope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the proof behind a session permits. It takes away from what role and relationship permit. Immutable; any thread.
 *
 * @param scopes    what it permits; {@code null} = everything.
 * @param ofPatient what it permits beside that to somebody who is a patient, or of the family.
 * @param units     for which it is alone, as far as the site knew them; {@code null} = all.
 */
public record SessionPermit(
        @Nullable Set<AccessScope> scopes,
        Set<AccessScope> ofPatient,
        @Nullable Set<String> units) {
    /** Keeps copies of the sets. */
    public SessionPermit {
        scopes = scopes == null ? null : Set.copyOf(scopes);
        ofPatient = Set.copyOf(ofPatient);
        units = units == null ? null : Set.copyOf(units);
    }
}
