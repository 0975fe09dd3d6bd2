package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.DeliveryEvents;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tells people: offers when there is credit, highest priority first; everything else at once; what was not received again when its person connects. At most 64
 * pairs of recipient and sequence per entrance, notices apart, so that no entrance takes long.
 */
public final class Dispatcher {
    private static final int SECTION_ID = 33;
    private static final int SECTION_VERSION = 1;
    private static final int MAX_PER_ENTRANCE = 64;
    private static final int NONE = -1;
    private static final int CRITICAL = 0;
    private static final int LANES = 2;
    private static final int OFFER = OutputKind.OFFER.value();
    private static final int UPDATE = OutputKind.UPDATE.value();

    private final Site site;
    private final Alerts alerts;
    private final Offers offers;
    private final Sessions sessions;
    private final Credit credit;
    private final DispatchQueue queue;
    private final Outbox outbox;
    private final DeliveryEvents events;
    private final AlertEvents alertEvents;
    private final int maxPeople;
    private final int maxGateways;

    private final int[] people = new int[DeliveryEvents.MAX_RECIPIENTS];
    private final long[] seqs = new long[DeliveryEvents.MAX_RECIPIENTS];
    private final long[] distances = new long[DeliveryEvents.MAX_RECIPIENTS];
    private int recipients;
    private int batchOffer;
    private int batchEntry;

    private final UnsafeBuffer content = new UnsafeBuffer(new byte[1024]);
    private long outputs;
    private boolean cutShort;

    /**
     * Nothing to tell.
     *
     * @param maxPeople        people.
     * @param maxGateways      gateways.
     * @param maxOutboxEntries entries.
     * @param maxDeliveries    deliveries.
     * @param laneBound        unreceived deliveries of one lane.
     * @param site             for who is always reachable.
     * @param alerts           open alerts.
     * @param offers           their recipients.
     * @param sessions         who is connected.
     * @param events           of delivery.
     * @param alertEvents      for content that is sent again.
     */
    public Dispatcher(
            final int maxPeople,
            final int maxGateways,
            final int maxOutboxEntries,
            final int maxDeliveries,
            final int laneBound,
            final Site site,
            final Alerts alerts,
            final Offers offers,
            final Sessions sessions,
            final DeliveryEvents events,
            final AlertEvents alertEvents) {
        this.maxPeople = maxPeople;
        this.maxGateways = maxGateways;
        this.site = site;
        this.alerts = alerts;
        this.offers = offers;
        this.sessions = sessions;
        this.events = events;
        this.alertEvents = alertEvents;
        credit = new Credit(maxPeople, maxGateways);
        queue = new DispatchQueue(1 + LANES * (maxPeople + maxGateways), alerts, offers);
        outbox = new Outbox(
                maxOutboxEntries,
                maxDeliveries,
                offers.capacity(),
                maxPeople,
                laneBound,
                alerts,
                events,
                this::releaseGateway);
    }

    /**
     * The lane of an alert's outputs.
     *
     * @param alertSlot of the alert.
     * @return value of the enum Lane.
     */
    public int laneOf(final int alertSlot) {
        return alerts.priority[alertSlot] == 0 ? CRITICAL : 1;
    }

    /**
     * Whether somebody would see an offer.
     *
     * @param person index.
     * @return connected, or always reachable.
     */
    public boolean isReachable(final int person) {
        return site.isAlwaysReachable(person) || sessions.gatewayOfPerson(person) != Sessions.NONE;
    }

    /**
     * Puts a recipient's offer into the queue; it was in no queue and is not OFFERED.
     *
     * @param offer      of the recipient.
     * @param step       that chose the person.
     * @param deadlineNs of the step.
     */
    public void enqueue(final int offer, final int step, final long deadlineNs) {
        offers.state[offer] = Offers.WAITING;
        offers.step[offer] = (byte) step;
        offers.deadlineNs[offer] = deadlineNs;
        queue.insert(DispatchQueue.READY, offer);
    }

    /**
     * The priority of an alert is about to change: its waiting offers leave the queue. {@link #queueAgain} follows.
     *
     * @param alertSlot of the alert.
     */
    public void unqueue(final int alertSlot) {
        for (int offer = alerts.offerHead[alertSlot]; offer != NONE; offer = offers.next(offer)) {
            if (offers.state[offer] == Offers.WAITING) {
                leaveQueue(offer);
            }
        }
    }

