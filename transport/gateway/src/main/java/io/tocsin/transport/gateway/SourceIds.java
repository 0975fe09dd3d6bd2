package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * The 64-bit identity under which a client's commands are numbered: from the configuration for the sources it names, else derived from role, person and client. A
 * derived one has the highest bit set, a configured one has not, so that no client can choose its way into a configured source. Immutable; any thread.
 */
final class SourceIds {
    private static final long DERIVED = 1L << 63;

    private final Map<String, Long> configured;

    /**
     * Checks the configured ones.
     *
     * @param configured id by client name.
     * @throws IllegalArgumentException if an id is 0 or has the highest bit set; the message names it.
     */
    SourceIds(final Map<String, Long> configured) {
        this.configured = Map.copyOf(configured);
        this.configured.forEach((name, id) -> {
            if (id <= 0) {
                throw new IllegalArgumentException("source '" + name + "' has the id " + Long.toUnsignedString(id)
                        + ": a configured id is 1 to " + Long.MAX_VALUE);
            }
        });
    }

    /** The identity of a client; never 0. */
    long of(final Role role, final String person, final String client) {
        final Long id = role == Role.SOURCE ? configured.get(client) : null;
        return id != null ? id : derived(role, person, client);
    }

    private static long derived(final Role role, final String person, final String client) {
        final MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
        sha256.update(role.wireName().getBytes(StandardCharsets.US_ASCII));
        // NUL separates: ids do not contain it, so no two triples meet.
        sha256.update((byte) 0);
        sha256.update(person.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        sha256.update(client.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(sha256.digest()).getLong() | DERIVED;
    }
}
