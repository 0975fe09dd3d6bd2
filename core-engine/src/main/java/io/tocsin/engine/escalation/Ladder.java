package io.tocsin.engine.escalation;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.StepPeople;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.site.Site;

/**
 * The steps of an alert: who is chosen, how long they have, what follows. The steps of the policy come first, in order; the fail-safe destination comes last and
 * is told again and again. A step that can tell nobody gives way at once, so an alert without an owner always has a running deadline.
 */
public final class Ladder {
    // Nobody can be told without a policy, but the alert must not be forgotten: it asks again every second until one is
    // configured.
    private static final long NO_POLICY_RETRY_NS = 1_000_000_000L;

    private static final int CARE_TEAM = TargetKind.CARE_TEAM.value();
    private static final int UNIT_ROLE = TargetKind.UNIT_ROLE.value();

    private final Policies policies;
    private final Assignments assignments;
    private final Alerts alerts;
    private final Offers offers;
    private final Dispatcher dispatcher;
    private final AlertEvents events;
    private final EventStream stream;
    private final StepPeople people = new StepPeople(Offers.MAX_PER_ALERT);
    private final int[] targets = new int[Offers.MAX_PER_ALERT];
    private int targetCount;

    /**
     * The ladders of all open alerts.
     *
     * @param policies    with the steps.
     * @param assignments with the people.
     * @param alerts      open.
     * @param offers      their recipients.
     * @param dispatcher  tells them.
     * @param events      of the alerts.
     * @param stream      for engine time.
     */
    public Ladder(
            final Policies policies,
            final Assignments assignments,
            final Alerts alerts,
            final Offers offers,
            final Dispatcher dispatcher,
            final AlertEvents events,
            final EventStream stream) {
        this.policies = policies;
        this.assignments = assignments;
        this.alerts = alerts;
        this.offers = offers;
        this.dispatcher = dispatcher;
        this.events = events;
        this.stream = stream;
    }

    /**
     * Starts at the first step, with the policy now in force for the alert's severity.
     *
     * @param alert slot.
     */
    public void start(final int alert) {
        usePolicyInForce(alert);
        alerts.round[alert] = 0;
        if (alerts.policy[alert] == Policies.NONE) {
            events.stepEnded(Because.of(Clause.NO_POLICY), alerts.alertId[alert], 0, 0);
            waitForPolicy(alert);
        } else {
            enter(alert, 0);
        }
    }

    /**
     * Puts an alert on the policy now in force for its severity.
     *
     * @param alert slot.
     */
    public void usePolicyInForce(final int alert) {
        final int inForce = policies.inForce(alerts.severity[alert]);
        policies.refer(inForce);
        policies.release(alerts.policy[alert]);
        alerts.policy[alert] = inForce;
    }

    /**
     * Stops the clock: somebody owns the alert, or nobody needs to.
     *
     * @param alert slot.
     */
    public void stop(final int alert) {
        alerts.stepDeadlineNs[alert] = Alerts.OFF;
        alerts.arm(alert);
    }

