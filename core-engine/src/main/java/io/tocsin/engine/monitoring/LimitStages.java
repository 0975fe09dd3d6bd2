package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.WatchStage;
import io.tocsin.engine.event.SystemEvents;

/** Tells what a timed rule holds back, or its end. Holds nothing of its own. */
final class LimitStages {
    private final LimitWatches watches;
    private final SystemEvents events;

    LimitStages(final LimitWatches watches, final SystemEvents events) {
        this.watches = watches;
        this.events = events;
    }

    void tell(
            final int watch,
            final long clauses,
            final int value,
            final long limit,
            final WatchStage stage,
            final long deadlineNs) {
        events.limitWatched(
                clauses,
                watches.startedNs[watch],
                deadlineNs,
                watches.subject[watch],
                value,
                ComparedLimit.value(limit),
                watches.rule[watch],
                watches.parameter[watch],
                stage);
    }
}