    /**
     * The priority of an alert has changed: its waiting offers queue again.
     *
     * @param alertSlot of the alert.
     */
    public void queueAgain(final int alertSlot) {
        for (int offer = alerts.offerHead[alertSlot]; offer != NONE; offer = offers.next(offer)) {
            if (offers.state[offer] == Offers.WAITING) {
                queue.insert(DispatchQueue.READY, offer);
            }
        }
    }

    /**
     * Gives an offer a state in which it neither waits nor holds credit.
     *
     * @param offer of a recipient.
     * @param state ACCEPTED, REJECTED, UNDEFINED or WITHDRAWN.
     */
    public void settle(final int offer, final byte state) {
        final byte before = offers.state[offer];
        offers.state[offer] = state;
        if (before == Offers.WAITING) {
            leaveQueue(offer);
        } else if (before == Offers.OFFERED) {
            final int person = offers.person[offer];
            final int lane = offers.creditLane[offer];
            credit.person(person, lane, -1);
            queue.release(ofPerson(person, lane), credit.freeOfPerson(person, lane));
        }
    }

    /**
     * Tells everybody who was told of an alert something about it, at once.
     *
     * @param clauses   why.
     * @param alertSlot of the alert.
     * @param kind      of output, not OFFER.
     * @param except    person who need not be told, or -1.
     * @param owner     person who took it, or -1.
     */
    public void notice(
            final long clauses, final int alertSlot, final OutputKind kind, final int except, final int owner) {
        final int lane = laneOf(alertSlot);
        final int step = Math.max(0, alerts.step[alertSlot]);
        final int entry = outbox.entry(alertSlot, kind.value(), lane, step, 0, owner);
        recipients = 0;
        for (int offer = alerts.offerHead[alertSlot]; offer != NONE; offer = offers.next(offer)) {
            if (offers.isTold(offer) && offers.person[offer] != except) {
                if (kind.value() != UPDATE) {
                    outbox.supersede(offer);
                }
                append(entry, offers.person[offer], lane, offer, NONE);
            }
        }
        if (recipients > 0) {
            emit(clauses, alertSlot, 0, owner, kind.value(), lane, step);
        }
        outbox.dropIfUnused(entry);
    }

    /**
     * An alert is about to be forgotten: its offers leave queue and credit, its deliveries stay.
     *
     * @param alertSlot of the alert.
     */
    public void forget(final int alertSlot) {
        for (int offer = alerts.offerHead[alertSlot]; offer != NONE; offer = offers.next(offer)) {
            settle(offer, Offers.WITHDRAWN);
            outbox.forget(offer);
        }
    }

    /** Dispatches what may be dispatched: the last part of every entrance. */
    public void dispatch() {
        int left = MAX_PER_ENTRANCE;
        left = sendAgain(CRITICAL, left);
        left = dispatchOffers(left);
        left = sendAgain(1, left);
        cutShort = left == 0;
    }

    /**
     * Whether the next entrance has something to dispatch whatever its time.
     *
     * @return the last one was cut short, or something is to be sent again.
     */
    public boolean isPending() {
        return cutShort || outbox.lanes.hasAgain();
    }

    /**
     * A session was opened: what its person has not received is sent again.
     *
     * @param person        index.
     * @param formerGateway whose credit counted for the person until now, or -1.
     */
    public void connected(final int person, final int formerGateway) {
        gatewayChanged(formerGateway);
        outbox.lanes.sendAgain(LANES * person);
        outbox.lanes.sendAgain(LANES * person + 1);
    }

    /**
     * A session was closed: if it was the person's last one on its gateway, what is on the way there holds no credit any more.
     *
     * @param person  index.
     * @param gateway of the session.
     */
    public void disconnected(final int person, final int gateway) {
        if (!sessions.isOn(person, gateway)) {
            for (int lane = 0; lane < LANES; lane++) {
                for (int delivery = outbox.lanes.head[LANES * person + lane];
                        delivery != NONE;
                        delivery = outbox.next(delivery)) {
                    if (outbox.gatewayOf[delivery] == gateway) {
                        outbox.gatewayOf[delivery] = NONE;
                        releaseGateway(gateway, lane);
                    }
                }
            }
        }
        gatewayChanged(gateway);
    }

