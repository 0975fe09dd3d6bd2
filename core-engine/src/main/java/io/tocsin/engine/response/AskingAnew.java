package io.tocsin.engine.response;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.escalation.Ladder;

/** Somebody has taken an alert, and now it is about something else: nobody has taken that yet, so it is asked anew, of those who had taken it as well. */
public final class AskingAnew {
    private final Alerts alerts;
    private final Offers offers;
    private final Ladder ladder;
    private final Relief relief;
    private final int[] taken = new int[Offers.MAX_PER_ALERT];

    /**
     * Asks anew.
     *
     * @param alerts open.
     * @param offers their recipients.
     * @param ladder of their steps.
     * @param relief of who had taken them.
     */
    public AskingAnew(final Alerts alerts, final Offers offers, final Ladder ladder, final Relief relief) {
        this.alerts = alerts;
        this.offers = offers;
        this.ladder = ladder;
        this.relief = relief;
    }

    /**
     * Nobody has taken an alert any more, as it is told to change.
     *
     * @param alert  slot.
     * @param clause why.
     * @return how many had.
     */
    public int undo(final int alert, final Clause clause) {
        int undone = 0;
        for (int offer = alerts.offerHead[alert]; offer != Offers.NONE; offer = offers.next(offer)) {
            if (offers.state[offer] == Offers.ACCEPTED) {
                relief.leave(alert, offer, clause);
                taken[undone++] = offer;
            }
        }
        return undone;
    }

    /**
     * Asks, once it has changed and is active: from the first step on, and who had taken it too.
     *
     * @param alert    slot.
     * @param undone   of {@link #undo} just now; with 0 nothing happens.
     * @param hadEnded it was asked for again when it became active.
     * @param clause   why.
     */
    public void ask(final int alert, final int undone, final boolean hadEnded, final Clause clause) {
        if (undone > 0 && !hadEnded) {
            ask(alert, clause);
        }
        for (int i = 0; i < undone; i++) {
            relief.askToo(alert, taken[i], clause);
        }
    }

    /** What was taken while it was muted has begun no step. */
    private void ask(final int alert, final Clause clause) {
        if (alerts.step[alert] != Alerts.NOT_STARTED || alerts.policy[alert] == Alerts.NONE) {
            relief.askAgain(alert, clause);
        } else {
            ladder.start(alert);
        }
    }
}
