/**
 * Recorded data sets through the real ring and engine on a virtual clock, and what the engine said counted into a report. A reader turns files into a {@link
 * io.tocsin.replay.evaluate.VitalsTable}, the {@link io.tocsin.replay.evaluate.Feeder} turns its rows into commands, {@link io.tocsin.replay.evaluate.Findings}
 * counts events; the feeder knows no threshold and the counter no data. One thread; the wall clock is read for the speeds in the report only.
 */
@NullMarked
package io.tocsin.replay.evaluate;

import org.jspecify.annotations.NullMarked;
