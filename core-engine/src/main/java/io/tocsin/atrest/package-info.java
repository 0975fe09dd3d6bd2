/**
 * What makes files unreadable to whoever has them and not the keys: keys that lie outside of the data, and AES-256-GCM with them, by the JDK. Nothing here decides
 * anything, and nothing here is called by an engine's thread. What is sealed under a key stays readable for as long as that key is kept.
 *
 * <p>No key seals twice with one nonce: each key only makes further keys, one for each time that something is opened for writing, from random bytes that are written
 * beside what it seals (HKDF-SHA256, RFC 5869); under such a key the nonce is the place in the file or stream, which only grows. So a process that was killed, or a
 * folder that was copied and goes on twice, seals the same places with other keys.
 */
@NullMarked
package io.tocsin.atrest;

import org.jspecify.annotations.NullMarked;
