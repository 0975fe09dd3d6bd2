/**
 * What leaves the engine: events with their dense sequence and the clauses that led to them, answers, and the rolling hash over both. Engine thread only.
 */
package io.tocsin.engine.event;
