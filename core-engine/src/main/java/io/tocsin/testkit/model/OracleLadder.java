package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is asked next, and when: section 7. Also how an alert closes, because a ladder may end so. */
final class OracleLadder {
    private static final int RECIPIENTS = 64;
    private static final int EVERYBODY = 255;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MS_NS = 1_000_000L;
    private static final Set<Response> ANSWERING = Set.of(Response.WAITING, Response.OFFERED, Response.ACCEPTED);

    private final OracleState state;
    private final OracleOutbox outbox;
    private final OracleTargets targets;
    private final OracleChoice choice;
    private final OracleClocks clocks;
    private final OracleModes modes;
    final OracleGate gate;

    OracleLadder(
            final OracleState state,
            final OracleOutbox outbox,
            final OracleGate gate,
            final OracleRouting routing,
            final OracleClocks clocks,
            final OracleContacts contacts,
            final OracleModes modes) {
        this.modes = modes;
        this.state = state;
        this.gate = gate;
        this.outbox = outbox;
        targets = new OracleTargets(state, routing, contacts);
        choice = new OracleChoice(state, modes, contacts);
        this.clocks = clocks;
    }

    /** Step 0 of the policy now in force; for test traffic the review instead. */
    void start(final OracleAlert alert) {
        final boolean isPaging = alert.policy != null && alert.stepDeadlineNs != OracleAlert.NEVER;
        alert.policy = OracleTriage.policyFor(state, alert);
        alert.step = 0;
        alert.round = 0;
        alert.loop = 0;
        alert.needed = 1;
        alert.isStarted = false;
        alert.offers.values().forEach(offer -> offer.slots.clear());
        if (alert.isTest()) {
            review(alert);
            return;
        }
        final long mutedUntilNs = gate.mutedUntilNs(alert, isPaging);
        if (mutedUntilNs != 0) {
            alert.step = OracleAlert.NO_STEP;
            alert.stepDeadlineNs = mutedUntilNs;
            return;
        }
        clocks.begin(alert);
        if (alert.policy == null) {
            ended(alert, Clause.NO_POLICY, 0);
            alert.stepDeadlineNs = state.nowNs + SECOND_NS;
        } else {
            enter(alert, alert.policy, 0);
        }
    }

    /** The condition came back: people are told anew. */
    void startAgain(final OracleAlert alert) {
        clocks.again(alert);
        start(alert);
    }

    /** The review's clock; without one the alert closes at once. */
    void review(final OracleAlert alert) {
        final long reviewMs = alert.policy == null ? 0 : alert.policy.reviewMs();
        if (reviewMs == 0) {
            reviewEnded(alert);
        } else {
            alert.reviewDeadlineNs = state.nowNs + reviewMs * MS_NS;
        }
    }

    void reviewEnded(final OracleAlert alert) {
        close(alert, Clause.REVIEW_ENDED, alert.hasOwner() ? Outcome.RESOLVED : Outcome.EXPIRED, alert.owner, -1);
    }

    /** A latch that leaves is a reset; any other condition ends. */
    static Phase phaseOfEnd(final OracleAlert alert) {
        return alert.condition == Condition.LATCHED ? Phase.RESET : Phase.END;
    }

    void condition(final OracleAlert alert, final Condition to, final Phase phase, final Clause... clauses) {
        state.event(
                "ConditionChanged",
                OracleState.clauses(clauses),
                "alertId",
                alert.alertId,
                "from",
                alert.condition,
                "to",
                to,
                "phase",
                phase);
        alert.condition = to;
    }

    /** The alert is over; {@code excepted} is not told, -1 = all are. */
    void close(
            final OracleAlert alert, final Clause clause, final Outcome outcome, final int person, final int excepted) {
        gate.over(alert);
        if (alert.condition == Condition.LATCHED) {
            condition(alert, Condition.INACTIVE, Phase.RESET, clause);
        }
        state.event(
                "AlertClosed",
                OracleState.clauses(clause),
                "alertId",
                alert.alertId,
                "person",
                person,
                "outcome",
                outcome,
                "condition",
                alert.condition);
        final List<Integer> told = alert.told();
        told.remove((Integer) excepted);
        outbox.tell(alert, OutputKind.CLOSED, told, clause, -1);
        clocks.closed(alert);
        state.alerts.remove(alert.alertId);
    }

