package io.tocsin.transport.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.codecs.json.Role;
import io.tocsin.engine.delivery.SessionLimits;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the proof behind a person's session permits, as the engine is told it: by that the log says why a command was refused. Immutable; any thread.
 *
 * @param scopes        bit of each, and that they are stated; 0 = everything.
 * @param patientScopes those beside them of somebody who is a patient, or of the family.
 * @param units         that the proof is for, in their order; {@code null} = all.
 */
record Permitted(long scopes, long patientScopes, @Nullable List<String> units) {
    /** Everything. */
    static final Permitted ALL = new Permitted(0, 0, null);

    private static final byte[] NO_BYTES = {};

    /**
     * What somebody has proved.
     *
     * @param principal {@code null} = nobody asked.
     * @param mode      what scopes count for.
     */
    static Permitted of(final @Nullable Principal principal, final ScopeMode mode) {
        if (principal == null) {
            return ALL;
        }
        final Set<String> units = principal.units();
        final List<String> inOrder =
                units == null ? null : units.stream().sorted().toList();
        final Scopes scopes = principal.scopes(mode);
        if (scopes.equals(Scopes.ALL)) {
            return new Permitted(0, 0, inOrder);
        }
        long everybodys = SessionLimits.STATED;
        long patients = 0;
        for (final Scope scope : Scope.values()) {
            everybodys |= scopes.permits(scope, Role.CLINICIAN, false) ? scope.bit() : 0;
            patients |= scopes.permits(scope, Role.CLINICIAN, true) ? scope.bit() : 0;
        }
        return new Permitted(everybodys, patients & ~everybodys, inOrder);
    }

    /** The units as the command has them: how many, then each behind its length; nothing if it is for all. */
    byte[] encodedUnits() {
        if (units == null) {
            return NO_BYTES;
        }
        final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.write(units.size());
        for (final String unit : units) {
            final byte[] id = unit.getBytes(UTF_8);
            encoded.write(id.length);
            encoded.writeBytes(id);
        }
        return encoded.toByteArray();
    }
}
