package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Places;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.DeliveryEvents;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * What was dispatched and is not yet received. An entry says what is told; a delivery says to whom, at which sequence of which lane. An entry leaves with its last
 * delivery.
 */
final class Outbox {
    static final int NONE = -1;
    /** In the place of a gateway: advice, which holds no credit and keeps away from what others need. */
    static final int OF_ADVICE = -2;

    private static final int CRITICAL = 0;
    private static final int SECTION_ID = 32;
    private static final int SECTION_VERSION = 2;
    /** How far a full lane is searched for something nobody needs any more. */
    private static final int SEARCHED_WHEN_FULL = 64;

    /** Hears of a delivery that leaves: the credit it held comes back; and before, of one that was received. */
    interface Departures {
        void release(int gateway, int lane);

        void received(int offer, int kind);
    }

    final OutboxEntries entries;
    final int[] entryOf;
    final int[] personOf;
    final long[] seqOf;
    /** Gateway whose credit the delivery holds, or {@link #NONE}. */
    final int[] gatewayOf;

    private final int[] offerOf;
    private final int[] next;
    private final int[] previous;
    private final int[] nextOfOffer;
    private final int[] firstOfOffer;
    private final Places deliveries;
    final Lanes lanes;
    private final Alerts alerts;
    private final DeliveryEvents events;
    private final Departures departures;
    private final int laneBound;

    Outbox(
            final int maxEntries,
            final int maxDeliveries,
            final int maxOffers,
            final int maxPeople,
            final int laneBound,
            final Alerts alerts,
            final DeliveryEvents events,
            final Departures departures) {
        entries = new OutboxEntries(maxEntries);
        deliveries = new Places(maxDeliveries);
        final int most = deliveries.slots().capacity();
        entryOf = new int[most];
        personOf = new int[most];
        seqOf = new long[most];
        gatewayOf = new int[most];
        offerOf = new int[most];
        next = new int[most];
        previous = new int[most];
        nextOfOffer = new int[most];
        firstOfOffer = new int[maxOffers];
        lanes = new Lanes(maxPeople);
        this.laneBound = laneBound;
        this.alerts = alerts;
        this.events = events;
        this.departures = departures;
        Arrays.fill(firstOfOffer, NONE);
    }

    /** Whether an offer of a lane can be kept: an entry and a delivery are free. The last sixteenth of both tables is for the lane CRITICAL; advice has places of its own. */
    boolean hasRoom(final int outputLane) {
        return hasEntryRoom(outputLane) && hasDeliveryRoom(outputLane);
    }

    private boolean hasEntryRoom(final int outputLane) {
        return hasRoom(entries.places, outputLane);
    }

    boolean hasDeliveryRoom(final int outputLane) {
        return hasRoom(deliveries, outputLane);
    }

    private static boolean hasRoom(final Places places, final int outputLane) {
        return places.free() > (outputLane == CRITICAL ? 0 : places.ofOthers() / 16);
    }

    /** Takes an entry for an alert; {@link #NONE} if the table is full. */
    int entry(
            final int alertSlot,
            final int kind,
            final int lane,
            final int step,
            final int channels,
            final long deadlineNs,
            final int owner) {
        final boolean hasRoom = Advice.is(alerts, alertSlot) ? entries.places.hasRoom(true) : hasEntryRoom(lane);
        return hasRoom ? entries.take(alerts, alertSlot, kind, lane, step, channels, deadlineNs, owner) : NONE;
    }

    /** Gives an entry back that got no delivery. */
    void dropIfUnused(final int entry) {
        if (entry != NONE && entries.references[entry] == 0) {
            entries.give(entry);
        }
    }

    /** Gives an output its sequence in a person's lane and keeps it there if there is room; that minus the one before it in the lane. */
    long append(final int entry, final int person, final int outputLane, final int offer, final int gateway) {
        final boolean isAdvice = gateway == OF_ADVICE;
        final int at = 2 * person + outputLane;
        if (!isAdvice && lanes.count[at] >= laneBound && lanes.count[at] - lanes.advice[at] >= laneBound) {
            pushOut(at);
        }
        final long seq = ++lanes.lastSeq[at];
        final int last = lanes.tail[at];
        final long distance = seq - (last == NONE ? lanes.receivedSeq[at] : seqOf[last]);
        final boolean mayStay = isAdvice
                ? lanes.advice[at] < Places.ofAdvice(laneBound) && deliveries.hasRoom(true)
                : hasDeliveryRoom(outputLane);
        if (entry != NONE && mayStay) {
            final int delivery = deliveries.take(isAdvice);
            entryOf[delivery] = entry;
            personOf[delivery] = person;
            seqOf[delivery] = seq;
            gatewayOf[delivery] = isAdvice ? NONE : gateway;
            offerOf[delivery] = offer;
            entries.references[entry]++;
            linkLast(at, delivery);
            linkOffer(delivery, offer);
        }
        return distance;
    }

