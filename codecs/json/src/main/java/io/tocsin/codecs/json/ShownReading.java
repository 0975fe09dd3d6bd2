package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Parameter;

/**
 * The newest reading of a parameter, as a client is shown it.
 *
 * @param parameter  what was measured.
 * @param hundredths the value in hundredths; consciousness and oxygen therapy as in readings.
 * @param atNs       when the router took it, epoch ns, to the millisecond.
 */
public record ShownReading(Parameter parameter, int hundredths, long atNs) {}
