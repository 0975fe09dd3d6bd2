/**
 * What is kept of the commands that entered, in the order in which the engine takes them: the interface that a pipeline writes to, and the journals that need no
 * library. None of them ever blocks. One thread, the pipeline's, calls a journal while it runs; anybody may read it afterwards.
 */
@NullMarked
package io.tocsin.journal;

import org.jspecify.annotations.NullMarked;
