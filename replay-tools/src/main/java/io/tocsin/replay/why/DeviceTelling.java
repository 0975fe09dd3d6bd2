package io.tocsin.replay.why;

import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.replay.journal.EventFields;
import java.util.Set;

/** Says what was the matter with a device. */
final class DeviceTelling {
    private static final Set<String> OF_DEVICES = Set.of(
            TechnicalCondition.BATTERY_LOW.name(),
            TechnicalCondition.BATTERY_EMPTY.name(),
            TechnicalCondition.CALIBRATION.name(),
            TechnicalCondition.DEVICE_SILENT.name());

    private DeviceTelling() {}

    /** What a device says of itself, or that it says nothing, or that it is over. */
    static String noted(final EventFields event, final String device) {
        if (event.text("condition").equals(TechnicalCondition.DEVICE_SILENT.name())) {
            return event.number("active", 0) == 1
                    ? "The device" + named(device)
                            + " of a monitoring session has fallen silent by itself: it may be so for "
                            + event.text("value") + " s."
                    : "The device" + named(device)
                            + (Telling.hasClause(event, "DEVICE_HEARD")
                                    ? " sends readings again."
                                    : " is not waited for any more.");
        }
        final boolean isCalibration = event.text("condition").equals(TechnicalCondition.CALIBRATION.name());
        final CalibrationStatus status =
                isCalibration ? CalibrationStatus.get((short) event.number("value", 0)) : CalibrationStatus.NULL_VAL;
        final String what = isCalibration
                ? "calibration " + Wording.words(status.name())
                : Wording.words(event.text("condition")) + ", " + event.text("value") + " % are left";
        return event.number("active", 0) == 1
                ? Wording.capital(device.isEmpty() ? what : device + ": " + what) + '.'
                : Wording.capital(Wording.words(event.text("condition")) + (device.isEmpty() ? "" : " of " + device)
                        + " is over.");
    }

    /** Why a reading that its device sent ends nothing, or does not count yet. */
    static String doubt(final EventFields event) {
        if (Telling.hasClause(event, "OUT_OF_ORDER")) {
            return "is older than the last of its device, and ends nothing";
        }
        return Telling.hasClause(event, "INACCURATE")
                ? "is less accurate than the site wants it, and ends nothing"
                : "waits for a second one";
    }

    private static String named(final String device) {
        return device.isEmpty() ? "" : " " + device;
    }

    /** Whether a technical condition is what a device says of itself. */
    static boolean isOfDevice(final EventFields event) {
        return OF_DEVICES.contains(event.text("condition"));
    }

    /** What a source says that is the matter, behind what else an event says; empty if it says nothing. */
    static String condition(final EventFields event) {
        final Object condition = event.inside("content").get("deviceCondition");
        return condition == null ? "" : ": " + Wording.words(condition.toString());
    }
}
