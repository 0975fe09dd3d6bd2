/**
 * How one parameter of one patient moves: streaming methods of constant state over memory that the caller owns. Deterministic: what is held is whole numbers, and
 * the arithmetic between is that of the Java language, the same on every machine. Advice only: nothing here holds a limit's alarm back.
 *
 * <p>Source of the methods and their starting values: the streaming table of the project's notes on prediction; each class names its own.
 */
@NullMarked
package io.tocsin.engine.monitoring.trend;

import org.jspecify.annotations.NullMarked;
