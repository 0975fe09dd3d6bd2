package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid {@code VitalsBatch}; the status is what stands in it, {@code statusOf} whose readings it is about; what the device says of itself is null if it is not stated.
 */
record OracleBatch(
        boolean isProduction,
        long sourceId,
        long deviceSequence,
        boolean isContinuous,
        long measuredNs,
        int status,
        int statusOf,
        @Nullable Integer battery,
        @Nullable Integer calibration,
        @Nullable Integer accuracy,
        int accuracyOf,
        List<Reading> readings,
        String patientId,
        String bedId,
        String deviceId) {
    /** One reading in hundredths. */
    record Reading(Parameter parameter, int value) {}
}
