/**
 * What the engine knows of the audit, which is kept beside it: how far its chain has come, so that one that was shortened or rewritten is refused, and that reads of
 * patients stand in the log before they are served. Engine thread only; allocates nothing after start.
 */
@org.jspecify.annotations.NullMarked
package io.tocsin.engine.audit;
