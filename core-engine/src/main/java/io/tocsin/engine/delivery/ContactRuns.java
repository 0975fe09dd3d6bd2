package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.event.ContactEvents;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.Due;

/**
 * A run is one person's contact methods gone through for one offer: begun when the offer is dispatched, over when the person is not asked any more. Each method is a
 * deadline of the engine, so that no timer of a sender can outlive what it is for; what is on its way when a run is over is named, so that senders stop it. A
 * patient's emergency contacts have a run without an offer: they are told, and asked for nothing.
 */
public final class ContactRuns implements Due {
    private static final int NONE = ContactTable.NONE;
    private static final int WEBSOCKET = ContactTable.WEBSOCKET;

    private final ContactMethods methods;
    private final Policies policies;
    private final Site site;
    private final Alerts alerts;
    private final Offers offers;
    private final Sessions sessions;
    private final EventStream stream;
    private final BundleTable bundles;
    private final ContactTable table;
    private final MethodUse use;
    private final EmergencyContacts emergency;

    /**
     * No runs.
     *
     * @param maxAlerts   emergency contacts that are being told at most, and bundles that wait.
     * @param maxPeople   people.
     * @param methods     of people.
     * @param policies    say which plan of methods counts.
     * @param site        for who is always reachable.
     * @param assignments with the emergency contacts.
     * @param alerts      open.
     * @param offers      their recipients; as many runs there are at most, those of emergency contacts apart.
     * @param sessions    who is connected, and with what.
     * @param events      of channels.
     * @param stream      for engine time.
     */
    public ContactRuns(
            final int maxAlerts,
            final int maxPeople,
            final ContactMethods methods,
            final Policies policies,
            final Site site,
            final Assignments assignments,
            final Alerts alerts,
            final Offers offers,
            final Sessions sessions,
            final ContactEvents events,
            final EventStream stream) {
        this.methods = methods;
        this.policies = policies;
        this.site = site;
        this.alerts = alerts;
        this.offers = offers;
        this.sessions = sessions;
        this.stream = stream;
        bundles = new BundleTable(maxAlerts, maxPeople);
        table = new ContactTable(maxAlerts, methods, alerts, offers, events, bundles);
        use = new MethodUse(methods, alerts, offers, sessions, stream, events, table, bundles);
        emergency = new EmergencyContacts(maxAlerts, methods, assignments, alerts, sessions, events, table);
    }

    /** The channels that the output of an offer tells: of who has methods only the WebSocket's, as the rest is told one by one. */
    int told(final int offer) {
        final int ofStep = offers.channels[offer] & ContactMethods.ALL;
        return methods.isUsed() && methods.count(rowOf(offers.alert[offer], offers.person[offer])) > 0
                ? ofStep & WEBSOCKET
                : ofStep;
    }

    /** Whether a person can be told of an alert by a step that has these channels, connected or not. */
    boolean reaches(final int alert, final int person, final int ofStep) {
        return methods.isUsed() && methods.next(rowOf(alert, person), ofStep, 0) != ContactMethods.NONE;
    }

    /**
     * Whether a step would tell the person of an offer that waits, or was told, over a channel over which the offer does not: by a method of theirs, or, of who has
     * none, by whoever sends.
     *
     * @param offer  of the person.
     * @param ofStep channels of the step, bits, or {@link ContactMethods#ANY}.
     * @return the offer has to be made anew, or the channel would never be used.
     */
    public boolean addsTo(final int offer, final int ofStep) {
        final int had = offers.channels[offer] & 0xFF;
        final int row = methods.isUsed() ? rowOf(offers.alert[offer], offers.person[offer]) : NONE;
        if (row == NONE || methods.count(row) == 0) {
            return (ofStep & ContactMethods.ALL & ~WEBSOCKET & ~had) != 0;
        }
        final int slot = table.ofOffer(offer);
        // Without a run of these methods, by another plan or because they came later, none of them tells the person.
        final int told = offers.state[offer] == Offers.WAITING || (slot != NONE && table.rowOf[slot] == row) ? had : 0;
        return (told & ContactMethods.ANY) == 0 && methods.left(row, ofStep, told) != 0;
    }

