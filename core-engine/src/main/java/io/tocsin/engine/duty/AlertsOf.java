package io.tocsin.engine.duty;

import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;

/** The open alerts that a person has accepted, or is asked for, the oldest first. Looks through all of them: shifts and breaks are rare. */
final class AlertsOf {
    private final Alerts alerts;
    private final Offers offers;
    private final long[] ids;

    AlertsOf(final Alerts alerts, final Offers offers) {
        this.alerts = alerts;
        this.offers = offers;
        ids = new long[alerts.slots().capacity()];
    }

    /** How many there are: accepted, or also those that the person is asked for. */
    int find(final int person, final boolean areAskedToo) {
        int count = 0;
        for (int alert = 0; alert < alerts.slots().highWater(); alert++) {
            if (alerts.slots().isUsed(alert) && isOf(alert, person, areAskedToo)) {
                int at = count++;
                // Slots are mostly taken in the order of ids, so that little is moved.
                while (at > 0 && ids[at - 1] > alerts.alertId[alert]) {
                    ids[at] = ids[at - 1];
                    at--;
                }
                ids[at] = alerts.alertId[alert];
            }
        }
        return count;
    }

    long alertId(final int place) {
        return ids[place];
    }

    private boolean isOf(final int alert, final int person, final boolean areAskedToo) {
        final int offer = offers.find(alert, person);
        if (offer == Offers.NONE) {
            return false;
        }
        final byte state = offers.state[offer];
        return state == Offers.ACCEPTED || (areAskedToo && (state == Offers.WAITING || state == Offers.OFFERED));
    }
}
