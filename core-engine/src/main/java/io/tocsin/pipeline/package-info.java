/**
 * The host around one engine: a ring that many threads publish commands to without ever waiting, one thread that journals them, and feeds the engine what is
 * recorded, and a bounded way out for what the engine says. {@link io.tocsin.pipeline.Pipeline} puts the parts together; everything else is a part of it.
 */
@NullMarked
package io.tocsin.pipeline;

import org.jspecify.annotations.NullMarked;