    /** The methods that count for a person, by the plan of the policy that the alert runs on. */
    private int rowOf(final int alert, final int person) {
        return methods.rowInUse(person, policies.steps().plan(alerts.policy[alert]));
    }

    /** An offer is being dispatched: its run begins, so long from now. */
    void begin(final int offer, final long putOffNs) {
        if (!methods.isUsed()) {
            return;
        }
        final int person = offers.person[offer];
        final int ofStep = offers.channels[offer] & 0xFF;
        final int row = rowOf(offers.alert[offer], person);
        final int first = methods.next(row, ofStep, 0);
        if (first == ContactMethods.NONE && isConnected(person)) {
            return;
        }
        final int slot = table.open(offer, offers.alert[offer], person, row, offers.step[offer], ofStep);
        table.startNs[slot] = stream.nowNs() + putOffNs;
        table.arm(slot, first == ContactMethods.NONE ? stream.nowNs() : dueOf(slot, first));
    }

    /** An offer is being dispatched: if it can reach its person, somebody knows of the alert from now on. */
    void tell(final int offer) {
        final int alert = offers.alert[offer];
        if ((alerts.flags[alert] & Alerts.TOLD) == 0
                && (isConnected(offers.person[offer])
                        || reaches(alert, offers.person[offer], offers.channels[offer] & 0xFF))) {
            alerts.mark(alert, Alerts.TOLD, true);
        }
    }

    /** The person of an offer is not asked any more. */
    void end(final int offer) {
        final int slot = table.ofOffer(offer);
        if (slot != NONE) {
            table.isOver(slot);
        }
    }

    /** The person of an offer has received it. */
    void received(final int offer) {
        final int slot = table.ofOffer(offer);
        if (slot != NONE) {
            table.delivered[slot] |= WEBSOCKET;
        }
    }

    /**
     * An alert has come to a step for the patient's emergency contacts: they are told, once, after somebody else was.
     *
     * @param alert slot.
     * @param step  of the ladder.
     */
    public void inform(final int alert, final int step) {
        emergency.inform(alert, step);
    }

    /**
     * Offers of an alert were dispatched: if it came to a step for the patient's emergency contacts before anybody was told, they are told now.
     *
     * @param alert slot.
     */
    void informLate(final int alert) {
        final int step = alerts.step[alert];
        if (step > 0
                && (alerts.flags[alert] & Alerts.CONTACTS_TOLD) == 0
                && policies.steps().informs(alerts.policy[alert], step)) {
            emergency.inform(alert, step);
            // Who has no method left is not told at all: between entrances no run is over and untold.
            table.tellOver();
        }
    }

    /** A configuration was applied. */
    void configured() {
        emergency.configured();
    }

    /** An alert is about to be forgotten; its offers have ended. */
    void close(final int alert) {
        emergency.close(alert);
    }

    /** Tells the runs that are over since the last entrance, in the order they began, and forgets them. */
    public void tellOver() {
        table.tellOver();
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
        final int slot = table.ofNumber(number);
        final int bit = 1 << channel;
        if (slot == NONE || table.alertOf[slot] != alerts.alertId[alert] || (table.onTheirWay(slot) & bit) == 0) {
            return;
        }
        if (state == ChannelState.DELIVERED) {
            table.delivered[slot] |= (byte) bit;
            table.note(Clause.CHANNEL_DELIVERED, slot, bit, state);
            if (!table.isAsked(slot)) {
                table.isOver(slot);
            }
            return;
        }
        table.failed[slot] |= (byte) bit;
        bundles.failed(table.personOf[slot], channel, stream.nowNs());
        final boolean isAttempt = state == ChannelState.FAILED;
        table.note(isAttempt ? Clause.CHANNEL_FAILED : Clause.CHANNEL_UNDELIVERABLE, slot, bit, state);
        if (table.isAsked(slot)) {
            if (isInVain(slot)) {
                use.sendWaiting(slot, Clause.CHANNELS_FAILED);
            }
            goOn(slot);
        } else {
            emergency.next(slot);
        }
    }