    /** What the person of an offer has not received of its alert is of no use any more. */
    void supersede(final int offer) {
        while (firstOfOffer[offer] != NONE) {
            remove(firstOfOffer[offer]);
        }
    }

    /** The offer is about to be forgotten; its deliveries stay for their recipient. */
    void forget(final int offer) {
        for (int delivery = firstOfOffer[offer]; delivery != NONE; ) {
            final int following = nextOfOffer[delivery];
            offerOf[delivery] = NONE;
            nextOfOffer[delivery] = NONE;
            delivery = following;
        }
        firstOfOffer[offer] = NONE;
    }

    /** Everything of a lane up to a sequence was received. */
    void received(final int at, final long seq) {
        for (int first = lanes.head[at]; first != NONE && seqOf[first] <= seq; first = lanes.head[at]) {
            departures.received(offerOf[first], entries.kind[entryOf[first]]);
            remove(first);
        }
        lanes.receivedSeq[at] = seq;
    }

    /** The next unreceived delivery of a lane, or {@link #NONE}. */
    int next(final int delivery) {
        return next[delivery];
    }

    /** What is to be sent again after a delivery: the next one, unless it was first sent when the session was open already. */
    void sendAgainAfter(final int at, final int delivery) {
        final int following = next[delivery];
        lanes.again[at] = following != NONE && seqOf[following] <= lanes.againUpTo[at] ? following : NONE;
    }

    /** The sequence before a delivery in its lane. */
    long previousSeq(final int delivery) {
        final int at = 2 * personOf[delivery] + entries.lane[entryOf[delivery]];
        return previous[delivery] == NONE ? lanes.receivedSeq[at] : seqOf[previous[delivery]];
    }

    /** Something of a full lane leaves, but for advice, which is beside it. */
    private void pushOut(final int at) {
        int leaving = afterAdvice(lanes.head[at]);
        final int first = leaving;
        int searched = 0;
        while (leaving != NONE
                && searched++ < SEARCHED_WHEN_FULL
                && alerts.slotOf(entries.alertId[entryOf[leaving]]) != Alerts.NONE) {
            leaving = afterAdvice(next[leaving]);
        }
        if (leaving == NONE || searched > SEARCHED_WHEN_FULL) {
            leaving = (at & 1) == 0 ? NONE : first;
        }
        if (leaving != NONE) {
            events.outputLeft(
                    Because.of(Clause.LANE_BOUND),
                    entries.alertId[entryOf[leaving]],
                    personOf[leaving],
                    at & 1,
                    seqOf[leaving]);
            remove(leaving);
        }
    }

    private int afterAdvice(final int delivery) {
        int other = delivery;
        while (other != NONE && entries.isAdvice(entryOf[other])) {
            other = next[other];
        }
        return other;
    }

    private void remove(final int delivery) {
        final int entry = entryOf[delivery];
        final int at = 2 * personOf[delivery] + entries.lane[entry];
        if (lanes.again[at] == delivery) {
            sendAgainAfter(at, delivery);
        }
        if (previous[delivery] == NONE) {
            lanes.head[at] = next[delivery];
        } else {
            next[previous[delivery]] = next[delivery];
        }
        if (next[delivery] == NONE) {
            lanes.tail[at] = previous[delivery];
        } else {
            previous[next[delivery]] = previous[delivery];
        }
        lanes.count[at]--;
        if (entries.isAdvice(entry)) {
            lanes.advice[at]--;
        }
        unlinkOffer(delivery);
        deliveries.give(delivery, entries.isAdvice(entry));
        if (--entries.references[entry] == 0) {
            entries.give(entry);
        }
        if (gatewayOf[delivery] != NONE) {
            departures.release(gatewayOf[delivery], at & 1);
        }
    }

