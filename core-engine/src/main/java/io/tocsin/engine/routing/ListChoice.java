package io.tocsin.engine.routing;

import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Nearness;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.delivery.Presences;
import io.tocsin.engine.event.RoutingEvents;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.Covers;

/**
 * Some people of a list, for a step that does not ask all of them: who is free before who can only be reached, and among those alike in the order that the step
 * says; nobody whose role can never accept, as they would be asked in the place of somebody who may. Looks at the whole list once and keeps the first few.
 */
public final class ListChoice {
    private static final int AS_LISTED = ChoiceOrder.AS_LISTED.value();
    private static final int NEAREST = ChoiceOrder.NEAREST.value();
    private static final int LEAST_LOADED = ChoiceOrder.LEAST_LOADED.value();
    private static final int ROUND_ROBIN = ChoiceOrder.ROUND_ROBIN.value();
    private static final int NOWHERE = Nearness.NONE.value();

    private static final int FREE = 0;
    private static final int REACHABLE = 1;
    private static final int AWAY = 2;

    private final Assignments assignments;
    private final Covers covers;
    private final Positions positions;
    private final Presences presences;
    private final NearestFinder nearest;
    private final Narrowing narrowing;
    private final Authority authority;
    private final Alerts alerts;
    private final Offers offers;
    private final Dispatcher dispatcher;
    private final Turns turns;
    private final RoutingEvents events;

    private final int[] person = new int[Offers.MAX_PER_ALERT];
    private final int[] standing = new int[Offers.MAX_PER_ALERT];
    private final long[] rank = new long[Offers.MAX_PER_ALERT];
    private final long[] squared = new long[Offers.MAX_PER_ALERT];
    private int count;
    private int alert;
    private int step;
    private int order;
    private boolean areCovered;

    /**
     * Nobody chosen yet.
     *
     * @param assignments with the lists of people.
     * @param covers      of those on break.
     * @param positions   of people.
     * @param presences   what they said of being there.
     * @param nearest     knows how near somebody is.
     * @param narrowing   to those who can do what an alert requires.
     * @param authority   of people to accept.
     * @param alerts      open.
     * @param offers      their recipients.
     * @param dispatcher  for who is reachable.
     * @param turns       of those who are asked by turns.
     * @param events      of routing.
     */
    public ListChoice(
            final Assignments assignments,
            final Covers covers,
            final Positions positions,
            final Presences presences,
            final NearestFinder nearest,
            final Narrowing narrowing,
            final Authority authority,
            final Alerts alerts,
            final Offers offers,
            final Dispatcher dispatcher,
            final Turns turns,
            final RoutingEvents events) {
        this.assignments = assignments;
        this.covers = covers;
        this.positions = positions;
        this.presences = presences;
        this.nearest = nearest;
        this.narrowing = narrowing;
        this.authority = authority;
        this.alerts = alerts;
        this.offers = offers;
        this.dispatcher = dispatcher;
        this.turns = turns;
        this.events = events;
    }

    /**
     * Before the list of an element of a step.
     *
     * @param ofAlert slot.
     * @param atStep  that asks.
     * @param inOrder value of the enum ChoiceOrder.
     */
    public void begin(final int ofAlert, final int atStep, final int inOrder) {
        alert = ofAlert;
        step = atStep;
        order = inOrder;
    }

