package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.BundleChosenEncoder.MembersEncoder;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.ContactEvents;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.SlotPool;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/** The runs that go on: of whom, for which alert, and what was done so far. What has to be done next is decided by others. */
final class ContactTable {
    static final int NONE = -1;
    static final long NEVER = DeadlineHeap.NEVER;
    static final int WEBSOCKET = 1;

    private static final int SECTION_ID = 86;
    private static final int SECTION_VERSION = 3;

    private final ContactMethods methods;
    private final Alerts alerts;
    private final Offers offers;
    private final ContactEvents events;
    private final BundleTable bundles;

    private final SlotPool slots;
    private final int[] runOfOffer;
    private final Long2LongHashMap slotOfRun;
    private final DeadlineHeap due;
    private final DeadlineHeap over;
    private final int[] offerOf;
    final int[] personOf;
    /** Of the person's methods. */
    final int[] rowOf;

    private final int[] slotOfAlert;
    private final byte[] step;
    /** By slot of the alert, and by run: the emergency contacts that are being told of it. */
    private final int[] firstInformed;

    private final int[] nextInformed;
    final long[] alertOf;
    private final long[] run;
    final long[] startNs;
    private final long[] dueNs;
    /** Channels of the step, or {@link ContactMethods#ANY}. */
    final byte[] channels;
    /** Used, or passed over. */
    final byte[] handled;

    final byte[] used;
    final byte[] failed;
    final byte[] delivered;
    /** Handled, and waiting in bundles. */
    final byte[] bundled;

    private long lastRun;
    private int informing;

    ContactTable(
            final int maxAlerts,
            final ContactMethods methods,
            final Alerts alerts,
            final Offers offers,
            final ContactEvents events,
            final BundleTable bundles) {
        this.methods = methods;
        this.alerts = alerts;
        this.offers = offers;
        this.events = events;
        this.bundles = bundles;
        final int most = offers.capacity() + maxAlerts;
        slots = new SlotPool(most);
        runOfOffer = new int[offers.capacity()];
        Arrays.fill(runOfOffer, NONE);
        slotOfRun = new Long2LongHashMap(Math.max(8, 2 * most), 0.55f, NONE);
        due = new DeadlineHeap(most);
        over = new DeadlineHeap(most);
        offerOf = new int[most];
        personOf = new int[most];
        rowOf = new int[most];
        slotOfAlert = new int[most];
        step = new byte[most];
        nextInformed = new int[most];
        firstInformed = new int[alerts.slots().capacity()];
        Arrays.fill(firstInformed, NONE);
        alertOf = new long[most];
        run = new long[most];
        startNs = new long[most];
        dueNs = new long[most];
        channels = new byte[most];
        handled = new byte[most];
        used = new byte[most];
        failed = new byte[most];
        delivered = new byte[most];
        bundled = new byte[most];
    }

    /** A run for an offer, or for an emergency contact if the offer is {@link #NONE}; without a deadline. */
    int open(
            final int offer, final int alert, final int person, final int row, final int ofStep, final int ofChannels) {
        final int slot = slots.take();
        offerOf[slot] = offer;
        slotOfAlert[slot] = alert;
        personOf[slot] = person;
        rowOf[slot] = row;
        step[slot] = (byte) ofStep;
        channels[slot] = (byte) ofChannels;
        alertOf[slot] = alerts.alertId[alert];
        run[slot] = ++lastRun;
        startNs[slot] = 0;
        dueNs[slot] = NEVER;
        handled[slot] = 0;
        used[slot] = 0;
        failed[slot] = 0;
        delivered[slot] = 0;
        bundled[slot] = 0;
        slotOfRun.put(lastRun, slot);
        if (offer == NONE) {
            link(slot);
        } else {
            runOfOffer[offer] = slot;
        }
        return slot;
    }

    /** The run is over; {@link #tellOver} says so and gives its place back. */
    void isOver(final int slot) {
        arm(slot, NEVER);
        slotOfRun.remove(run[slot]);
        over.arm(slot, 0, run[slot]);
        for (int channel = 1; bundled[slot] != 0 && channel <= ContactMethods.MAX_METHODS; channel++) {
            bundles.leave(personOf[slot], channel, slot);
        }
        if (isAsked(slot)) {
            runOfOffer[offerOf[slot]] = NONE;
        } else {
            unlink(slot);
        }
    }

    /** Tells the runs that are over, in the order they began, what is to be stopped, and forgets them. */
    void tellOver() {
        for (int slot = over.first(); slot != NONE; slot = over.first()) {
            over.arm(slot, NEVER, 0);
            final int onTheirWay = onTheirWay(slot);
            // Of an emergency contact the methods left are for failures alone: they were not to come.
            final int stopped = isAsked(slot)
                    ? onTheirWay | bundled[slot] | methods.left(rowOf[slot], channels[slot], handled[slot])
                    : onTheirWay;
            if (stopped != 0) {
                note(Clause.NO_LONGER_ASKED, slot, stopped, ChannelState.CANCELLED);
            }
            informing -= isAsked(slot) ? 0 : 1;
            slots.give(slot);
        }
    }

    private void link(final int slot) {
        informing++;
        nextInformed[slot] = firstInformed[slotOfAlert[slot]];
        firstInformed[slotOfAlert[slot]] = slot;
    }

    private void unlink(final int slot) {
        final int alert = slotOfAlert[slot];
        if (firstInformed[alert] == slot) {
            firstInformed[alert] = nextInformed[slot];
            return;
        }
        int before = firstInformed[alert];
        while (nextInformed[before] != slot) {
            before = nextInformed[before];
        }
        nextInformed[before] = nextInformed[slot];
    }

