package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.DeliveryEvents;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.sla.LatencyLedger;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

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

    private final Site site;
    private final Alerts alerts;
    private final Offers offers;
    private final Sessions sessions;
    private final Presences presences;
    private final CreditedQueue queue;
    private final Redelivery redelivery;
    private final Outbox outbox;
    private final DeliveryEvents events;
    private final UnderLoad load;
    private final OutputBatch batch;
    private final OfferRun offerRun;
    private final Notices notices;
    private final ContactRuns contacts;

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
     * @param presences        who said to be away.
     * @param events           of delivery.
     * @param alertEvents      for content that is sent again.
     * @param ledger           hears what is received.
     * @param load             what the mode has to say.
     * @param contacts         over which channels people are told beside the WebSocket.
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
            final Presences presences,
            final DeliveryEvents events,
            final AlertEvents alertEvents,
            final LatencyLedger ledger,
            final UnderLoad load,
            final ContactRuns contacts) {
        this.site = site;
        this.alerts = alerts;
        this.offers = offers;
        this.sessions = sessions;
        this.presences = presences;
        this.events = events;
        this.load = load;
        this.contacts = contacts;
        queue = new CreditedQueue(maxPeople, maxGateways, site, alerts, offers, sessions, load);
        outbox = new Outbox(
                maxOutboxEntries,
                maxDeliveries,
                offers.capacity(),
                maxPeople,
                laneBound,
                alerts,
                events,
                new Departed(queue, offers, ledger, contacts));
        batch = new OutputBatch(alerts, outbox, events);
        offerRun = new OfferRun(alerts, offers, queue, outbox, batch, load, contacts);
        notices = new Notices(alerts, offers, outbox, batch);
        redelivery = new Redelivery(outbox, alerts, events, alertEvents);
    }

    /** The lane of an alert's outputs: value of the enum Lane. */
    public int laneOf(final int alertSlot) {
        return Lanes.laneOf(alerts.priority[alertSlot]);
    }

    /**
     * Whether somebody would see an offer.
     *
     * @param person index.
     * @return connected and not away, or always reachable.
     */
    public boolean isReachable(final int person) {
        return site.isAlwaysReachable(person)
                || (sessions.gatewayOfPerson(person) != Sessions.NONE && !presences.isOffline(person));
    }

    /**
     * Whether somebody would be told by a step.
     *
     * @param alert    slot.
     * @param person   index.
     * @param channels of the step, or {@link ContactMethods#ANY}.
     * @return reachable, or not away and with a contact method that the step has a channel for.
     */
    public boolean isReachable(final int alert, final int person, final int channels) {
        return isReachable(person) || (contacts.reaches(alert, person, channels) && !presences.isOffline(person));
    }

    /**
     * Puts a recipient's offer into the queue; if it is WAITING or OFFERED it is taken back before, nobody is told.
     *
     * @param offer      of the recipient.
     * @param step       that chose the person.
     * @param channels   of the step, or {@link ContactMethods#ANY}.
     * @param deadlineNs of the step.
     * @return false if the mode drops it: then the offer stays as it was.
     */
    public boolean enqueue(final int offer, final int step, final int channels, final long deadlineNs) {
        final int alert = offers.alert[offer];
        if (load.isDropped(alert, offers.person[offer])) {
            alerts.mark(alert, Alerts.PASSED_OVER, true);
            return false;
        }
        release(offer, offers.state[offer]);
        offers.state[offer] = Offers.WAITING;
        offers.step[offer] = (byte) step;
        offers.channels[offer] = (byte) channels;
        offers.deadlineNs[offer] = deadlineNs;
        queue.add(offer);
        if (load.holds(alert)) {
            load.hold(alert, offers.person[offer]);
        }
        return true;
    }

    /** What decides the order of what waits has changed, or what the mode holds back. */
    public void requeueAll(final boolean hasModeBegun) {
        queue.requeueAll(hasModeBegun);
    }

    /**
     * The priority of an alert is about to change: its waiting offers leave the queue. {@link #queueAgain} follows.
     *
     * @param alertSlot of the alert.
     */
    public void unqueue(final int alertSlot) {
        for (int offer = alerts.offerHead[alertSlot]; offer != NONE; offer = offers.next(offer)) {
            if (offers.state[offer] == Offers.WAITING) {
                queue.remove(offer);
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
                queue.add(offer);
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
        offers.settle(offer, state);
        release(offer, before);
    }

    private void release(final int offer, final byte before) {
        if (before == Offers.WAITING) {
            queue.remove(offer);
        } else if (before == Offers.OFFERED) {
            queue.giveBackPerson(offer);
            contacts.end(offer);
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
        if (load.mayDrop(alertSlot, kind.value())) {
            load.drop(alertSlot, offers.countTold(alerts.offerHead[alertSlot], except));
        } else {
            notices.tell(clauses, alertSlot, kind, except, owner, Notices.EVERYBODY);
        }
    }

    /**
     * Tells those who were asked to fill slots of a team which others fill that somebody has taken it, at once.
     *
     * @param clauses   why.
     * @param alertSlot of the alert.
     * @param open      the slots that are open, bits from 0.
     * @param owner     person who took it.
     */
    public void noticeInVain(final long clauses, final int alertSlot, final int open, final int owner) {
        notices.tell(clauses, alertSlot, OutputKind.TAKEN, owner, owner, open);
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
        contacts.close(alertSlot);
    }

    /** Dispatches what may be dispatched: the last part of every entrance. */
    public void dispatch() {
        int left = MAX_PER_ENTRANCE;
        left = redelivery.send(CRITICAL, left);
        left = offerRun.dispatch(left);
        redelivery.send(1, left);
    }

    /**
     * Whether the next entrance has something to dispatch whatever its time.
     *
     * @return the last one was cut short, or something is to be sent again.
     */
    public boolean isPending() {
        return offerRun.isCutShort() || outbox.lanes.hasAgain();
    }

    /**
     * A session was opened: what its person has not received is sent again.
     *
     * @param person        index.
     * @param formerGateway whose credit counted for the person until now, or -1.
     */
    public void connected(final int person, final int formerGateway) {
        queue.gatewayChanged(formerGateway);
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
            queue.left(person, gateway, outbox);
        }
        queue.gatewayChanged(gateway);
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
        queue.limits(gatewayCritical, gatewayOther, personCritical, personOther);
    }

    /**
     * How much credit there is.
     *
     * @return gatewayCritical, gatewayOther, personCritical, personOther.
     */
    public int[] creditLimits() {
        return queue.limits();
    }

    /**
     * How far a person's client has received a lane.
     *
     * @param person index.
     * @param lane   value of the enum Lane.
     * @return highest sequence; 0 = nothing.
     */
    public long receivedSeq(final int person, final int lane) {
        return outbox.lanes.receivedSeq[LANES * person + lane];
    }

    /** Whoever may have credit now, and whoever is being told, is looked at again: after a change of configuration. */
    public void reconsiderAll() {
        contacts.configured();
        queue.reconsiderAll();
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
        return batch.outputs();
    }

    /**
     * Writes queue, credit and outbox. What waits is told by the offers' states; where it waits decides nothing.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        batch.snapshot(writer);
        offerRun.snapshot(writer);
        queue.snapshot(writer);
        outbox.snapshot(writer, site.people().size());
    }

    /**
     * Takes queue, credit and outbox over; alerts, offers and sessions are there already.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        batch.restore(reader);
        offerRun.restore(reader);
        queue.restore(reader, outbox);
    }
}
