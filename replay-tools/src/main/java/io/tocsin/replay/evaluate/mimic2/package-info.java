/**
 * One bedside monitor through the router: {@code Numerics} by the minute with drop-outs, {@code HeartRate} by the second, to see what delays and hysteresis change. One
 * thread.
 */
@NullMarked
package io.tocsin.replay.evaluate.mimic2;

import org.jspecify.annotations.NullMarked;
