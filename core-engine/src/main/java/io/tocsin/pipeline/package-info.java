/**
 * The host around one engine: a ring that many threads publish commands to without ever waiting, one thread that journals them, and feeds the engine what is
 * recorded, and a bounded way out for what the engine says. {@link io.tocsin.pipeline.Pipeline} puts the parts together; a node of a cluster takes ring and way out
 * from here, too.
 */
@NullMarked
package io.tocsin.pipeline;

import org.jspecify.annotations.NullMarked;
