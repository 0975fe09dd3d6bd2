package io.tocsin.replay.demo;

import io.tocsin.Readings;
import io.tocsin.codecs.sbe.Consciousness;
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

    /** Adds what was measured; oxygen and consciousness come together, when somebody looked. */
    void addTo(final Readings readings) {
        hundredths.forEach((vital, value) -> readings.hundredths(vital.parameter(), value));
        if (consciousness != null) {
            readings.consciousness(consciousness).oxygen(oxygen);
        }
    }
}
