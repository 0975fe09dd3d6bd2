package io.tocsin.transport.gateway;

import io.tocsin.Revocation;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.text.EdgeText;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jspecify.annotations.Nullable;

/** Verifies JSON Web Tokens as {@link JwtSettings} say. Any thread; computes on the caller's. */
final class JwtAuthenticator implements Authenticator {
    /** How a token may be signed. */
    static final Set<String> ALGORITHMS =
            Set.of(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256, AlgorithmIdentifiers.EDDSA);

    private static final long NS_PER_S = 1_000_000_000L;
    private static final long LAST_SECOND = Long.MAX_VALUE / NS_PER_S - 1;

    private final JwtSettings settings;
    private final KeyRing keys;
    private final EpochNanoClock clock;

    JwtAuthenticator(final JwtSettings settings, final KeyRing keys, final EpochNanoClock clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Principal> authenticate(final String token) {
        try {
            final TokenShape shape = TokenShape.of(token);
            final KeySet known = keys.current();
            final KeySet.SigningKey key = known == null ? null : known.find(shape.keyName());
            if (key != null) {
                return CompletableFuture.completedFuture(verify(token, shape, key));
            }
            return keys.fetchForUnknown().thenApply(fetched -> verifyAfterFetch(token, shape, fetched));
        } catch (final TokenRefusedException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private Principal verifyAfterFetch(final String token, final TokenShape shape, final @Nullable KeySet fetched) {
        try {
            if (fetched == null) {
                throw new TokenRefusedException(TokenFault.UNAVAILABLE);
            }
            final KeySet.SigningKey key = fetched.find(shape.keyName());
            if (key == null) {
                throw new TokenRefusedException(TokenFault.KEY);
            }
            return verify(token, shape, key);
        } catch (final TokenRefusedException refused) {
            throw new CompletionException(refused);
        }
    }

    private Principal verify(final String token, final TokenShape shape, final KeySet.SigningKey key)
            throws TokenRefusedException {
        if (!key.algorithm().equals(shape.algorithm())) {
            throw new TokenRefusedException(TokenFault.ALGORITHM);
        }
        final JwtConsumerBuilder consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, key.algorithm())
                .setVerificationKey(key.key())
                .setExpectedIssuer(true, settings.issuer())
                .setExpectedAudience(true, settings.audiences().toArray(String[]::new))
                .setRequireExpirationTime()
                // Without it nobody could say whether a token is older than what was revoked of its subject.
                .setRequireIssuedAt()
                // Of the future none; as old as its expiry permits.
                .setIssuedAtRestrictions(0, Integer.MAX_VALUE)
                .setAllowedClockSkewInSeconds((int) settings.skew().toSeconds())
                .setEvaluationTime(NumericDate.fromMilliseconds(TimeUnit.NANOSECONDS.toMillis(clock.nanoTime())));
        if (!settings.type().isEmpty()) {
            consumer.setExpectedType(true, settings.type());
        }
        try {
            return principal(consumer.build().processToClaims(token));
        } catch (final InvalidJwtException invalid) {
            throw new TokenRefusedException(fault(invalid));
        } catch (final MalformedClaimException | IllegalArgumentException malformed) {
            throw new TokenRefusedException(TokenFault.CLAIMS);
        }
    }

    private Principal principal(final JwtClaims claims) throws MalformedClaimException, TokenRefusedException {
        final String subject = claims.getClaimValue(settings.subjectClaim(), String.class);
        final Set<Role> roles = roles(claims.getClaimValue(settings.rolesClaim()));
        if (subject == null || subject.isEmpty() || subject.indexOf(0) >= 0 || roles.isEmpty()) {
            throw new TokenRefusedException(TokenFault.CLAIMS);
        }
        final long expiresS = claims.getExpirationTime().getValue();
        final long lifeS = settings.longestLife().toSeconds();
        final long issuedS = claims.getIssuedAt().getValue();
        if (expiresS > LAST_SECOND || expiresS - issuedS > lifeS) {
            // A revocation is kept no longer than the longest life: what outlives it would be good again.
            throw new TokenRefusedException(TokenFault.LIFE);
        }
        if (!settings.tenant().isEmpty() && !settings.tenant().equals(claims.getClaimValue(settings.tenantClaim()))) {
            throw new TokenRefusedException(TokenFault.TENANT);
        }
        final String jti = claims.getJwtId();
        return new Principal(
                subject,
                roles,
                expiresS * NS_PER_S,
                Math.max(0, issuedS) * NS_PER_S,
                jti == null || jti.isEmpty() ? "" : Revocation.tokenId(jti),
                Principal.Kind.TOKEN,
                scopes(claims.getClaimValue(settings.scopeClaim())),
                units(claims.getClaimValue(settings.unitsClaim())),
                login(claims));
    }

    /** A claim that is there and cannot be read permits nothing: it might have been meant to permit less. Where nobody asks for scopes it is none of our business. */
    private static @Nullable Scopes scopes(final @Nullable Object claim) {
        if (claim == null) {
            return null;
        }
        final Set<String> words = claim instanceof String ? null : words(claim);
        return claim instanceof String text ? Scopes.ofText(text) : words == null ? Scopes.NONE : Scopes.of(words);
    }

    /** A claim that cannot be read is refused, and not taken for one of all units: it was meant to be of some. */
    private static @Nullable Set<String> units(final @Nullable Object claim) throws TokenRefusedException {
        if (claim == null) {
            return null;
        }
        final Set<String> units = claim instanceof String text
                ? text.isEmpty() ? Set.of() : new HashSet<>(Arrays.asList(text.split(" ", -1)))
                : words(claim);
        if (units == null
                || units.size() > Principal.MAX_UNITS
                || !units.stream().allMatch(JwtAuthenticator::isUnit)) {
            throw new TokenRefusedException(TokenFault.UNITS);
        }
        return units;
    }

    private static boolean isUnit(final String id) {
        return !id.isEmpty() && id.indexOf(0) < 0 && EdgeText.utf8Length(id) <= EdgeText.MAX_ID_BYTES;
    }

    /** What cannot be read, or would be of the future, says nothing: who breaks the glass falls short by it, and nobody else. */
    private Login login(final JwtClaims claims) {
        final Object at = claims.getClaimValue("auth_time");
        final Object methods = claims.getClaimValue("amr");
        final Object level = claims.getClaimValue("acr");
        final long latestS = TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime())
                + settings.skew().toSeconds();
        final long atS = at instanceof Number number ? number.longValue() : 0;
        final Set<String> used = methods == null ? null : words(methods);
        return new Login(
                atS < 0 || atS > latestS ? 0 : atS * NS_PER_S,
                used == null ? Set.of() : used,
                level instanceof String text ? text : "");
    }

    /** A list of texts, or one text; {@code null} = something else. */
    private static @Nullable Set<String> words(final Object claim) {
        final Set<String> words = new HashSet<>();
        for (final Object word : claim instanceof Collection<?> list ? list : List.of(claim)) {
            if (!(word instanceof String text)) {
                return null;
            }
            words.add(text);
        }
        return words;
    }

    private Set<Role> roles(final @Nullable Object claim) {
        final Collection<?> words = claim instanceof String text
                ? Arrays.asList(text.split(" ", -1))
                : claim instanceof Collection<?> list ? list : List.of();
        final Set<Role> roles = EnumSet.noneOf(Role.class);
        settings.roles().forEach((role, permitting) -> {
            if (words.stream().anyMatch(word -> word instanceof String && permitting.contains(word))) {
                roles.add(role);
            }
        });
        return roles;
    }

    private static TokenFault fault(final InvalidJwtException invalid) {
        if (invalid.hasErrorCode(ErrorCodes.SIGNATURE_INVALID) || invalid.hasErrorCode(ErrorCodes.SIGNATURE_MISSING)) {
            return TokenFault.SIGNATURE;
        }
        if (invalid.hasErrorCode(ErrorCodes.TYPE_MISSING) || invalid.hasErrorCode(ErrorCodes.TYPE_INVALID)) {
            return TokenFault.TYPE;
        }
        if (invalid.hasErrorCode(ErrorCodes.ISSUER_MISSING) || invalid.hasErrorCode(ErrorCodes.ISSUER_INVALID)) {
            return TokenFault.ISSUER;
        }
        if (invalid.hasErrorCode(ErrorCodes.AUDIENCE_MISSING) || invalid.hasErrorCode(ErrorCodes.AUDIENCE_INVALID)) {
            return TokenFault.AUDIENCE;
        }
        if (invalid.hasErrorCode(ErrorCodes.EXPIRED)) {
            return TokenFault.EXPIRED;
        }
        if (invalid.hasErrorCode(ErrorCodes.NOT_YET_VALID)
                || invalid.hasErrorCode(ErrorCodes.ISSUED_AT_INVALID_FUTURE)) {
            return TokenFault.NOT_YET;
        }
        if (invalid.hasErrorCode(ErrorCodes.JSON_INVALID)) {
            return TokenFault.MALFORMED;
        }
        return TokenFault.CLAIMS;
    }
}
