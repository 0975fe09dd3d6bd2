package io.tocsin.replay.demo;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What one person's client has been told, written down by the client itself. Any thread. */
final class ClientRecord {
    private final String person;
    private final Notebook notebook;
    private final LongAdder redeliveries;
    private final Set<Long> known = ConcurrentHashMap.newKeySet();

    /**
     * An empty record.
     *
     * @param person       whose.
     * @param notebook     to write to.
     * @param redeliveries of everybody together.
     */
    ClientRecord(final String person, final Notebook notebook, final LongAdder redeliveries) {
        this.person = person;
        this.notebook = notebook;
        this.redeliveries = redeliveries;
    }

    /** Notes an offer, first of all that the client does: the first of each alert, and how many came again. */
    void received(final Told offer, final long receivedNs) {
        if (known.add(offer.alertId())) {
            notebook.write(new Note.Received(new Receipt(offer.alertId(), person, offer.bed(), receivedNs)));
        }
        if (offer.redelivery()) {
            redeliveries.increment();
        }
    }
}
