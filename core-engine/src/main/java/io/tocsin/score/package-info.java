/**
 * Score tables as text that a nurse can read and a site can change. {@code ScoreTables} has those that come with Tocsin and reads others; what is read becomes a
 * {@link io.tocsin.engine.monitoring.score.ScoreTable}, or is refused whole with file, line and reason. The engine does not see this package: it is given numbers.
 *
 * <p>A table is lines of words; what follows a {@code #} is for people. In this order:
 *
 * <pre>
 * table mews                                    # or: table pews most severe first
 * version 1
 * age 1-to-4-years from 12 to 48 months         # none = everybody; completed months, both included
 * threshold watch total at least 4 semi-urgent  # the mildest first; without a severity it raises no alert
 * threshold red one item at least 3 urgent
 * item systolic rounded to 1                    # what is read, and how it is rounded, half up, before it is looked up
 *   column age 1-to-4-years                     # none = one for everybody; also: column scale 2 on oxygen
 *     3 at most 70                              # points, then where: at most, below, 71 to 80, at least, above, or a word
 *     2 71 to 80
 * item heart-rate / systolic                    # a ratio, cut to whole hundredths
 * item respiratory-rate rounded to 1            # several readings, of which the one that is worth most counts:
 *   or paco2 if known                           # the item is not missing without this one
 * </pre>
 *
 * <p>The bands of a column follow each other without gap or overlap, from open below to open above. In a table of which the most severe comes first they stand by
 * falling points, several of the same points joined by {@code or}, and the first that holds a reading counts.
 */
@NullMarked
package io.tocsin.score;

import org.jspecify.annotations.NullMarked;
