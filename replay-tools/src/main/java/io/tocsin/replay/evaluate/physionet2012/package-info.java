/**
 * Thousands of stays in intensive care through one router at once, merged by time: {@code StayReader} reads rows, {@code Measurement} says what they are to the router,
 * {@code StayEvaluation} feeds them. One thread.
 */
@NullMarked
package io.tocsin.replay.evaluate.physionet2012;

import org.jspecify.annotations.NullMarked;
