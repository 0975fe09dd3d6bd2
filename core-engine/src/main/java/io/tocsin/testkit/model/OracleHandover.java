package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Result;
import java.util.List;

/** What people answer to an alert: section 8. */
final class OracleHandover {
    private static final int PERSON_FIELD = 41;
    private static final int OFFER_TABLE = 16;

    private static final long MS_NS = 1_000_000L;

    private final OracleState state;
    private final OracleOutbox outbox;
    private final OracleLadder ladder;
    private final OracleReadBacks readBacks;

    OracleHandover(final OracleState state, final OracleOutbox outbox, final OracleLadder ladder) {
        this.state = state;
        this.outbox = outbox;
        this.ladder = ladder;
        readBacks = new OracleReadBacks(state, ladder);
    }

    OracleAnswer accept(
            final OracleAlert alert,
            final int person,
            final OracleEnvelope envelope,
            final String readBack,
            final long occurrence) {
        if (OracleAlerts.hasOffer(alert, person, Response.ACCEPTED)) {
            return OracleAnswer.ok(alert);
        }
        final boolean needsNoOffer =
                OracleAuthority.needsNoOffer(state, envelope, person, AuthorityAction.ACCEPT, alert);
        final boolean mayAccept = needsNoOffer
                || OracleAlerts.hasOffer(alert, person, Response.OFFERED, Response.UNDEFINED, Response.REJECTED);
        final boolean isWithdrawn = OracleAlerts.hasOffer(alert, person, Response.WITHDRAWN);
        if (alert.hasOwner() && (isWithdrawn || (mayAccept && !isOpenTo(alert, person)))) {
            return OracleAnswer.of(Result.ALREADY_OWNED, alert);
        }
        final boolean hasRoom = alert.offers.containsKey(person) || OracleChoice.hasRoom(state, alert, false);
        if (!mayAccept || !hasRoom) {
            return OracleAnswer.of(Result.NOT_OFFERED, alert);
        }
        final OracleAnswer failed = readBacks.failure(alert, person, readBack, occurrence);
        if (failed != null) {
            return failed;
        }
        if (needsNoOffer) {
            OracleChoice.makePlace(state, alert, person);
        }
        final int former = alert.hasOwner() && alert.isComplete() ? alert.owner : -1;
        final List<Clause> clauses = OracleState.clauses(Clause.ACCEPTED_BY_OFFER);
        if (former >= 0) {
            clauses.add(Clause.TAKEN_OVER);
        }
        final OracleAlert.Offer offer = OracleLadder.offer(alert, person);
        if (former >= 0) {
            offer.slots.clear();
            offer.slots.addAll(OracleLadder.offer(alert, former).slots);
        } else {
            OracleTeam.fill(alert, offer, state.plants.contains(Plant.ONE_FILLS_EVERY_SLOT));
        }
        offer.response = Response.ACCEPTED;
        offer.hasJoined |= !offer.isKnown;
        offer.isKnown = true;
        if (!alert.isComplete()) {
            clauses.add(Clause.MORE_NEEDED);
        }
        if (former >= 0 || !alert.hasOwner()) {
            alert.owner = person;
        }
        ladder.answered(alert, person, Response.ACCEPTED, RejectReason.UNSPECIFIED, clauses);
        final List<Integer> inVain = alert.offers.keySet().stream()
                .filter(other -> OracleTeam.isInVain(alert, other))
                .toList();
        final List<Integer> others = alert.told();
        others.remove((Integer) person);
        if (clauses.contains(Clause.MORE_NEEDED)) {
            outbox.tell(
                    alert,
                    OutputKind.TAKEN,
                    others.stream().filter(inVain::contains).toList(),
                    Clause.ACCEPTED_BY_OFFER,
                    person);
            for (final int other : inVain) {
                if (!OracleAlerts.hasOffer(alert, other, Response.REJECTED)) {
                    OracleLadder.offer(alert, other).response = Response.WITHDRAWN;
                }
            }
            others.removeAll(inVain);
            outbox.tell(alert, OutputKind.JOINED, others, Clause.ACCEPTED_BY_OFFER, person);
            return OracleAnswer.ok(alert);
        }
        ladder.gate.letGo(alert);
        if (!state.plants.contains(Plant.ACCEPT_KEEPS_THE_CLOCK)) {
            alert.stopClock();
        }
        if (former >= 0) {
            alert.isAtBedside = false;
        }
        awaitAtBedside(state, alert);
        outbox.tell(alert, OutputKind.TAKEN, others, Clause.ACCEPTED_BY_OFFER, person);
        if (former >= 0) {
            OracleLadder.offer(alert, former).response = Response.WITHDRAWN;
        }
        alert.withdrawAllOthers();
        return OracleAnswer.ok(alert);
    }

