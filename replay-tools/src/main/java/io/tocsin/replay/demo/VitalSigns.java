package io.tocsin.replay.demo;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.Parameter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One sample of one patient, as the monitor sends it.
 *
 * @param hundredths    what was measured, in hundredths of the vital's unit, in the order of the enum; what was not is missing.
 * @param consciousness how awake the patient is; {@code null} if nobody looked.
 * @param oxygen        whether the patient is given oxygen, if somebody looked.
 */
record VitalSigns(Map<Vital, Integer> hundredths, @Nullable Consciousness consciousness, boolean oxygen) {
    /** Keeps a copy of the map. */
    VitalSigns {
        final Map<Vital, Integer> ordered = new EnumMap<>(Vital.class);
        ordered.putAll(hundredths);
        hundredths = Collections.unmodifiableMap(ordered);
    }

    /** Whether nothing arrived. */
    boolean isEmpty() {
        return hundredths.isEmpty() && consciousness == null;
    }

    /** What was measured, as readings; oxygen and consciousness come together, when somebody looked. */
    Map<Parameter, Integer> readings() {
        final Map<Parameter, Integer> readings = new EnumMap<>(Parameter.class);
        hundredths.forEach((vital, value) -> readings.put(vital.parameter(), value));
        if (consciousness != null) {
            readings.put(Parameter.CONSCIOUSNESS, consciousness.value() * 100);
            readings.put(Parameter.OXYGEN_THERAPY, oxygen ? 100 : 0);
        }
        return readings;
    }
}
