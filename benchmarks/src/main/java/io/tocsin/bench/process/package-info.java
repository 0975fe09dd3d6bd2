/**
 * Child processes that a measurement owns: started with the flags they need, waited for by a line they print, and ended by their handle, whatever becomes of the
 * parent short of kill −9; children written here also end when their standard input does.
 */
@NullMarked
package io.tocsin.bench.process;

import org.jspecify.annotations.NullMarked;
