package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Result;
import java.util.List;

/** How people hand an alert on, and that they are there: release, redirect, escalate and arrive of section 8. */
final class OracleHandover {
    private static final int PERSON_FIELD = 41;
    private static final int OFFER_TABLE = 16;

    private final OracleState state;
    private final OracleOutbox outbox;
    private final OracleLadder ladder;
    private final OracleAlerts alerts;

    OracleHandover(
            final OracleState state, final OracleOutbox outbox, final OracleLadder ladder, final OracleAlerts alerts) {
        this.state = state;
        this.outbox = outbox;
        this.ladder = ladder;
        this.alerts = alerts;
    }

    OracleAnswer release(final OracleAlert alert, final int person) {
        if (alert.owner != person) {
            return OracleAnswer.of(Result.NOT_OWNER, alert);
        }
        ladder.answered(alert, person, Response.UNDEFINED, RejectReason.UNSPECIFIED, Clause.RELEASED_BY_OWNER);
        ladder.givenBack(alert);
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
        if (!state.isReachable(to)) {
            return OracleAnswer.of(Result.NOT_REACHABLE, alert);
        }
        if (!alert.offers.containsKey(to) && !ladder.hasRoom(alert, false)) {
            return new OracleAnswer(Result.TABLE_FULL, OFFER_TABLE, alert.alertId, 0, false);
        }
        ladder.answered(alert, person, Response.REJECTED, reason, Clause.REDIRECTED);
        if (alert.owner == person) {
            ladder.givenBack(alert);
        }
        final boolean isChosen = ladder.offerTo(alert, to);
        state.event(
                "AlertRedirected",
                OracleState.clauses(Clause.REDIRECTED),
                "alertId",
                alert.alertId,
                "deadlineNs",
                alert.policy == null ? 0 : alert.stepDeadlineNs,
                "person",
                person,
                "to",
                to,
                "step",
                alert.step,
                "chosen",
                isChosen ? 1 : 0);
        return OracleAnswer.ok(alert);
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
                || (alert.step == step && alert.round == round && alert.loop == loop);
        if (alert.policy != null && isThere) {
            ladder.escalate(alert, Clause.ESCALATED_BY_PERSON);
        }
        return OracleAnswer.ok(alert);
    }

    OracleAnswer arrive(final OracleAlert alert, final int person) {
        if (alert.owner != person) {
            final OracleAnswer accepted = alerts.accept(alert, person);
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
        if (alert.asks()) {
            final List<Integer> others = alert.told();
            others.remove((Integer) person);
            outbox.tell(alert, OutputKind.TAKEN, others, Clause.AT_BEDSIDE, person);
            OracleAlerts.withdrawAllButTheOwner(alert);
        }
        alert.stopClock();
        return OracleAnswer.ok(alert);
    }
}
