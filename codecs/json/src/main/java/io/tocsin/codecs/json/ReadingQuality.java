package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When readings were measured, and how the sensor and the device were. Immutable.
 *
 * @param measuredNs by the device's clock, epoch ns; 0 = not stated.
 * @param status     bits of MDC_PULS_OXIM_DEV_STATUS, 0 to {@value #MAX_STATUS}; 0 = nothing to say.
 * @param statusOf   whose readings the status is about, of those that a sensor reads; none = those of SPO2.
 * @param battery     what is left in the device's battery, 0 to 100 per cent; {@code null} = not stated.
 * @param calibration of the device; {@code null} = not stated.
 * @param accuracy    the true value lies within so much, hundredths of the unit, 0 to {@value #MAX_ACCURACY}; {@code null} = not stated.
 * @param accuracyOf  whose readings, of those that a sensor reads; none = all of them.
 */
public record ReadingQuality(
        long measuredNs,
        int status,
        List<Parameter> statusOf,
        @Nullable Integer battery,
        @Nullable CalibrationStatus calibration,
        @Nullable Integer accuracy,
        List<Parameter> accuracyOf) {
    /** Every bit. */
    public static final int MAX_STATUS = 0xFFFF;

    /** The widest accuracy, hundredths. */
    public static final int MAX_ACCURACY = 65_534;

    /** A battery that is full. */
    public static final int MAX_BATTERY = 100;

    /**
     * Whether a sensor reads it: what people observe and laboratories measure has no status.
     *
     * @param parameter any.
     * @return whether a status or an accuracy may be said of it.
     */
    public static boolean hasSensor(final Parameter parameter) {
        return parameter.value() <= Parameter.ARTERIAL_DIASTOLIC.value();
    }

    /** Bit per parameter, as the schema has it. */
    static int bits(final List<Parameter> parameters) {
        return parameters.stream().mapToInt(parameter -> 1 << parameter.value()).reduce(0, (all, bit) -> all | bit);
    }

    /** Nothing is said. */
    public static final ReadingQuality UNSTATED = new ReadingQuality(0, 0, List.of());

    /** Nothing is said of the device. */
    public ReadingQuality(final long measuredNs, final int status, final List<Parameter> statusOf) {
        this(measuredNs, status, statusOf, null, null, null, List.of());
    }

    /** The same without what the device says of itself. */
    public ReadingQuality ofReadings() {
        return new ReadingQuality(measuredNs, status, statusOf, null, null, accuracy, accuracyOf);
    }

    /** Keeps a copy of the list and checks the ranges. */
    public ReadingQuality {
        statusOf = List.copyOf(statusOf);
        accuracyOf = List.copyOf(accuracyOf);
        if (measuredNs < 0
                || status < 0
                || status > MAX_STATUS
                || (battery != null && (battery < 0 || battery > MAX_BATTERY))
                || calibration == CalibrationStatus.NULL_VAL
                || (accuracy == null ? !accuracyOf.isEmpty() : accuracy < 0 || accuracy > MAX_ACCURACY)
                || !accuracyOf.stream().allMatch(ReadingQuality::hasSensor)
                || !statusOf.stream().allMatch(ReadingQuality::hasSensor)) {
            throw new IllegalArgumentException(
                    "measuredNs " + measuredNs + ", status " + status + ", of " + statusOf + ", battery " + battery
                            + ", calibration " + calibration + ", accuracy " + accuracy + ", of " + accuracyOf);
        }
    }
}
