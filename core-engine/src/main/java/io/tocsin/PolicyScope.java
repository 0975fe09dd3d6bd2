package io.tocsin;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Which alerts a policy is for. */
record PolicyScope(Set<Severity> severities, Set<EmergencyType> types) {
    PolicyScope {
        // Ordered as declared, so that messages read alike everywhere.
        severities = Collections.unmodifiableSet(new TreeSet<>(severities));
        types = Collections.unmodifiableSet(new TreeSet<>(types));
    }

    /** Of these severities, whatever the type. */
    static PolicyScope of(final Set<Severity> severities) {
        return new PolicyScope(severities, Set.of());
    }

    PolicyScope severities(final Set<Severity> only) {
        return new PolicyScope(only, types);
    }

    PolicyScope types(final Set<EmergencyType> only) {
        return new PolicyScope(severities, only);
    }

    @Override
    public String toString() {
        return types.isEmpty() ? severities.toString() : severities + " of " + types;
    }
}
