package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.json.Role;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose JSON Web Tokens are believed, and what their claims mean here: the profile of RFC 8725, ES256 and EdDSA (Ed25519) only, {@code exp} always needed. Immutable; any
 * thread.
 *
 * @param issuer       that {@code iss} must name.
 * @param audiences    of which {@code aud} must name one.
 * @param keys         where the issuer's JWK set is: a file, or {@code https}; {@code http} on this machine only. What a token says of its keys counts for nothing.
 * @param type         that the header {@code typ} must say; empty = it is not looked at.
 * @param skew         by which clocks may differ; at most 60 s.
 * @param subjectClaim names the person or the source.
 * @param rolesClaim   a list of texts, or one text with spaces between them.
 * @param roles        the words of that claim that permit a role; a role without words is nobody's.
 * @param refresh      how often the keys are fetched again; 1 s to a day.
 * @param outage       how long keys are believed that cannot be fetched again; up to 30 days.
 * @param scopeClaim   what the token permits: one text with blanks between the words, or a list of texts; without the claim it says nothing of it.
 * @param unitsClaim   the units that it is for: a list of their ids, or one text with blanks between them; without the claim it is for all.
 * @param tenantClaim  names whose patients the token is for.
 * @param tenant       that this claim must name; empty = it is not looked at.
 * @param longestLife  how long a token may be good, from {@code iat} to {@code exp}; up to 31 days, which is as long as a revocation is kept.
 */
public record JwtSettings(
        String issuer,
        List<String> audiences,
        URI keys,
        String type,
        Duration skew,
        String subjectClaim,
        String rolesClaim,
        Map<Role, Set<String>> roles,
        String scopeClaim,
        String unitsClaim,
        String tenantClaim,
        String tenant,
        Duration refresh,
        Duration outage,
        Duration longestLife) {
    /** What an access token says that it is, by RFC 9068. */
    public static final String DEFAULT_TYPE = "at+jwt";

    /** The most by which clocks may differ. */
    public static final Duration MOST_SKEW = Duration.ofSeconds(60);

    /** How often keys are fetched again if nothing is said. */
    public static final Duration DEFAULT_REFRESH = Duration.ofMinutes(5);

    /** How long keys are believed without a fetch if nothing is said. */
    public static final Duration DEFAULT_OUTAGE = Duration.ofHours(24);

    /** Longest that keys may be believed without a fetch. */
    public static final Duration MOST_OUTAGE = Duration.ofDays(30);

    /** The longest life of a token: no revocation is kept for longer. */
    public static final Duration MOST_LIFE = Duration.ofDays(31);

    private static final Duration MOST_REFRESH = Duration.ofDays(1);

    /** Checks that nothing is missing or out of its range. */
    public JwtSettings {
        required("issuer", issuer);
        required("subjectClaim", subjectClaim);
        required("rolesClaim", rolesClaim);
        required("scopeClaim", scopeClaim);
        required("unitsClaim", unitsClaim);
        required("tenantClaim", tenantClaim);
        requireNonNull(tenant, "tenant");
        requireNonNull(type, "type");
        audiences = List.copyOf(audiences);
        if (audiences.isEmpty()) {
            throw new IllegalArgumentException("no audience: a token for anybody is none for this router");
        }
        final String wrong = wrongKeys(keys);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(wrong);
        }
        inRange("skew", skew, Duration.ZERO, MOST_SKEW);
        inRange("refresh", refresh, Duration.ofSeconds(1), MOST_REFRESH);
        inRange("outage", outage, refresh, MOST_OUTAGE);
        inRange("longestLife", longestLife, Duration.ofMinutes(1), MOST_LIFE);
        final Map<Role, Set<String>> copy = new EnumMap<>(Role.class);
        roles.forEach((role, words) -> copy.put(role, Set.copyOf(words)));
        roles = Collections.unmodifiableMap(copy);
    }

    /**
     * Everything else by default: access tokens, 60 s, {@code sub}, and {@code roles} with the names of the roles.
     *
     * @param issuer   that {@code iss} must name.
     * @param audience that {@code aud} must name.
     * @param keys     where the issuer's JWK set is.
     * @return settings.
     */
    public static JwtSettings of(final String issuer, final String audience, final URI keys) {
        return new JwtSettings(
                issuer,
                List.of(audience),
                keys,
                DEFAULT_TYPE,
                MOST_SKEW,
                "sub",
                "roles",
                defaultRoles(),
                "scope",
                "units",
                "tenant",
                "",
                DEFAULT_REFRESH,
                DEFAULT_OUTAGE,
                MOST_LIFE);
    }

    /**
     * The names of the roles, each for itself.
     *
     * @return by role.
     */
    public static Map<Role, Set<String>> defaultRoles() {
        final Map<Role, Set<String>> roles = new EnumMap<>(Role.class);
        for (final Role role : Role.values()) {
            roles.put(role, Set.of(role.wireName()));
        }
        return roles;
    }

    /**
     * What is wrong with the address of a JWK set.
     *
     * @param keys of a file, or to fetch from.
     * @return for people; empty if nothing is.
     */
    public static String wrongKeys(final URI keys) {
        final String scheme = String.valueOf(keys.getScheme());
        return switch (scheme) {
            case "file" -> "";
            case "https" -> keys.getHost() == null ? keys + " names no host" : "";
            case "http" ->
                Loopback.is(keys.getHost())
                        ? ""
                        : keys
                                + " is not encrypted: whoever can change what is fetched could let anybody in; use"
                                + " https";
            default -> keys + " is no file and no https address";
        };
    }

    /**
     * Whether the keys can be had now, if they are in a file. Reads it.
     *
     * @return what is wrong; {@code null} if nothing is, or they have to be fetched.
     */
    public @Nullable String problem() {
        try {
            if (isFile()) {
                Verification.keys(this, new GatewayCounters());
            }
            return null;
        } catch (final IllegalArgumentException wrong) {
            return wrong.getMessage();
        }
    }

    /** Whether the keys are in a file. */
    boolean isFile() {
        return "file".equals(keys.getScheme());
    }

    /** Of the keys. */
    Path file() {
        return Path.of(keys);
    }

    private static void required(final String name, final String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("no " + name);
        }
    }

    private static void inRange(final String name, final Duration value, final Duration least, final Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " is " + value + ": it is from " + least + " to " + most);
        }
    }
}
