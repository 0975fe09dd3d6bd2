package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import org.jspecify.annotations.Nullable;

/** What a raise states; null = nothing. */
record OracleReadings(
        @Nullable Integer heartRate,
        @Nullable Integer spo2,
        @Nullable Integer respiration,
        @Nullable Integer systolic,
        @Nullable Integer temperature,
        @Nullable Integer consciousness) {
    static OracleReadings of(final RaiseAlertDecoder raise) {
        return new OracleReadings(
                stated(raise.heartRate()),
                stated(raise.spo2()),
                stated(raise.respiratoryRate()),
                stated(raise.systolic()),
                stated(raise.temperature()),
                raise.consciousnessRaw() == 255 ? null : (Integer) (raise.consciousnessRaw() * 100));
    }

    private static @Nullable Integer stated(final int value) {
        return value == Integer.MIN_VALUE ? null : (Integer) value;
    }
}
