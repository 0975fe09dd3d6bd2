package io.tocsin.engine.alert;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;

/** Alerts that say what an examination found: section 35 of the specification. Engine thread only; allocates nothing. */
public final class CriticalResults {
    private static final int TYPE = EmergencyType.CRITICAL_RESULT.value();
    private static final int INACTIVE = Condition.INACTIVE.value();

    private CriticalResults() {}

    /**
     * Whether an alert is a result that somebody has yet to read back: it is there, nobody owns it, and it is no exercise.
     *
     * @param alerts open.
     * @param alert  slot.
     * @return if so, it is neither over nor dealt with.
     */
    public static boolean isUnread(final Alerts alerts, final int alert) {
        return alerts.type[alert] == TYPE
                && alerts.condition[alert] != INACTIVE
                && alerts.owner[alert] == Alerts.NONE
                && alerts.purpose[alert] == 0;
    }
}
