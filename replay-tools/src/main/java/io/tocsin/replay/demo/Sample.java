package io.tocsin.replay.demo;

import io.tocsin.codecs.sbe.Parameter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a monitor sends at once.
 *
 * @param patientId      whose.
 * @param deviceId       of the monitor.
 * @param deviceSequence rises with each sample of the monitor.
 * @param hundredths     what was measured, in hundredths of the parameter's unit, in the order of the enum; at least one.
 */
record Sample(String patientId, String deviceId, long deviceSequence, Map<Parameter, Integer> hundredths) {
    /** Keeps a copy of the map. */
    Sample {
        final Map<Parameter, Integer> ordered = new EnumMap<>(Parameter.class);
        ordered.putAll(hundredths);
        hundredths = Collections.unmodifiableMap(ordered);
    }
}
