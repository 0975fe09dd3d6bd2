package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Parameter;
import java.util.List;

/**
 * When readings were measured, and how the sensor was. Immutable.
 *
 * @param measuredNs by the device's clock, epoch ns; 0 = not stated.
 * @param status     bits of MDC_PULS_OXIM_DEV_STATUS, 0 to {@value #MAX_STATUS}; 0 = nothing to say.
 * @param statusOf   whose readings the status is about, of those that a sensor reads; none = those of SPO2.
 */
public record ReadingQuality(long measuredNs, int status, List<Parameter> statusOf) {
    /** Every bit. */
    public static final int MAX_STATUS = 0xFFFF;

    /** Whether a sensor reads it: what people observe and laboratories measure has no status. */
    static boolean hasSensor(final Parameter parameter) {
        return parameter.value() <= Parameter.ARTERIAL_DIASTOLIC.value();
    }

    /** Nothing is said. */
    public static final ReadingQuality UNSTATED = new ReadingQuality(0, 0, List.of());

    /** Keeps a copy of the list and checks the ranges. */
    public ReadingQuality {
        statusOf = List.copyOf(statusOf);
        if (measuredNs < 0
                || status < 0
                || status > MAX_STATUS
                || !statusOf.stream().allMatch(ReadingQuality::hasSensor)) {
            throw new IllegalArgumentException("measuredNs " + measuredNs + ", status " + status + ", of " + statusOf);
        }
    }
}