    @Override
    public long firstNs() {
        return Math.min(table.dueFirstNs(), bundles.dueFirstNs());
    }

    @Override
    public void fire(final long nowNs) {
        // Of one instant methods first: what is due then goes along.
        if (bundles.dueFirstNs() < table.dueFirstNs()) {
            use.send(bundles.dueFirst(), Clause.BUNDLE_DUE);
            return;
        }
        final int slot = table.dueFirst();
        final int method = methods.next(table.rowOf[slot], table.channels[slot], table.handled[slot]);
        if (method != ContactMethods.NONE && dueOf(slot, method) <= nowNs) {
            use.use(
                    slot,
                    methods.channel(table.rowOf[slot], method),
                    isHurried(slot) ? Clause.CHANNELS_FAILED : Clause.CONTACT_METHOD);
        }
        goOn(slot);
    }

    /**
     * An alert has become graver: nothing of it waits any longer.
     *
     * @param alert slot.
     */
    public void rose(final int alert) {
        if (bundles.inUse() == 0) {
            return;
        }
        for (int offer = alerts.offerHead[alert]; offer != Offers.NONE; offer = offers.next(offer)) {
            final int slot = table.ofOffer(offer);
            if (slot != NONE) {
                use.sendWaiting(slot, Clause.SEVERITY_ROSE);
            }
        }
    }

    /** The next method has its time; without one nothing is left. */
    private void goOn(final int slot) {
        final int method = methods.next(table.rowOf[slot], table.channels[slot], table.handled[slot]);
        if (method != ContactMethods.NONE) {
            table.arm(slot, Math.max(stream.nowNs(), dueOf(slot, method)));
            return;
        }
        table.arm(slot, NEVER);
        if (isHurried(slot) && !isConnected(table.personOf[slot])) {
            table.note(Clause.NO_CHANNEL_LEFT, slot, 0, ChannelState.NONE_LEFT);
        }
    }

    private long dueOf(final int slot, final int method) {
        return isHurried(slot)
                ? Math.max(stream.nowNs(), table.startNs[slot])
                : table.startNs[slot] + methods.afterNs(table.rowOf[slot], method);
    }

    /** Nothing that was used can still reach the person, and neither can the WebSocket unless it is all there was so far. */
    private boolean isHurried(final int slot) {
        return table.bundled[slot] == 0
                && isInVain(slot)
                && (table.used[slot] != 0 || !isConnected(table.personOf[slot]));
    }

    private boolean isInVain(final int slot) {
        return (table.used[slot] & ~table.failed[slot]) == 0 && table.delivered[slot] == 0;
    }

    private boolean isConnected(final int person) {
        return site.isAlwaysReachable(person) || sessions.gatewayOfPerson(person) != Sessions.NONE;
    }

    /**
     * Runs that go on.
     *
     * @return 0 and more.
     */
    public int running() {
        return table.running();
    }

    /**
     * Bundles that wait to be sent.
     *
     * @return 0 and more.
     */
    public int bundles() {
        return bundles.inUse();
    }

    /**
     * Emergency contacts that are being told.
     *
     * @return 0 and more; runs as well.
     */
    public int informing() {
        return table.informing();
    }

    /**
     * Tells of every run what is on its way.
     *
     * @param to the report's events.
     */
    public void report(final ContactEvents to) {
        table.report(to);
    }

    /**
     * Writes the runs.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        table.snapshot(writer);
        bundles.snapshot(writer, stream.nowNs());
    }

    /**
     * Takes the runs over; alerts and offers are there already.
     *
     * @param reader of the snapshot.
     * @param people there are.
     */
    public void restore(final SnapshotReader reader, final int people) {
        table.restore(reader, people);
        bundles.restore(reader, people, table);
    }
}