    private void linkLast(final int at, final int delivery) {
        final int last = lanes.tail[at];
        next[delivery] = NONE;
        previous[delivery] = last;
        if (last == NONE) {
            lanes.head[at] = delivery;
        } else {
            next[last] = delivery;
        }
        lanes.tail[at] = delivery;
        lanes.count[at]++;
        if (entries.isAdvice(entryOf[delivery])) {
            lanes.advice[at]++;
        }
    }

    private void linkOffer(final int delivery, final int offer) {
        nextOfOffer[delivery] = NONE;
        if (offer != NONE) {
            nextOfOffer[delivery] = firstOfOffer[offer];
            firstOfOffer[offer] = delivery;
        }
    }

    private void unlinkOffer(final int delivery) {
        final int offer = offerOf[delivery];
        if (offer == NONE) {
            return;
        }
        if (firstOfOffer[offer] == delivery) {
            firstOfOffer[offer] = nextOfOffer[delivery];
            return;
        }
        int before = firstOfOffer[offer];
        while (nextOfOffer[before] != delivery) {
            before = nextOfOffer[before];
        }
        nextOfOffer[before] = nextOfOffer[delivery];
    }

    void snapshot(final SnapshotWriter writer, final int people) {
        writer.section(SECTION_ID, SECTION_VERSION);
        entries.snapshot(writer);
        deliveries.slots().snapshot(writer);
        for (int at = 0; at < 2 * people; at++) {
            writer.putLong(lanes.lastSeq[at]);
            writer.putLong(lanes.receivedSeq[at]);
            writer.putInt(lanes.count[at]);
            for (int delivery = lanes.head[at]; delivery != NONE; delivery = next[delivery]) {
                writer.putInt(delivery);
                writer.putInt(entryOf[delivery]);
                writer.putLong(seqOf[delivery]);
                writer.putInt(gatewayOf[delivery]);
                writer.putInt(offerOf[delivery]);
                writer.putInt(nextOfOffer[delivery]);
                writer.putByte(offerOf[delivery] != NONE && firstOfOffer[offerOf[delivery]] == delivery ? 1 : 0);
            }
        }
        for (int kindOfLane = 0; kindOfLane < 2; kindOfLane++) {
            for (int at = lanes.firstTurn(kindOfLane); at != NONE; at = lanes.nextTurn(at)) {
                writer.putInt(at);
                writer.putInt(lanes.again[at]);
                writer.putLong(lanes.againUpTo[at]);
            }
            writer.putInt(NONE);
        }
    }

    void restore(final SnapshotReader reader, final int people) {
        reader.section(SECTION_ID, SECTION_VERSION);
        entries.restore(reader);
        deliveries.slots().restore(reader);
        // A delivery in two places would make a lane without an end.
        final boolean[] linked = new boolean[deliveries.slots().highWater()];
        for (int at = 0; at < 2 * people; at++) {
            lanes.lastSeq[at] = reader.getLong();
            lanes.receivedSeq[at] = reader.getLong();
            final int count = reader.getCount(deliveries.slots().inUse(), "deliveries");
            for (int i = 0; i < count; i++) {
                final int delivery = reader.getCount(deliveries.slots().highWater() - 1, "as a delivery");
                if (linked[delivery]) {
                    throw new SnapshotException("at byte " + reader.position() + ": delivery " + delivery + " twice");
                }
                linked[delivery] = true;
                entryOf[delivery] = reader.getCount(entries.places.slots().highWater() - 1, "as an entry");
                personOf[delivery] = at >> 1;
                seqOf[delivery] = reader.getLong();
                gatewayOf[delivery] = reader.getInt();
                offerOf[delivery] = reader.getIndex(firstOfOffer.length, "offer");
                nextOfOffer[delivery] = reader.getIndex(deliveries.slots().highWater(), "delivery");
                if (reader.getByte() != 0) {
                    firstOfOffer[offerOf[delivery]] = delivery;
                }
                entries.references[entryOf[delivery]]++;
                deliveries.restored(entries.isAdvice(entryOf[delivery]));
                linkLast(at, delivery);
            }
        }
        for (int kindOfLane = 0; kindOfLane < 2; kindOfLane++) {
            for (int at = reader.getIndex(2 * people, "lane"); at != NONE; at = reader.getIndex(2 * people, "lane")) {
                lanes.again[at] = reader.getIndex(deliveries.slots().highWater(), "delivery");
                lanes.againUpTo[at] = reader.getLong();
                lanes.list(at);
            }
        }
    }
}
