package io.tocsin.engine.delivery;

import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/**
 * The offers that wait, and the credit they wait for. An offer whose person or gateway has none left is set aside with that resource and looked at again when credit
 * comes back, so that those who must wait cost nothing. Invariant: what is set aside could not be dispatched; so the first of the rest that has credit is the first
 * of all that has.
 */
final class CreditedQueue {
    private static final int NONE = -1;
    private static final int LANES = 2;

    private final int maxPeople;
    private final int maxGateways;
    private final Site site;
    private final Alerts alerts;
    private final Offers offers;
    private final Sessions sessions;
    private final DispatchQueue queue;
    private final Credit credit;
    private final UnderLoad load;
    /** The heap of what the mode holds back. */
    private final int held;

    CreditedQueue(
            final int maxPeople,
            final int maxGateways,
            final Site site,
            final Alerts alerts,
            final Offers offers,
            final Sessions sessions,
            final UnderLoad load) {
        this.maxPeople = maxPeople;
        this.maxGateways = maxGateways;
        this.site = site;
        this.alerts = alerts;
        this.offers = offers;
        this.sessions = sessions;
        this.load = load;
        credit = new Credit(maxPeople, maxGateways);
        queue = new DispatchQueue(2 + LANES * (maxPeople + maxGateways), site, alerts, offers);
        held = 1 + LANES * (maxPeople + maxGateways);
    }

    int size() {
        return queue.size();
    }

    void add(final int offer) {
        queue.insert(load.holds(offers.alert[offer]) ? held : DispatchQueue.READY, offer);
    }

    /** Takes an offer out because it is not wanted any more, or because its place changes. */
    void remove(final int offer) {
        queue.remove(offer);
        // It may have been let through for credit that is now for the next one.
        final int person = offers.person[offer];
        final int gateway = sessions.gatewayOfPerson(person);
        for (int lane = 0; lane < LANES; lane++) {
            queue.release(ofPerson(person, lane), credit.freeOfPerson(person, lane));
            if (gateway != Sessions.NONE) {
                queue.release(ofGateway(gateway, lane), credit.freeOfGateway(gateway, lane));
            }
        }
    }

    /** The first offer that has credit, or {@link #NONE}; it stays in the queue. */
    int firstWithCredit() {
        while (!queue.isEmpty(DispatchQueue.READY)) {
            final int offer = queue.first(DispatchQueue.READY);
            final int lane = Lanes.laneOf(alerts.priority[offers.alert[offer]]);
            final int person = offers.person[offer];
            final int gateway = sessions.gatewayOfPerson(person);
            if (!site.isAlwaysReachable(person) && credit.freeOfPerson(person, lane) == 0) {
                setAside(offer, ofPerson(person, lane));
                if (gateway != Sessions.NONE) {
                    // It may have been let through for the gateway's sake: then that credit is for the next one.
                    queue.release(ofGateway(gateway, lane), credit.freeOfGateway(gateway, lane));
                }
            } else if (gateway != Sessions.NONE && credit.freeOfGateway(gateway, lane) == 0) {
                setAside(offer, ofGateway(gateway, lane));
            } else {
                return offer;
            }
        }
        return NONE;
    }

    /** Takes the offer that {@link #firstWithCredit()} found, and the credit for it, but for advice; the gateway whose credit it takes, {@link #NONE}, or {@link Outbox#OF_ADVICE}. */
    int take(final int offer, final int lane) {
        final int person = offers.person[offer];
        final int gateway = sessions.gatewayOfPerson(person);
        if (Advice.is(alerts, offers.alert[offer])) {
            // It waits for credit as others do, but takes none.
            remove(offer);
            return Outbox.OF_ADVICE;
        }
        queue.remove(offer);
        credit.person(person, lane, 1);
        if (gateway != Sessions.NONE) {
            credit.gateway(gateway, lane, 1);
        }
        return gateway;
    }

    void giveBackPerson(final int offer) {
        if (Advice.is(alerts, offers.alert[offer])) {
            return;
        }
        final int person = offers.person[offer];
        final int lane = offers.creditLane[offer];
        credit.person(person, lane, -1);
        queue.release(ofPerson(person, lane), credit.freeOfPerson(person, lane));
    }

