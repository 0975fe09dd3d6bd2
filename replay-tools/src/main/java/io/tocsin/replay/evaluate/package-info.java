/**
 * Recorded data sets through the real ring and engine on a virtual clock, and what the engine said counted into a
 * report. Each kind of data set is an {@code InputFormat}, which the command finds without knowing it. {@code PsvReader} turns files into a {@code VitalsTable}, {@code Feeder} turns its rows into commands, {@code
 * Findings} counts events: the feeder knows no threshold and the counter no data. For the command line only; one
 * thread, the wall clock is read for the speeds in the report and for nothing else.
 */
@NullMarked
package io.tocsin.replay.evaluate;

import org.jspecify.annotations.NullMarked;
