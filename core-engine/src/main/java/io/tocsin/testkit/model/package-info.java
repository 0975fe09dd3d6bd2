/**
 * A second engine, written from the same specification ({@code core-engine/README.md}) with maps, lists and strings instead of tables and flyweights: slow,
 * obvious, and on purpose without a line of the real one; and the random scripts of sites, sources and people that are played to both. {@code ModelTest} and the
 * simulator compare every field of everything that comes out. Nothing here may see {@code io.tocsin.engine}: codecs, buffers and the JDK are enough. For tests
 * only; a {@code Side} belongs to one thread.
 */
@NullMarked
package io.tocsin.testkit.model;

import org.jspecify.annotations.NullMarked;
