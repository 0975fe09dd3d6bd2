package io.tocsin.engine.alert;

import io.tocsin.codecs.sbe.Response;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/**
 * The recipients of open alerts: one offer per (alert, person), whatever became of it, in the order the people were first chosen. Queue and outbox keep their own
 * links by offer.
 */
public final class Offers {
    /** No offer. */
    public static final int NONE = -1;

    /** Most recipients of one alert; the last place is the fail-safe destination's. */
    public static final int MAX_PER_ALERT = 64;

    /** Chosen, waits for credit. */
    public static final byte WAITING = (byte) Response.WAITING.value();
    /** Told, has not answered. */
    public static final byte OFFERED = (byte) Response.OFFERED.value();
    /** Took responsibility. */
    public static final byte ACCEPTED = (byte) Response.ACCEPTED.value();
    /** Did not take it, or gave it back. */
    public static final byte REJECTED = (byte) Response.REJECTED.value();
    /** Did not answer in time. */
    public static final byte UNDEFINED = (byte) Response.UNDEFINED.value();
    /** Not needed any more. */
    public static final byte WITHDRAWN = (byte) Response.WITHDRAWN.value();

    /** Bit of {@link #slotsOfTeam}: asked by the fail-safe destination, for whatever is open. */
    public static final int WHATEVER_IS_OPEN = 0x80;

    /** Bit beside what events said last, in a snapshot: so one in which nobody has joined is as it was before there was one. */
    private static final int JOINED = 0x40;

    private static final int SECTION_ID = 21;
    private static final int SECTION_VERSION = 3;

    /** Slot of the alert. */
    public final int[] alert;
    /** Index of the person. */
    public final int[] person;
    /** One of the states above. */
    public final byte[] state;
    /** What events said last of the person's response; WAITING if they said nothing yet. */
    public final byte[] told;
    /** Step that chose the person last. */
    public final byte[] step;
    /** Channels of that step. */
    public final byte[] channels;
    /** Slots of the team, bits from 0: those that the person is asked to fill; ACCEPTED: the one filled. See {@code Team}. */
    public final byte[] slotsOfTeam;
    /** Lane whose person credit it holds while OFFERED. */
    public final byte[] creditLane;
    /** Deadline of the step that chose the person last; its place in the queue. */
    public final long[] deadlineNs;

    /** Took the alert unasked, and was not asked since. */
    private final boolean[] joined;

    private final int[] next;
    /** By person: how many open alerts they have accepted. */
    private final int[] load;

    private final Places places;
    private final Alerts alerts;

    /**
     * No offers.
     *
     * @param maxOffers of all open alerts together.
     * @param maxPeople people.
     * @param alerts    they belong to.
     */
    public Offers(final int maxOffers, final int maxPeople, final Alerts alerts) {
        places = new Places(maxOffers);
        final int most = places.slots().capacity();
        alert = new int[most];
        person = new int[most];
        state = new byte[most];
        told = new byte[most];
        step = new byte[most];
        channels = new byte[most];
        slotsOfTeam = new byte[most];
        creditLane = new byte[most];
        deadlineNs = new long[most];
        joined = new boolean[most];
        next = new int[most];
        load = new int[maxPeople];
        this.alerts = alerts;
    }

    /**
     * Adds a recipient at the end of an alert's list.
     *
     * @param alertSlot   of the alert.
     * @param personIndex of the person.
     * @return the offer, or {@link #NONE} if the table is full.
     */
    public int add(final int alertSlot, final int personIndex) {
        final int offer = places.take(Advice.is(alerts, alertSlot));
        if (offer != NONE) {
            alert[offer] = alertSlot;
            person[offer] = personIndex;
            state[offer] = WITHDRAWN;
            // What the slot held before must not show in a snapshot: a restored engine never knew it.
            told[offer] = WAITING;
            joined[offer] = false;
            step[offer] = 0;
            channels[offer] = 0;
            slotsOfTeam[offer] = 0;
            creditLane[offer] = 0;
            deadlineNs[offer] = 0;
            link(offer, alertSlot);
        }
        return offer;
    }

