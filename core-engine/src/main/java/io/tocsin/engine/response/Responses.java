package io.tocsin.engine.response;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.escalation.Ladder;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.ResponseEvents;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.sla.LatencyLedger;

/** The axis of an alert that people own: who takes it, gives it back, hands it on, and is there. */
public final class Responses {
    private static final int INACTIVE = Condition.INACTIVE.value();
    private static final int NOBODY = Alerts.NONE;

    private final Alerts alerts;
    private final Offers offers;
    private final AlertLife life;
    private final Ladder ladder;
    private final Dispatcher dispatcher;
    private final AlertEvents events;
    private final ResponseEvents responseEvents;
    private final LatencyLedger ledger;
    private final Owners owners;

    /**
     * The responses to all alerts.
     *
     * @param alerts         open.
     * @param offers         their recipients.
     * @param life           of the alerts.
     * @param ladder         of their steps.
     * @param dispatcher     tells people.
     * @param events         of the alerts.
     * @param responseEvents of what people do.
     * @param ledger         of the alerts' clocks.
     * @param snoozes        of alerts.
     */
    public Responses(
            final Alerts alerts,
            final Offers offers,
            final AlertLife life,
            final Ladder ladder,
            final Dispatcher dispatcher,
            final AlertEvents events,
            final ResponseEvents responseEvents,
            final LatencyLedger ledger,
            final Snoozes snoozes) {
        this.alerts = alerts;
        this.offers = offers;
        this.life = life;
        this.ladder = ladder;
        this.dispatcher = dispatcher;
        this.events = events;
        this.responseEvents = responseEvents;
        this.ledger = ledger;
        owners = new Owners(alerts, offers, ladder, snoozes);
    }

    /**
     * A person takes responsibility; from an owner, if escalation goes on beside one.
     *
     * @param alert slot, which nobody owns, or others are asked for.
     * @param offer of the person.
     */
    public void accept(final int alert, final int offer) {
        final int person = offers.person[offer];
        final int former = alerts.owner[alert];
        final boolean isTakenOver = former != NOBODY && ladder.clocks().isComplete(alert);
        if (former == NOBODY || isTakenOver) {
            alerts.owner[alert] = person;
        }
        if (isTakenOver) {
            ladder.team().takeOver(offer, offers.find(alert, former));
        } else {
            ladder.team().fill(alert, offer);
        }
        ledger.received(alert, person);
        offers.joining(offer);
        dispatcher.settle(offer, Offers.ACCEPTED);
        final boolean isComplete = ladder.clocks().isComplete(alert);
        final long accepted = Because.of(Clause.ACCEPTED_BY_OFFER);
        final long clauses = isTakenOver
                ? Because.and(accepted, Clause.TAKEN_OVER)
                : isComplete ? accepted : Because.and(accepted, Clause.MORE_NEEDED);
        events.offerAnswered(
                clauses,
                alerts.alertId[alert],
                person,
                Response.ACCEPTED,
                0,
                alerts.owner[alert],
                ladder.team().filledBy(offer));
        if (!isComplete) {
            withdrawInVain(alert, accepted, person);
            dispatcher.notice(accepted, alert, OutputKind.JOINED, person, person);
            return;
        }
        if (isTakenOver) {
            alerts.mark(alert, Alerts.AT_BEDSIDE, false);
        }
        ladder.letGo(alert);
        ladder.clocks().owned(alert);
        dispatcher.notice(accepted, alert, OutputKind.TAKEN, person, person);
        if (isTakenOver) {
            dispatcher.settle(offers.find(alert, former), Offers.WITHDRAWN);
        }
        life.withdrawAll(alert);
    }

    /**
     * A person does not take it, or gives it back.
     *
     * @param alert  slot.
     * @param offer  of the person.
     * @param reason value of the enum RejectReason.
     */
    public void reject(final int alert, final int offer, final int reason) {
        final boolean isOwner = offers.state[offer] == Offers.ACCEPTED;
        final long clauses = Because.of(isOwner ? Clause.OWNER_REJECTED : Clause.STEP_REJECTED);
        ledger.received(alert, offers.person[offer]);
        dispatcher.settle(offer, Offers.REJECTED);
        leave(alert, offers.person[offer], isOwner);
        events.offerAnswered(
                clauses,
                alerts.alertId[alert],
                offers.person[offer],
                Response.REJECTED,
                reason,
                alerts.owner[alert],
                isOwner ? ladder.team().filledBy(offer) : 0);
        goOn(alert, clauses);
    }

