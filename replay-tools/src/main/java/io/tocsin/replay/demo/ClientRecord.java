package io.tocsin.replay.demo;

import io.tocsin.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What one person's client has been told, written down by the client itself. Any thread. */
final class ClientRecord {
    private final String person;
    private final Map<Long, Receipt> first = new ConcurrentHashMap<>();
    private final LongAdder redeliveries = new LongAdder();

    /**
     * An empty record.
     *
     * @param person whose.
     */
    ClientRecord(final String person) {
        this.person = person;
    }

    /** Notes an offer, first of all that the client does. */
    void received(final Offer offer, final long receivedNs) {
        received(offer.alertId(), offer.bed(), receivedNs);
        if (offer.redelivery()) {
            redeliveries.increment();
        }
    }

    /** Notes an alert, unless it is known. */
    void received(final long alertId, final String bed, final long receivedNs) {
        first.putIfAbsent(alertId, new Receipt(alertId, person, bed, receivedNs));
    }

    /** One per alert. */
    List<Receipt> receipts() {
        return new ArrayList<>(first.values());
    }

    /** How many offers came again because the client had been away. */
    long redeliveries() {
        return redeliveries.sum();
    }
}
