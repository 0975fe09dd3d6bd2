package io.tocsin.engine.escalation;

import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.ContactMethods;
import io.tocsin.engine.delivery.ContactRuns;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.StepPeople;
import io.tocsin.engine.site.Policies;

/** The beginning of a step: who of its people is chosen, and the event that says how each of them stands; and its end, for those who say nothing. */
final class StepStart {
    private static final int WEBSOCKET = 1 << ChannelKind.WEBSOCKET.value();

    private final Policies policies;
    private final Alerts alerts;
    private final Offers offers;
    private final Team team;
    private final StepTargets targets;
    private final Dispatcher dispatcher;
    private final ContactRuns contacts;
    private final AlertEvents events;
    private final StepPeople people = new StepPeople(Offers.MAX_PER_ALERT);

    StepStart(
            final Policies policies,
            final Alerts alerts,
            final Offers offers,
            final Team team,
            final StepTargets targets,
            final Dispatcher dispatcher,
            final ContactRuns contacts,
            final AlertEvents events) {
        this.policies = policies;
        this.alerts = alerts;
        this.offers = offers;
        this.team = team;
        this.targets = targets;
        this.dispatcher = dispatcher;
        this.contacts = contacts;
        this.events = events;
    }

    /**
     * Chooses those whom {@link StepTargets} found last, and starts the step's clock.
     *
     * @param alert      slot.
     * @param step       index.
     * @param channelsOfStep of the step, or {@link ContactMethods#ANY}.
     * @param deadlineNs of the step.
     * @param clauses    why these people.
     * @param isFailSafe the step is the last one.
     */
    void start(
            final int alert,
            final int step,
            final int channelsOfStep,
            final long deadlineNs,
            final long clauses,
            final boolean isFailSafe) {
        final int channels = channels(alert, channelsOfStep);
        int chosen = 0;
        boolean isFull = false;
        people.clear();
        for (int i = 0; i < targets.count(); i++) {
            int offer = offers.find(alert, targets.get(i));
            if (offer == Offers.NONE) {
                final int places = isFailSafe ? Offers.MAX_PER_ALERT : Offers.MAX_PER_ALERT - 1;
                offer = alerts.offerCount[alert] < places ? offers.add(alert, targets.get(i)) : Offers.NONE;
            }
            if (offer == Offers.NONE) {
                isFull = true;
            } else {
                if ((isChoosable(offers.state[offer], isFailSafe) || leavesOut(offer, channels))
                        && dispatcher.enqueue(offer, step, channels, deadlineNs)) {
                    chosen++;
                }
                team.ask(offer, targets.slots(i));
            }
            people.add(
                    targets.get(i),
                    offer == Offers.NONE ? StepPeople.NO_PLACE : offers.state[offer],
                    dispatcher.isReachable(alert, targets.get(i), channels));
        }
        team.list(alert, people);
        alerts.stepDeadlineNs[alert] = deadlineNs;
        alerts.arm(alert);
        events.stepStarted(
                isFull ? Because.and(clauses, Clause.RECIPIENT_BOUND) : clauses,
                alerts.alertId[alert],
                deadlineNs,
                policies.id(alerts.policy[alert]),
                policies.version(alerts.policy[alert]),
                step,
                alerts.round[alert],
                chosen,
                alerts.loop[alert],
                alerts.needed[alert],
                people);
    }

    /** The time of a step is over: who was told and has not answered is not waited for any more. How many they are. */
    int timedOut(final int alert) {
        int unanswered = 0;
        for (int offer = alerts.offerHead[alert]; offer != Offers.NONE; offer = offers.next(offer)) {
            if (offers.state[offer] == Offers.OFFERED) {
                dispatcher.settle(offer, Offers.UNDEFINED);
                events.offerAnswered(
                        Because.of(Clause.STEP_TIMED_OUT),
                        alerts.alertId[alert],
                        offers.person[offer],
                        Response.UNDEFINED,
                        0,
                        alerts.owner[alert],
                        0);
                unanswered++;
            }
        }
        return unanswered;
    }

    /** Whether an offer that is made leaves out a channel over which the step tells its person. */
    private boolean leavesOut(final int offer, final int channels) {
        final byte state = offers.state[offer];
        return (state == Offers.WAITING || state == Offers.OFFERED) && contacts.addsTo(offer, channels);
    }

    /** Whether an offer in a state may be made again. */
    static boolean isChoosable(final byte state, final boolean isFailSafe) {
        return state == Offers.UNDEFINED || state == Offers.WITHDRAWN || (isFailSafe && state == Offers.REJECTED);
    }

    /** Over which of a step's channels an alert is told: advice over the WebSocket alone, so that no message of anything else waits behind it. */
    int channels(final int alert, final int ofStep) {
        return Advice.is(alerts, alert) ? WEBSOCKET : ofStep;
    }

    /** Whether somebody of the step is asked and can be told. */
    boolean isAnybodyReachable(final int alert, final int channelsOfStep) {
        final int channels = channels(alert, channelsOfStep);
        for (int i = 0; i < targets.count(); i++) {
            final int offer = offers.find(alert, targets.get(i));
            if (offer != Offers.NONE
                    && (offers.state[offer] == Offers.WAITING || offers.state[offer] == Offers.OFFERED)
                    && dispatcher.isReachable(alert, targets.get(i), channels)) {
                return true;
            }
        }
        return false;
    }
}
