package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.text.RaiseContent;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the readings that travel with an alert are called, and which values they may have. */
public final class VitalNames {
    /** Names by parameter, in the order they are written. */
    static final Map<Parameter, String> NAMES;

    static {
        final Map<Parameter, String> names = new EnumMap<>(Parameter.class);
        names.put(Parameter.HEART_RATE, "heartRate");
        names.put(Parameter.SYSTOLIC, "systolic");
        names.put(Parameter.DIASTOLIC, "diastolic");
        names.put(Parameter.RESPIRATORY_RATE, "respiratoryRate");
        names.put(Parameter.TEMPERATURE, "temperature");
        names.put(Parameter.SPO2, "spo2");
        names.put(Parameter.GLUCOSE, "glucose");
        names.put(Parameter.CONSCIOUSNESS, "consciousness");
        names.put(Parameter.PAIN, "pain");
        NAMES = Collections.unmodifiableMap(names);
    }

    private static final int MAX_PAIN_HUNDREDTHS = 1_000;

    private VitalNames() {}

    /**
     * Whether a reading may travel with an alert.
     *
     * @param parameter  what was measured.
     * @param hundredths of its unit.
     * @throws IllegalArgumentException if the parameter has no name here or the value is none of it; the message says which.
     */
    public static void check(final Parameter parameter, final int hundredths) {
        final boolean possible = switch (parameter) {
            case CONSCIOUSNESS -> isConsciousness(hundredths);
            case PAIN -> hundredths >= 0 && hundredths <= MAX_PAIN_HUNDREDTHS && hundredths % 100 == 0;
            default -> RaiseContent.travels(parameter) && hundredths != Integer.MIN_VALUE;
        };
        if (!possible) {
            throw new IllegalArgumentException(
                    parameter + " of " + hundredths + " hundredths does not travel with an alert");
        }
    }

    /**
     * What readings of a parameter are called that travel with an alert.
     *
     * @param parameter any.
     * @return such as {@code heartRate}; {@code null} if they do not travel.
     */
    public static @Nullable String name(final Parameter parameter) {
        return NAMES.get(parameter);
    }

    /** Whether a reading is one of the ACVPU scale. */
    static boolean isConsciousness(final int hundredths) {
        return hundredths % 100 == 0 && hundredths >= 0 && hundredths <= Consciousness.UNRESPONSIVE.value() * 100;
    }

    /** The word of the ACVPU scale for a reading of it. */
    static Consciousness consciousness(final int hundredths) {
        return Consciousness.get((short) (hundredths / 100));
    }
}
