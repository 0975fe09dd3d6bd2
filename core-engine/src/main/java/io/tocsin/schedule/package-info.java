/**
 * Who is on duty when: rotations, layers, overrides, temporary cover and swaps, as people keep them in a rota, expanded to dated {@link io.tocsin.schedule.Duty
 * duties}. Plain Java and {@code java.time}; the engine does not see this package, it is given the duties as configuration, so that no time zone decides anything in
 * it. Everything is immutable and for any thread.
 *
 * <p>All times are local to the schedule's zone. A time that the clock skips in spring counts as the instant at which the clock jumps; a time that the clock shows
 * twice in autumn counts as the first of the two. So a hand-off never comes twice and never goes missing, and of two hand-offs the later is never the earlier.
 */
@NullMarked
package io.tocsin.schedule;

import org.jspecify.annotations.NullMarked;
