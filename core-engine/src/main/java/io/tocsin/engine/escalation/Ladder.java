package io.tocsin.engine.escalation;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.ContactMethods;
import io.tocsin.engine.delivery.ContactRuns;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.delivery.UnderLoad;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.site.LimitedTeams;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.sla.LatencyLedger;

/**
 * The steps of an alert: who is chosen, how long they have, what follows. The steps of the policy come first, in order; the fail-safe destination comes last and
 * is told again and again. A step that can tell nobody gives way at once, so an alert without an owner always has a running deadline.
 */
public final class Ladder {
    /** What a step needs that needs all whom it tells. */
    private static final int EVERYBODY = 255;

    private final Policies policies;
    private final LimitedTeams teams;
    private final Alerts alerts;
    private final Offers offers;
    private final Dispatcher dispatcher;
    private final AlertEvents events;
    private final EventStream stream;
    private final StepTargets targets;
    private final Team team;
    private final Clocks clocks;
    private final Gate gate;
    private final StepStart stepStart;
    private final LatencyLedger ledger;
    private final KeptBack keptBack;

    /**
     * The ladders of all open alerts.
     *
     * @param policies    with the steps.
     * @param teams       of patients with treatment limits.
     * @param targets     who is meant by them.
     * @param alerts      open.
     * @param offers      their recipients.
     * @param dispatcher  tells them.
     * @param contacts    over which channels.
     * @param events      of the alerts.
     * @param stream      for engine time.
     * @param gate        says whether an alert may page anybody.
     * @param ledger      of the alerts' clocks.
     * @param load        what the mode keeps back.
     */
    public Ladder(
            final Policies policies,
            final LimitedTeams teams,
            final StepTargets targets,
            final Alerts alerts,
            final Offers offers,
            final Dispatcher dispatcher,
            final ContactRuns contacts,
            final AlertEvents events,
            final EventStream stream,
            final Gate gate,
            final LatencyLedger ledger,
            final UnderLoad load) {
        this.policies = policies;
        this.teams = teams;
        this.alerts = alerts;
        this.offers = offers;
        this.dispatcher = dispatcher;
        this.events = events;
        this.stream = stream;
        this.gate = gate;
        this.targets = targets;
        this.ledger = ledger;
        keptBack = new KeptBack(alerts, offers, load);
        team = new Team(policies, alerts, offers);
        clocks = new Clocks(policies, alerts, offers, team, stream);
        stepStart = new StepStart(policies, alerts, offers, team, targets, dispatcher, contacts, events);
    }

    /**
     * The clocks of all alerts.
     *
     * @return which of them runs, and whether one has to.
     */
    public Clocks clocks() {
        return clocks;
    }

    /**
     * The teams that alerts call.
     *
     * @return who fills which slot.
     */
    public Team team() {
        return team;
    }

    /**
     * Starts at the first step, with the policy now in force for the alert's severity.
     *
     * @param alert slot.
     */
    public void start(final int alert) {
        final boolean isPaging = alerts.policy[alert] != Policies.NONE && alerts.stepDeadlineNs[alert] != Alerts.OFF;
        usePolicyInForce(alert);
        alerts.round[alert] = 0;
        alerts.loop[alert] = 0;
        alerts.needed[alert] = 0;
        team.forget(alert);
        final long mutedUntilNs = gate.mutedUntilNs(alert, isPaging);
        if (mutedUntilNs != 0) {
            clocks.waitUntil(alert, mutedUntilNs);
            return;
        }
        ledger.begin(alert);
        if (alerts.policy[alert] == Policies.NONE) {
            events.stepEnded(Because.of(Clause.NO_POLICY), alerts.alertId[alert], 0, 0);
            clocks.waitForPolicy(alert);
        } else {
            enter(alert, 0);
        }
    }

    /**
     * Puts an alert on the policy now in force for its severity and type.
     *
     * @param alert slot.
     */
    public void usePolicyInForce(final int alert) {
        final int inForce = inForce(alert);
        policies.refer(inForce);
        policies.release(alerts.policy[alert]);
        alerts.policy[alert] = inForce;
    }

    /**
     * The policy now in force for an alert, whichever it runs on.
     *
     * @param alert slot.
     * @return slot of the version, or {@link Policies#NONE}.
     */
    public int inForce(final int alert) {
        final int severity = alerts.severity[alert];
        final int type = alerts.type[alert];
        return teams.isUsed()
                ? teams.inForce(severity, type, alerts.assessments().treatmentLimits(alert))
                : policies.inForce(severity, type);
    }