    /**
     * Whether a sequence was ever dispatched.
     *
     * @param person index.
     * @param lane   value of the enum Lane.
     * @param seq    unsigned.
     * @return not above the last one.
     */
    public boolean isDispatched(final int person, final int lane, final long seq) {
        return Long.compareUnsigned(seq, outbox.lanes.lastSeq[LANES * person + lane]) <= 0;
    }

    /**
     * A person's client has received a lane up to a sequence; one that is not above what was received before changes nothing.
     *
     * @param person index.
     * @param lane   value of the enum Lane.
     * @param seq    that was dispatched.
     */
    public void received(final int person, final int lane, final long seq) {
        if (seq > outbox.lanes.receivedSeq[LANES * person + lane]) {
            outbox.received(LANES * person + lane, seq);
            events.receiptNoted(Because.of(Clause.RECEIVED), person, lane, seq);
        }
    }

    /**
     * Sets how much credit there is; {@link #reconsiderAll} follows.
     *
     * @param gatewayCritical unreceived offers per gateway.
     * @param gatewayOther    unreceived offers per gateway.
     * @param personCritical  unanswered offers per person.
     * @param personOther     unanswered offers per person.
     */
    public void creditLimits(
            final int gatewayCritical, final int gatewayOther, final int personCritical, final int personOther) {
        credit.limits(gatewayCritical, gatewayOther, personCritical, personOther);
    }

    /** Whoever may have credit now is looked at again: after a change of configuration. */
    public void reconsiderAll() {
        for (int heap = 1; heap <= LANES * (maxPeople + maxGateways); heap++) {
            queue.releaseAll(heap);
        }
    }

    /**
     * How many offers wait.
     *
     * @return for the counters.
     */
    public int waiting() {
        return queue.size();
    }

    /**
     * How many pairs of recipient and sequence were dispatched for the first time.
     *
     * @return for the counters.
     */
    public long outputs() {
        return outputs;
    }

    private int dispatchOffers(final int budget) {
        int left = budget;
        recipients = 0;
        while (left > 0 && !queue.isEmpty(DispatchQueue.READY)) {
            final int offer = queue.first(DispatchQueue.READY);
            final int alertSlot = offers.alert[offer];
            final int lane = laneOf(alertSlot);
            final int person = offers.person[offer];
            final int gateway = sessions.gatewayOfPerson(person);
            if (!site.isAlwaysReachable(person) && credit.freeOfPerson(person, lane) == 0) {
                queue.remove(offer);
                queue.insert(ofPerson(person, lane), offer);
                if (gateway != Sessions.NONE) {
                    // It may have been let through for the gateway's sake: then that credit is for the next one.
                    queue.release(ofGateway(gateway, lane), credit.freeOfGateway(gateway, lane));
                }
                continue;
            }
            if (gateway != Sessions.NONE && credit.freeOfGateway(gateway, lane) == 0) {
                queue.remove(offer);
                queue.insert(ofGateway(gateway, lane), offer);
                continue;
            }
            final boolean sameBatch = recipients > 0
                    && offers.alert[batchOffer] == alertSlot
                    && offers.step[batchOffer] == offers.step[offer];
            if (sameBatch ? !outbox.hasDeliveryRoom() : !outbox.hasRoom()) {
                break;
            }
            queue.remove(offer);
            if (!sameBatch) {
                flush();
                batchOffer = offer;
                batchEntry = outbox.entry(alertSlot, OFFER, lane, offers.step[offer], offers.deadlineNs[offer], NONE);
            }
            offers.state[offer] = Offers.OFFERED;
            offers.creditLane[offer] = (byte) lane;
            credit.person(person, lane, 1);
            if (gateway != Sessions.NONE) {
                credit.gateway(gateway, lane, 1);
            }
            outbox.supersede(offer);
            append(batchEntry, person, lane, offer, gateway);
            left--;
        }
        flush();
        return left;
    }

    private void flush() {
        if (recipients > 0) {
            final int alertSlot = offers.alert[batchOffer];
            emit(
                    Because.of(Clause.CREDIT_GIVEN),
                    alertSlot,
                    offers.deadlineNs[batchOffer],
                    NONE,
                    OFFER,
                    laneOf(alertSlot),
                    offers.step[batchOffer]);
            recipients = 0;
        }
    }

