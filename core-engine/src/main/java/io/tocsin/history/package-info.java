/**
 * What was measured of every subject during the last 72 hours, for who looks at it: a read model beside the engine, made of the recorded commands alone. Nothing here
 * decides anything, and the engine neither waits for it nor knows of it. One thread, the follower's, writes and answers; it allocates blocks of its pool up to the
 * stated cap, and what an answer holds.
 */
@NullMarked
package io.tocsin.history;

import org.jspecify.annotations.NullMarked;