    /**
     * Asks from the first step on once more, of the policy that the alert runs on: somebody owns it already, but more are needed.
     *
     * @param alert slot.
     */
    public void resume(final int alert) {
        alerts.round[alert] = 0;
        alerts.loop[alert] = 0;
        if (alerts.policy[alert] == Policies.NONE) {
            clocks.waitForPolicy(alert);
        } else {
            enter(alert, 0);
        }
    }

    /**
     * Asks from the first step on, because who had accepted is gone; without a policy it waits for one as it did before.
     *
     * @param alert   slot.
     * @param clauses why.
     */
    public void askAgain(final int alert, final long clauses) {
        if (alerts.policy[alert] != Policies.NONE) {
            events.stepEnded(clauses, alerts.alertId[alert], alerts.step[alert], 0);
            resume(alert);
        } else if (alerts.stepDeadlineNs[alert] == Alerts.OFF) {
            clocks.waitForPolicy(alert);
        }
    }

    /**
     * The next step whatever the clock says, the first again after the fail-safe destination; an owner stays.
     *
     * @param alert   slot, which runs on a policy.
     * @param clauses why.
     */
    public void escalate(final int alert, final long clauses) {
        final int step = alerts.step[alert];
        if (gate.isMuted(alert)) {
            ledger.begin(alert);
            enter(alert, 0);
            return;
        }
        alerts.mark(alert, Alerts.BEDSIDE_CLOCK, false);
        events.stepEnded(clauses, alerts.alertId[alert], step, 0);
        if (step < policies.stepCount(alerts.policy[alert])) {
            enter(alert, step + 1);
        } else {
            alerts.loop[alert]++;
            enter(alert, 0);
        }
    }

    /**
     * Offers an alert to one person more, in the step it is in; a clock that runs runs on, else the step's time begins.
     *
     * @param alert  slot.
     * @param person index.
     * @param slots  of the team that they are asked to fill, as of who names them.
     * @return they were chosen; false if they are asked already, or own it.
     */
    public boolean offerTo(final int alert, final int person, final int slots) {
        final int policy = alerts.policy[alert];
        // Taken while it was muted, an alert has begun no step: then it is as at the first.
        final int step = Math.max(0, alerts.step[alert]);
        final boolean isStep = policy != Policies.NONE && step < policies.stepCount(policy);
        if (alerts.stepDeadlineNs[alert] == Alerts.OFF) {
            if (policy == Policies.NONE) {
                clocks.waitForPolicy(alert);
            } else {
                alerts.stepDeadlineNs[alert] = stream.nowNs()
                        + (isStep ? policies.steps().delayNs(policy, step) : policies.lastStepNs(policy));
                alerts.arm(alert);
            }
        }
        int offer = offers.find(alert, person);
        if (offer == Offers.NONE) {
            offer = offers.add(alert, person);
        }
        final int ofStep = isStep ? policies.steps().channels(policy, step) : ContactMethods.ANY;
        final boolean isChosen = StepStart.isChoosable(offers.state[offer], true)
                && dispatcher.enqueue(offer, step, stepStart.channels(alert, ofStep), alerts.stepDeadlineNs[alert]);
        team.ask(offer, slots);
        return isChosen;
    }

    /**
     * Whether one person more may be offered an alert.
     *
     * @param alert  slot.
     * @param person index.
     * @return they were before, or there is a place; the last of the alert's is the fail-safe destination's.
     */
    public boolean hasRoomFor(final int alert, final int person) {
        return offers.find(alert, person) != Offers.NONE
                || (alerts.offerCount[alert] < Offers.MAX_PER_ALERT - 1 && offers.hasRoom(alert));
    }

    /**
     * Goes on to the next step at once because of a rejection; the fail-safe destination's clock just keeps running.
     *
     * @param alert   slot.
     * @param clauses why.
     */
    public void goOn(final int alert, final long clauses) {
        final int policy = alerts.policy[alert];
        final int step = alerts.step[alert];
        if (policy == Policies.NONE) {
            // It was taken while no policy covered it; given back, it waits for one as it did before.
            if (alerts.stepDeadlineNs[alert] == Alerts.OFF) {
                clocks.waitForPolicy(alert);
            }
            return;
        }
        if (step < policies.stepCount(policy)) {
            events.stepEnded(clauses, alerts.alertId[alert], step, 0);
            enter(alert, step + 1);
        } else if (alerts.stepDeadlineNs[alert] == Alerts.OFF) {
            enter(alert, step);
        }
    }

