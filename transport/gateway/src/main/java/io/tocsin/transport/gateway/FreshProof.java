package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;

/**
 * What somebody has to have proved just now who breaks the glass: all of what is asked for, as the token says it. Immutable; any thread.
 *
 * @param maxAge  how long ago they may have logged in (claim {@code auth_time}), up to a day; zero = however long.
 * @param methods one of which they must have used (claim {@code amr}, RFC 8176: {@code mfa}, {@code hwk}, …); empty = whichever.
 * @param levels  one of which must have been reached (claim {@code acr}); empty = whichever.
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470, step up authentication</a>
 */
public record FreshProof(Duration maxAge, Set<String> methods, Set<String> levels) {
    /** The most that may be asked for. */
    public static final Duration MOST_AGE = Duration.ofDays(1);

    /** Nobody is asked. */
    public static final FreshProof NOT_ASKED = new FreshProof(Duration.ZERO, Set.of(), Set.of());

    /** Checks the age. */
    public FreshProof {
        if (maxAge.isNegative() || maxAge.compareTo(MOST_AGE) > 0) {
            throw new IllegalArgumentException("maxAge is " + maxAge + ": it is from 0 to " + MOST_AGE);
        }
        methods = Set.copyOf(methods);
        levels = Set.copyOf(levels);
    }

    /**
     * The claim that falls short.
     *
     * @param login what the proof says.
     * @param nowNs epoch ns.
     * @return {@code auth_time}, {@code amr} or {@code acr}; empty = nothing falls short.
     */
    String missing(final Login login, final long nowNs) {
        requireNonNull(login, "login");
        if (!maxAge.isZero() && (login.atNs() <= 0 || nowNs - login.atNs() > maxAge.toNanos())) {
            return "auth_time";
        }
        if (!methods.isEmpty() && Collections.disjoint(methods, login.methods())) {
            return "amr";
        }
        return levels.isEmpty() || levels.contains(login.level()) ? "" : "acr";
    }

    /** What to do, for people. */
    String told() {
        final StringBuilder told = new StringBuilder("log in again");
        if (!maxAge.isZero()) {
            told.append(", at most ").append(maxAge.toSeconds()).append(" s ago");
        }
        if (!methods.isEmpty()) {
            told.append(", by one of ")
                    .append(String.join(" ", methods.stream().sorted().toList()));
        }
        if (!levels.isEmpty()) {
            told.append(", to a level of ")
                    .append(String.join(" ", levels.stream().sorted().toList()));
        }
        return told.append(", show that token with auth.refresh, and say it again")
                .toString();
    }
}
