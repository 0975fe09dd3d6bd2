package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.ContactEvents;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.Due;
import io.tocsin.engine.store.SlotPool;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/**
 * A run is one person's contact methods gone through for one offer: begun when the offer is dispatched, over when the person is not asked any more. Each method is a
 * deadline of the engine, so that no timer of a sender can outlive what it is for; what is on its way when a run is over is named, so that senders stop it.
 */
public final class ContactRuns implements Due {
    private static final int SECTION_ID = 86;
    private static final int SECTION_VERSION = 1;
    private static final int NONE = -1;
    private static final int WEBSOCKET = 1;
    private static final int PUSH = ChannelKind.PUSH.value();

    private final ContactMethods methods;
    private final Site site;
    private final Alerts alerts;
    private final Offers offers;
    private final Sessions sessions;
    private final ContactEvents events;
    private final EventStream stream;

    private final SlotPool slots;
    private final int[] runOfOffer;
    private final Long2LongHashMap slotOfRun;
    private final DeadlineHeap due;
    private final DeadlineHeap over;
    private final int[] offerOf;
    private final int[] personOf;
    private final long[] alertOf;
    private final long[] run;
    private final long[] startNs;
    private final long[] dueNs;
    /** Channels of the step, or {@link ContactMethods#ANY}. */
    private final byte[] channels;
    /** Used, or passed over. */
    private final byte[] handled;

    private final byte[] used;
    private final byte[] failed;
    private final byte[] delivered;
    private long lastRun;

    /**
     * No runs.
     *
     * @param methods  of people.
     * @param site     for who is always reachable.
     * @param alerts   open.
     * @param offers   their recipients; as many runs there are at most.
     * @param sessions who is connected, and with what.
     * @param events   of channels.
     * @param stream   for engine time.
     */
    public ContactRuns(
            final ContactMethods methods,
            final Site site,
            final Alerts alerts,
            final Offers offers,
            final Sessions sessions,
            final ContactEvents events,
            final EventStream stream) {
        this.methods = methods;
        this.site = site;
        this.alerts = alerts;
        this.offers = offers;
        this.sessions = sessions;
        this.events = events;
        this.stream = stream;
        final int most = offers.capacity();
        slots = new SlotPool(most);
        runOfOffer = new int[most];
        Arrays.fill(runOfOffer, NONE);
        slotOfRun = new Long2LongHashMap(Math.max(8, 2 * most), 0.55f, NONE);
        due = new DeadlineHeap(most);
        over = new DeadlineHeap(most);
        offerOf = new int[most];
        personOf = new int[most];
        alertOf = new long[most];
        run = new long[most];
        startNs = new long[most];
        dueNs = new long[most];
        channels = new byte[most];
        handled = new byte[most];
        used = new byte[most];
        failed = new byte[most];
        delivered = new byte[most];
    }

    /** The channels that the output of an offer tells: of who has methods only the WebSocket's, as the rest is told one by one. */
    int told(final int offer) {
        final int ofStep = offers.channels[offer] & ContactMethods.ALL;
        return methods.isUsed() && methods.count(offers.person[offer]) > 0 ? ofStep & WEBSOCKET : ofStep;
    }

    /** Whether a person can be told by a step that has these channels, connected or not. */
    boolean reaches(final int person, final int ofStep) {
        return methods.isUsed() && methods.next(person, ofStep, 0) != ContactMethods.NONE;
    }

    /** An offer is being dispatched: its run begins, so long from now. */
    void begin(final int offer, final long putOffNs) {
        if (!methods.isUsed()) {
            return;
        }
        final int person = offers.person[offer];
        final int ofStep = offers.channels[offer] & 0xFF;
        if (methods.next(person, ofStep, 0) == ContactMethods.NONE && isConnected(person)) {
            return;
        }
        final int slot = slots.take();
        runOfOffer[offer] = slot;
        offerOf[slot] = offer;
        personOf[slot] = person;
        alertOf[slot] = alerts.alertId[offers.alert[offer]];
        run[slot] = ++lastRun;
        startNs[slot] = stream.nowNs() + putOffNs;
        channels[slot] = (byte) ofStep;
        handled[slot] = 0;
        used[slot] = 0;
        failed[slot] = 0;
        delivered[slot] = 0;
        slotOfRun.put(lastRun, slot);
        final int first = methods.next(person, ofStep, 0);
        arm(slot, first == ContactMethods.NONE ? stream.nowNs() : dueOf(slot, first));
    }

    /** The person of an offer is not asked any more. */
    void end(final int offer) {
        final int slot = runOfOffer[offer];
        if (slot != NONE) {
            runOfOffer[offer] = NONE;
            slotOfRun.remove(run[slot]);
            arm(slot, NEVER);
            over.arm(slot, 0, run[slot]);
        }
    }

    /** The person of an offer has received it. */
    void received(final int offer) {
        if (runOfOffer[offer] != NONE) {
            delivered[runOfOffer[offer]] |= WEBSOCKET;
        }
    }

    /** Tells the runs that are over since the last entrance, in the order they began, and forgets them. */
    public void tellOver() {
        for (int slot = over.first(); slot != NONE; slot = over.first()) {
            over.arm(slot, NEVER, 0);
            final int onTheirWay = used[slot] & ~failed[slot] & ~delivered[slot];
            final int stopped = onTheirWay | methods.left(personOf[slot], channels[slot], handled[slot]);
            if (stopped != 0) {
                note(Clause.NO_LONGER_ASKED, slot, stopped, ChannelState.CANCELLED);
            }
            slots.give(slot);
        }
    }

