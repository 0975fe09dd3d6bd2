package io.tocsin.replay.demo;

import io.tocsin.RouterEvent;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the router's events say of one alert, from its beginning to its end. Guarded by its ledger. */
final class AlertStory {
    /** More is not kept of one alert: enough for whatever a report can show. */
    private static final int EVENTS_KEPT = 64;

    private final RouterEvent.AlertRaised raised;
    private final List<RouterEvent> events = new ArrayList<>();
    private boolean accepted;
    private boolean rejected;
    private int furthestStep;
    private @Nullable Outcome outcome;
    private long endedAtNs;

    /**
     * Begins.
     *
     * @param raised the first event.
     */
    AlertStory(final RouterEvent.AlertRaised raised) {
        this.raised = raised;
        add(raised);
    }

    /** Goes on with an event of this alert. */
    void on(final RouterEvent event) {
        add(event);
        if (event instanceof RouterEvent.StepStarted started) {
            furthestStep = Math.max(furthestStep, started.step());
        } else if (event instanceof RouterEvent.OfferAnswered answered) {
            accepted |= answered.response() == Response.ACCEPTED;
            rejected |= answered.response() == Response.REJECTED;
        } else if (event instanceof RouterEvent.ConditionChanged changed) {
            endedAtNs = changed.to() == Condition.INACTIVE ? changed.stamp().timestampNs() : 0;
        } else if (event instanceof RouterEvent.AlertClosed closed) {
            outcome = closed.outcome();
        }
    }

    RouterEvent.AlertRaised raised() {
        return raised;
    }

    /** In order. */
    List<RouterEvent> events() {
        return List.copyOf(events);
    }

    boolean wasAccepted() {
        return accepted;
    }

    boolean wasRejected() {
        return rejected;
    }

    /** Whether it went beyond those who were asked first. */
    boolean wasEscalated() {
        return furthestStep > 0;
    }

    /** The last step of the ladder that was reached, from 0. */
    int furthestStep() {
        return furthestStep;
    }

    /** How it ended; {@code null} while it is open. */
    @Nullable
    Outcome outcome() {
        return outcome;
    }

    /** When its condition ended, epoch ns; 0 while the condition lasts. */
    long endedAtNs() {
        return endedAtNs;
    }

    private void add(final RouterEvent event) {
        if (events.size() < EVENTS_KEPT) {
            events.add(event);
        }
    }
}
