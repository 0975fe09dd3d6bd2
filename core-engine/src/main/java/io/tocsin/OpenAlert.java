package io.tocsin;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An alert as events build it up. Guarded by its book. */
final class OpenAlert {
    private final RouterEvent.AlertRaised raised;
    private final Map<String, Response> responses = new LinkedHashMap<>();
    /** Those of them whom nobody asked. */
    private final Set<String> joined = new HashSet<>();

    private final Map<String, String> slots = new LinkedHashMap<>();
    private Severity severity;
    private Priority priority;
    private AlertDetails details;
    private Condition condition = Condition.ACTIVE;
    private long occurrence = 1;
    private @Nullable String owner;
    private int step = -1;
    private long round;
    private long deadlineNs;
    private long raisedAtNs;
    private AlertCause cause;
    private boolean stale;
    private long loop;
    private boolean atBedside;
    private int needed = 1;
    private long mutedUntilNs;
    private long mutedBy;
    private long inhibitedBy;
    private long snoozedUntilNs;
    private Assessment assessment;
    private @Nullable AlertState state;

    OpenAlert(final RouterEvent.AlertRaised raised) {
        this.raised = raised;
        severity = raised.severity();
        priority = raised.priority();
        details = raised.details();
        cause = raised.cause();
        assessment = raised.assessment();
        raisedAtNs = raised.stamp().timestampNs();
    }

    /** How it stands, as a recovered engine says. */
    void on(final ReportedAlert reported) {
        severity = reported.severity();
        priority = reported.priority();
        condition = reported.condition();
        occurrence = reported.occurrence();
        owner = reported.owner();
        step = reported.step();
        round = reported.round();
        deadlineNs = reported.deadlineNs();
        raisedAtNs = reported.raisedAtNs();
        stale = reported.stale();
        loop = reported.loop();
        atBedside = reported.atBedside();
        needed = reported.needed();
        responses.putAll(reported.responses());
        joined.addAll(reported.joined());
        slots.putAll(reported.slots());
        state = null;
    }

    void on(final RouterEvent.AlertUpdated event) {
        occurrence = event.occurrence();
        severity = event.severity();
        priority = event.priority();
        assessment = event.assessment();
        cause = cause.ofRule(event.rule());
        if (event.details() != null) {
            details = event.details();
        }
        state = null;
    }

    void on(final RouterEvent.ConditionChanged event) {
        condition = event.to();
        if (condition == Condition.INACTIVE) {
            nobodyElseIsNeeded();
        } else if (event.from() == Condition.INACTIVE) {
            atBedside = false;
        }
        state = null;
    }

    void on(final RouterEvent.StepStarted event) {
        step = event.step();
        round = event.round();
        loop = event.loop();
        needed = event.needed();
        slots.clear();
        slots.putAll(event.slots());
        deadlineNs = event.deadlineNs();
        state = null;
    }

    void on(final RouterEvent.StepEnded event) {
        if (event.stamp().clauses().contains(Clause.LADDER_ENDED)) {
            deadlineNs = 0;
            state = null;
        }
        if (event.stamp().clauses().contains(Clause.NO_POLICY)) {
            notStarted();
        }
    }

    /** Nobody is asked yet: no policy covers it, or a silence holds it back. */
    void notStarted() {
        step = -1;
        round = 0;
        loop = 0;
        needed = 1;
        slots.clear();
        deadlineNs = 0;
        state = null;
    }

    void on(final RouterEvent.AlertMuted event) {
        notStarted();
        mutedUntilNs = event.untilNs();
        mutedBy = event.silenceId();
        inhibitedBy = event.inhibitedBy();
    }

    /** Its owner has put it off, 0 = no more. */
    void snoozedUntil(final long untilNs) {
        snoozedUntilNs = untilNs;
        state = null;
    }

    /** No silence holds it back any more. */
    void pagesAgain() {
        mutedUntilNs = 0;
        mutedBy = 0;
        inhibitedBy = 0;
        state = null;
    }

