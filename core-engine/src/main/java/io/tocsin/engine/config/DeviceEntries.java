package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.DeviceEntryDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.watch.DeviceRules;
import io.tocsin.engine.watch.DeviceWatch;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/** {@code DeviceEntry}: how severe conditions of devices are at least, and which are looked for in what devices say of themselves. */
final class DeviceEntries {
    static final int TEMPLATE_ID = DeviceEntryDecoder.TEMPLATE_ID;

    private static final int MOST_LOW = 99;
    private static final int MOST_HYSTERESIS = 50;
    private static final int ALL = 100;
    private static final long NS_PER_MS = 1_000_000L;
    private static final long LEAST_SILENT_MS = 5_000;
    private static final long MOST_SILENT_MS = 86_400_000;
    private static final int CRITICAL = Severity.CRITICAL.value();
    private static final int EMERGENT = Severity.EMERGENT.value();
    private static final int URGENT = Severity.URGENT.value();
    private static final int NON_URGENT = Severity.NON_URGENT.value();

    private final DeviceEntryDecoder device = new DeviceEntryDecoder();
    /** By condition; 0 = none. */
    private final int[] floors = new int[DeviceRules.CONDITIONS + 1];

    DeviceEntries() {}

    ConfigRefusal check(final DirectBuffer buffer, final MessageLayout entry) {
        wrap(buffer, entry);
        return readFloors(buffer, entry) && isBatteryGood() && isCalibrationGood() && isSilenceGood(entry)
                ? ConfigRefusal.NONE
                : ConfigRefusal.BAD_VALUE;
    }

    private boolean isBatteryGood() {
        final int low = device.lowPercent();
        final int empty = device.emptyPercent();
        final int hysteresis = device.hysteresisPercent();
        if (low == 0) {
            return empty == 0 && hysteresis == 0;
        }
        return low <= MOST_LOW
                && empty < low
                && hysteresis >= 1
                && hysteresis <= MOST_HYSTERESIS
                && low + hysteresis <= ALL
                && floors[DeviceCondition.BATTERY_LOW.value()] != 0
                && (empty == 0 || floors[DeviceCondition.BATTERY_EMPTY.value()] != 0);
    }

    private boolean isCalibrationGood() {
        return device.calibration() == 0
                || (device.calibration() == 1 && floors[DeviceCondition.CALIBRATION_DUE.value()] != 0);
    }

    private boolean isSilenceGood(final MessageLayout entry) {
        final long silentMs = silentMs(entry);
        return silentMs == 0
                || (silentMs >= LEAST_SILENT_MS
                        && silentMs <= MOST_SILENT_MS
                        && floors[DeviceCondition.SWITCHED_OFF.value()] != 0);
    }

    /** 0 too if the block ends before. */
    private long silentMs(final MessageLayout entry) {
        return entry.blockLength() >= DeviceEntryDecoder.BLOCK_LENGTH ? device.silentMs() : 0;
    }

    /** Whether each is in its range and none comes twice. */
    private boolean readFloors(final DirectBuffer buffer, final MessageLayout entry) {
        Arrays.fill(floors, 0);
        for (int i = 0; i < entry.groupCount(); i++) {
            final int condition = condition(buffer, entry.elementOffset(i));
            final int severity = severity(buffer, entry.elementOffset(i));
            if (condition < 1
                    || condition > DeviceRules.CONDITIONS
                    || floors[condition] != 0
                    || severity < CRITICAL
                    || severity > NON_URGENT) {
                return false;
            }
            floors[condition] = severity;
        }
        return true;
    }

    void apply(final DirectBuffer buffer, final MessageLayout entry, final ConfigState state) {
        wrap(buffer, entry);
        final DeviceWatch devices = state.devices();
        devices.configure(
                device.lowPercent(),
                device.emptyPercent(),
                device.hysteresisPercent(),
                device.calibration() == 1,
                silentMs(entry) * NS_PER_MS);
        for (int i = 0; i < entry.groupCount(); i++) {
            final int at = entry.elementOffset(i);
            devices.floor(condition(buffer, at), severity(buffer, at));
        }
        state.triage().assessments().ofDevices(devices.rules().hasFloors());
    }

    /** Whether people are told of some condition more mildly that is EMERGENT or graver by the rules in force, or other people of one that cannot wait, or of batteries, calibrations and silence less or later. */
    boolean tellsLess(final DirectBuffer buffer, final MessageLayout entry, final DeviceRules held) {
        wrap(buffer, entry);
        readFloors(buffer, entry);
        for (int condition = 1; condition <= DeviceRules.CONDITIONS; condition++) {
            final boolean isMilder = floors[condition] == 0 || floors[condition] > held.floor(condition);
            // What is technical and can wait is for other people than what cannot.
            final boolean isForOthers = condition <= DeviceCondition.SWITCHED_OFF.value()
                    && held.floor(condition) <= URGENT
                    && (floors[condition] == 0 || floors[condition] > URGENT);
            if (isForOthers || (held.floor(condition) <= EMERGENT && isMilder)) {
                return true;
            }
        }
        final long silentNs = silentMs(entry) * NS_PER_MS;
        return device.lowPercent() < held.lowPercent()
                || (held.silentNs() > 0 && (silentNs == 0 || silentNs > held.silentNs()))
                || device.emptyPercent() < held.emptyPercent()
                || (held.looksAtCalibration() && device.calibration() == 0);
    }

    private void wrap(final DirectBuffer buffer, final MessageLayout entry) {
        device.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
    }

    private static int condition(final DirectBuffer buffer, final int element) {
        return buffer.getByte(element + DeviceEntryDecoder.FloorsDecoder.conditionEncodingOffset()) & 0xFF;
    }

    private static int severity(final DirectBuffer buffer, final int element) {
        return buffer.getByte(element + DeviceEntryDecoder.FloorsDecoder.severityEncodingOffset()) & 0xFF;
    }
}
