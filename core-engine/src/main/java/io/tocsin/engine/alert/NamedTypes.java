package io.tocsin.engine.alert;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;

/** The types of emergency that may be named, and those that are meant by name alone. */
public final class NamedTypes {
    /** Bit (1 shifted by the value of the enum EmergencyType) for each type that there is. */
    public static final int ALL = 0b11_1111_1111_1110;

    private static final int BY_NAME_ALONE = 1 << EmergencyType.CRITICAL_RESULT.value()
            | 1 << EmergencyType.DEVICE_THERAPY.value()
            | 1 << EmergencyType.CARE_NOTICE.value();
    private static final int DEVICE_TECHNICAL = EmergencyType.DEVICE_TECHNICAL.value();
    private static final int EMERGENT = Severity.EMERGENT.value();

    private NamedTypes() {}

    /**
     * Whether there is such a type.
     *
     * @param type 0 to 255.
     * @return it may be named.
     */
    public static boolean contains(final int type) {
        return type < Integer.SIZE && (ALL >>> type & 1) != 0;
    }

    /**
     * Whether what names a type, or none, means an alert: what is noisy at a bedside says nothing of results, of what was planned, of a therapy that stands still, nor of a device
     * that is about to; they are meant by name alone.
     *
     * @param named    value of EmergencyType; 0 = any.
     * @param type     of the alert.
     * @param severity of the alert.
     * @return it is meant.
     */
    public static boolean means(final int named, final int type, final int severity) {
        return named == type
                || (named == 0
                        && (BY_NAME_ALONE >>> type & 1) == 0
                        && (type != DEVICE_TECHNICAL || severity > EMERGENT));
    }
}
