/**
 * What readings mean: the scores and limits that turn a number into an alert. Arithmetic on integers only, so that
 * every node and every replay computes the same; called by the engine, on its thread; nothing here is allocated per
 * reading.
 */
package io.tocsin.engine.monitoring;
