/**
 * Containers of the engine: fixed capacity, nothing allocated after construction, order that depends on the log alone. Engine thread only.
 */
package io.tocsin.engine.store;