    /**
     * Who sends over a channel says what became of it. The first report of a channel that was used counts.
     *
     * @param alert   slot.
     * @param number  of the run; one that is over, or another alert's, changes nothing.
     * @param channel value of the enum ChannelKind.
     * @param state   DELIVERED, FAILED or UNDELIVERABLE.
     */
    public void report(final int alert, final long number, final int channel, final ChannelState state) {
        final int slot = (int) slotOfRun.get(number);
        final int bit = 1 << channel;
        if (slot == NONE
                || alertOf[slot] != alerts.alertId[alert]
                || (used[slot] & bit) == 0
                || ((failed[slot] | delivered[slot]) & bit) != 0) {
            return;
        }
        if (state == ChannelState.DELIVERED) {
            delivered[slot] |= (byte) bit;
            note(Clause.CHANNEL_DELIVERED, slot, bit, state);
        } else {
            failed[slot] |= (byte) bit;
            final boolean isAttempt = state == ChannelState.FAILED;
            note(isAttempt ? Clause.CHANNEL_FAILED : Clause.CHANNEL_UNDELIVERABLE, slot, bit, state);
            goOn(slot);
        }
    }

    @Override
    public long firstNs() {
        return due.firstNs();
    }

    @Override
    public void fire(final long nowNs) {
        final int slot = due.first();
        final int person = personOf[slot];
        final int method = methods.next(person, channels[slot], handled[slot]);
        if (method != ContactMethods.NONE && dueOf(slot, method) <= nowNs) {
            use(slot, person, method);
        }
        goOn(slot);
    }

    private void use(final int slot, final int person, final int method) {
        final int channel = methods.channel(person, method);
        final int bit = 1 << channel;
        final boolean isHurried = isHurried(slot);
        handled[slot] |= (byte) bit;
        if (channel == PUSH && !sessions.mayPush(person)) {
            note(Clause.PUSH_UNSUPPORTED, slot, bit, ChannelState.UNSUPPORTED);
        } else if (delivered[slot] != 0 && methods.isUnlessReceived(person, method)) {
            note(Clause.ALREADY_RECEIVED, slot, bit, ChannelState.NEEDLESS);
        } else {
            used[slot] |= (byte) bit;
            choose(events, Because.of(isHurried ? Clause.CHANNELS_FAILED : Clause.CONTACT_METHOD), slot, channel);
        }
    }

    /** The next method has its time; without one nothing is left. */
    private void goOn(final int slot) {
        final int method = methods.next(personOf[slot], channels[slot], handled[slot]);
        if (method != ContactMethods.NONE) {
            arm(slot, Math.max(stream.nowNs(), dueOf(slot, method)));
            return;
        }
        arm(slot, NEVER);
        if (isHurried(slot) && !isConnected(personOf[slot])) {
            note(Clause.NO_CHANNEL_LEFT, slot, 0, ChannelState.NONE_LEFT);
        }
    }

    private long dueOf(final int slot, final int method) {
        return isHurried(slot)
                ? Math.max(stream.nowNs(), startNs[slot])
                : startNs[slot] + methods.afterNs(personOf[slot], method);
    }

    /** Nothing that was used can still reach the person, and neither can the WebSocket unless it is all there was so far. */
    private boolean isHurried(final int slot) {
        return (used[slot] & ~failed[slot]) == 0
                && delivered[slot] == 0
                && (used[slot] != 0 || !isConnected(personOf[slot]));
    }

    private boolean isConnected(final int person) {
        return site.isAlwaysReachable(person) || sessions.gatewayOfPerson(person) != Sessions.NONE;
    }

    private void arm(final int slot, final long atNs) {
        dueNs[slot] = atNs;
        due.arm(slot, atNs, run[slot]);
    }

    private void note(final Clause why, final int slot, final int bits, final ChannelState state) {
        events.noted(Because.of(why), alertOf[slot], run[slot], personOf[slot], bits, state);
    }

    private void choose(final ContactEvents to, final long clauses, final int slot, final int channel) {
        final int alert = offers.alert[offerOf[slot]];
        to.chosen(
                clauses,
                alertOf[slot],
                run[slot],
                personOf[slot],
                channel,
                alerts.priority[alert],
                alerts.severity[alert],
                offers.step[offerOf[slot]],
                false);
    }

    /**
     * Runs that go on.
     *
     * @return 0 and more.
     */
    public int running() {
        return slots.inUse();
    }

    /**
     * Tells of every run what is on its way.
     *
     * @param to the report's events.
     */
    public void report(final ContactEvents to) {
        for (int slot = 0; slot < slots.highWater(); slot++) {
            for (int channel = 1; slots.isUsed(slot) && channel <= ContactMethods.MAX_METHODS; channel++) {
                if ((used[slot] & ~failed[slot] & ~delivered[slot] & (1 << channel)) != 0) {
                    choose(to, Because.NOTHING, slot, channel);
                }
            }
        }
    }

    /**
     * Writes the runs; none is over and untold between entrances.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putLong(lastRun);
        slots.snapshot(writer);
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                writer.putInt(offerOf[slot]);
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

    /**
     * Takes the runs over; alerts and offers are there already.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        lastRun = reader.getLong();
        slots.restore(reader);
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                final int offer = reader.getCount(offers.capacity() - 1, "as an offer");
                offerOf[slot] = offer;
                runOfOffer[offer] = slot;
                personOf[slot] = offers.person[offer];
                alertOf[slot] = alerts.alertId[offers.alert[offer]];
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
