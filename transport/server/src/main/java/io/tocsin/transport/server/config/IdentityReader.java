package io.tocsin.transport.server.config;

import io.tocsin.ViewLimits;
import io.tocsin.codecs.json.Role;
import io.tocsin.transport.gateway.FreshProof;
import io.tocsin.transport.gateway.JwtSettings;
import io.tocsin.transport.gateway.ScopeMode;
import io.tocsin.transport.server.IdentitySettings;
import io.tocsin.transport.server.IdentitySettings.Mode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how clients prove who they are. One thread. */
final class IdentityReader {
    private static final int MAX_THREADS = 64;
    private static final int MAX_WAITING = 100_000;
    private static final int MAX_AT_ONCE = 65_535;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Path folder;
    private ViewLimits viewLimits = ViewLimits.standard();

    /** Paths are relative to this folder. */
    IdentityReader(final Path folder) {
        this.folder = folder;
    }

    IdentitySettings read(final Section section) {
        final Mode mode = section.choice("mode", Mode.CLAIMED, List.of(Mode.values()));
        final int threads = section.integer("verify-threads", IdentitySettings.DEFAULT_VERIFY_THREADS, 1, MAX_THREADS);
        final int waiting = section.integer("verify-waiting", IdentitySettings.DEFAULT_VERIFY_WAITING, 1, MAX_WAITING);
        final ScopeMode scopes = section.choice("scopes", ScopeMode.OFF, List.of(ScopeMode.values()));
        final JwtSettings jwt = jwt(section.section("jwt"), mode);
        final Section broken = section.section("break-glass");
        final Duration most =
                broken.duration("most", IdentitySettings.MOST_VIEW, Duration.ofMinutes(1), IdentitySettings.MOST_VIEW);
        final Duration atMostUsual =
                most.compareTo(IdentitySettings.USUAL_VIEW) < 0 ? most : IdentitySettings.USUAL_VIEW;
        final Duration usual = broken.duration("usual", atMostUsual, Duration.ofMinutes(1), most);
        final ViewLimits standard = ViewLimits.standard();
        viewLimits = new ViewLimits(
                most,
                broken.integer("per-person", standard.perPerson(), 1, standard.perPerson()),
                broken.integer("at-once", standard.atOnce(), 0, MAX_AT_ONCE));
        final FreshProof fresh = fresh(broken.section("fresh-proof"), mode);
        broken.end();
        section.end();
        // What was wrong was said: nothing is started.
        return jwt == null && mode == Mode.JWT
                ? IdentitySettings.claimed()
                : new IdentitySettings(mode, jwt, threads, waiting, usual, most, scopes, fresh);
    }

    /** For how long, and how often at once, patients are seen by broken glass, once it was read: the engine holds everybody to it. */
    ViewLimits viewLimits() {
        return viewLimits;
    }

    /** Where nobody proves who they are, nobody can prove it anew. */
    private static FreshProof fresh(final Section section, final Mode mode) {
        final Duration usual = mode == Mode.JWT ? IdentitySettings.FRESH_PROOF_AGE : Duration.ZERO;
        final Duration age = section.duration("max-age", usual, Duration.ZERO, FreshProof.MOST_AGE);
        final Set<String> methods = words(section, "methods");
        final Set<String> levels = words(section, "levels");
        section.end();
        return new FreshProof(age, methods, levels);
    }

    private static Set<String> words(final Section section, final String key) {
        return section.items(key).stream().map(Item::text).collect(Collectors.toUnmodifiableSet());
    }

