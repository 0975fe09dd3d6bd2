package io.tocsin.engine.response;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.escalation.Ladder;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.sla.LatencyLedger;
import io.tocsin.engine.store.Due;

/**
 * What was put off comes back, by time or because it became more severe: its owner has no longer accepted it, and it is treated as newly received, with the policy
 * and the people of then.
 */
public final class Awakening implements Due {
    private final Snoozes snoozes;
    private final Alerts alerts;
    private final Offers offers;
    private final Ladder ladder;
    private final Dispatcher dispatcher;
    private final AlertEvents events;
    private final LatencyLedger ledger;
    private final Owners owners;

    /**
     * Brings alerts back.
     *
     * @param snoozes    of alerts.
     * @param alerts     open.
     * @param offers     their recipients.
     * @param ladder     of their steps.
     * @param dispatcher tells people.
     * @param events     of the alerts.
     * @param ledger     of the alerts' clocks.
     */
    public Awakening(
            final Snoozes snoozes,
            final Alerts alerts,
            final Offers offers,
            final Ladder ladder,
            final Dispatcher dispatcher,
            final AlertEvents events,
            final LatencyLedger ledger) {
        this.snoozes = snoozes;
        this.alerts = alerts;
        this.offers = offers;
        this.ladder = ladder;
        this.dispatcher = dispatcher;
        this.events = events;
        this.ledger = ledger;
        owners = new Owners(alerts, offers, ladder, snoozes);
    }

    @Override
    public long firstNs() {
        return snoozes.firstNs();
    }

    @Override
    public void fire(final long nowNs) {
        wake(snoozes.first(), Clause.SNOOZE_ENDED);
    }

    boolean isSnoozed(final int alert) {
        return snoozes.isSnoozed(alert);
    }

    /** Who does not want to hear of an alert now, or -1. */
    int snoozer(final int alert) {
        return snoozes.person(alert);
    }

    /** An alert that is put off comes back. */
    void wake(final int alert, final Clause why) {
        final int person = alerts.owner[alert];
        final int offer = offers.find(alert, person);
        snoozes.end(alert, Because.of(why));
        dispatcher.settle(offer, Offers.UNDEFINED);
        owners.leave(alert, person);
        events.offerAnswered(
                Because.of(Clause.SNOOZE_ENDED),
                alerts.alertId[alert],
                person,
                Response.UNDEFINED,
                RejectReason.UNSPECIFIED.value(),
                alerts.owner[alert],
                ladder.team().filledBy(offer));
        if (alerts.owner[alert] != Alerts.NONE) {
            ladder.resume(alert);
        } else {
            ledger.again(alert);
            ladder.start(alert);
        }
    }
}
