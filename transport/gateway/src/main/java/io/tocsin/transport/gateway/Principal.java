package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.engine.delivery.SessionLimits;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody has proved to be, and until when. Immutable; any thread.
 *
 * @param subject   a person's id, or a source's name: not empty, without NUL, at most {@value EdgeText#MAX_ID_BYTES} bytes.
 * @param roles     as what the subject may speak; one at least.
 * @param expiresNs when the proof ends, epoch ns; {@link #NEVER} = it does not.
 * @param issuedNs  when the token, or the certificate, was issued, epoch ns; 0 = nobody knows: it counts as issued before whatever is revoked.
 * @param tokenId   by which one token is revoked, as {@link io.tocsin.Revocation#tokenId} has it; empty = it has none.
 * @param kind      what proved it.
 * @param scopes    what the proof permits; {@code null} = it says nothing of it, and {@link ScopeMode} says what that means.
 * @param units     for which alone it proves it, each once, at most {@value #MAX_UNITS}: what is of another unit the person is not of by it. {@code null} = for all; of no concern to sources and operators.
 * @param login     when and how the subject has logged in, as far as the proof says.
 */
public record Principal(
        String subject,
        Set<Role> roles,
        long expiresNs,
        long issuedNs,
        String tokenId,
        Kind kind,
        @Nullable Scopes scopes,
        @Nullable Set<String> units,
        Login login) {
    /** Most units that a proof may be for. */
    public static final int MAX_UNITS = SessionLimits.MAX_UNITS;

    /** A proof that lasts as long as the connection. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Who has shown the token that a router on the developer's own machine has printed. */
    static final Principal DEVELOPER = new Principal(Principal.ANYBODY, EnumSet.allOf(Role.class), NEVER);

    /** No other subject has NUL; and from nobody but the printed token a gateway takes it. */
    private static final String ANYBODY = "\0developer";

    /** What proves who somebody is. */
    public enum Kind {
        /** A token. */
        TOKEN,
        /** A certificate of the subject's own. */
        CERTIFICATE
    }

    /** By a token of which nobody knows when it was issued. */
    public Principal(final String subject, final Set<Role> roles, final long expiresNs) {
        this(subject, roles, expiresNs, 0, "", Kind.TOKEN);
    }

    /** By a proof that says nothing of scopes, and nothing of a login. */
    public Principal(
            final String subject,
            final Set<Role> roles,
            final long expiresNs,
            final long issuedNs,
            final String tokenId,
            final Kind kind) {
        this(subject, roles, expiresNs, issuedNs, tokenId, kind, null, null, Login.UNKNOWN);
    }

    /** Checks the subject, and keeps a copy of the roles. */
    public Principal {
        requireNonNull(subject, "subject");
        requireNonNull(kind, "kind");
        requireNonNull(login, "login");
        EdgeText.optionalId("tokenId", tokenId);
        if (subject.isEmpty() || (subject.indexOf(0) >= 0 && !subject.equals(ANYBODY))) {
            throw new IllegalArgumentException("a subject is not empty, and holds no NUL");
        }
        if (EdgeText.utf8Length(subject) > EdgeText.MAX_ID_BYTES) {
            throw new IllegalArgumentException("a subject has at most " + EdgeText.MAX_ID_BYTES + " bytes");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("who has no role may not speak");
        }
        if (units != null) {
            units = Set.copyOf(units);
            if (units.size() > MAX_UNITS) {
                throw new IllegalArgumentException("a proof is for at most " + MAX_UNITS + " units, or for all");
            }
            units.forEach(unit -> EdgeText.requiredId("units", unit));
        }
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }

    /** Whether a certificate proved it. */
    boolean isByCertificate() {
        return kind == Kind.CERTIFICATE;
    }

    /** Whether it is a developer, who may take any name. */
    boolean isDeveloper() {
        return subject.equals(ANYBODY);
    }

    /** Whether it is the same subject in the same roles, whatever it may do in them. */
    boolean isSameAs(final Principal other) {
        return subject.equals(other.subject) && roles.equals(other.roles);
    }

    /** The same with scopes. */
    Principal permitting(final @Nullable Scopes only) {
        return new Principal(subject, roles, expiresNs, issuedNs, tokenId, kind, only, units, login);
    }

    /** Whether it permits nothing that another does not, of scopes and of units. */
    boolean isWithin(final Principal other, final ScopeMode mode) {
        final boolean isForNoMore = other.units == null || (units != null && other.units.containsAll(units));
        return isForNoMore && !scopes(mode).isBeyond(other.scopes(mode));
    }

    /** What it permits where scopes count for what the mode says. */
    Scopes scopes(final ScopeMode mode) {
        if (mode == ScopeMode.OFF || isDeveloper()) {
            return Scopes.ALL;
        }
        if (scopes != null) {
            return scopes;
        }
        return mode == ScopeMode.REQUIRED ? Scopes.NONE : Scopes.ALL;
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