    /** Whether it asks, and not others alone: what the person was asked to fill is open. */
    private static boolean isOpenTo(final OracleAlert alert, final int person) {
        return alert.asks()
                && (alert.isComplete() || !alert.offers.containsKey(person) || !OracleTeam.isInVain(alert, person));
    }

    OracleAnswer reject(final OracleAlert alert, final int person, final RejectReason reason) {
        if (!OracleAlerts.hasOffer(alert, person, Response.OFFERED, Response.UNDEFINED, Response.ACCEPTED)) {
            return OracleAnswer.of(Result.NOT_OFFERED, alert);
        }
        final boolean hadAccepted = OracleAlerts.hasOffer(alert, person, Response.ACCEPTED);
        final Clause clause = hadAccepted ? Clause.OWNER_REJECTED : Clause.STEP_REJECTED;
        if (hadAccepted) {
            givenBack(state, alert, person);
        }
        ladder.answered(alert, person, Response.REJECTED, reason, clause);
        ladder.rejected(alert, clause);
        return OracleAnswer.ok(alert);
    }

    OracleAnswer resolve(final OracleAlert alert, final int person) {
        if (!alert.offers.containsKey(person) && !OracleAuthority.hasRole(state, person)) {
            return OracleAnswer.of(Result.NOT_OFFERED, alert);
        }
        if (OracleReadBacks.areAwaited(alert)) {
            return new OracleAnswer(Result.READ_BACK_NEEDED, alert.value, alert.alertId, 0, false);
        }
        ladder.close(alert, Clause.RESOLVED_BY_PERSON, Outcome.RESOLVED, person, person);
        return OracleAnswer.ok(alert);
    }

    OracleAnswer release(final OracleAlert alert, final int person) {
        if (!OracleAlerts.hasOffer(alert, person, Response.ACCEPTED)) {
            return OracleAnswer.of(Result.NOT_OWNER, alert);
        }
        givenBack(state, alert, person);
        ladder.answered(alert, person, Response.UNDEFINED, RejectReason.UNSPECIFIED, Clause.RELEASED_BY_OWNER);
        ladder.rejected(alert, Clause.RELEASED_BY_OWNER);
        return OracleAnswer.ok(alert);
    }

    OracleAnswer redirect(final OracleAlert alert, final int person, final RejectReason reason, final String personId) {
        if (!alert.told().contains(person)) {
            return OracleAnswer.of(Result.NOT_OFFERED, alert);
        }
        if (alert.condition == Condition.INACTIVE) {
            return OracleAnswer.of(Result.NOT_ACTIVE, alert);
        }
        final int to = state.site.people.indexOf(personId);
        if (to < 0) {
            return OracleAnswer.of(Result.UNKNOWN_PERSON, alert);
        }
        if (to == person) {
            return new OracleAnswer(Result.INVALID_FIELD, PERSON_FIELD, alert.alertId, 0, false);
        }
        if (!OracleAuthority.mayEverAccept(state, to)) {
            return new OracleAnswer(Result.FORBIDDEN, AuthorityAction.ACCEPT.value(), alert.alertId, 0, false);
        }
        if (!state.isReachable(to)) {
            return OracleAnswer.of(Result.NOT_REACHABLE, alert);
        }
        if (!alert.offers.containsKey(to) && !OracleChoice.hasRoom(state, alert, false)) {
            return new OracleAnswer(Result.TABLE_FULL, OFFER_TABLE, alert.alertId, 0, false);
        }
        if (OracleAlerts.hasOffer(alert, person, Response.ACCEPTED)) {
            givenBack(state, alert, person);
        }
        ladder.answered(alert, person, Response.REJECTED, reason, Clause.REDIRECTED);
        handTo(state, ladder, alert, person, to, Clause.REDIRECTED);
        return OracleAnswer.ok(alert);
    }

