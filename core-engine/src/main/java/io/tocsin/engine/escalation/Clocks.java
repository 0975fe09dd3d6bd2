package io.tocsin.engine.escalation;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.site.Policies;

/** Which clock of an alert runs: a step's, until as many have accepted as are needed, then the one that its owner has to be at the bedside by, then none. */
public final class Clocks {
    private static final int INACTIVE = Condition.INACTIVE.value();
    // Nobody can be told without a policy, but the alert must not be forgotten: it asks again every second until one is
    // configured.
    private static final long NO_POLICY_RETRY_NS = 1_000_000_000L;

    private final Policies policies;
    private final Alerts alerts;
    private final Offers offers;
    private final Team team;
    private final EventStream stream;

    Clocks(
            final Policies policies,
            final Alerts alerts,
            final Offers offers,
            final Team team,
            final EventStream stream) {
        this.policies = policies;
        this.alerts = alerts;
        this.offers = offers;
        this.team = team;
        this.stream = stream;
    }

    /** No policy covers the alert: it asks again before long. */
    void waitForPolicy(final int alert) {
        waitUntil(alert, stream.nowNs() + NO_POLICY_RETRY_NS);
    }

    /** Nobody is asked before an instant, epoch ns; then the ladder starts. */
    void waitUntil(final int alert, final long atNs) {
        alerts.step[alert] = Alerts.NOT_STARTED;
        alerts.stepDeadlineNs[alert] = atNs;
        alerts.arm(alert);
    }

    /**
     * As many as are needed have accepted: the step's clock stops. The owner's time to be at the bedside begins, if the policy asks for it and nobody is there.
     *
     * @param alert slot.
     */
    public void owned(final int alert) {
        final long bedsideNs = policies.steps().bedsideNs(alerts.policy[alert]);
        final boolean isAwaited =
                bedsideNs > 0 && alerts.condition[alert] != INACTIVE && (alerts.flags[alert] & Alerts.AT_BEDSIDE) == 0;
        alerts.mark(alert, Alerts.BEDSIDE_CLOCK, isAwaited);
        alerts.stepDeadlineNs[alert] = isAwaited ? stream.nowNs() + bedsideNs : Alerts.OFF;
        alerts.arm(alert);
    }

    /**
     * Somebody who had accepted is gone: the bedside clock stops, a step's clock does not.
     *
     * @param alert slot.
     */
    public void disowned(final int alert) {
        if ((alerts.flags[alert] & Alerts.BEDSIDE_CLOCK) != 0) {
            alerts.stepDeadlineNs[alert] = Alerts.OFF;
            alerts.mark(alert, Alerts.BEDSIDE_CLOCK, false);
        }
    }

    /**
     * Whether as many have accepted as are needed, and every slot of the team is filled.
     *
     * @param alert slot.
     * @return nobody needs to be asked because of them.
     */
    public boolean isComplete(final int alert) {
        final int needed = alerts.needed[alert];
        if (alerts.owner[alert] == Alerts.NONE || team.open(alert) != 0) {
            return false;
        }
        if (needed <= 1) {
            return true;
        }
        int accepted = 0;
        for (int offer = alerts.offerHead[alert]; offer != Offers.NONE; offer = offers.next(offer)) {
            accepted += offers.state[offer] == Offers.ACCEPTED ? 1 : 0;
        }
        return accepted >= needed;
    }

    /**
     * Stops whatever clock runs: nobody needs to come.
     *
     * @param alert slot.
     */
    public void stop(final int alert) {
        alerts.mark(alert, Alerts.BEDSIDE_CLOCK, false);
        alerts.stepDeadlineNs[alert] = Alerts.OFF;
        alerts.arm(alert);
    }

    /**
     * Whether people are being asked: nobody owns the alert, or escalation goes on beside its owner.
     *
     * @param alert slot.
     * @return the clock of a step runs, or one has to.
     */
    public boolean isAsking(final int alert) {
        return alerts.owner[alert] == Alerts.NONE
                || (alerts.stepDeadlineNs[alert] != Alerts.OFF && (alerts.flags[alert] & Alerts.BEDSIDE_CLOCK) == 0);
    }
}
