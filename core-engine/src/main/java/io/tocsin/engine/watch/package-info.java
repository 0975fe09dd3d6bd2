/** Watching over what alerts depend on: sources that must be heard. */
package io.tocsin.engine.watch;
