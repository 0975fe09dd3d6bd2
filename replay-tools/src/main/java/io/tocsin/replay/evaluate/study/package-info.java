/**
 * How well what the engine tells of a recorded population announces what happened to it: discrimination with intervals, burden, lead time, reliability, stability and
 * utility of several systems side by side. Takes rows and the events of finished runs, and knows neither files nor the engine's inside. The runs are over when a study begins; not for a
 * running router.
 *
 * <p>Source of the measures: the metrics and protocol usual for early-warning scores, and the utility of the PhysioNet/CinC Challenge 2019 (Reyna and others, Crit Care
 * Med 2020;48:210-217).
 */
@NullMarked
package io.tocsin.replay.evaluate.study;

import org.jspecify.annotations.NullMarked;