    /**
     * The step's time is over.
     *
     * @param alert slot, whose step deadline has come.
     * @return false if the ladder has ended and the alert expires.
     */
    public boolean timedOut(final int alert) {
        if ((alerts.flags[alert] & Alerts.BEDSIDE_CLOCK) != 0) {
            escalate(alert, Because.of(Clause.NOT_AT_BEDSIDE));
            return true;
        }
        final int policy = alerts.policy[alert];
        if (gate.isMuted(alert)) {
            start(alert);
            return true;
        }
        if (policy == Policies.NONE) {
            if (inForce(alert) == Policies.NONE) {
                clocks.waitForPolicy(alert);
            } else {
                start(alert);
            }
            return true;
        }
        final int unanswered = stepStart.timedOut(alert);
        final int step = alerts.step[alert];
        final boolean isLast = step == policies.stepCount(policy);
        final boolean isOwned = alerts.owner[alert] != Alerts.NONE;
        final boolean isAnew = keptBack.isOver(alert);
        if (!isLast
                || isAnew
                || policies.repeatNs(policy) > 0
                || (isOwned ? !clocks.isComplete(alert) : keptBack.isLastUntold(alert, policies.failSafe(policy)))) {
            final Clause clause = isLast ? Clause.FAIL_SAFE_REPEAT : Clause.STEP_TIMED_OUT;
            events.stepEnded(Because.of(clause), alerts.alertId[alert], step, unanswered);
            if (isAnew) {
                resume(alert);
            } else {
                enter(alert, isLast ? step : step + 1);
            }
            return true;
        }
        if (isOwned) {
            events.stepEnded(Because.of(Clause.LADDER_ENDED), alerts.alertId[alert], step, unanswered);
            clocks.stop(alert);
            return true;
        }
        return false;
    }

    /**
     * Somebody acts on the alert: nothing holds it back any more.
     *
     * @param alert slot.
     */
    public void letGo(final int alert) {
        gate.letGo(alert);
    }

    private void enter(final int alert, final int firstStep) {
        gate.letGo(alert);
        final int policy = alerts.policy[alert];
        final int steps = policies.stepCount(policy);
        if ((alerts.flags[alert] & Alerts.ABOUT_ROUTER) != 0) {
            // What is wrong with the router is no business of a care team.
            enterFailSafe(alert, policy, steps);
            return;
        }
        // Steps repeat only if one of them was held: a policy that can tell nobody must not turn without end.
        final boolean mayRepeat = firstStep > 0 && alerts.step[alert] < steps;
        if (enterSteps(alert, policy, firstStep, steps)) {
            return;
        }
        final int loops = policies.steps().loops(policy);
        if (mayRepeat && (loops < 0 || alerts.loop[alert] < loops)) {
            alerts.loop[alert]++;
            if (enterSteps(alert, policy, 0, steps)) {
                return;
            }
        }
        enterFailSafe(alert, policy, steps);
    }

    /** Enters the first step that can tell somebody; false if none can. */
    private boolean enterSteps(final int alert, final int policy, final int firstStep, final int steps) {
        final int asked = team.asked(alert);
        if (firstStep == 0) {
            keptBack.begin(alert);
        }
        for (int step = firstStep; step < steps; step++) {
            alerts.step[alert] = step;
            final long kinds = targets.resolve(alert, policies.steps(), policy, step, asked);
            if (targets.count() == 0) {
                events.stepEnded(Because.of(Clause.EMPTY_STEP), alerts.alertId[alert], step, 0);
                continue;
            }
            final int most = policies.steps().needed(policy, step);
            final int needed = Math.min(most == EVERYBODY ? targets.count() : most, Offers.MAX_PER_ALERT - 1);
            alerts.needed[alert] = (byte) Math.max(alerts.needed[alert], needed);
            stepStart.start(
                    alert,
                    step,
                    policies.steps().channels(policy, step),
                    stream.nowNs() + policies.steps().delayNs(policy, step),
                    alerts.loop[alert] == 0 ? kinds : Because.and(kinds, Clause.STEPS_REPEAT),
                    false);
            if (stepStart.isAnybodyReachable(alert, policies.steps().channels(policy, step))) {
                return true;
            }
            events.stepEnded(Because.of(Clause.NOBODY_REACHABLE), alerts.alertId[alert], step, 0);
        }
        return false;
    }

    private void enterFailSafe(final int alert, final int policy, final int step) {
        alerts.step[alert] = step;
        alerts.round[alert]++;
        keptBack.last(alert);
        targets.last(alert, policies.failSafe(policy), team.askedInTheEnd(alert));
        final long deadlineNs = stream.nowNs() + policies.lastStepNs(policy);
        stepStart.start(alert, step, ContactMethods.ANY, deadlineNs, Because.of(Clause.FAIL_SAFE), true);
    }
}
