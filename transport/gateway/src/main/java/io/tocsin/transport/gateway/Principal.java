package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.text.EdgeText;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who somebody has proved to be, and until when. Immutable; any thread.
 *
 * @param subject   a person's id, or a source's name: not empty, without NUL, at most {@value EdgeText#MAX_ID_BYTES} bytes.
 * @param roles     as what the subject may speak; one at least.
 * @param expiresNs when the proof ends, epoch ns; {@link #NEVER} = it does not.
 */
public record Principal(String subject, Set<Role> roles, long expiresNs) {
    /** A proof that lasts as long as the connection. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Who has shown the token that a router on the developer's own machine has printed. */
    static final Principal DEVELOPER = new Principal(Principal.ANYBODY, EnumSet.allOf(Role.class), NEVER);

    /** No other subject has NUL; and from nobody but the printed token a gateway takes it. */
    private static final String ANYBODY = "\0developer";

    /** Checks the subject, and keeps a copy of the roles. */
    public Principal {
        requireNonNull(subject, "subject");
        if (subject.isEmpty() || (subject.indexOf(0) >= 0 && !subject.equals(ANYBODY))) {
            throw new IllegalArgumentException("a subject is not empty, and holds no NUL");
        }
        if (EdgeText.utf8Length(subject) > EdgeText.MAX_ID_BYTES) {
            throw new IllegalArgumentException("a subject has at most " + EdgeText.MAX_ID_BYTES + " bytes");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("who has no role may not speak");
        }
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }

    /** Whether it is a developer, who may take any name. */
    boolean isDeveloper() {
        return subject.equals(ANYBODY);
    }

    /** Whether it has ended, so long ago that nobody waits for another proof any more. */
    boolean hasEnded(final long epochNs) {
        return expiresNs != NEVER && expiresNs <= epochNs - Proof.GRACE_NS;
    }

    /**
     * Whether a source may call itself so: by the subject, or by the subject, a slash, and more, if it has several installations. A subject that has a slash itself is no
     * source's, since it could be the installation of another.
     */
    boolean isSource(final String name) {
        if (isDeveloper()) {
            return true;
        }
        final int slash = name.indexOf('/');
        final String own = slash < 0 ? name : name.substring(0, slash);
        return own.equals(subject) && slash != name.length() - 1;
    }
}
