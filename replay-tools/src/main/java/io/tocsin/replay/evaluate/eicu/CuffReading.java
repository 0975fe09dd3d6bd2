package io.tocsin.replay.evaluate.eicu;

import io.tocsin.codecs.sbe.Parameter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a cuff measured at one time.
 *
 * @param minute     from the admission to the ward on; before it negative.
 * @param hundredths of mmHg, at least one.
 */
record CuffReading(int minute, Map<Parameter, Integer> hundredths) {
    CuffReading {
        final Map<Parameter, Integer> ordered = new EnumMap<>(Parameter.class);
        ordered.putAll(hundredths);
        hundredths = Collections.unmodifiableMap(ordered);
    }
}
