/**
 * What the engine holds, said to whoever builds views of it after a recovery: the same messages as events, on a stream of their own that counts and hashes nothing.
 * Called by the engine's host when nothing else is in the engine; reads only, and may allocate.
 */
package io.tocsin.engine.report;