    /** Offers it to somebody in the place of who does not have it any more. */
    static void handTo(
            final OracleState state,
            final OracleLadder ladder,
            final OracleAlert alert,
            final int person,
            final int to,
            final Clause clause) {
        final boolean isChosen = ladder.offerTo(alert, to, OracleLadder.offer(alert, person).slots);
        state.event(
                "AlertRedirected",
                OracleState.clauses(clause),
                "alertId",
                alert.alertId,
                "deadlineNs",
                alert.policy == null || alert.step == OracleAlert.NO_STEP ? 0 : alert.stepDeadlineNs,
                "person",
                person,
                "to",
                to,
                "step",
                alert.toldStep(),
                "chosen",
                isChosen ? 1 : 0);
    }

    OracleAnswer escalate(
            final OracleAlert alert, final int person, final long step, final long round, final long loop) {
        if (!alert.offers.containsKey(person)) {
            return OracleAnswer.of(Result.NOT_OFFERED, alert);
        }
        if (alert.condition == Condition.INACTIVE) {
            return OracleAnswer.of(Result.NOT_ACTIVE, alert);
        }
        final boolean isThere = state.plants.contains(Plant.ESCALATES_TWICE)
                || (alert.toldStep() == step && alert.round == round && alert.loop == loop);
        if (alert.policy != null && isThere) {
            ladder.escalate(alert, Clause.ESCALATED_BY_PERSON);
        }
        return OracleAnswer.ok(alert);
    }

    OracleAnswer arrive(final OracleAlert alert, final int person, final OracleEnvelope envelope) {
        if (!OracleAlerts.hasOffer(alert, person, Response.ACCEPTED)) {
            final OracleAnswer accepted = accept(alert, person, envelope, "", 0);
            if (accepted.isRefusal()) {
                return accepted;
            }
        }
        if (!alert.isAtBedside || alert.asks()) {
            alert.isAtBedside = true;
            state.event(
                    "BedsideReached",
                    OracleState.clauses(Clause.AT_BEDSIDE),
                    "alertId",
                    alert.alertId,
                    "person",
                    person);
        }
        if (alert.asks() && alert.isComplete()) {
            final List<Integer> others = alert.told();
            others.remove((Integer) person);
            outbox.tell(alert, OutputKind.TAKEN, others, Clause.AT_BEDSIDE, person);
            alert.withdrawAllOthers();
        }
        if (alert.isComplete()) {
            ladder.gate.letGo(alert);
            alert.stopClock();
        }
        return OracleAnswer.ok(alert);
    }

    /** Who has just taken the alert has to be there in the policy's time. */
    static void awaitAtBedside(final OracleState state, final OracleAlert alert) {
        final long bedsideMs = alert.policy == null ? 0 : alert.policy.bedsideMs();
        alert.isBedsideClock = bedsideMs > 0
                && !alert.isAtBedside
                && alert.condition != Condition.INACTIVE
                && !state.plants.contains(Plant.NOBODY_IS_AWAITED);
        if (alert.isBedsideClock) {
            alert.stepDeadlineNs = state.nowNs + bedsideMs * MS_NS;
        }
    }

    /** Somebody who had accepted no longer does; the next of those who have owns it. */
    static void givenBack(final OracleState state, final OracleAlert alert, final int person) {
        OracleSnoozes.letGo(state, alert);
        if (alert.isBedsideClock) {
            alert.stopClock();
        }
        if (alert.owner == person) {
            alert.isAtBedside = false;
            final List<Integer> others = alert.people(Response.ACCEPTED);
            others.remove((Integer) person);
            alert.owner = others.isEmpty() ? -1 : others.get(0);
        }
    }
}
