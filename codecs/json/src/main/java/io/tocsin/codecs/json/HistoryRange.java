package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Parameter;

/**
 * Which readings are asked for.
 *
 * @param subject   as alerts and readings name it: the patient, else the bed, else the device.
 * @param parameter what was measured.
 * @param fromNs    epoch ns; a stretch that contains it is part of the answer; 0 = from the first.
 * @param toNs      epoch ns, behind {@code fromNs}; a stretch that begins at it is not; 0 = to the last.
 * @param points    how many at most, 1 to {@value #MAX_POINTS}: of more stretches, neighbours become one.
 */
public record HistoryRange(Subject subject, Parameter parameter, long fromNs, long toNs, int points) {
    /** Most points of one answer. */
    public static final int MAX_POINTS = 80;

    /** Checks the range. */
    public HistoryRange {
        if (points < 1 || points > MAX_POINTS) {
            throw new IllegalArgumentException("points is 1 to " + MAX_POINTS);
        }
        if (fromNs < 0 || toNs < 0 || (toNs != 0 && toNs <= fromNs)) {
            throw new IllegalArgumentException("toNs is behind fromNs");
        }
    }
}
