package io.tocsin.history;

import io.tocsin.codecs.sbe.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read last of a subject, of each parameter.
 *
 * @param asOfNs     how far the history had come, UTC epoch ns of the engine's time.
 * @param catchingUp whether older readings are still being read since the router's start: what is missing may have been measured all the same.
 * @param readings   in order of parameters; what was never read, or too long ago, is not there.
 */
public record NewestReadings(long asOfNs, boolean catchingUp, List<Reading> readings) {
    /** Copies the list. */
    public NewestReadings {
        readings = List.copyOf(readings);
    }

    /**
     * One of them.
     *
     * @param parameter what was measured.
     * @param value     in hundredths.
     * @param atNs      when the router took it, UTC epoch ns, to the millisecond.
     * @param accuracy  the true value lies within so much, as its device stated, in hundredths; {@code null} = not stated.
     */
    public record Reading(
            Parameter parameter,
            int value,
            long atNs,
            @Nullable Integer accuracy) {}
}
