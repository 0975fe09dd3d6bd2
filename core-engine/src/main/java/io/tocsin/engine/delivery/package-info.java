/**
 * From a chosen recipient to a received output: the dispatch queue that waits for credit, the outbox with its two lanes per recipient, the sessions over which
 * recipients are connected. Engine thread only; allocates nothing after start.
 */
package io.tocsin.engine.delivery;