    void giveBackGateway(final int gateway, final int lane) {
        credit.gateway(gateway, lane, -1);
        queue.release(ofGateway(gateway, lane), credit.freeOfGateway(gateway, lane));
    }

    /** A person has left a gateway: what is on the way there holds no credit any more. */
    void left(final int person, final int gateway, final Outbox outbox) {
        for (int lane = 0; lane < LANES; lane++) {
            for (int delivery = outbox.lanes.head[LANES * person + lane];
                    delivery != NONE;
                    delivery = outbox.next(delivery)) {
                if (outbox.gatewayOf[delivery] == gateway) {
                    outbox.gatewayOf[delivery] = NONE;
                    giveBackGateway(gateway, lane);
                }
            }
        }
    }

    /** Who waits for a gateway's credit may have another gateway now. */
    void gatewayChanged(final int gateway) {
        if (gateway != Sessions.NONE) {
            for (int lane = 0; lane < LANES; lane++) {
                queue.releaseAll(ofGateway(gateway, lane));
            }
        }
    }

    void limits(final int gatewayCritical, final int gatewayOther, final int personCritical, final int personOther) {
        credit.limits(gatewayCritical, gatewayOther, personCritical, personOther);
    }

    /** As they are set: gatewayCritical, gatewayOther, personCritical, personOther. */
    int[] limits() {
        return credit.limits();
    }

    void reconsiderAll() {
        for (int heap = 1; heap <= LANES * (maxPeople + maxGateways); heap++) {
            queue.releaseAll(heap);
        }
    }

    /** Everything that waits is put into order again, and what the mode holds back apart; from a mode that began now it is counted. */
    void requeueAll(final boolean hasModeBegun) {
        for (int i = 0; i < alerts.slots().highWater(); i++) {
            for (int offer = firstOf(i); offer != NONE; offer = offers.next(offer)) {
                queue.remove(offer);
            }
        }
        for (int i = 0; i < alerts.slots().highWater(); i++) {
            for (int offer = firstOf(i); offer != NONE; offer = offers.next(offer)) {
                if (offers.state[offer] == Offers.WAITING) {
                    add(offer);
                    if (hasModeBegun && load.holds(i)) {
                        load.countHeld(i);
                    }
                }
            }
        }
    }

    private int firstOf(final int alert) {
        return alerts.slots().isUsed(alert) ? alerts.offerHead[alert] : NONE;
    }

    private void setAside(final int offer, final int heap) {
        queue.remove(offer);
        queue.insert(heap, offer);
    }

    private int ofPerson(final int person, final int lane) {
        return 1 + LANES * person + lane;
    }

    private int ofGateway(final int gateway, final int lane) {
        return 1 + LANES * (maxPeople + gateway) + lane;
    }

    /** Writes the limits. Who waits is told by the offers' states; where an offer waits decides nothing. */
    void snapshot(final SnapshotWriter writer) {
        credit.snapshot(writer);
    }

    void restore(final SnapshotReader reader, final Outbox outbox) {
        credit.restore(reader);
        outbox.restore(reader, site.people().size());
        for (int i = 0; i < alerts.slots().highWater(); i++) {
            if (alerts.slots().isUsed(i)) {
                for (int offer = alerts.offerHead[i]; offer != NONE; offer = offers.next(offer)) {
                    if (offers.state[offer] == Offers.WAITING) {
                        add(offer);
                    } else if (offers.state[offer] == Offers.OFFERED && !Advice.is(alerts, i)) {
                        credit.person(offers.person[offer], offers.creditLane[offer], 1);
                    }
                }
            }
        }
        for (int at = 0; at < LANES * site.people().size(); at++) {
            for (int delivery = outbox.lanes.head[at]; delivery != NONE; delivery = outbox.next(delivery)) {
                if (outbox.gatewayOf[delivery] != NONE) {
                    credit.gateway(outbox.gatewayOf[delivery], at & 1, 1);
                }
            }
        }
    }
}
