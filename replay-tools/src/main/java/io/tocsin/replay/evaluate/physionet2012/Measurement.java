package io.tocsin.replay.evaluate.physionet2012;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What a parameter of the data set is to the router. Cuff and arterial line are one pressure, the newest counts; oxygen saturation is that of a blood sample, for want
 * of another; consciousness is derived from the Glasgow Coma Scale, oxygen from FiO2 and from ventilation.
 */
enum Measurement {
    HR(Parameter.HEART_RATE),
    SaO2(Parameter.SPO2),
    Temp(Parameter.TEMPERATURE),
    NISysABP(Parameter.SYSTOLIC),
    SysABP(Parameter.SYSTOLIC),
    NIMAP(Parameter.MEAN_PRESSURE),
    MAP(Parameter.MEAN_PRESSURE),
    NIDiasABP(Parameter.DIASTOLIC),
    DiasABP(Parameter.DIASTOLIC),
    RespRate(Parameter.RESPIRATORY_RATE),
    Glucose(Parameter.GLUCOSE),
    GCS(Parameter.CONSCIOUSNESS),
    FiO2(Parameter.OXYGEN_THERAPY),
    MechVent(Parameter.OXYGEN_THERAPY);

    private static final int ROOM_AIR = 21;
    private static final int WHOLE = 100;

    private final Parameter parameter;

    Measurement(final Parameter parameter) {
        this.parameter = parameter;
    }

    /** The one of this name in the file; {@code null} for whatever the router has no parameter for. */
    static @Nullable Measurement named(final String name) {
        for (final Measurement measurement : values()) {
            if (measurement.name().equals(name)) {
                return measurement;
            }
        }
        return null;
    }

    Parameter parameter() {
        return parameter;
    }

    /**
     * The reading that a value in the file is.
     *
     * @param hundredths as in the file.
     * @return in hundredths of the parameter's unit; {@code null} if it is no value of its scale.
     */
    @Nullable
    Integer reading(final int hundredths) {
        return switch (this) {
            case GCS -> {
                final Consciousness derived = hundredths % WHOLE == 0 ? consciousness(hundredths / WHOLE) : null;
                yield derived == null ? null : derived.value() * WHOLE;
            }
            case FiO2 -> hundredths > ROOM_AIR ? WHOLE : 0;
            case MechVent -> hundredths > 0 ? WHOLE : 0;
            default -> hundredths;
        };
    }

    /**
     * ACVPU by the sum of the Glasgow Coma Scale. At 14 one answer of eyes, words or movement is not that of somebody awake; which one is not in the file, and NEWS2
     * gives 3 for each, so it stands for confusion.
     *
     * @return {@code null} for a sum that the scale does not have.
     */
    private static @Nullable Consciousness consciousness(final int sum) {
        if (sum < 3 || sum > 15) {
            return null;
        }
        if (sum == 15) {
            return Consciousness.ALERT;
        }
        if (sum == 14) {
            return Consciousness.CONFUSION;
        }
        return sum >= 9 ? Consciousness.VOICE : sum >= 4 ? Consciousness.PAIN : Consciousness.UNRESPONSIVE;
    }
}
