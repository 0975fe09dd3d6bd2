package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Parameter;
import java.util.List;

/**
 * A valid {@code VitalsBatch}; the status is what stands in it, and {@code statusOf} whose readings it is about.
 */
record OracleBatch(
        boolean isProduction,
        long deviceSequence,
        boolean isContinuous,
        long measuredNs,
        int status,
        int statusOf,
        List<Reading> readings,
        String patientId,
        String bedId,
        String deviceId) {
    /** One reading in hundredths. */
    record Reading(Parameter parameter, int value) {}
}
