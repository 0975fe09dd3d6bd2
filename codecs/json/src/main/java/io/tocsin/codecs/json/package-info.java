/**
 * The protocol {@code alert.v1.json}, and the seam behind which it has another way to be written ({@link io.tocsin.codecs.json.MessageCodec}): the messages that clients and router exchange as JSON texts, readers and writers for both directions, and the one place where
 * a client's message becomes a command in SBE. Its README is the specification. For the gateway, the client, tools and tests; nothing here waits, all of it
 * allocates. Readers and writers are used by any thread unless a class says otherwise.
 */
@NullMarked
package io.tocsin.codecs.json;

import org.jspecify.annotations.NullMarked;
