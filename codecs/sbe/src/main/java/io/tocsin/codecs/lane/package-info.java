/**
 * What a client does with the two lanes that deliveries reach it in, one copy for every client: the embedding API's sessions and those at the other end of a socket.
 * Internal to Tocsin: may change without notice. Each class says its thread.
 */
@NullMarked
package io.tocsin.codecs.lane;

import org.jspecify.annotations.NullMarked;
