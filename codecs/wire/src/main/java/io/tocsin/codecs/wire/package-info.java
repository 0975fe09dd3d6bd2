/**
 * The protocol {@code alert.v1.sbe}: the messages of {@code alert.v1.json} as SBE in binary frames, within the same limits and with the same refusals. Its schema is
 * {@code alert-v1.xml} beside these classes, its README the specification. For the gateway, the client, tools and tests; nothing here waits. Any thread, unless a class
 * says otherwise.
 */
@NullMarked
package io.tocsin.codecs.wire;

import org.jspecify.annotations.NullMarked;
