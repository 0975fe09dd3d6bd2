package io.tocsin.engine.escalation;

import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.UnderLoad;

/** What a mode has kept from people: its steps begin again when the mode lets them, and no alert expires before who is told last was told. */
final class KeptBack {
    private final Alerts alerts;
    private final Offers offers;
    private final UnderLoad load;

    KeptBack(final Alerts alerts, final Offers offers, final UnderLoad load) {
        this.alerts = alerts;
        this.offers = offers;
        this.load = load;
    }

    /** The steps of an alert begin. */
    void begin(final int alert) {
        alerts.mark(alert, Alerts.PASSED_OVER, false);
    }

    /** The last step of an alert begins: whom the mode kept it from until then have had no time. */
    void last(final int alert) {
        if (load.holds(alert)) {
            alerts.mark(alert, Alerts.PASSED_OVER, true);
        }
    }

    /** Whether the alert was kept from people since its steps began, and would not be now. */
    boolean isOver(final int alert) {
        return (alerts.flags[alert] & Alerts.PASSED_OVER) != 0 && !load.holds(alert);
    }

    /** Whether the fail-safe destination has not been told of the alert, or of its last step by the mode. */
    boolean isLastUntold(final int alert, final int failSafe) {
        final int offer = offers.find(alert, failSafe);
        return offer == Offers.NONE || offers.state[offer] == Offers.WAITING || load.holds(alert);
    }
}
