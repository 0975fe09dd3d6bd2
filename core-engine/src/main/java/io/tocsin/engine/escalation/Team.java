package io.tocsin.engine.escalation;

import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.event.StepPeople;
import io.tocsin.engine.site.Policies;

/**
 * The role slots of the team that an alert calls: who may fill which, who does, and which are open. The policy of a simple alert has none, then nothing here costs
 * more than one comparison.
 */
public final class Team {
    private static final int EVERY_SLOT = 0x7F;

    private final Policies policies;
    private final Alerts alerts;
    private final Offers offers;

    Team(final Policies policies, final Alerts alerts, final Offers offers) {
        this.policies = policies;
        this.alerts = alerts;
        this.offers = offers;
    }

    /**
     * Which slots nobody fills.
     *
     * @param alert slot.
     * @return bits from 0; 0 = all are filled, or there is no team.
     */
    public int open(final int alert) {
        final int slots = slots(alert);
        if (slots == 0 || alerts.step[alert] == Alerts.NOT_STARTED) {
            return 0;
        }
        int open = (1 << slots) - 1;
        for (int offer = alerts.offerHead[alert]; offer != Offers.NONE; offer = offers.next(offer)) {
            if (offers.state[offer] == Offers.ACCEPTED) {
                open &= ~offers.slotsOfTeam[offer];
            }
        }
        return open;
    }

    /** The slots whose people a step asks: the open ones; every one beside an owner who is not at the bedside, and without a team. */
    int asked(final int alert) {
        final int open = open(alert);
        return open == 0 ? EVERY_SLOT : open;
    }

    /** What the fail-safe destination is asked for. */
    int askedInTheEnd(final int alert) {
        return slots(alert) == 0 ? 0 : Offers.WHATEVER_IS_OPEN;
    }

    /** A person is asked to fill slots; of who has answered for good nothing changes. */
    void ask(final int offer, final int slots) {
        if (offers.state[offer] == Offers.WAITING || offers.state[offer] == Offers.OFFERED) {
            offers.slotsOfTeam[offer] |= (byte) slots;
        }
    }

    /** Nobody is asked to fill a slot any more: the ladder begins anew, perhaps with another policy. */
    void forget(final int alert) {
        for (int offer = alerts.offerHead[alert]; offer != Offers.NONE; offer = offers.next(offer)) {
            offers.slotsOfTeam[offer] = 0;
        }
    }

    /**
     * A person accepts: they fill the first open slot that they were asked to fill; the fail-safe destination whatever is open.
     *
     * @param alert slot.
     * @param offer of the person, not ACCEPTED yet.
     */
    public void fill(final int alert, final int offer) {
        final int asked = offers.slotsOfTeam[offer];
        final int open = open(alert);
        offers.slotsOfTeam[offer] =
                (byte) ((asked & Offers.WHATEVER_IS_OPEN) != 0 ? open : Integer.lowestOneBit(asked & open));
    }

    /**
     * A person takes the slot over that another fills.
     *
     * @param offer  of the person.
     * @param former offer of the other.
     */
    public void takeOver(final int offer, final int former) {
        offers.slotsOfTeam[offer] = offers.slotsOfTeam[former];
    }

    /**
     * The slots that a person fills, or did until now.
     *
     * @param offer of the person.
     * @return bits from 0.
     */
    public int filledBy(final int offer) {
        return offers.slotsOfTeam[offer] & EVERY_SLOT;
    }

    /**
     * Lists the slots and who fills them.
     *
     * @param alert slot.
     * @param to    the slots are added in order.
     */
    public void list(final int alert, final StepPeople to) {
        for (int slot = 1; slot <= slots(alert); slot++) {
            to.addSlot(policies.steps().roleOfSlot(alerts.policy[alert], slot), personIn(alert, slot));
        }
    }

    private int personIn(final int alert, final int slot) {
        for (int offer = alerts.offerHead[alert]; offer != Offers.NONE; offer = offers.next(offer)) {
            if (offers.state[offer] == Offers.ACCEPTED && (offers.slotsOfTeam[offer] & (1 << (slot - 1))) != 0) {
                return offers.person[offer];
            }
        }
        return Alerts.NONE;
    }

    private int slots(final int alert) {
        return policies.steps().slots(alerts.policy[alert]);
    }
}
