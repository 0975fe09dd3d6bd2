package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The newest reading of a parameter, as a client is shown it.
 *
 * @param parameter  what was measured.
 * @param hundredths the value in hundredths; consciousness and oxygen therapy as in readings.
 * @param atNs       when the router took it, epoch ns, to the millisecond.
 * @param accuracy   the true value lies within so much, as its device stated, hundredths; {@code null} = not stated.
 */
public record ShownReading(
        Parameter parameter,
        int hundredths,
        long atNs,
        @Nullable Integer accuracy) {}
