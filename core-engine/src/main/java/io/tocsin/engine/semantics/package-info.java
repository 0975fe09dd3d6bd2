/**
 * Which of the engine's semantics a log is in, and who knows the newer ones. The log says so, never the code: what an engine does with a command is what the semantics
 * say that were in force at that place of the log, on every node, however new its code is. Engine thread only; allocates nothing after start.
 *
 * <p>A change of what the engine says or decides is a new version: a constant, a sentence and a question in {@link io.tocsin.engine.semantics.Semantics}, asked at the one
 * place where it matters. What only newer semantics keep is not in a snapshot before they are in force, so that members of old and new code have equal digests.
 */
@NullMarked
package io.tocsin.engine.semantics;

import org.jspecify.annotations.NullMarked;
