/**
 * Why somebody was told of an alert, or was not: read from recorded events and the clauses they carry, never worked out again, so that it is what this router did
 * then, whatever it would do now. {@code WhyReader} takes events from whoever has them; {@code tocsin why} gives it those of a data folder. One thread each.
 */
@NullMarked
package io.tocsin.replay.why;

import org.jspecify.annotations.NullMarked;
