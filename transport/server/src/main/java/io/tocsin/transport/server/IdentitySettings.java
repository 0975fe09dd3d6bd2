package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.transport.gateway.FreshProof;
import io.tocsin.transport.gateway.JwtSettings;
import io.tocsin.transport.gateway.ScopeMode;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How clients prove who they are. Immutable; any thread.
 *
 * @param mode          what counts as a proof.
 * @param jwt           whose tokens are believed; there with {@link Mode#JWT}, and not without.
 * @param verifyThreads that verify tokens, 1 to 64.
 * @param verifyWaiting tokens that wait to be verified at most; more are refused.
 * @param viewUsual     how long somebody who breaks the glass sees a patient if nothing is said; a minute at least.
 * @param viewMost      the same at most; from {@code viewUsual} to {@link #MOST_VIEW}.
 * @param scopes        what scopes of tokens and certificates count for.
 * @param freshProof    what whoever breaks the glass has to have proved just now.
 */
public record IdentitySettings(
        Mode mode,
        @Nullable JwtSettings jwt,
        int verifyThreads,
        int verifyWaiting,
        Duration viewUsual,
        Duration viewMost,
        ScopeMode scopes,
        FreshProof freshProof) {
    /** How long ago whoever breaks the glass may have logged in if tokens are asked for and nothing is configured. */
    public static final Duration FRESH_PROOF_AGE = Duration.ofMinutes(5);

    /** How long somebody who breaks the glass sees a patient if nothing is configured. */
    public static final Duration USUAL_VIEW = Duration.ofHours(1);

    /** The longest that they may, whatever is configured. */
    public static final Duration MOST_VIEW = Duration.ofHours(4);

    /** Threads that verify if nothing is said. */
    public static final int DEFAULT_VERIFY_THREADS = 2;

    /** Tokens that wait at most if nothing is said. */
    public static final int DEFAULT_VERIFY_WAITING = 1_024;

    /** What counts as a proof. */
    public enum Mode {
        /** Nothing: everybody is who they say. Only this machine can connect. */
        CLAIMED,
        /** A token that is printed when the router starts; who has it is who they say. Only this machine can connect. */
        PRINTED_TOKEN,
        /** Certificates of machines, in the handshake of TLS. */
        CERTIFICATE,
        /** JSON Web Tokens of an issuer; certificates too, if clients are asked for them. */
        JWT
    }

    /** With the usual times of views, and without scopes; where tokens are asked for, of those who break the glass a login of just now. */
    public IdentitySettings(
            final Mode mode, final @Nullable JwtSettings jwt, final int verifyThreads, final int verifyWaiting) {
        this(
                mode,
                jwt,
                verifyThreads,
                verifyWaiting,
                USUAL_VIEW,
                MOST_VIEW,
                ScopeMode.OFF,
                jwt == null ? FreshProof.NOT_ASKED : new FreshProof(FRESH_PROOF_AGE, Set.of(), Set.of()));
    }

    /** Checks that what the mode needs is there. */
    public IdentitySettings {
        requireNonNull(mode, "mode");
        requireNonNull(scopes, "scopes");
        requireNonNull(freshProof, "freshProof");
        if ((mode == Mode.JWT) != (jwt != null)) {
            throw new IllegalArgumentException("settings of tokens belong to mode JWT, and to it alone");
        }
    }

    /**
     * For trials and demonstrations on one's own machine.
     *
     * @return everybody is who they say.
     */
    public static IdentitySettings claimed() {
        return new IdentitySettings(Mode.CLAIMED, null, DEFAULT_VERIFY_THREADS, DEFAULT_VERIFY_WAITING);
    }

    /**
     * For development on one's own machine.
     *
     * @return who has the token that is printed is who they say.
     */
    public static IdentitySettings printedToken() {
        return new IdentitySettings(Mode.PRINTED_TOKEN, null, DEFAULT_VERIFY_THREADS, DEFAULT_VERIFY_WAITING);
    }

    /**
     * For use.
     *
     * @param jwt whose tokens are believed.
     * @return who has a token is its subject.
     */
    public static IdentitySettings of(final JwtSettings jwt) {
        return new IdentitySettings(Mode.JWT, jwt, DEFAULT_VERIFY_THREADS, DEFAULT_VERIFY_WAITING);
    }
}
