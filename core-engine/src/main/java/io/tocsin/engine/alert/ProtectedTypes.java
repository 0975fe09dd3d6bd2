package io.tocsin.engine.alert;

import io.tocsin.codecs.sbe.EmergencyType;

/** The types of emergency that nothing mutes, puts off or lets wait for others. */
public final class ProtectedTypes {
    private static final int PROTECTED = 1 << EmergencyType.CARDIAC_ARREST.value() | 1 << EmergencyType.CHOKING.value();

    private ProtectedTypes() {}

    /**
     * Whether a type is one of them.
     *
     * @param type value of EmergencyType, or 0 for any.
     * @return CARDIAC_ARREST and CHOKING.
     */
    public static boolean contains(final int type) {
        return (PROTECTED >>> type & 1) != 0;
    }
}
