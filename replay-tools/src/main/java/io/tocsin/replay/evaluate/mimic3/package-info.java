/**
 * Charts of intensive care with the limits that nurses had set at the monitor, through the router: {@code ChartReader} reads readings and limits, {@code ChartRun} says
 * them to a router as they were measured, or as they were stored, {@code ChartTally} counts what its events say. One thread.
 */
@NullMarked
package io.tocsin.replay.evaluate.mimic3;

import org.jspecify.annotations.NullMarked;
