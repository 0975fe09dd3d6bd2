package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.DeviceEntryDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** How severe a site holds conditions of devices at least, by their numbers, and what it looks for in what they say of themselves: section 36. */
record OracleDeviceRules(
        int low, int empty, int hysteresis, boolean calibration, long silentMs, Map<Integer, Severity> floors) {
    static final int TEMPLATE_ID = DeviceEntryDecoder.TEMPLATE_ID;

    static OracleDeviceRules of(final DirectBuffer buffer) {
        final DeviceEntryDecoder entry =
                new DeviceEntryDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        final Map<Integer, Severity> floors = new TreeMap<>();
        for (final DeviceEntryDecoder.FloorsDecoder each : entry.floors()) {
            final int condition = each.conditionRaw();
            require(condition >= 1 && condition <= 22 && OracleFields.isSeverity(each.severityRaw()));
            require(floors.put(condition, each.severity()) == null);
        }
        final int low = entry.lowPercent();
        final int empty = entry.emptyPercent();
        final int hysteresis = entry.hysteresisPercent();
        if (low == 0) {
            require(empty == 0 && hysteresis == 0);
        } else {
            require(low <= 99 && empty < low && hysteresis >= 1 && hysteresis <= 50 && low + hysteresis <= 100);
            require(floors.containsKey((int) DeviceCondition.BATTERY_LOW.value()));
            require(empty == 0 || floors.containsKey((int) DeviceCondition.BATTERY_EMPTY.value()));
        }
        require(entry.calibration() <= 1);
        require(entry.calibration() == 0 || floors.containsKey((int) DeviceCondition.CALIBRATION_DUE.value()));
        final long silentMs = new MessageHeaderDecoder().wrap(buffer, 0).blockLength() < 8 ? 0 : entry.silentMs();
        require(silentMs == 0
                || (silentMs >= 5_000
                        && silentMs <= 86_400_000
                        && floors.containsKey((int) DeviceCondition.SWITCHED_OFF.value())));
        return new OracleDeviceRules(low, empty, hysteresis, entry.calibration() == 1, silentMs, floors);
    }

    private static void require(final boolean isSo) {
        OracleEntries.require(isSo, ConfigRefusal.BAD_VALUE);
    }

    /** Whether people are told less, later or more mildly. */
    static boolean tellLess(final @Nullable OracleDeviceRules before, final @Nullable OracleDeviceRules after) {
        if (before == null || after == null || before.equals(after)) {
            return false;
        }
        final boolean isMilder = before.floors.entrySet().stream()
                .filter(floor -> floor.getValue().compareTo(Severity.EMERGENT) <= 0)
                .anyMatch(floor -> {
                    final Severity then = after.floors.get(floor.getKey());
                    return then == null || then.compareTo(floor.getValue()) > 0;
                });
        final boolean isForOthers = before.floors.entrySet().stream()
                .filter(floor -> floor.getKey() <= DeviceCondition.SWITCHED_OFF.value())
                .filter(floor -> floor.getValue().compareTo(Severity.URGENT) <= 0)
                .anyMatch(floor -> after.floors
                                .getOrDefault(floor.getKey(), Severity.NON_URGENT)
                                .compareTo(Severity.URGENT)
                        > 0);
        return isMilder
                || isForOthers
                || after.low < before.low
                || after.empty < before.empty
                || (before.calibration && !after.calibration)
                || (before.silentMs > 0 && (after.silentMs == 0 || after.silentMs > before.silentMs));
    }

    /** Per cent; null if it is not stated, or the block ends before. */
    static @Nullable Integer battery(final VitalsBatchDecoder batch) {
        return isThere(batch, VitalsBatchDecoder.batteryPercentEncodingOffset()) && batch.batteryPercent() != 255
                ? (int) batch.batteryPercent()
                : null;
    }

    /** As a number, valid or not; null as for a battery. */
    static @Nullable Integer calibration(final VitalsBatchDecoder batch) {
        return isThere(batch, VitalsBatchDecoder.calibrationEncodingOffset())
                        && batch.calibrationRaw() != CalibrationStatus.NULL_VAL.value()
                ? (int) batch.calibrationRaw()
                : null;
    }

    /** Hundredths; null if it is not stated, or the block ends before the whole of it. */
    static @Nullable Integer accuracy(final VitalsBatchDecoder batch) {
        return isThere(batch, VitalsBatchDecoder.accuracyOfEncodingOffset() + 1) && batch.accuracy() != 65_535
                ? (Integer) batch.accuracy()
                : null;
    }

    /** Whose it is, a bit for each parameter; 0 = of all, or it is not stated. */
    static int accuracyOf(final VitalsBatchDecoder batch) {
        return isThere(batch, VitalsBatchDecoder.accuracyOfEncodingOffset() + 1) ? batch.accuracyOf() : 0;
    }

    private static boolean isThere(final VitalsBatchDecoder batch, final int offset) {
        final int blockLength =
                batch.buffer().getShort(batch.offset() - MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN);
        return batch.actingVersion() >= 3 && blockLength > offset;
    }
}
