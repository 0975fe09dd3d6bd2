/** Read models on Chronicle Map. The only package that sees it; loaded only if it is asked for. */
@NullMarked
package io.tocsin.transport.directory.chronicle;

import org.jspecify.annotations.NullMarked;
