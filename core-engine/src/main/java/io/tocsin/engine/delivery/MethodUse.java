package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.BundleChosenEncoder.MembersEncoder;
import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.alert.ProtectedTypes;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.ContactEvents;
import io.tocsin.engine.event.EventStream;

/**
 * What becomes of a contact method whose time has come: it is passed over, waits in a bundle because its person was told of something as grave a moment ago, or is
 * used. The first message is never delayed, nothing graver than URGENT ever is, and nothing waits longer than half of the time that its person has to answer.
 */
final class MethodUse {
    private static final int NONE = BundleTable.NONE;
    private static final int PUSH = ChannelKind.PUSH.value();
    private static final int VOICE = ChannelKind.VOICE.value();
    private static final int URGENT = Severity.URGENT.value();

    private final ContactMethods methods;
    private final Alerts alerts;
    private final Offers offers;
    private final Sessions sessions;
    private final EventStream stream;
    private final ContactEvents events;
    private final ContactTable table;
    private final BundleTable bundles;

    MethodUse(
            final ContactMethods methods,
            final Alerts alerts,
            final Offers offers,
            final Sessions sessions,
            final EventStream stream,
            final ContactEvents events,
            final ContactTable table,
            final BundleTable bundles) {
        this.methods = methods;
        this.alerts = alerts;
        this.offers = offers;
        this.sessions = sessions;
        this.stream = stream;
        this.events = events;
        this.table = table;
        this.bundles = bundles;
    }

    /** The time of a method has come: its channel is not asked for again. */
    void use(final int slot, final int channel, final Clause why) {
        table.handled[slot] |= (byte) (1 << channel);
        if (isPassedOver(slot, channel)) {
            return;
        }
        final int place = placeOf(slot, channel);
        if (place == NONE || !mayWait(slot, place)) {
            send(slot, channel, place, Because.of(why));
            return;
        }
        int bundle = bundles.waitingAt(place);
        if (bundle == NONE) {
            bundle = bundles.begin(place);
        }
        if (bundle == NONE) {
            send(slot, channel, place, Because.of(why, Clause.BUNDLES_BOUND));
        } else {
            join(slot, channel, bundle);
        }
    }

    private void join(final int slot, final int channel, final int bundle) {
        table.bundled[slot] |= (byte) (1 << channel);
        // Of a kind that is not quiet any more something waits yet: it is due.
        final long quietNs = Math.max(0, bundles.untilNs(bundles.place(bundle)) - stream.nowNs());
        final long byNs = stream.nowNs() + Math.min(quietNs, halfNs(slot));
        final boolean isFull = bundles.join(bundle, slot, byNs);
        events.bundled(
                Because.of(Clause.BUNDLED),
                table.alertOf[slot],
                table.run(slot),
                table.personOf[slot],
                1 << channel,
                bundles.number(bundle),
                bundles.dueNs(bundle));
        if (isFull) {
            send(bundle, Clause.BUNDLE_FULL);
        }
    }

    /** Half of the time that is left to answer. */
    private long halfNs(final int slot) {
        return (offers.deadlineNs[table.offerOf(slot)] - stream.nowNs()) / 2;
    }

    /** Something as grave was sent a moment ago, or waits; a step chose the person, and nothing that was sent failed. */
    private boolean mayWait(final int slot, final int place) {
        return (bundles.untilNs(place) > stream.nowNs() || bundles.waitingAt(place) != NONE)
                && (table.channels[slot] & ContactMethods.ANY) == 0
                && table.failed[slot] == 0
                && halfNs(slot) > 0;
    }

    /** Where a run's messages of a channel are bundled, or {@link #NONE}: of a person who wants no bundles, a call, or what is too grave. */
    private int placeOf(final int slot, final int channel) {
        final int alert = table.slotOfAlert(slot);
        final int severity = alerts.severity[alert];
        if (methods.bundleNs(table.rowOf[slot]) == 0
                || channel == VOICE
                || severity < URGENT
                || ProtectedTypes.contains(alerts.type[alert])) {
            return NONE;
        }
        return BundleTable.place(table.personOf[slot], channel, severity == URGENT ? 0 : 1);
    }

    private void send(final int slot, final int channel, final int place, final long clauses) {
        table.choose(clauses, slot, channel);
        wasSent(slot, place);
    }

    private void wasSent(final int slot, final int place) {
        if (place != NONE) {
            bundles.sent(place, stream.nowNs() + methods.bundleNs(table.rowOf[slot]));
        }
    }

    /** A bundle is sent, but for whom its channel has become needless or in vain for: they go on. */
    void send(final int bundle, final Clause why) {
        final int channel = bundles.channel(bundle);
        int left = 0;
        for (int i = 0; i < bundles.count(bundle); i++) {
            final int slot = bundles.member(bundle, i);
            if (!isPassedOverWaiting(slot, channel)) {
                bundles.keep(bundle, left++, slot);
            }
        }
        if (left == 1) {
            table.choose(Because.of(why), bundles.member(bundle, 0), channel);
        } else if (left > 1) {
            final MembersEncoder members =
                    events.startBundle(Because.of(why), bundles.number(bundle), bundles.person(bundle), channel, left);
            for (int i = 0; i < left; i++) {
                table.chooseTogether(members, bundles.member(bundle, i), channel);
            }
            events.endBundle();
        }
        if (left > 0) {
            wasSent(bundles.member(bundle, 0), bundles.place(bundle));
        }
        bundles.end(bundle);
    }

    /** What waits of a run does not wait any longer. */
    void sendWaiting(final int slot, final Clause why) {
        for (int channel = PUSH; table.bundled[slot] != 0; channel++) {
            if ((table.bundled[slot] & (1 << channel)) != 0) {
                bundles.leave(table.personOf[slot], channel, slot);
                if (!isPassedOverWaiting(slot, channel)) {
                    send(slot, channel, placeOf(slot, channel), Because.of(why));
                }
            }
        }
    }

    private boolean isPassedOverWaiting(final int slot, final int channel) {
        table.bundled[slot] &= (byte) ~(1 << channel);
        final boolean isPassedOver = isPassedOver(slot, channel);
        if (isPassedOver) {
            table.hasten(slot, stream.nowNs());
        }
        return isPassedOver;
    }

    private boolean isPassedOver(final int slot, final int channel) {
        if (channel == PUSH && !sessions.mayPush(table.personOf[slot])) {
            table.note(Clause.PUSH_UNSUPPORTED, slot, 1 << channel, ChannelState.UNSUPPORTED);
            return true;
        }
        if (table.delivered[slot] != 0 && methods.isUnlessReceived(table.rowOf[slot], channel)) {
            table.note(Clause.ALREADY_RECEIVED, slot, 1 << channel, ChannelState.NEEDLESS);
            return true;
        }
        return false;
    }
}