    /** The step's deadline is here. */
    void due(final OracleAlert alert) {
        if (alert.isBedsideClock) {
            escalate(alert, Clause.NOT_AT_BEDSIDE);
            return;
        }
        final OraclePolicy policy = alert.policy;
        if (alert.isMuted()) {
            start(alert);
            return;
        }
        if (policy == null) {
            if (OracleTriage.policyFor(state, alert) == null) {
                alert.stepDeadlineNs = state.nowNs + SECOND_NS;
            } else {
                start(alert);
            }
            return;
        }
        final List<Integer> silent = alert.people(Response.OFFERED);
        for (final int person : silent) {
            answered(alert, person, Response.UNDEFINED, RejectReason.UNSPECIFIED, Clause.STEP_TIMED_OUT);
        }
        final boolean isAnew = alert.isDropped && !modes.holds(alert);
        if (alert.step < policy.steps().size()) {
            ended(alert, Clause.STEP_TIMED_OUT, silent.size());
            again(alert, policy, isAnew, alert.step + 1);
        } else if (isAnew || policy.repeatMs() > 0 || choice.mustGoOn(alert, policy)) {
            ended(alert, Clause.FAIL_SAFE_REPEAT, silent.size());
            again(alert, policy, isAnew, alert.step);
        } else if (alert.hasOwner()) {
            ended(alert, Clause.LADDER_ENDED, silent.size());
        } else {
            close(alert, Clause.LADDER_ENDED, Outcome.EXPIRED, -1, -1);
        }
    }

    private void again(final OracleAlert alert, final OraclePolicy policy, final boolean isAnew, final int step) {
        if (isAnew) {
            resume(alert);
        } else {
            enter(alert, policy, step);
        }
    }

    /** The next step now, or the first again after the fail-safe; whoever owns it stays. */
    void escalate(final OracleAlert alert, final Clause clause) {
        final OraclePolicy policy = alert.policy;
        if (policy == null) {
            throw new IllegalStateException("escalated without a policy: " + alert.alertId);
        }
        if (alert.isMuted()) {
            clocks.begin(alert);
            enter(alert, policy, 0);
            return;
        }
        alert.isBedsideClock = false;
        ended(alert, clause, 0);
        if (alert.step < policy.steps().size()) {
            enter(alert, policy, alert.step + 1);
        } else {
            alert.loop++;
            enter(alert, policy, 0);
        }
    }

    /** One more person is asked, in the step that the alert is in. */
    boolean offerTo(final OracleAlert alert, final int person, final Set<Integer> slots) {
        final OraclePolicy policy = alert.policy;
        final List<OraclePolicy.Step> steps = policy == null ? List.of() : policy.steps();
        final OraclePolicy.Step step = alert.toldStep() < steps.size() ? steps.get(alert.toldStep()) : null;
        if (alert.stepDeadlineNs == OracleAlert.NEVER) {
            alert.stepDeadlineNs = state.nowNs
                    + (policy == null ? SECOND_NS : (step == null ? policy.lastStepMs() : step.delayMs()) * MS_NS);
        }
        final OracleAlert.Offer held = alert.offers.get(person);
        if (held != null && ANSWERING.contains(held.response)) {
            OracleChoice.ask(held, slots);
            return false;
        }
        final OracleAlert.Offer offer = offer(alert, person);
        offer.response = held == null ? Response.WITHDRAWN : held.response;
        if (modes.isDropped(alert, person)) {
            return false;
        }
        offer.response = Response.WAITING;
        offer.step = alert.toldStep();
        offer.channels = OracleContacts.channels(alert, step == null ? OracleContacts.ANY : step.channels());
        offer.deadlineNs = alert.stepDeadlineNs;
        modes.made(alert, person);
        OracleChoice.ask(offer, slots);
        return true;
    }

    /** From the first step again, although somebody owns it. */
    void resume(final OracleAlert alert) {
        alert.round = 0;
        alert.loop = 0;
        if (alert.policy == null) {
            alert.step = 0;
            alert.stepDeadlineNs = state.nowNs + SECOND_NS;
        } else {
            enter(alert, alert.policy, 0);
        }
    }

    /** Who had accepted is gone: from the first step again. */
    void askAgain(final OracleAlert alert, final Clause clause) {
        if (alert.policy != null) {
            ended(alert, clause, 0);
            resume(alert);
        } else if (alert.stepDeadlineNs == OracleAlert.NEVER) {
            alert.stepDeadlineNs = state.nowNs + SECOND_NS;
        }
    }

    /** A recipient does not take it, or gives it back: the next step at once. */
    void rejected(final OracleAlert alert, final Clause clause) {
        final OraclePolicy policy = alert.policy;
        final boolean wasOwner = clause == Clause.OWNER_REJECTED || clause == Clause.RELEASED_BY_OWNER;
        if ((!alert.asks() && alert.isComplete()) || alert.condition == Condition.INACTIVE) {
            return;
        }
        if (state.plants.contains(Plant.REJECT_WAITS) && !wasOwner) {
            return;
        }
        if (policy == null) {
            if (wasOwner) {
                alert.stepDeadlineNs = state.nowNs + SECOND_NS;
            }
        } else if (alert.step < policy.steps().size()) {
            ended(alert, clause, 0);
            enter(alert, policy, alert.step + 1);
        } else if (alert.stepDeadlineNs == OracleAlert.NEVER) {
            enter(alert, policy, alert.step);
        }
    }