    /** Whether the person is asked by an offer, and not told as an emergency contact. */
    boolean isAsked(final int slot) {
        return offerOf[slot] != NONE;
    }

    /** Whether an emergency contact is being told by a run that is not over. */
    boolean isInforming(final int slot) {
        return slots.isUsed(slot) && !isAsked(slot) && ofNumber(run[slot]) == slot;
    }

    int slotOfAlert(final int slot) {
        return slotOfAlert[slot];
    }

    int highWater() {
        return slots.highWater();
    }

    /** The run of an offer, or {@link #NONE}. */
    int ofOffer(final int offer) {
        return runOfOffer[offer];
    }

    /** The run of a number, or {@link #NONE} if it is over. */
    int ofNumber(final long number) {
        return (int) slotOfRun.get(number);
    }

    /** A run by which an emergency contact is being told of an alert, or {@link #NONE}. */
    int firstInformed(final int alert) {
        return firstInformed[alert];
    }

    /** How many emergency contacts are being told. */
    int informing() {
        return informing;
    }

    /** Channels that were used and of which nothing is known, as bits. */
    int onTheirWay(final int slot) {
        return used[slot] & ~failed[slot] & ~delivered[slot];
    }

    void arm(final int slot, final long atNs) {
        dueNs[slot] = atNs;
        due.arm(slot, atNs, run[slot]);
    }

    /** The run looks at once what is to be done next. */
    void hasten(final int slot, final long nowNs) {
        arm(slot, Math.min(dueNs[slot], nowNs));
    }

    int capacity() {
        return slots.capacity();
    }

    int offerOf(final int slot) {
        return offerOf[slot];
    }

    long run(final int slot) {
        return run[slot];
    }

    int dueFirst() {
        return due.first();
    }

    long dueFirstNs() {
        return due.firstNs();
    }

    int running() {
        return slots.inUse();
    }

    void note(final Clause why, final int slot, final int bits, final ChannelState state) {
        events.noted(Because.of(why), alertOf[slot], run[slot], personOf[slot], bits, state);
    }

    void choose(final long clauses, final int slot, final int channel) {
        used[slot] |= (byte) (1 << channel);
        choose(events, clauses, slot, channel);
    }

    /** As {@link #choose(long, int, int)}, told as a member of the bundle that is being told. */
    void chooseTogether(final MembersEncoder members, final int slot, final int channel) {
        used[slot] |= (byte) (1 << channel);
        final int alert = slotOfAlert[slot];
        events.member(
                members,
                alertOf[slot],
                run[slot],
                alerts.severity[alert],
                step[slot],
                alerts.owner[alert] != Alerts.NONE);
    }

    private void choose(final ContactEvents to, final long clauses, final int slot, final int channel) {
        final int alert = slotOfAlert[slot];
        to.chosen(
                clauses,
                alertOf[slot],
                run[slot],
                personOf[slot],
                channel,
                alerts.priority[alert],
                alerts.severity[alert],
                step[slot],
                !isAsked(slot),
                alerts.owner[alert] != Alerts.NONE);
    }

    void report(final ContactEvents to) {
        for (int slot = 0; slot < slots.highWater(); slot++) {
            for (int channel = 1; slots.isUsed(slot) && channel <= ContactMethods.MAX_METHODS; channel++) {
                if ((onTheirWay(slot) & (1 << channel)) != 0) {
                    choose(to, Because.NOTHING, slot, channel);
                }
            }
        }
    }

    /** None is over and untold between entrances. */
    void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putLong(lastRun);
        slots.snapshot(writer);
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                writer.putInt(offerOf[slot]);
                if (!isAsked(slot)) {
                    writer.putInt(slotOfAlert[slot]);
                    writer.putInt(personOf[slot]);
                }
                writer.putByte(step[slot]);
                writer.putByte(rowOf[slot] - ContactMethods.row(personOf[slot], 0));
                writer.putLong(run[slot]);
                writer.putLong(startNs[slot]);
                writer.putLong(dueNs[slot]);
                writer.putByte(channels[slot]);
                writer.putByte(handled[slot]);
                writer.putByte(used[slot]);
                writer.putByte(failed[slot]);
                writer.putByte(delivered[slot]);
            }
        }
    }

    void restore(final SnapshotReader reader, final int people) {
        reader.section(SECTION_ID, SECTION_VERSION);
        lastRun = reader.getLong();
        slots.restore(reader);
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                final int offer = reader.getIndex(offers.capacity(), "offer");
                offerOf[slot] = offer;
                if (offer == NONE) {
                    slotOfAlert[slot] = reader.getCount(firstInformed.length - 1, "as an alert");
                    personOf[slot] = reader.getCount(people - 1, "as a person");
                    link(slot);
                } else {
                    runOfOffer[offer] = slot;
                    slotOfAlert[slot] = offers.alert[offer];
                    personOf[slot] = offers.person[offer];
                }
                step[slot] = (byte) reader.getByte();
                rowOf[slot] = ContactMethods.row(personOf[slot], reader.getByte() & 1);
                alertOf[slot] = alerts.alertId[slotOfAlert[slot]];
                run[slot] = reader.getLong();
                startNs[slot] = reader.getLong();
                final long atNs = reader.getLong();
                channels[slot] = (byte) reader.getByte();
                handled[slot] = (byte) reader.getByte();
                used[slot] = (byte) reader.getByte();
                failed[slot] = (byte) reader.getByte();
                delivered[slot] = (byte) reader.getByte();
                slotOfRun.put(run[slot], slot);
                arm(slot, atNs);
            }
        }
    }
}