    private @Nullable JwtSettings jwt(final Section section, final Mode mode) {
        final Item issuer = section.item("issuer");
        final List<Item> audiences = section.items("audience");
        final URI keys = keys(section, mode);
        final String type = section.text("type", JwtSettings.DEFAULT_TYPE);
        final Duration skew = section.duration("skew", JwtSettings.MOST_SKEW, Duration.ZERO, JwtSettings.MOST_SKEW);
        final String subjectClaim = section.text("subject-claim", "sub");
        final String rolesClaim = section.text("roles-claim", "roles");
        final Map<Role, Set<String>> roles = roles(section.section("roles"));
        final String scopeClaim = section.text("scope-claim", "scope");
        final String unitsClaim = section.text("units-claim", "units");
        final String tenantClaim = section.text("tenant-claim", "tenant");
        final String tenant = section.text("tenant", "");
        final Duration refresh = section.duration("jwks-refresh", JwtSettings.DEFAULT_REFRESH, SECOND, DAY);
        final Duration outage =
                section.duration("jwks-outage", JwtSettings.DEFAULT_OUTAGE, refresh, JwtSettings.MOST_OUTAGE);
        final Duration life =
                section.duration("token-life", JwtSettings.MOST_LIFE, Duration.ofMinutes(1), JwtSettings.MOST_LIFE);
        section.end();
        if (mode != Mode.JWT) {
            if (issuer != null) {
                section.problem("issuer", "is of no use: say identity.mode = jwt");
            }
            return null;
        }
        if (issuer == null) {
            section.problem("issuer", "is missing: say whose tokens are believed, as their claim iss does");
        }
        if (audiences.isEmpty()) {
            section.problem(
                    "audience", "is missing: say what this router is called in the claim aud, such as [ tocsin ]");
        }
        final String empty = subjectClaim.isEmpty()
                ? "subject-claim"
                : rolesClaim.isEmpty()
                        ? "roles-claim"
                        : scopeClaim.isEmpty()
                                ? "scope-claim"
                                : unitsClaim.isEmpty() ? "units-claim" : tenantClaim.isEmpty() ? "tenant-claim" : "";
        if (!empty.isEmpty()) {
            section.problem(empty, "is empty");
        }
        if (issuer == null || audiences.isEmpty() || keys == null || !empty.isEmpty()) {
            return null;
        }
        final JwtSettings jwt = new JwtSettings(
                issuer.text(),
                audiences.stream().map(Item::text).toList(),
                keys,
                type,
                skew,
                subjectClaim,
                rolesClaim,
                roles,
                scopeClaim,
                unitsClaim,
                tenantClaim,
                tenant,
                refresh,
                outage,
                life);
        final String wrong = jwt.problem();
        if (wrong != null) {
            section.problem("jwks-file", wrong);
        }
        return jwt;
    }

    private @Nullable URI keys(final Section section, final Mode mode) {
        final Item file = section.item("jwks-file");
        final Item url = section.item("jwks-url");
        if (mode != Mode.JWT) {
            return null;
        }
        if ((file == null) == (url == null)) {
            section.problem(
                    file == null ? "jwks-file" : "jwks-url",
                    "say where the issuer's keys are, either jwks-file or jwks-url");
            return null;
        }
        if (file != null) {
            return folder.resolve(file.text()).toUri();
        }
        try {
            final URI keys = URI.create(url.text());
            final String wrong =
                    "file".equals(keys.getScheme()) ? "names a file: say jwks-file" : JwtSettings.wrongKeys(keys);
            if (wrong.isEmpty()) {
                return keys;
            }
            section.problem("jwks-url", wrong);
        } catch (final IllegalArgumentException noAddress) {
            section.problem("jwks-url", "is no address: " + noAddress.getMessage());
        }
        return null;
    }

    private static Map<Role, Set<String>> roles(final Section section) {
        final Map<Role, Set<String>> roles = new EnumMap<>(Role.class);
        for (final Role role : Role.values()) {
            final String key = role.wireName();
            roles.put(
                    role,
                    section.has(key)
                            ? section.items(key).stream().map(Item::text).collect(Collectors.toUnmodifiableSet())
                            : defaultWords(section, key));
        }
        section.end();
        return roles;
    }

    private static Set<String> defaultWords(final Section section, final String key) {
        section.hasOptional(key);
        return Set.of(key);
    }
}
