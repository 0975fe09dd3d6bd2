package io.tocsin.history;

import io.tocsin.codecs.sbe.Parameter;
import java.util.List;

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
     */
    public record Reading(Parameter parameter, int value, long atNs) {}
}
