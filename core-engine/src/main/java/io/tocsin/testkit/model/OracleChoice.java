package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who of the people of a step is chosen when it begins, and the event that says so: section 7. */
final class OracleChoice {
    private static final int RECIPIENTS = 64;
    private static final int MOST_CLAUSES = 4;

    private final OracleState state;
    private final OracleModes modes;
    private final OracleContacts contacts;

    OracleChoice(final OracleState state, final OracleModes modes, final OracleContacts contacts) {
        this.state = state;
        this.contacts = contacts;
        this.modes = modes;
    }

    void choose(
            final OracleAlert alert,
            final OraclePolicy policy,
            final Map<Integer, Set<Integer>> targets,
            final List<Clause> because,
            final int channels,
            final boolean isFailSafe) {
        int chosen = 0;
        boolean isBound = false;
        final List<Map<String, Object>> people = new ArrayList<>();
        for (final int person : targets.keySet()) {
            final OracleAlert.Offer held = alert.offers.get(person);
            final boolean wanted = held == null
                    || held.response == Response.UNDEFINED
                    || held.response == Response.WITHDRAWN
                    || (isFailSafe && held.response == Response.REJECTED)
                    || leavesOut(alert, held, channels);
            if (!wanted) {
                ask(held, targets.get(person));
                people.add(OracleTargets.standing(state, alert, person, channels, held == null ? null : held.response));
                continue;
            }
            if (held == null && !hasRoom(state, alert, isFailSafe)) {
                isBound = true;
                people.add(OracleTargets.standing(state, alert, person, channels, null));
                continue;
            }
            final OracleAlert.Offer offer = OracleLadder.offer(alert, person);
            if (held == null) {
                offer.response = Response.WITHDRAWN;
            }
            if (modes.isDropped(alert, person)) {
                people.add(OracleTargets.standing(state, alert, person, channels, offer.response));
                continue;
            }
            people.add(OracleTargets.standing(state, alert, person, channels, Response.WAITING));
            offer.response = Response.WAITING;
            offer.step = alert.step;
            offer.channels = channels;
            offer.deadlineNs = alert.stepDeadlineNs;
            modes.made(alert, person);
            ask(offer, targets.get(person));
            chosen++;
        }
        final List<Clause> clauses = new ArrayList<>(because);
        if (alert.loop > 0 && !isFailSafe) {
            clauses.add(Clause.STEPS_REPEAT);
        }
        if (isBound) {
            clauses.add(Clause.RECIPIENT_BOUND);
        }
        while (clauses.size() > MOST_CLAUSES) {
            clauses.remove(MOST_CLAUSES);
        }
        state.event(
                "StepStarted",
                clauses,
                "alertId",
                alert.alertId,
                "deadlineNs",
                alert.stepDeadlineNs,
                "policyId",
                policy.policyId(),
                "policyVersion",
                policy.version(),
                "step",
                alert.step,
                "round",
                alert.round,
                "chosen",
                chosen,
                "loop",
                alert.loop,
                "needed",
                alert.needed,
                "people",
                people,
                "slots",
                OracleTeam.listed(alert));
    }

    /** Who is asked already would by this step be told in one more way. */
    private boolean leavesOut(final OracleAlert alert, final OracleAlert.Offer held, final int channels) {
        return (held.response == Response.WAITING || held.response == Response.OFFERED)
                && contacts.addsTo(alert, held, channels)
                && !state.plants.contains(Plant.GRAVER_STEP_ADDS_NOTHING);
    }

    /** Whether a person is asked now and can be told. */
    boolean isAsked(final OracleAlert alert, final int person, final int channels) {
        final OracleAlert.Offer offer = alert.offers.get(person);
        return offer != null
                && (offer.response == Response.WAITING || offer.response == Response.OFFERED)
                && state.isReachable(alert, person, channels);
    }

    /** The person is asked to fill slots, if they are asked at all. */
    static void ask(final OracleAlert.@Nullable Offer offer, final @Nullable Set<Integer> slots) {
        if (offer != null
                && slots != null
                && (offer.response == Response.WAITING || offer.response == Response.OFFERED)) {
            offer.slots.addAll(slots);
        }
    }

    /** Whether one more recipient finds a place. */
    static boolean hasRoom(final OracleState state, final OracleAlert alert, final boolean isFailSafe) {
        long all = 0;
        for (final OracleAlert each : state.alerts.values()) {
            all += each.isAdvice() == alert.isAdvice() ? each.offers.size() : 0;
        }
        final long places = alert.isAdvice()
                ? OracleAlerts.placesOfAdvice(state.limits().offers())
                : state.limits().offers();
        return all < places && alert.offers.size() < (isFailSafe ? RECIPIENTS : RECIPIENTS - 1);
    }

    /** A place among the recipients for somebody who needs no offer; false if there is none. */
    static boolean makePlace(final OracleState state, final OracleAlert alert, final int person) {
        if (!alert.offers.containsKey(person)) {
            if (!hasRoom(state, alert, false)) {
                return false;
            }
            final OracleAlert.Offer offer = new OracleAlert.Offer(person);
            offer.response = Response.WITHDRAWN;
            alert.offers.put(person, offer);
        }
        return true;
    }

    /** Not enough have accepted, or nobody has and who is told last was not. */
    boolean mustGoOn(final OracleAlert alert, final OraclePolicy policy) {
        final OracleAlert.Offer last = alert.offers.get(policy.failSafe());
        return alert.hasOwner()
                ? !alert.isComplete()
                : last == null || last.response == Response.WAITING || modes.holds(alert);
    }
}