    /**
     * The offer of a person.
     *
     * @param alertSlot   of the alert.
     * @param personIndex of the person.
     * @return the offer or {@link #NONE}.
     */
    public int find(final int alertSlot, final int personIndex) {
        int offer = alerts.offerHead[alertSlot];
        while (offer != NONE && person[offer] != personIndex) {
            offer = next[offer];
        }
        return offer;
    }

    /**
     * The recipient chosen after another.
     *
     * @param offer of the other.
     * @return the offer or {@link #NONE}.
     */
    public int next(final int offer) {
        return next[offer];
    }

    /**
     * Whether the person knows of the alert and still needs news of it.
     *
     * @param offer of the person.
     * @return OFFERED, UNDEFINED or ACCEPTED.
     */
    public boolean isTold(final int offer) {
        return state[offer] == OFFERED || state[offer] == UNDEFINED || state[offer] == ACCEPTED;
    }

    /**
     * Whether the person took the alert unasked, by a view of the patient, in an emergency or as of the unit, and does not have it any more: no step and nobody has asked
     * them since, so they have nothing to do with it.
     *
     * @param offer of the person.
     * @return false too for who has accepted.
     */
    public boolean isUninvited(final int offer) {
        return joined[offer] && state[offer] != ACCEPTED;
    }

    /**
     * Whether nobody has asked the person, who took the alert all the same.
     *
     * @param offer of the person.
     * @return also while they have it.
     */
    public boolean hasJoined(final int offer) {
        return joined[offer];
    }

    /**
     * The person takes the alert: unasked, if events have said nothing of them yet, and until they are told that they are asked.
     *
     * @param offer of the person, before it is settled.
     */
    public void joining(final int offer) {
        joined[offer] |= told[offer] == WAITING;
    }

    /**
     * Whether others fill every slot of the team that a person was asked to fill, while slots are open.
     *
     * @param offer of the person.
     * @param open  the slots that are open, bits from 0.
     * @return false too for who was asked to fill none, and for who has accepted.
     */
    public boolean isInVain(final int offer, final int open) {
        final int asked = slotsOfTeam[offer];
        return open != 0 && asked != 0 && (asked & (open | WHATEVER_IS_OPEN)) == 0 && state[offer] != ACCEPTED;
    }

    /**
     * Gives an offer a state that events tell of: of somebody who waits and was never told, or who has rejected, they do not tell that the offer was withdrawn.
     *
     * @param offer    of the person.
     * @param newState not WAITING.
     */
    public void settle(final int offer, final byte newState) {
        if (newState != state[offer]) {
            // Two branches rather than a sum: who accepts nothing costs no memory access.
            if (newState == ACCEPTED) {
                load[person[offer]] += loadOf(alert[offer]);
            } else if (state[offer] == ACCEPTED) {
                load[person[offer]] -= loadOf(alert[offer]);
            }
        }
        state[offer] = newState;
        joined[offer] &= newState != OFFERED;
        if (newState != WITHDRAWN || (told[offer] != WAITING && told[offer] != REJECTED)) {
            told[offer] = newState;
        }
    }

    /** Advice is nobody's load. */
    private int loadOf(final int ofAlert) {
        return Advice.is(alerts, ofAlert) ? 0 : 1;
    }

    /**
     * How many open alerts a person has accepted, but for advice.
     *
     * @param personIndex of the person.
     * @return 0 and more.
     */
    public int load(final int personIndex) {
        return load[personIndex];
    }

    /**
     * Whether two offers say the same: a ladder that began anew may hold two of one step that differ.
     *
     * @param one   offer.
     * @param other offer.
     * @return they are of one alert and step, with the same deadline and channels.
     */
    public boolean isTheSame(final int one, final int other) {
        return alert[one] == alert[other]
                && step[one] == step[other]
                && deadlineNs[one] == deadlineNs[other]
                && channels[one] == channels[other];
    }

