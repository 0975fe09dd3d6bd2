package io.tocsin.engine.escalation;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.delivery.UnderLoad;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.site.Policies;

/**
 * After a mode that kept alerts from people: their steps begin again, of a few alerts in each entrance, the oldest first, so that no command waits long behind them.
 * While nothing of a mode is over it looks at nothing; else once an entrance at the flags of all alerts. Engine thread only; allocates nothing.
 */
public final class Resumption {
    /** So many alerts begin again in one entrance. */
    public static final int MOST_PER_ENTRANCE = 16;

    private final Alerts alerts;
    private final Ladder ladder;
    private final Gate gate;
    private final UnderLoad load;
    private final int[] first = new int[MOST_PER_ENTRANCE];
    private int count;

    /**
     * Nothing yet.
     *
     * @param alerts open.
     * @param ladder of their steps.
     * @param gate   says which of them are muted.
     * @param load   says what the mode keeps back.
     */
    public Resumption(final Alerts alerts, final Ladder ladder, final Gate gate, final UnderLoad load) {
        this.alerts = alerts;
        this.ladder = ladder;
        this.gate = gate;
        this.load = load;
    }

    /**
     * Begins the steps again of the oldest alerts of which the mode has kept offers back and keeps nothing back any more, if a step's clock runs.
     *
     * @return false if none is left; true if one may be.
     */
    public boolean resume() {
        count = 0;
        for (int alert = 0; alert < alerts.slots().highWater(); alert++) {
            if ((alerts.flags[alert] & Alerts.PASSED_OVER) != 0
                    && alerts.slots().isUsed(alert)
                    && isAsking(alert)
                    && !load.holds(alert)) {
                keep(alert);
            }
        }
        for (int i = 0; i < count; i++) {
            ladder.askAgain(first[i], Because.of(Clause.HELD_BY_MODE));
        }
        return count == MOST_PER_ENTRANCE;
    }

    /** Whether the clock of a step runs; not that of a silence, of an owner who is to be at the bedside, or of who waits for a policy. */
    private boolean isAsking(final int alert) {
        return alerts.stepDeadlineNs[alert] != Alerts.OFF
                && alerts.policy[alert] != Policies.NONE
                && (alerts.flags[alert] & Alerts.BEDSIDE_CLOCK) == 0
                && !gate.isMuted(alert);
    }

    private void keep(final int alert) {
        int at = count < MOST_PER_ENTRANCE ? count++ : MOST_PER_ENTRANCE;
        while (at > 0 && alerts.alertId[first[at - 1]] > alerts.alertId[alert]) {
            at--;
            if (at + 1 < count) {
                first[at + 1] = first[at];
            }
        }
        if (at < count) {
            first[at] = alert;
        }
    }
}
