package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.Role;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, as its hello said.
 *
 * @param role      as what it greeted.
 * @param person    whose client it is; empty = nobody's.
 * @param client    its name.
 * @param sourceId  under which its commands are numbered.
 * @param sessionId of the person; 0 = no session.
 * @param number    of the connection, on all gateways of the engine no other's: of a person that of the session.
 * @param units     for which the proof is alone, as it stands now; {@code null} = for all. Any thread.
 */
record Peer(
        Role role,
        String person,
        String client,
        long sourceId,
        long sessionId,
        long number,
        Supplier<@Nullable Set<String>> units) {
    /** Whose proof is for every unit. */
    Peer(
            final Role role,
            final String person,
            final String client,
            final long sourceId,
            final long sessionId,
            final long number) {
        this(role, person, client, sourceId, sessionId, number, Peer::allUnits);
    }

    /** Of a connection whose number is that of its session. */
    Peer(final Role role, final String person, final String client, final long sourceId, final long sessionId) {
        this(role, person, client, sourceId, sessionId, sessionId);
    }

    private static @Nullable Set<String> allUnits() {
        return null;
    }
}
