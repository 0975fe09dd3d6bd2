/**
 * The alert engine: a deterministic function of a snapshot and a log of commands. It decides what matters, who is told and how soon, and keeps telling until
 * somebody takes responsibility. No clock, random, thread, lock, I/O, logger or environment in here; one thread calls it, its host; nothing is allocated per
 * command after start. {@code core-engine/README.md} is its specification.
 */
package io.tocsin.engine;
