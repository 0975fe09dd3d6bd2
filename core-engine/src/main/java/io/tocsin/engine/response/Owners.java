package io.tocsin.engine.response;

import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.escalation.Ladder;

/** Who owns an alert once somebody who had accepted it no longer does. */
final class Owners {
    private final Alerts alerts;
    private final Offers offers;
    private final Ladder ladder;
    private final Snoozes snoozes;

    Owners(final Alerts alerts, final Offers offers, final Ladder ladder, final Snoozes snoozes) {
        this.alerts = alerts;
        this.offers = offers;
        this.ladder = ladder;
        this.snoozes = snoozes;
    }

    /** A person who had accepted no longer does, which their offer says already: of the others the one chosen first owns the alert, and nobody puts it off. */
    void leave(final int alert, final int person) {
        snoozes.letGo(alert);
        ladder.clocks().disowned(alert);
        if (alerts.owner[alert] == person) {
            alerts.mark(alert, Alerts.AT_BEDSIDE, false);
            int offer = alerts.offerHead[alert];
            while (offer != Offers.NONE && offers.state[offer] != Offers.ACCEPTED) {
                offer = offers.next(offer);
            }
            alerts.owner[alert] = offer == Offers.NONE ? Alerts.NONE : offers.person[offer];
        }
    }
}
