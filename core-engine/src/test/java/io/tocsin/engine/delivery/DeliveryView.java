package io.tocsin.engine.delivery;

import io.tocsin.engine.Inside;
import io.tocsin.engine.alert.Places;
import java.util.ArrayList;
import java.util.List;

/** Looks at what is dispatched and not yet received, and at the credit that is out. */
public final class DeliveryView {
    private final Outbox outbox;
    private final Credit credit;
    private final int people;

    /** A delivery in its lane. */
    public record Delivery(int person, int lane, long seq, long alertId, int gateway) {}

    /**
     * A view of a dispatcher.
     *
     * @param dispatcher of an engine.
     * @param people     how many people there are.
     */
    public DeliveryView(final Dispatcher dispatcher, final int people) {
        outbox = (Outbox) Inside.field(dispatcher, "outbox");
        credit = (Credit) Inside.field(Inside.field(dispatcher, "queue"), "credit");
        this.people = people;
    }

    /**
     * Every unreceived delivery.
     *
     * @return lane by lane, each lane's in its order.
     */
    public List<Delivery> deliveries() {
        final List<Delivery> all = new ArrayList<>();
        for (int at = 0; at < 2 * people; at++) {
            for (int delivery = outbox.lanes.head[at]; delivery != Outbox.NONE; delivery = outbox.next(delivery)) {
                all.add(new Delivery(
                        outbox.personOf[delivery],
                        at & 1,
                        outbox.seqOf[delivery],
                        outbox.entries.alertId[outbox.entryOf[delivery]],
                        outbox.gatewayOf[delivery]));
            }
        }
        return all;
    }

    /**
     * Highest sequence of a lane.
     *
     * @param person index.
     * @param lane   0 or 1.
     * @return sequence.
     */
    public long lastSeq(final int person, final int lane) {
        return outbox.lanes.lastSeq[2 * person + lane];
    }

    /**
     * Highest sequence that was received in a lane.
     *
     * @param person index.
     * @param lane   0 or 1.
     * @return sequence.
     */
    public long receivedSeq(final int person, final int lane) {
        return outbox.lanes.receivedSeq[2 * person + lane];
    }

    /**
     * Whether something is being sent again.
     *
     * @return true if so.
     */
    public boolean isSendingAgain() {
        return outbox.lanes.hasAgain();
    }

    /**
     * Offers that hold a person's credit.
     *
     * @param person index.
     * @param lane   0 or 1.
     * @return how many.
     */
    public int usedByPerson(final int person, final int lane) {
        return ((int[]) Inside.field(credit, "usedByPerson"))[2 * person + lane];
    }

    /**
     * Deliveries that hold a gateway's credit.
     *
     * @param gateway of them.
     * @param lane    0 or 1.
     * @return how many.
     */
    public int usedByGateway(final int gateway, final int lane) {
        return ((int[]) Inside.field(credit, "usedByGateway"))[2 * gateway + lane];
    }

    /**
     * Whether an output could be kept: the last sixteenth of the table is for the lane CRITICAL, and advice has places of its own.
     *
     * @param inUse    entries that are taken, of advice or of everything else.
     * @param lane     0 or 1.
     * @param isAdvice the output is advice.
     * @return true if so.
     */
    public boolean hasEntryRoom(final int inUse, final int lane, final boolean isAdvice) {
        return hasRoom(outbox.entries.places.ofOthers(), inUse, lane, isAdvice);
    }

    /**
     * Whether one more recipient of an output could be kept.
     *
     * @param inUse    deliveries that are taken, of advice or of everything else.
     * @param lane     0 or 1.
     * @param isAdvice the output is advice.
     * @return true if so.
     */
    public boolean hasDeliveryRoom(final int inUse, final int lane, final boolean isAdvice) {
        return hasRoom(((Places) Inside.field(outbox, "deliveries")).ofOthers(), inUse, lane, isAdvice);
    }

    /**
     * Whether a lane could keep more advice.
     *
     * @param inLane that it keeps.
     * @return true if so.
     */
    public boolean hasLaneRoomForAdvice(final int inLane) {
        return inLane < 1 + (int) Inside.field(outbox, "laneBound") / 16;
    }

    private static boolean hasRoom(final int most, final int inUse, final int lane, final boolean isAdvice) {
        return isAdvice ? inUse < 1 + most / 16 : most - inUse > (lane == 0 ? 0 : most / 16);
    }

    /**
     * Whether an offer of a lane would find a place now.
     *
     * @param lane 0 or 1.
     * @return true if so.
     */
    public boolean hasRoomForOffer(final int lane) {
        return outbox.hasRoom(lane);
    }

    /**
     * Drops the oldest unreceived delivery of somebody, as no engine does.
     *
     * @return false if there is none.
     */
    public boolean loseOne() {
        for (int at = 0; at < 2 * people; at++) {
            if (outbox.lanes.head[at] != Outbox.NONE) {
                final long received = outbox.lanes.receivedSeq[at];
                outbox.received(at, outbox.seqOf[outbox.lanes.head[at]]);
                outbox.lanes.receivedSeq[at] = received;
                return true;
            }
        }
        return false;
    }

    /**
     * Takes everybody's credit for the lane CRITICAL, and never gives it back.
     *
     * @return true if there is anybody.
     */
    public boolean blockCritical() {
        for (int person = 0; person < people; person++) {
            credit.person(person, 0, 1_000_000);
        }
        return people > 0;
    }
}
