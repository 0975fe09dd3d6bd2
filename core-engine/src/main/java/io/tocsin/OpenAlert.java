package io.tocsin;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert as events build it up. Guarded by its book. */
final class OpenAlert {
    private final RouterEvent.AlertRaised raised;
    private final Map<String, Response> responses = new LinkedHashMap<>();
    private Severity severity;
    private Priority priority;
    private AlertDetails details;
    private Condition condition = Condition.ACTIVE;
    private long occurrence = 1;
    private @Nullable String owner;
    private int step = -1;
    private long round;
    private long deadlineNs;
    private boolean stale;
    private @Nullable AlertState state;

    OpenAlert(final RouterEvent.AlertRaised raised) {
        this.raised = raised;
        severity = raised.severity();
        priority = raised.priority();
        details = raised.details();
    }

    void on(final RouterEvent.AlertUpdated event) {
        occurrence = event.occurrence();
        severity = event.severity();
        priority = event.priority();
        if (event.details() != null) {
            details = event.details();
        }
        state = null;
    }

    void on(final RouterEvent.ConditionChanged event) {
        condition = event.to();
        if (condition == Condition.INACTIVE && owner == null) {
            deadlineNs = 0;
            responses.replaceAll((person, response) -> response == Response.REJECTED ? response : Response.WITHDRAWN);
        }
        state = null;
    }

    void on(final RouterEvent.StepStarted event) {
        step = event.step();
        round = event.round();
        deadlineNs = event.deadlineNs();
        state = null;
    }

    void on(final RouterEvent.OutputDispatched event) {
        if (event.kind() == OutputKind.OFFER && !event.redelivery()) {
            event.recipients().forEach(recipient -> responses.put(recipient.person(), Response.OFFERED));
            state = null;
        }
    }

    void on(final RouterEvent.OfferAnswered event) {
        if (event.response() == Response.ACCEPTED) {
            owner = event.person();
            deadlineNs = 0;
            responses.replaceAll((person, response) ->
                    response == Response.OFFERED || response == Response.UNDEFINED ? Response.WITHDRAWN : response);
        } else if (event.person().equals(owner) && event.stamp().clauses().contains(Clause.OWNER_REJECTED)) {
            owner = null;
        }
        responses.put(event.person(), event.response());
        state = null;
    }

    /** Marks it stale, or fresh again. */
    void stale(final boolean value) {
        if (stale != value) {
            stale = value;
            state = null;
        }
    }

    AlertState state() {
        if (state == null) {
            state = new AlertState(
                    raised.alertId(),
                    raised.alertKey(),
                    raised.sourceId(),
                    raised.subject(),
                    raised.unidentified(),
                    raised.unit(),
                    raised.bed(),
                    raised.type(),
                    severity,
                    priority,
                    condition,
                    raised.purpose(),
                    raised.cause(),
                    occurrence,
                    owner,
                    step,
                    round,
                    deadlineNs,
                    raised.stamp().timestampNs(),
                    stale,
                    responses,
                    details);
        }
        return state;
    }
}
