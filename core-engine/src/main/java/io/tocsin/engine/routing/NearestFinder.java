package io.tocsin.engine.routing;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Nearness;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.delivery.Presences;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.RoutingEvents;
import io.tocsin.engine.site.Covers;
import io.tocsin.engine.site.Site;

/**
 * Who is nearest to an alert of those who can come: first by the narrowest place they share with it, then by metres. Looks at those who share a place from the
 * narrowest on, one by one where they are few and through the grid where they are many, and at neighbours on the grid if nobody shares one.
 */
public final class NearestFinder implements Neighbours {
    private static final int APART = Nearness.NONE.value();
    /** Square of a chord to somebody without coordinates. */
    static final long UNKNOWN = Long.MAX_VALUE;
    /** So many people in a place are looked at one by one. */
    private static final int FEW = 16;

    private final Positions positions;
    private final Presences presences;
    private final Covers covers;
    private final Qualifications qualifications;
    private final AlertPlace place;
    private final Narrowing narrowing;
    private final Alerts alerts;
    private final Offers offers;
    private final Dispatcher dispatcher;
    private final RoutingEvents events;
    private final EventStream stream;

    private int alert;
    private int[] passedOver = {};
    private int passedOverCount;
    private long required;
    private int level;
    private int nearest = Site.NONE;
    private long nearestSquared;

    /**
     * Finds nobody yet.
     *
     * @param positions      of people.
     * @param presences      what they said of being there.
     * @param covers         of those on break.
     * @param qualifications of people.
     * @param place          of the alert.
     * @param narrowing      told what came of what the alert requires.
     * @param alerts         open.
     * @param offers         their recipients.
     * @param dispatcher     for who is reachable.
     * @param events         of routing.
     * @param stream         for engine time.
     */
    public NearestFinder(
            final Positions positions,
            final Presences presences,
            final Covers covers,
            final Qualifications qualifications,
            final AlertPlace place,
            final Narrowing narrowing,
            final Alerts alerts,
            final Offers offers,
            final Dispatcher dispatcher,
            final RoutingEvents events,
            final EventStream stream) {
        this.positions = positions;
        this.presences = presences;
        this.covers = covers;
        this.qualifications = qualifications;
        this.place = place;
        this.narrowing = narrowing;
        this.alerts = alerts;
        this.offers = offers;
        this.dispatcher = dispatcher;
        this.events = events;
        this.stream = stream;
    }

    /**
     * Finds the nearest and tells why.
     *
     * @param ofAlert slot.
     * @param step    that asks.
     * @param among   people to pass over, as the step has them already.
     * @param count   how many of them.
     * @return person index, or {@link Site#NONE} if nobody can come.
     */
    public int find(final int ofAlert, final int step, final int[] among, final int count) {
        alert = ofAlert;
        passedOver = among;
        passedOverCount = count;
        positions.forgetOld(stream.nowNs(), Integer.MAX_VALUE);
        place.of(ofAlert);
        required = place.required();
        nearest = Site.NONE;
        if (place.isSatisfiable()) {
            search();
        }
        final boolean isQualified = nearest != Site.NONE;
        if (nearest == Site.NONE && place.isDemanding()) {
            // Somebody who cannot do all of it is better than nobody.
            required = 0;
            search();
        }
        if (nearest == Site.NONE) {
            return Site.NONE;
        }
        if (place.isDemanding()) {
            narrowing.found(isQualified);
        }
        events.responderChosen(
                Clause.NEAREST_RESPONDER,
                alerts.alertId[ofAlert],
                nearest,
                nearestSquared == UNKNOWN ? RoutingEvents.NO_METRES : Earth.metres(nearestSquared),
                step,
                level,
                offers.load(nearest),
                positions.isClockDoubtful(nearest));
        return nearest;
    }

    /** Looks where an alert is, for {@link #nearness} and {@link #squared}. */
    void lookFrom(final int ofAlert) {
        positions.forgetOld(stream.nowNs(), Integer.MAX_VALUE);
        place.of(ofAlert);
    }

    /** How near a person is to the alert looked from. */
    int nearness(final int person) {
        return positions.isKnown(person) ? nearnessOf(person) : APART;
    }

    /** The square of the chord to a person, or {@link #UNKNOWN}. */
    long squared(final int person) {
        return place.hasPoint() && positions.isKnown(person) && positions.hasCoordinates(person)
                ? positions.points().squared(person, place.point())
                : UNKNOWN;
    }

    private void search() {
        for (level = 0; level < Positions.LEVELS; level++) {
            final int name = place.name(level);
            if (name >= 0 && positions.countThere(name) > 0) {
                searchThere(name);
                if (nearest != Site.NONE) {
                    return;
                }
            }
        }
        if (place.hasPoint()) {
            positions.points().search(place.point(), required, this);
        }
    }

    private void searchThere(final int name) {
        int measured = place.hasPoint() ? positions.measuredThere(name) : 0;
        if (measured > FEW) {
            positions.points().search(place.point(), required, this);
            if (nearest != Site.NONE) {
                return;
            }
            measured = 0;
        }
        for (int person = positions.firstThere(name);
                person != Positions.NONE;
                person = positions.nextThere(person, level)) {
            final boolean isMeasured = place.hasPoint() && positions.hasCoordinates(person);
            measured -= isMeasured ? 1 : 0;
            if (nearnessOf(person) == level && canCome(person)) {
                keep(isMeasured ? positions.points().squared(person, place.point()) : UNKNOWN, person);
            }
            if (nearest != Site.NONE && measured <= 0) {
                return;
            }
        }
    }

    @Override
    public boolean wants(final long squared, final int person) {
        return nearest == Site.NONE || isNearer(squared, person);
    }

    @Override
    public void neighbour(final int person, final long squared) {
        if (nearnessOf(person) == level && canCome(person)) {
            keep(squared, person);
        }
    }

    /** The narrowest place that a person shares with the alert: a room is the same only if nothing above it differs. */
    private int nearnessOf(final int person) {
        int narrowest = APART;
        for (int wider = Positions.LEVELS - 1; wider >= 0; wider--) {
            final int here = place.name(wider);
            final int there = positions.place(person, wider);
            if (here != Positions.NONE && there != Positions.NONE) {
                if (here != there) {
                    return narrowest;
                }
                narrowest = wider;
            }
        }
        return narrowest;
    }

    private boolean canCome(final int person) {
        if (!qualifications.hold(person, required)
                || !presences.isOnline(person)
                || covers.isOnBreak(person)
                || !dispatcher.isReachable(person)) {
            return false;
        }
        for (int i = 0; i < passedOverCount; i++) {
            if (passedOver[i] == person) {
                return false;
            }
        }
        final int offer = offers.find(alert, person);
        return offer == Offers.NONE || offers.state[offer] == Offers.WITHDRAWN;
    }

    private void keep(final long squared, final int person) {
        if (wants(squared, person)) {
            nearest = person;
            nearestSquared = squared;
        }
    }

    /** Those without metres are in the order in which they were seen last, so the first of them is kept. */
    private boolean isNearer(final long squared, final int person) {
        return squared < nearestSquared || (squared == nearestSquared && squared != UNKNOWN && person < nearest);
    }
}
