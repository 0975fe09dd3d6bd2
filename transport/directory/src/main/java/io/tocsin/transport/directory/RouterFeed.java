package io.tocsin.transport.directory;

import static java.util.Objects.requireNonNull;

import io.tocsin.AlertRouter;
import io.tocsin.PatientPlace;
import io.tocsin.journal.EventLog;
import io.tocsin.journal.JournalTail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feeds read models from a router in the same process and the event log that it writes. */
public final class RouterFeed implements ReadModelFeed {
    private final AlertRouter router;
    private final @Nullable EventLog events;
    private final long keptEventSeq;

    /**
     * Feeds from a router.
     *
     * @param router       that runs.
     * @param events       that it writes; {@code null} = it keeps none, or none that can be followed.
     * @param keptEventSeq the last event that was kept before the router was launched: what a read model has beyond it may be of events that were lost.
     */
    public RouterFeed(final AlertRouter router, final @Nullable EventLog events, final long keptEventSeq) {
        this.router = requireNonNull(router, "router");
        this.events = events;
        this.keptEventSeq = keptEventSeq;
    }

    @Override
    public LogPlace log() {
        return new LogPlace(router.epochHigh(), router.epochLow(), keptEventSeq);
    }

    @Override
    public boolean hasEvents() {
        return events != null;
    }

    @Override
    public JournalTail events(final long fromEventSeq) {
        return requireNonNull(requireNonNull(events, "events").tail(fromEventSeq), "this event log cannot be followed");
    }

    @Override
    public long asOfEventSeq() {
        return router.view().asOfEventSeq();
    }

    @Override
    public List<PatientPlace> places() {
        return router.view().patientPlaces();
    }
}
