package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.Role;

/**
 * Who is at the other end of a connection, as its hello said.
 *
 * @param role      as what it greeted.
 * @param person    whose client it is; empty = nobody's.
 * @param client    its name.
 * @param sourceId  under which its commands are numbered.
 * @param sessionId of the person; 0 = no session.
 */
record Peer(Role role, String person, String client, long sourceId, long sessionId) {}