    private void append(final int entry, final int person, final int lane, final int offer, final int gateway) {
        distances[recipients] = outbox.append(entry, person, lane, offer, gateway);
        people[recipients] = person;
        seqs[recipients] = outbox.lanes.lastSeq[LANES * person + lane];
        recipients++;
        outputs++;
    }

    private void emit(
            final long clauses,
            final int alertSlot,
            final long deadlineNs,
            final int owner,
            final int kind,
            final int lane,
            final int step) {
        events.dispatched(
                clauses,
                alerts.alertId[alertSlot],
                deadlineNs,
                alerts.subject[alertSlot],
                owner,
                kind,
                lane,
                alerts.priority[alertSlot],
                alerts.severity[alertSlot],
                step,
                false,
                people,
                seqs,
                distances,
                recipients);
    }

    private int sendAgain(final int kind, final int budget) {
        int left = budget;
        for (int at = outbox.lanes.takeTurn(kind); at != NONE && left > 0; at = outbox.lanes.takeTurn(kind)) {
            final int delivery = outbox.lanes.again[at];
            if (outbox.seqOf[delivery] > outbox.lanes.againUpTo[at]) {
                outbox.lanes.again[at] = NONE;
            } else {
                resend(delivery, kind);
                outbox.lanes.again[at] = outbox.next(delivery);
                left--;
            }
        }
        return left;
    }

    private void resend(final int delivery, final int lane) {
        final long clauses = Because.of(Clause.REDELIVERY);
        final int entry = outbox.entryOf[delivery];
        final int alertSlot = alerts.slotOf(outbox.alertId[entry]);
        final int kind = outbox.kind[entry];
        if (alertSlot != Alerts.NONE && (kind == OFFER || kind == UPDATE)) {
            final int length = alerts.content(alertSlot, content);
            alertEvents.content(
                    clauses,
                    alerts.alertId[alertSlot],
                    alerts.subject[alertSlot],
                    alerts.type[alertSlot],
                    alerts.severity[alertSlot],
                    alerts.cause[alertSlot],
                    alerts.parameter[alertSlot],
                    alerts.value[alertSlot],
                    alerts.limit[alertSlot],
                    content,
                    0,
                    length);
        }
        people[0] = outbox.personOf[delivery];
        seqs[0] = outbox.seqOf[delivery];
        distances[0] = outbox.seqOf[delivery] - outbox.previousSeq(delivery);
        events.dispatched(
                clauses,
                outbox.alertId[entry],
                outbox.deadlineNs[entry],
                outbox.subject[entry],
                outbox.owner[entry],
                kind,
                lane,
                outbox.priority[entry],
                outbox.severity[entry],
                outbox.step[entry],
                true,
                people,
                seqs,
                distances,
                1);
    }

    private void leaveQueue(final int offer) {
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

    private void releaseGateway(final int gateway, final int lane) {
        credit.gateway(gateway, lane, -1);
        queue.release(ofGateway(gateway, lane), credit.freeOfGateway(gateway, lane));
    }

    private void gatewayChanged(final int gateway) {
        if (gateway != Sessions.NONE) {
            queue.releaseAll(ofGateway(gateway, CRITICAL));
            queue.releaseAll(ofGateway(gateway, 1));
        }
    }

    private int ofPerson(final int person, final int lane) {
        return 1 + LANES * person + lane;
    }

    private int ofGateway(final int gateway, final int lane) {
        return 1 + LANES * (maxPeople + gateway) + lane;
    }

    /**
     * Writes queue, credit and outbox. What waits is told by the offers' states; where it waits decides nothing.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putLong(outputs);
        writer.putByte(cutShort ? 1 : 0);
        credit.snapshot(writer);
        outbox.snapshot(writer, site.people().size());
    }

    /**
     * Takes queue, credit and outbox over; alerts, offers and sessions are there already.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        outputs = reader.getLong();
        cutShort = reader.getByte() != 0;
        credit.restore(reader);
        outbox.restore(reader, site.people().size());
        for (int i = 0; i < alerts.slots().highWater(); i++) {
            if (alerts.slots().isUsed(i)) {
                for (int offer = alerts.offerHead[i]; offer != NONE; offer = offers.next(offer)) {
                    if (offers.state[offer] == Offers.WAITING) {
                        queue.insert(DispatchQueue.READY, offer);
                    } else if (offers.state[offer] == Offers.OFFERED) {
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
