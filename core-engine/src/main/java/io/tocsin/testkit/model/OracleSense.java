package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Parameter;
import java.util.HashMap;
import java.util.Map;

/** What readings can be, by themselves, beside the one before and beside each other: the tables of section 30. */
final class OracleSense {
    private static final long SECOND_NS = 1_000_000_000L;

    private OracleSense() {}

    static boolean isPossible(final OracleBatch.Reading reading) {
        final double value = reading.value() / 100.0;
        return switch (reading.parameter()) {
            case HEART_RATE -> value >= 0 && value <= 350;
            case RESPIRATORY_RATE -> value >= 0 && value <= 300;
            case SPO2 -> value >= 0 && value <= 100;
            case SYSTOLIC, DIASTOLIC, ARTERIAL_SYSTOLIC, ARTERIAL_DIASTOLIC -> value >= 0 && value <= 375;
            case MEAN_PRESSURE, ARTERIAL_MEAN -> value >= 0 && value <= 330;
            case TEMPERATURE -> value >= 14.2 && value <= 47;
            case GLUCOSE -> value >= 0 && value <= 2_200;
            case ETCO2 -> value >= 0 && value <= 150;
            case PAIN -> value >= 0 && value <= 10;
            default -> true;
        };
    }

    static boolean isFaulty(final OracleBatch batch, final Parameter parameter) {
        final int fault = batch.status() % 0x400 + batch.status() / 0x1000 % 8;
        return fault != 0
                && (batch.statusOf() == 0
                        ? parameter == Parameter.SPO2
                        : (batch.statusOf() >> parameter.value()) % 2 == 1);
    }

    static boolean isCredible(final long before, final long elapsedNs, final OracleBatch.Reading reading) {
        final long change = reading.value() - before;
        final long most = stepOf(reading.parameter());
        return switch (reading.parameter()) {
            case HEART_RATE -> reading.value() == 0 || elapsedNs > 2 * SECOND_NS || Math.abs(change) <= most;
            case ETCO2, ARTERIAL_SYSTOLIC, ARTERIAL_MEAN, ARTERIAL_DIASTOLIC ->
                elapsedNs > 2 * SECOND_NS || Math.abs(change) <= most;
            case RESPIRATORY_RATE -> elapsedNs > 5 * SECOND_NS || Math.abs(change) <= most;
            case TEMPERATURE -> elapsedNs > 60 * SECOND_NS || Math.abs(change) <= most;
            case SYSTOLIC, MEAN_PRESSURE, DIASTOLIC -> elapsedNs > 120 * SECOND_NS || Math.abs(change) <= most;
            case GLUCOSE -> elapsedNs > 300 * SECOND_NS || Math.abs(change) <= most;
            case SPO2 -> {
                final long atLeastNs = Math.max(elapsedNs, SECOND_NS);
                yield elapsedNs > 30 * SECOND_NS
                        || (change < 0
                                ? -change * SECOND_NS <= 400 * atLeastNs
                                : change * SECOND_NS <= 1_000 * atLeastNs);
            }
            default -> true;
        };
    }

    static long stepOf(final Parameter parameter) {
        return switch (parameter) {
            case HEART_RATE, MEAN_PRESSURE, DIASTOLIC, ARTERIAL_MEAN, ARTERIAL_DIASTOLIC -> 6_000;
            case RESPIRATORY_RATE, ETCO2 -> 3_000;
            case SPO2 -> 400;
            case SYSTOLIC, ARTERIAL_SYSTOLIC -> 8_000;
            case TEMPERATURE -> 100;
            case GLUCOSE -> 30_000;
            default -> 0;
        };
    }

    /** Whether the pressures of the batch that are possible, the last of each, can be those of one beat. */
    static boolean agree(final OracleBatch batch, final int first) {
        final Map<Integer, Integer> found = new HashMap<>();
        for (final OracleBatch.Reading each : batch.readings()) {
            final int place = each.parameter().value() - first;
            if (place >= 0 && place < 3) {
                found.remove(place);
                if (isPossible(each)) {
                    found.put(place, each.value());
                }
            }
        }
        final Integer high = found.get(0);
        final Integer mean = found.get(1);
        final Integer low = found.get(2);
        return (high == null || low == null || high - low >= 1_000)
                && (high == null || mean == null || mean < high)
                && (mean == null || low == null || low < mean);
    }
}
