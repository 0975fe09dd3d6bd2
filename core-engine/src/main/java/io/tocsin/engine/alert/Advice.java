package io.tocsin.engine.alert;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Priority;

/**
 * Alerts that are advice only. What pages for other alerts is the same with and without them: they come last, hold nobody's credit and no turn, count as nobody's
 * load, have no clock, mute nothing, and are told over the WebSocket alone.
 */
public final class Advice {
    /** Their delivery priority, whatever their severity: after everything else. Nothing else has it. */
    public static final int PRIORITY = Priority.LOW.value();

    /** In the place of a rule's id. */
    public static final int RULE = 127;

    private static final int TREND = Cause.TREND.value();

    private Advice() {}

    /**
     * Whether an alert is advice.
     *
     * @param alerts open.
     * @param alert  slot.
     * @return true if so.
     */
    public static boolean is(final Alerts alerts, final int alert) {
        return alerts.cause[alert] == TREND;
    }
}
