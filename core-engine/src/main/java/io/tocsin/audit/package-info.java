/**
 * The audit of a router: who did what to whose, as a chain of hashes in files of its own, signed every second. It follows the journal and the events beside the router,
 * which does not wait for it. How it is written, and what finds out that somebody changed it, {@code core-engine/README.md} says.
 */
@org.jspecify.annotations.NullMarked
package io.tocsin.audit;