    /**
     * Goes on to the next step at once because of a rejection; the fail-safe destination's clock just keeps running.
     *
     * @param alert   slot.
     * @param clauses why.
     */
    public void rejected(final int alert, final long clauses) {
        final int policy = alerts.policy[alert];
        final int step = alerts.step[alert];
        if (policy == Policies.NONE) {
            // It was taken while no policy covered it; given back, it waits for one as it did before.
            if (alerts.stepDeadlineNs[alert] == Alerts.OFF) {
                waitForPolicy(alert);
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
        final int policy = alerts.policy[alert];
        if (policy == Policies.NONE) {
            usePolicyInForce(alert);
            if (alerts.policy[alert] == Policies.NONE) {
                waitForPolicy(alert);
            } else {
                enter(alert, 0);
            }
            return true;
        }
        int unanswered = 0;
        for (int offer = alerts.offerHead[alert]; offer != Offers.NONE; offer = offers.next(offer)) {
            if (offers.state[offer] == Offers.OFFERED) {
                dispatcher.settle(offer, Offers.UNDEFINED);
                events.offerAnswered(
                        Because.of(Clause.STEP_TIMED_OUT),
                        alerts.alertId[alert],
                        offers.person[offer],
                        Response.UNDEFINED,
                        0);
                unanswered++;
            }
        }
        final int step = alerts.step[alert];
        if (step < policies.stepCount(policy)) {
            events.stepEnded(Because.of(Clause.STEP_TIMED_OUT), alerts.alertId[alert], step, unanswered);
            enter(alert, step + 1);
            return true;
        }
        if (policies.repeatNs(policy) > 0) {
            events.stepEnded(Because.of(Clause.FAIL_SAFE_REPEAT), alerts.alertId[alert], step, unanswered);
            enter(alert, step);
            return true;
        }
        return false;
    }

    private void waitForPolicy(final int alert) {
        alerts.step[alert] = Alerts.NOT_STARTED;
        alerts.stepDeadlineNs[alert] = stream.nowNs() + NO_POLICY_RETRY_NS;
        alerts.arm(alert);
    }

    private void enter(final int alert, final int firstStep) {
        final int policy = alerts.policy[alert];
        final int steps = policies.stepCount(policy);
        for (int step = firstStep; step < steps; step++) {
            alerts.step[alert] = step;
            final Clause kind = resolveTargets(
                    alert,
                    policies.steps().target(policy, step),
                    policies.steps().name(policy, step));
            if (targetCount == 0) {
                events.stepEnded(Because.of(Clause.EMPTY_STEP), alerts.alertId[alert], step, 0);
                continue;
            }
            startStep(
                    alert,
                    step,
                    policies.steps().channels(policy, step),
                    stream.nowNs() + policies.steps().delayNs(policy, step),
                    Because.of(kind),
                    false);
            if (isAnybodyReachable(alert)) {
                return;
            }
            events.stepEnded(Because.of(Clause.NOBODY_REACHABLE), alerts.alertId[alert], step, 0);
        }
        enterFailSafe(alert, policy, steps);
    }

    private void enterFailSafe(final int alert, final int policy, final int step) {
        alerts.step[alert] = step;
        alerts.round[alert]++;
        targets[0] = policies.failSafe(policy);
        targetCount = 1;
        final long repeatNs = policies.repeatNs(policy);
        final long deadlineNs = stream.nowNs() + (repeatNs > 0 ? repeatNs : policies.expireNs(policy));
        startStep(alert, step, 0, deadlineNs, Because.of(Clause.FAIL_SAFE), true);
    }

    private void startStep(
            final int alert,
            final int step,
            final int channels,
            final long deadlineNs,
            final long clauses,
            final boolean isFailSafe) {
        int chosen = 0;
        boolean isFull = false;
        people.clear();
        for (int i = 0; i < targetCount; i++) {
            int offer = offers.find(alert, targets[i]);
            if (offer == Offers.NONE) {
                final int places = isFailSafe ? Offers.MAX_PER_ALERT : Offers.MAX_PER_ALERT - 1;
                offer = alerts.offerCount[alert] < places ? offers.add(alert, targets[i]) : Offers.NONE;
            }
            if (offer == Offers.NONE) {
                isFull = true;
            } else if (isChoosable(offers.state[offer], isFailSafe)) {
                dispatcher.enqueue(offer, step, channels, deadlineNs);
                chosen++;
            }
            people.add(
                    targets[i],
                    offer == Offers.NONE ? StepPeople.NO_PLACE : offers.state[offer],
                    dispatcher.isReachable(targets[i]));
        }
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
                people);
    }

    private static boolean isChoosable(final byte state, final boolean isFailSafe) {
        return state == Offers.UNDEFINED || state == Offers.WITHDRAWN || (isFailSafe && state == Offers.REJECTED);
    }

    private boolean isAnybodyReachable(final int alert) {
        for (int i = 0; i < targetCount; i++) {
            final int offer = offers.find(alert, targets[i]);
            if (offer != Offers.NONE
                    && (offers.state[offer] == Offers.WAITING || offers.state[offer] == Offers.OFFERED)
                    && dispatcher.isReachable(targets[i])) {
                return true;
            }
        }
        return false;
    }

    private Clause resolveTargets(final int alert, final int kind, final int name) {
        targetCount = 0;
        if (kind == CARE_TEAM) {
            // An index in the table of subjects is a patient's key only if the subject is a patient: nobody is assigned
            // to others by that key.
            if (alerts.subject[alert] != Alerts.NONE) {
                addList(Assignments.ofPatient(alerts.subject[alert]));
            }
            if (targetCount == 0 && alerts.bed[alert] != Alerts.NONE) {
                addList(Assignments.ofBed(alerts.bed[alert]));
            }
            return Clause.CARE_ASSIGNMENT;
        }
        if (kind == UNIT_ROLE) {
            if (alerts.unit[alert] != Site.NONE) {
                addList(Assignments.ofRole(alerts.unit[alert], name));
            }
            return Clause.UNIT_ROLE;
        }
        targets[targetCount++] = name;
        return Clause.NAMED_PERSON;
    }

    private void addList(final long key) {
        for (int place = assignments.head(key);
                place != Assignments.END && targetCount < targets.length;
                place = assignments.next(place)) {
            final int person = assignments.person(place);
            boolean isListed = false;
            for (int i = 0; i < targetCount && !isListed; i++) {
                isListed = targets[i] == person;
            }
            if (!isListed) {
                targets[targetCount++] = person;
            }
        }
    }
}
