/**
 * Whose access is revoked. The engine knows no tokens: it keeps what was revoked until that can no longer be good, and tells gateways, which end what is open and let nobody in
 * by it. Engine thread only; allocates nothing after start.
 */
@NullMarked
package io.tocsin.engine.access;

import org.jspecify.annotations.NullMarked;
