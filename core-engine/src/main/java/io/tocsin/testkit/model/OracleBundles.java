package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What goes out to a person in one message: section 26, bundles. */
final class OracleBundles {
    private static final int MOST_MEMBERS = 32;
    private static final long MS_NS = 1_000_000L;

    /** To whom, over what, and how grave. */
    private record Kind(int person, ChannelKind channel, boolean isUrgent) {
        String key() {
            return person + "/" + channel + '/' + isUrgent;
        }
    }

    private static final class Bundle {
        final long number;
        final Kind kind;
        long dueNs = OracleAlert.NEVER;
        final List<OracleRun> members = new ArrayList<>();

        Bundle(final long number, final Kind kind) {
            this.number = number;
            this.kind = kind;
        }
    }

    private final OracleState state;
    private final OracleContacts contacts;
    private final List<Bundle> bundles = new ArrayList<>();
    private final TreeMap<String, Long> quietUntilNs = new TreeMap<>();
    private long lastBundle;

    OracleBundles(final OracleState state, final OracleContacts contacts) {
        this.state = state;
        this.contacts = contacts;
    }

    private long lengthNs(final OracleRun run) {
        return state.site.bundleMs.getOrDefault(run.key, 0L) * MS_NS;
    }

    /** null: what goes out by itself always, and makes nothing wait. */
    private @Nullable Kind kindOf(final OracleRun run, final ChannelKind channel) {
        final Severity least = state.plants.contains(Plant.GRAVE_WAITS) ? Severity.EMERGENT : Severity.URGENT;
        final OracleAlert alert = run.alert;
        return lengthNs(run) > 0
                        && channel != ChannelKind.VOICE
                        && alert.severity.value() >= least.value()
                        && !OracleSilences.isProtected(alert.type.value())
                ? new Kind(run.person, channel, alert.severity.value() <= Severity.URGENT.value())
                : null;
    }

    private boolean isQuiet(final Kind kind) {
        return quietUntilNs.getOrDefault(kind.key(), 0L) > state.nowNs;
    }

    private List<OracleRun> living(final Bundle bundle) {
        return bundle.members.stream().filter(contacts::isAlive).toList();
    }

    private List<Bundle> waiting() {
        return bundles.stream().filter(bundle -> !living(bundle).isEmpty()).toList();
    }

    /** The channel is not passed over: now, or with others. */
    void use(final OracleRun run, final ChannelKind channel, final Clause why) {
        final Kind kind = kindOf(run, channel);
        final long leftNs = run.offer == null ? 0 : run.offer.deadlineNs - state.nowNs;
        if (kind == null || run.channels == OracleContacts.ANY || !run.failed.isEmpty() || leftNs < 2) {
            send(run, channel, OracleState.clauses(why));
            return;
        }
        Bundle bundle = waiting().stream()
                .filter(each -> each.kind.equals(kind))
                .findFirst()
                .orElse(null);
        if (bundle == null && !isQuiet(kind)) {
            send(run, channel, OracleState.clauses(why));
        } else if (bundle == null && waiting().size() == state.limits().alerts()) {
            send(run, channel, OracleState.clauses(why, Clause.BUNDLES_BOUND));
        } else {
            if (bundle == null) {
                bundle = new Bundle(++lastBundle, kind);
                bundles.add(bundle);
            }
            final long shareNs = state.plants.contains(Plant.BUNDLE_TAKES_ITS_TIME) ? leftNs : leftNs / 2;
            final long quietNs = Math.max(state.nowNs, quietUntilNs.getOrDefault(kind.key(), 0L));
            join(bundle, run, Math.min(quietNs, state.nowNs + shareNs));
        }
    }

    private void join(final Bundle bundle, final OracleRun run, final long byNs) {
        bundle.dueNs = Math.min(bundle.dueNs, byNs);
        bundle.members.add(run);
        run.bundled.add(bundle.kind.channel);
        run.noted(
                state, Clause.BUNDLED, Set.of(bundle.kind.channel), ChannelState.BUNDLED, bundle.number, bundle.dueNs);
        if (living(bundle).size() == MOST_MEMBERS) {
            send(bundle, Clause.BUNDLE_FULL);
        }
    }

    private void send(final OracleRun run, final ChannelKind channel, final List<Clause> clauses) {
        run.used.add(channel);
        run.chosen(state, channel, clauses);
        final Kind kind = kindOf(run, channel);
        if (kind != null) {
            quietUntilNs.put(kind.key(), state.nowNs + lengthNs(run));
        }
    }

    /** What went out did not arrive: nobody waits because of it. */
    void failed(final int person, final ChannelKind channel) {
        for (final boolean isUrgent : List.of(true, false)) {
            quietUntilNs.remove(new Kind(person, channel, isUrgent).key());
        }
        bundles.stream()
                .filter(bundle -> bundle.kind.person == person && bundle.kind.channel == channel)
                .forEach(bundle -> bundle.dueNs = Math.min(bundle.dueNs, state.nowNs));
    }

    long dueNs() {
        final Bundle due = due();
        return due == null ? OracleAlert.NEVER : due.dueNs;
    }

    private @Nullable Bundle due() {
        return waiting().stream()
                .min(Comparator.comparingLong((Bundle bundle) -> bundle.dueNs)
                        .thenComparingLong(bundle -> bundle.number))
                .orElse(null);
    }

    void fire() {
        send(Objects.requireNonNull(due()), Clause.BUNDLE_DUE);
    }

    private void send(final Bundle bundle, final Clause why) {
        final ChannelKind channel = bundle.kind.channel;
        final List<OracleRun> left = new ArrayList<>();
        for (final OracleRun run : living(bundle)) {
            if (!isPassedOver(run, channel)) {
                left.add(run);
            }
        }
        bundles.remove(bundle);
        if (left.isEmpty()) {
            return;
        }
        left.forEach(run -> run.used.add(channel));
        if (left.size() == 1) {
            left.get(0).chosen(state, channel, OracleState.clauses(why));
        } else {
            state.event(
                    "BundleChosen",
                    OracleState.clauses(why),
                    "bundle",
                    bundle.number,
                    "person",
                    bundle.kind.person,
                    "channel",
                    channel,
                    "members",
                    left.stream().map(OracleBundles::text).toList());
        }
        quietUntilNs.put(bundle.kind.key(), state.nowNs + lengthNs(left.get(0)));
    }

    private static String text(final OracleRun run) {
        return "{alertId=" + run.alert.alertId + ", run=" + run.number + ", severity=" + run.alert.severity + ", step="
                + run.step + ", owned=" + (run.alert.hasOwner() ? 1 : 0) + '}';
    }

    /** What waited needs no channel any more, or has none: the run goes on at once. */
    private boolean isPassedOver(final OracleRun run, final ChannelKind channel) {
        run.bundled.remove(channel);
        final boolean isPassedOver = contacts.isPassedOver(run, channel);
        if (isPassedOver) {
            run.dueNs = Math.min(run.dueNs, state.nowNs);
        }
        return isPassedOver;
    }

    /** A run is over: its offer may be made anew, for another run. */
    void forget(final OracleRun run) {
        bundles.forEach(bundle -> bundle.members.remove(run));
    }

    /** What waits of a run waits no longer. */
    void sendWaiting(final OracleRun run, final Clause why) {
        for (final ChannelKind channel : List.copyOf(run.bundled)) {
            bundles.forEach(bundle -> bundle.members.removeIf(each -> each == run && bundle.kind.channel == channel));
            if (!isPassedOver(run, channel)) {
                send(run, channel, OracleState.clauses(why));
            }
        }
    }
}
