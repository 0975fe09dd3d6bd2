package io.tocsin.engine.alert;

import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;

/**
 * Which alerts are about devices: what is technical is for whoever looks after them, what touches a therapy for the patient's people (IEC 60601-1-8: technical
 * conditions are about equipment).
 */
public final class DeviceAlerts {
    /** In the place of a condition: none is stated. */
    public static final int NO_CONDITION = DeviceCondition.NULL_VAL.value();

    private static final int TECHNICAL = EmergencyType.DEVICE_TECHNICAL.value();
    private static final int THERAPY = EmergencyType.DEVICE_THERAPY.value();

    private DeviceAlerts() {}

    /** Whether an emergency's type, by value, is one of devices. */
    public static boolean isType(final int type) {
        return type == TECHNICAL || type == THERAPY;
    }

    /** What a raise says is the matter: a raw value of the enum DeviceCondition; {@link #NO_CONDITION} too if its block, of so many bytes, ends before the field. */
    public static int conditionOf(final RaiseAlertDecoder raise, final int blockBytes) {
        return blockBytes > RaiseAlertDecoder.deviceConditionEncodingOffset()
                ? raise.deviceConditionRaw()
                : NO_CONDITION;
    }

    /** Whether an alert of a type may have a condition: what happens to a therapy alone is never only technical, and what is not about a device has none. */
    public static boolean mayHave(final int type, final int condition) {
        if (!isType(type)) {
            return condition == NO_CONDITION;
        }
        final DeviceCondition last = type == TECHNICAL ? DeviceCondition.SWITCHED_OFF : DeviceCondition.OBSTRUCTED;
        return condition >= DeviceCondition.BATTERY_LOW.value() && condition <= last.value();
    }
}