    void on(final RouterEvent.OutputDispatched event) {
        if (event.kind() == OutputKind.OFFER && !event.redelivery()) {
            event.recipients().forEach(recipient -> {
                responses.put(recipient.person(), Response.OFFERED);
                joined.remove(recipient.person());
            });
            state = null;
        } else if (event.kind() == OutputKind.TAKEN && !event.redelivery()) {
            event.recipients()
                    .forEach(recipient -> responses.computeIfPresent(
                            recipient.person(),
                            (person, response) -> response == Response.OFFERED || response == Response.UNDEFINED
                                    ? Response.WITHDRAWN
                                    : response));
            state = null;
        }
    }

    void on(final RouterEvent.OfferAnswered event) {
        final String former = owner;
        owner = event.owner().isEmpty() ? null : event.owner();
        if (former != null && !former.equals(owner)) {
            atBedside = false;
        }
        if (event.stamp().clauses().contains(Clause.TAKEN_OVER) && former != null) {
            responses.put(former, Response.WITHDRAWN);
        }
        // Who is let off before they were told, since their break begins, has not taken it.
        if (responses.put(event.person(), event.response()) == null && event.response() == Response.ACCEPTED) {
            joined.add(event.person());
        }
        final String filler = event.response() == Response.ACCEPTED ? event.person() : "";
        int bit = 1;
        for (final Map.Entry<String, String> slot : slots.entrySet()) {
            if ((event.slots() & bit) != 0) {
                slot.setValue(filler);
            }
            bit <<= 1;
        }
        if (event.response() == Response.ACCEPTED && !event.stamp().clauses().contains(Clause.MORE_NEEDED)) {
            nobodyElseIsNeeded();
        }
        state = null;
    }

    void on(final RouterEvent.AlertRedirected event) {
        deadlineNs = event.deadlineNs();
        state = null;
    }

    void on(final RouterEvent.BedsideReached event) {
        atBedside = responses.containsKey(event.person());
        // Where the steps had ended beside an owner, nobody is asked any more, and nobody is told that it is taken.
        final boolean isAsked = owner == null || deadlineNs != 0;
        if (isAsked && accepted() >= needed && !slots.containsValue("")) {
            nobodyElseIsNeeded();
        }
        state = null;
    }

    private int accepted() {
        int accepted = 0;
        for (final Response response : responses.values()) {
            accepted += response == Response.ACCEPTED ? 1 : 0;
        }
        return accepted;
    }

    private void nobodyElseIsNeeded() {
        deadlineNs = 0;
        responses.replaceAll((person, response) ->
                response == Response.REJECTED || response == Response.ACCEPTED ? response : Response.WITHDRAWN);
    }

    /** Its subject is silent. */
    void markStale() {
        stale = true;
        state = null;
    }

    /** Its limit was violated once more; if its condition had ended it is back, and shows what violates now. */
    void on(final RouterEvent.LimitViolated event) {
        occurrence++;
        stale = false;
        if (condition != Condition.ACTIVE) {
            cause = new AlertCause(cause.kind(), cause.parameter(), cause.rule(), event.value(), event.limitValue());
        }
        state = null;
    }

    /** Its technical condition came once more, or is over. */
    void technical(final RouterEvent.TechnicalNoted noted) {
        if (noted.active()) {
            occurrence++;
            score(noted.value());
        }
    }

    /** Its score changed, or its points did, or how much care is missing. */
    void score(final int value) {
        cause = new AlertCause(cause.kind(), cause.parameter(), cause.rule(), value, cause.limitValue());
        state = null;
    }

    /** Place of the score's table; 0 = NEWS2, or no score. */
    int table() {
        return cause.table();
    }

    boolean isOfScore() {
        return cause.kind() == Cause.SCORE;
    }

    @Nullable
    Subject subject() {
        return raised.subject();
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
                    cause,
                    occurrence,
                    owner,
                    step,
                    round,
                    deadlineNs,
                    raisedAtNs,
                    stale,
                    loop,
                    atBedside,
                    needed,
                    mutedUntilNs,
                    mutedBy,
                    inhibitedBy,
                    snoozedUntilNs,
                    slots,
                    responses,
                    joined,
                    details,
                    assessment);
        }
        return state;
    }
}