    /**
     * The owner gives it back, without a reason and without being left out of later steps.
     *
     * @param alert slot.
     * @param offer of the owner.
     */
    public void release(final int alert, final int offer) {
        final long clauses = Because.of(Clause.RELEASED_BY_OWNER);
        dispatcher.settle(offer, Offers.UNDEFINED);
        leave(alert, offers.person[offer], true);
        events.offerAnswered(
                clauses,
                alerts.alertId[alert],
                offers.person[offer],
                Response.UNDEFINED,
                0,
                alerts.owner[alert],
                ladder.team().filledBy(offer));
        goOn(alert, clauses);
    }

    /**
     * A person names somebody else, who is offered it at once.
     *
     * @param alert  slot, whose condition is not INACTIVE.
     * @param offer  of who names.
     * @param reason value of the enum RejectReason.
     * @param to     index of who is named, for whom there is room.
     */
    public void redirect(final int alert, final int offer, final int reason, final int to) {
        final long clauses = Because.of(Clause.REDIRECTED);
        final int person = offers.person[offer];
        final boolean isOwner = offers.state[offer] == Offers.ACCEPTED;
        ledger.received(alert, person);
        dispatcher.settle(offer, Offers.REJECTED);
        leave(alert, person, isOwner);
        events.offerAnswered(
                clauses,
                alerts.alertId[alert],
                person,
                Response.REJECTED,
                reason,
                alerts.owner[alert],
                isOwner ? ladder.team().filledBy(offer) : 0);
        handTo(alert, offer, to, clauses);
    }

    /** Offers an alert to somebody in the place of who left it, and tells it; there is room for them. */
    void handTo(final int alert, final int offer, final int to, final long clauses) {
        final boolean isChosen = ladder.offerTo(alert, to, offers.slotsOfTeam[offer]);
        final boolean hasBegun = alerts.policy[alert] != Policies.NONE && alerts.step[alert] != Alerts.NOT_STARTED;
        responseEvents.redirected(
                clauses,
                alerts.alertId[alert],
                offers.person[offer],
                to,
                Math.max(0, alerts.step[alert]),
                hasBegun ? alerts.stepDeadlineNs[alert] : 0,
                isChosen);
    }

    /**
     * The owner is at the bedside: nobody else needs to come.
     *
     * @param alert slot.
     * @param offer of the owner.
     */
    public void arrive(final int alert, final int offer) {
        final long clauses = Because.of(Clause.AT_BEDSIDE);
        final int person = offers.person[offer];
        final boolean isAsking = ladder.clocks().isAsking(alert);
        if (isAsking || (alerts.flags[alert] & Alerts.AT_BEDSIDE) == 0) {
            alerts.mark(alert, Alerts.AT_BEDSIDE, true);
            responseEvents.bedsideReached(clauses, alerts.alertId[alert], person);
        }
        if (isAsking && ladder.clocks().isComplete(alert)) {
            dispatcher.notice(clauses, alert, OutputKind.TAKEN, person, person);
            life.withdrawAll(alert);
        }
        if (ladder.clocks().isComplete(alert)) {
            ladder.letGo(alert);
            ladder.clocks().stop(alert);
        }
    }

    /**
     * Whether a person may take an alert, for want of an owner or beside one.
     *
     * @param alert slot.
     * @param offer of the person, or {@link Offers#NONE}.
     * @return people are being asked, and not others alone: what the person was asked to fill is open.
     */
    public boolean isOpenTo(final int alert, final int offer) {
        final int open = ladder.team().open(alert);
        return ladder.clocks().isAsking(alert)
                && (ladder.clocks().isComplete(alert) || offer == Offers.NONE || !offers.isInVain(offer, open));
    }

    /** People are asked at once in place of who does not come, unless enough have accepted and nobody else is asked. */
    private void goOn(final int alert, final long clauses) {
        if (alerts.condition[alert] != INACTIVE
                && (!ladder.clocks().isComplete(alert) || ladder.clocks().isAsking(alert))) {
            ladder.goOn(alert, clauses);
        }
    }

    /** Nobody is needed in a slot that was filled just now: those who were asked for nothing else hear that it is taken. */
    private void withdrawInVain(final int alert, final long clauses, final int person) {
        final int open = ladder.team().open(alert);
        if (open == 0) {
            return;
        }
        dispatcher.noticeInVain(clauses, alert, open, person);
        for (int offer = alerts.offerHead[alert]; offer != Offers.NONE; offer = offers.next(offer)) {
            if (offers.state[offer] != Offers.REJECTED && offers.isInVain(offer, open)) {
                // Who waits to be asked anew hears nothing, so events say of them what they said before.
                final byte told = offers.isTold(offer) ? Offers.WITHDRAWN : offers.told[offer];
                dispatcher.settle(offer, Offers.WITHDRAWN);
                offers.told[offer] = told;
            }
        }
    }

    /** Who had accepted no longer does; of who had not nothing changes. */
    void leave(final int alert, final int person, final boolean hadAccepted) {
        if (hadAccepted) {
            owners.leave(alert, person);
        }
    }
}
