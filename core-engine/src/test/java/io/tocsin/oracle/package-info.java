/**
 * A second engine, written from the same specification ({@code core-engine/README.md}) with maps, lists and strings instead of tables and flyweights: slow,
 * obvious, and on purpose without a line of the real one. {@code ModelTest} feeds both the same random scripts and compares every field of everything that comes
 * out. Only {@code EngineSide} may import {@code io.tocsin.engine}; everything else sees the codecs, buffers and the JDK.
 */
@NullMarked
package io.tocsin.oracle;

import org.jspecify.annotations.NullMarked;