    void answered(
            final OracleAlert alert,
            final int person,
            final Response response,
            final RejectReason reason,
            final Clause clause) {
        answered(alert, person, response, reason, OracleState.clauses(clause));
    }

    void answered(
            final OracleAlert alert,
            final int person,
            final Response response,
            final RejectReason reason,
            final List<Clause> clauses) {
        if (response != Response.UNDEFINED) {
            clocks.received(alert, person);
        }
        final OracleAlert.Offer offer = offer(alert, person);
        final boolean isOfTeam = response == Response.ACCEPTED || offer.response == Response.ACCEPTED;
        offer.response = response;
        state.event(
                "OfferAnswered",
                clauses,
                "alertId",
                alert.alertId,
                "person",
                person,
                "response",
                response,
                "reason",
                reason,
                "owner",
                alert.owner,
                "slots",
                isOfTeam ? OracleTeam.filledBy(offer) : 0);
    }

    static OracleAlert.Offer offer(final OracleAlert alert, final int person) {
        return alert.offers.computeIfAbsent(person, OracleAlert.Offer::new);
    }

    private void ended(final OracleAlert alert, final Clause clause, final int unanswered) {
        state.event(
                "StepEnded",
                OracleState.clauses(clause),
                "alertId",
                alert.alertId,
                "step",
                alert.toldStep(),
                "unanswered",
                unanswered);
    }

    private void enter(final OracleAlert alert, final OraclePolicy policy, final int first) {
        gate.letGo(alert);
        alert.isStarted = true;
        final int count = policy.steps().size();
        if (alert.isAboutRouter()) {
            alert.step = count;
            enterFailSafe(alert, policy);
            return;
        }
        final boolean wasAtAStep = first > 0 && alert.step < count;
        if (hold(alert, policy, first)) {
            return;
        }
        if (wasAtAStep && (policy.loops() == -1 || alert.loop < policy.loops())) {
            alert.loop++;
            if (hold(alert, policy, 0)) {
                return;
            }
        }
        alert.step = count;
        enterFailSafe(alert, policy);
    }

    /** Whether a step from the first on holds. */
    private boolean hold(final OracleAlert alert, final OraclePolicy policy, final int first) {
        alert.isDropped &= first > 0;
        for (int step = first; step < policy.steps().size(); step++) {
            alert.step = step;
            final OraclePolicy.Step of = policy.steps().get(step);
            final Map<Integer, Set<Integer>> asked = targets.of(alert, of);
            if (asked.isEmpty()) {
                ended(alert, Clause.EMPTY_STEP, 0);
                continue;
            }
            alert.stepDeadlineNs = state.nowNs + of.delayMs() * MS_NS;
            final int needed = of.needed() == EVERYBODY ? asked.size() : of.needed();
            alert.needed = Math.max(alert.needed, Math.min(needed, RECIPIENTS - 1));
            if (state.plants.contains(Plant.ONE_IS_ENOUGH)) {
                alert.needed = 1;
            }
            final int channels = OracleContacts.channels(alert, of.channels());
            choice.choose(alert, policy, asked, targets.clausesOf(alert, of), channels, false);
            if (asked.keySet().stream().anyMatch(person -> choice.isAsked(alert, person, channels))) {
                if (step == 1 && state.plants.contains(Plant.TIMER_LOST)) {
                    alert.stepDeadlineNs = OracleAlert.NEVER;
                }
                return true;
            }
            ended(alert, Clause.NOBODY_REACHABLE, 0);
        }
        return false;
    }

    private void enterFailSafe(final OracleAlert alert, final OraclePolicy policy) {
        alert.round++;
        alert.isDropped |= modes.holds(alert);
        alert.stepDeadlineNs = state.nowNs + policy.lastStepMs() * MS_NS;
        final Set<Integer> slots = OracleTeam.isCalled(alert) ? Set.of(OracleTeam.WHATEVER_IS_OPEN) : Set.of();
        final Map<Integer, Set<Integer>> last = new LinkedHashMap<>();
        if (alert.isAboutRouter() && state.site.operations != null) {
            state.site.operations.administrators().forEach(person -> last.put(person, slots));
        }
        last.remove(policy.failSafe());
        last.put(policy.failSafe(), slots);
        choice.choose(alert, policy, last, List.of(Clause.FAIL_SAFE), OracleContacts.every(alert), true);
    }
}
