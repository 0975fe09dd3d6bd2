package io.tocsin.engine.response;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.escalation.Ladder;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;

/** Somebody goes who was asked or has accepted: nobody waits for them any more, and others are asked in their place. */
public final class Relief {
    private static final int INACTIVE = Condition.INACTIVE.value();

    private final Alerts alerts;
    private final Offers offers;
    private final Ladder ladder;
    private final Dispatcher dispatcher;
    private final Responses responses;
    private final AlertEvents events;

    /**
     * Relieves people.
     *
     * @param alerts     open.
     * @param offers     their recipients.
     * @param ladder     of their steps.
     * @param dispatcher for who is reachable.
     * @param responses  of the alerts.
     * @param events     of the alerts.
     */
    public Relief(
            final Alerts alerts,
            final Offers offers,
            final Ladder ladder,
            final Dispatcher dispatcher,
            final Responses responses,
            final AlertEvents events) {
        this.alerts = alerts;
        this.offers = offers;
        this.ladder = ladder;
        this.dispatcher = dispatcher;
        this.responses = responses;
        this.events = events;
    }

    /**
     * A person is not asked any more, and no longer has what they had accepted.
     *
     * @param alert  slot.
     * @param offer  of the person: WAITING, OFFERED or ACCEPTED.
     * @param clause why.
     * @return others have to be asked: the condition has not ended, and too few have accepted, or people are being asked.
     */
    public boolean leave(final int alert, final int offer, final Clause clause) {
        final int person = offers.person[offer];
        final boolean hadAccepted = offers.state[offer] == Offers.ACCEPTED;
        dispatcher.settle(offer, Offers.UNDEFINED);
        responses.leave(alert, person, hadAccepted);
        alerts.arm(alert);
        events.offerAnswered(
                Because.of(clause),
                alerts.alertId[alert],
                person,
                Response.UNDEFINED,
                0,
                alerts.owner[alert],
                hadAccepted ? ladder.team().filledBy(offer) : 0);
        return alerts.condition[alert] != INACTIVE
                && (!ladder.clocks().isComplete(alert) || ladder.clocks().isAsking(alert));
    }

    /**
     * Offers an alert to somebody in the place of who left it, as if that person had named them.
     *
     * @param alert  slot.
     * @param offer  of who left it.
     * @param to     index of the other, for whom there is room.
     * @param clause why.
     * @return somebody is asked for it now and can be reached, the other or anybody else; not so if the other has accepted already, or the mode drops the offer.
     */
    public boolean handTo(final int alert, final int offer, final int to, final Clause clause) {
        responses.handTo(alert, offer, to, Because.of(clause));
        int each = alerts.offerHead[alert];
        while (each != Offers.NONE && !isAsked(alert, each)) {
            each = offers.next(each);
        }
        return each != Offers.NONE;
    }

    /**
     * Offers an alert once more to who has left it, beside those who are asked.
     *
     * @param alert  slot.
     * @param offer  of who left it; of who is asked already nothing happens.
     * @param clause why.
     */
    public void askToo(final int alert, final int offer, final Clause clause) {
        if (!isOut(offer)) {
            responses.handTo(alert, offer, offers.person[offer], Because.of(clause));
        }
    }

    private boolean isOut(final int offer) {
        return offers.state[offer] == Offers.WAITING || offers.state[offer] == Offers.OFFERED;
    }

    private boolean isAsked(final int alert, final int offer) {
        return isOut(offer) && dispatcher.isReachable(alert, offers.person[offer], offers.channels[offer] & 0xFF);
    }

    /**
     * Asks from the first step on.
     *
     * @param alert  slot.
     * @param clause why.
     */
    public void askAgain(final int alert, final Clause clause) {
        ladder.askAgain(alert, Because.of(clause));
    }

    /**
     * Whether an alert can be offered to somebody and reaches them.
     *
     * @param alert slot.
     * @param to    index.
     * @return they are reachable, and there is room.
     */
    public boolean canReach(final int alert, final int to) {
        return dispatcher.isReachable(to) && hasRoomFor(alert, to);
    }

    /**
     * Whether an alert can be offered to somebody.
     *
     * @param alert slot.
     * @param to    index.
     * @return there is room.
     */
    public boolean hasRoomFor(final int alert, final int to) {
        return ladder.hasRoomFor(alert, to);
    }
}
