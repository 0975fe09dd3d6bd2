package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * When and how somebody has logged in with whoever issued their proof. Immutable; any thread.
 *
 * @param atNs    epoch ns, of the claim {@code auth_time}; 0 = nobody knows, so it counts as long ago.
 * @param methods of the claim {@code amr}, such as {@code mfa} (RFC 8176); empty = nobody knows.
 * @param level   of the claim {@code acr}; empty = nobody knows.
 */
public record Login(long atNs, Set<String> methods, String level) {
    /** Nobody knows. */
    public static final Login UNKNOWN = new Login(0, Set.of(), "");

    /** Keeps a copy of the methods. */
    public Login {
        methods = Set.copyOf(methods);
        requireNonNull(level, "level");
    }
}
