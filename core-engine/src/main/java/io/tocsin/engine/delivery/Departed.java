package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.sla.LatencyLedger;

/** What a delivery that leaves the outbox means: credit comes back, and of an offer that was received the alert's clock stops. */
final class Departed implements Outbox.Departures {
    private static final int OFFER = OutputKind.OFFER.value();

    private final CreditedQueue queue;
    private final Offers offers;
    private final LatencyLedger ledger;

    Departed(final CreditedQueue queue, final Offers offers, final LatencyLedger ledger) {
        this.queue = queue;
        this.offers = offers;
        this.ledger = ledger;
    }

    @Override
    public void release(final int gateway, final int lane) {
        queue.giveBackGateway(gateway, lane);
    }

    @Override
    public void received(final int offer, final int kind) {
        if (kind == OFFER && offer != Offers.NONE) {
            ledger.received(offers.alert[offer], offers.person[offer]);
        }
    }
}