    /**
     * Forgets all recipients of an alert.
     *
     * @param alertSlot of the alert.
     */
    public void removeAll(final int alertSlot) {
        for (int offer = alerts.offerHead[alertSlot]; offer != NONE; offer = next[offer]) {
            places.give(offer, Advice.is(alerts, alertSlot));
        }
        alerts.offerHead[alertSlot] = NONE;
        alerts.offerTail[alertSlot] = NONE;
        alerts.offerCount[alertSlot] = 0;
    }

    /**
     * Whether one recipient more of an alert finds a place in the table; advice has places of its own.
     *
     * @param ofAlert slot of the alert.
     * @return there is one.
     */
    public boolean hasRoom(final int ofAlert) {
        return places.hasRoom(Advice.is(alerts, ofAlert));
    }

    /**
     * How many slots the table has, those of advice among them.
     *
     * @return the capacity.
     */
    public int capacity() {
        return places.slots().capacity();
    }

    /**
     * How many of an alert's recipients were told of it and may still need it.
     *
     * @param first  the alert's first offer, or {@link #NONE}.
     * @param except person who does not count, or -1.
     * @return people.
     */
    public int countTold(final int first, final int except) {
        int people = 0;
        for (int offer = first; offer != NONE; offer = next(offer)) {
            people += isTold(offer) && person[offer] != except ? 1 : 0;
        }
        return people;
    }

    /**
     * Writes the recipients, alert by alert in slot order, each alert's in its own order.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        places.slots().snapshot(writer);
        for (int i = 0; i < alerts.slots().highWater(); i++) {
            if (alerts.slots().isUsed(i)) {
                writer.putInt(alerts.offerCount[i]);
                for (int offer = alerts.offerHead[i]; offer != NONE; offer = next[offer]) {
                    writer.putInt(offer);
                    writer.putInt(person[offer]);
                    writer.putByte(state[offer]);
                    writer.putByte(joined[offer] ? told[offer] | JOINED : told[offer]);
                    writer.putByte(step[offer]);
                    writer.putByte(channels[offer]);
                    writer.putByte(slotsOfTeam[offer]);
                    writer.putByte(creditLane[offer]);
                    writer.putLong(deadlineNs[offer]);
                }
            }
        }
    }

    /**
     * Takes the recipients over; the alerts are there already.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        places.slots().restore(reader);
        // An offer in two places would make a list without an end.
        final boolean[] linked = new boolean[places.slots().highWater()];
        for (int i = 0; i < alerts.slots().highWater(); i++) {
            if (alerts.slots().isUsed(i)) {
                alerts.offerHead[i] = NONE;
                alerts.offerTail[i] = NONE;
                alerts.offerCount[i] = 0;
                final int count = reader.getCount(MAX_PER_ALERT, "recipients");
                for (int j = 0; j < count; j++) {
                    final int offer = reader.getCount(places.slots().highWater() - 1, "as an offer");
                    if (linked[offer]) {
                        throw new SnapshotException("at byte " + reader.position() + ": offer " + offer + " twice");
                    }
                    linked[offer] = true;
                    alert[offer] = i;
                    places.restored(Advice.is(alerts, i));
                    person[offer] = reader.getCount(load.length - 1, "as a person");
                    state[offer] = (byte) reader.getByte();
                    load[person[offer]] += state[offer] == ACCEPTED ? loadOf(i) : 0;
                    final int said = reader.getByte();
                    told[offer] = (byte) (said & ~JOINED);
                    joined[offer] = (said & JOINED) != 0;
                    step[offer] = (byte) reader.getByte();
                    channels[offer] = (byte) reader.getByte();
                    slotsOfTeam[offer] = (byte) reader.getByte();
                    creditLane[offer] = (byte) reader.getByte();
                    deadlineNs[offer] = reader.getLong();
                    link(offer, i);
                }
            }
        }
    }

    private void link(final int offer, final int alertSlot) {
        next[offer] = NONE;
        if (alerts.offerTail[alertSlot] == NONE) {
            alerts.offerHead[alertSlot] = offer;
        } else {
            next[alerts.offerTail[alertSlot]] = offer;
        }
        alerts.offerTail[alertSlot] = offer;
        alerts.offerCount[alertSlot]++;
    }
}