    /**
     * Chooses, and tells of each why.
     *
     * @param key        of the list.
     * @param isNarrowed take those alone whom the narrowing keeps.
     * @param most       how many.
     * @param among      people to pass over, as the step has them already.
     * @param amongCount how many of them.
     * @return how many were found.
     */
    public int choose(
            final long key, final boolean isNarrowed, final int most, final int[] among, final int amongCount) {
        count = 0;
        if (order == NEAREST) {
            nearest.lookFrom(alert);
        }
        int place = 0;
        for (int at = assignments.head(key); at != Assignments.END; at = assignments.next(at)) {
            final int each = covers.standIn(assignments.person(at));
            if ((!isNarrowed || narrowing.keeps(each))
                    && !isAmong(each, among, amongCount)
                    && !isAmong(each, person, count)) {
                consider(each, place, most);
            }
            place++;
        }
        areCovered = false;
        for (int at = assignments.head(key); at != Assignments.END && covers.count() > 0; at = assignments.next(at)) {
            final int meant = assignments.person(at);
            final int asked = covers.standIn(meant);
            areCovered |= asked != meant && isAmong(asked, person, count);
        }
        for (int i = 0; i < count; i++) {
            tell(i);
        }
        return count;
    }

    /**
     * Whether somebody was chosen in the place of another.
     *
     * @return of those chosen last.
     */
    public boolean areCovered() {
        return areCovered;
    }

    /**
     * Who was chosen.
     *
     * @param place below what {@link #choose} answered.
     * @return index.
     */
    public int person(final int place) {
        return person[place];
    }

    private void consider(final int each, final int place, final int most) {
        final int offer = offers.find(alert, each);
        final byte state = offer == Offers.NONE ? Offers.WITHDRAWN : offers.state[offer];
        if ((state != Offers.WITHDRAWN && state != Offers.UNDEFINED) || !authority.mayEverAccept(each)) {
            return;
        }
        final boolean isReachable = dispatcher.isReachable(each);
        final boolean isFree = isReachable && state == Offers.WITHDRAWN && presences.isOnline(each);
        final int stands = isFree ? FREE : isReachable ? REACHABLE : AWAY;
        final long ranks = order == NEAREST
                ? nearest.nearness(each)
                : order == LEAST_LOADED ? offers.load(each) : order == ROUND_ROBIN ? turns.of(each) : place;
        final long apart = order == NEAREST ? nearest.squared(each) : 0;
        int at = count < most ? count++ : most;
        while (at > 0 && isBefore(each, stands, ranks, apart, at - 1)) {
            at--;
            if (at + 1 < count) {
                move(at);
            }
        }
        if (at < count) {
            person[at] = each;
            standing[at] = stands;
            rank[at] = ranks;
            squared[at] = apart;
        }
    }

    private void move(final int at) {
        person[at + 1] = person[at];
        standing[at + 1] = standing[at];
        rank[at + 1] = rank[at];
        squared[at + 1] = squared[at];
    }

    private boolean isBefore(final int each, final int stands, final long ranks, final long apart, final int other) {
        if (stands != standing[other]) {
            return stands < standing[other];
        }
        if (ranks != rank[other]) {
            return ranks < rank[other];
        }
        return apart == squared[other] ? each < person[other] : apart < squared[other];
    }

    private void tell(final int place) {
        final int chosen = person[place];
        if (order == ROUND_ROBIN && standing[place] != AWAY && !Advice.is(alerts, alert)) {
            turns.take(chosen);
        }
        final boolean isNearest = order == NEAREST;
        events.responderChosen(
                isNearest
                        ? Clause.NEAREST_RESPONDER
                        : order == AS_LISTED
                                ? Clause.LIST_ORDER
                                : order == LEAST_LOADED ? Clause.LEAST_LOADED : Clause.ROUND_ROBIN,
                alerts.alertId[alert],
                chosen,
                isNearest && squared[place] != NearestFinder.UNKNOWN
                        ? Earth.metres(squared[place])
                        : RoutingEvents.NO_METRES,
                step,
                isNearest ? (int) rank[place] : NOWHERE,
                offers.load(chosen),
                isNearest && positions.isKnown(chosen) && positions.isClockDoubtful(chosen));
    }

    private static boolean isAmong(final int each, final int[] among, final int amongCount) {
        for (int i = 0; i < amongCount; i++) {
            if (among[i] == each) {
                return true;
            }
        }
        return false;
    }
}
