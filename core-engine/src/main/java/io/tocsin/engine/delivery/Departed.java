package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.sla.LatencyLedger;

/** What a delivery that leaves the outbox means: credit comes back, and of an offer that was received the alert's clock stops and its contacts know. */
final class Departed implements Outbox.Departures {
    private static final int OFFER = OutputKind.OFFER.value();

    private final CreditedQueue queue;
    private final Offers offers;
    private final LatencyLedger ledger;
    private final ContactRuns contacts;

    Departed(final CreditedQueue queue, final Offers offers, final LatencyLedger ledger, final ContactRuns contacts) {
        this.queue = queue;
        this.offers = offers;
        this.ledger = ledger;
        this.contacts = contacts;
    }

    @Override
    public void release(final int gateway, final int lane) {
        queue.giveBackGateway(gateway, lane);
    }

    @Override
    public void received(final int offer, final int kind) {
        if (kind == OFFER && offer != Offers.NONE) {
            ledger.received(offers.alert[offer], offers.person[offer]);
            contacts.received(offer);
        }
    }
}
