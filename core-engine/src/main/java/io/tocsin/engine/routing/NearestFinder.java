package io.tocsin.engine.routing;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Nearness;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.delivery.Presences;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.RoutingEvents;
import io.tocsin.engine.site.Covers;
import io.tocsin.engine.site.Site;

/**
 * Who is nearest to an alert of those who can come and may accept, who are qualified if anybody is; and how near somebody is.
 */
public final class NearestFinder {
    private static final int APART = Nearness.NONE.value();
    /** Square of a chord to somebody without coordinates. */
    static final long UNKNOWN = NearestSearch.UNKNOWN;

    private final Positions positions;
    private final Whereabouts whereabouts;
    private final NearestSearch search;
    private final Presences presences;
    private final Covers covers;
    private final Qualifications qualifications;
    private final Authority authority;
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

    /**
     * Finds nobody yet.
     *
     * @param positions      of people.
     * @param presences      what they said of being there.
     * @param covers         of those on break.
     * @param qualifications of people.
     * @param authority      of people: who may never accept is never the nearest.
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
            final Authority authority,
            final AlertPlace place,
            final Narrowing narrowing,
            final Alerts alerts,
            final Offers offers,
            final Dispatcher dispatcher,
            final RoutingEvents events,
            final EventStream stream) {
        this.positions = positions;
        whereabouts = positions.whereabouts();
        search = new NearestSearch(whereabouts, this::canCome);
        this.presences = presences;
        this.covers = covers;
        this.qualifications = qualifications;
        this.authority = authority;
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
        int nearest = place.isSatisfiable() ? search() : NearestSearch.NONE;
        final boolean isQualified = nearest != NearestSearch.NONE;
        if (!isQualified && place.isDemanding()) {
            // Somebody who cannot do all of it is better than nobody.
            required = 0;
            nearest = search();
        }
        if (nearest == NearestSearch.NONE) {
            return Site.NONE;
        }
        if (place.isDemanding()) {
            narrowing.found(isQualified);
        }
        events.responderChosen(
                Clause.NEAREST_RESPONDER,
                alerts.alertId[ofAlert],
                nearest,
                search.squared() == UNKNOWN ? RoutingEvents.NO_METRES : Earth.metres(search.squared()),
                step,
                search.level(),
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
        return place.hasPoint() && whereabouts.hasCoordinates(person)
                ? whereabouts.squared(person, place.point())
                : UNKNOWN;
    }

    private int search() {
        return search.find(place.names(), place.hasPoint(), place.point(), required);
    }

    /** The narrowest place that a person shares with the alert: a room is the same only if nothing above it differs. */
    private int nearnessOf(final int person) {
        int narrowest = APART;
        for (int wider = Positions.LEVELS - 1; wider >= 0; wider--) {
            final int here = place.name(wider);
            final int there = whereabouts.name(person, wider);
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
                || !authority.mayEverAccept(person)
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
}
