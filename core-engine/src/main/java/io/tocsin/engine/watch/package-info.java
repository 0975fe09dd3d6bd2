/** Watching over what alerts depend on: sources that must be heard, and people on duty who must be reached. */
package io.tocsin.engine.watch;
