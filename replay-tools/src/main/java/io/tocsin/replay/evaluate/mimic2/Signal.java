package io.tocsin.replay.evaluate.mimic2;

import io.tocsin.codecs.sbe.Parameter;
import org.jspecify.annotations.Nullable;

/** The columns of a monitor's numerics. The pulse of the oximeter is a second heart rate and no reading of its own; its drop-outs are counted. */
enum Signal {
    HR(Parameter.HEART_RATE),
    PULSE(null),
    RESP(Parameter.RESPIRATORY_RATE),
    SpO2(Parameter.SPO2),
    ABPSys(Parameter.SYSTOLIC),
    ABPDias(Parameter.DIASTOLIC),
    ABPMean(Parameter.MEAN_PRESSURE),
    NBPSys(Parameter.SYSTOLIC),
    NBPDias(Parameter.DIASTOLIC),
    NBPMean(Parameter.MEAN_PRESSURE);

    private final @Nullable Parameter parameter;

    Signal(final @Nullable Parameter parameter) {
        this.parameter = parameter;
    }

    /** What it is to the router; {@code null} = nothing. */
    @Nullable
    Parameter parameter() {
        return parameter;
    }
}
