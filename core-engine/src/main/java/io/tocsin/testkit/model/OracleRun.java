package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ChannelState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Somebody's methods gone through for one offer. */
final class OracleRun {
    final long number;
    final OracleAlert alert;
    /** null = of an emergency contact. */
    final OracleAlert.@Nullable Offer offer;

    final int person;
    /** Of the methods. */
    final int key;

    final int step;
    final int channels;
    final long startNs;
    long dueNs;
    /** Of an emergency contact: told, or nothing is left. */
    boolean isInformed;

    final TreeSet<ChannelKind> handled = new TreeSet<>();
    final TreeSet<ChannelKind> used = new TreeSet<>();
    final TreeSet<ChannelKind> failed = new TreeSet<>();
    final TreeSet<ChannelKind> delivered = new TreeSet<>();
    /** Handled, and waiting to be told with others. */
    final TreeSet<ChannelKind> bundled = new TreeSet<>();

    OracleRun(
            final long number,
            final OracleAlert alert,
            final OracleAlert.Offer offer,
            final int key,
            final long startNs) {
        this.key = key;
        this.number = number;
        this.alert = alert;
        this.offer = offer;
        this.startNs = startNs;
        person = offer.person;
        step = offer.step;
        channels = offer.channels;
    }

    OracleRun(final long number, final OracleAlert alert, final int person) {
        this.number = number;
        this.alert = alert;
        this.person = person;
        offer = null;
        key = OracleSite.contactKey(person, 0);
        step = alert.step;
        channels = OracleContacts.ANY;
        startNs = 0;
        dueNs = OracleAlert.NEVER;
    }

    /** The channel is to tell the person. */
    void chosen(final OracleState state, final ChannelKind channel, final List<Clause> clauses) {
        state.event(
                "ChannelChosen",
                clauses,
                "alertId",
                alert.alertId,
                "run",
                number,
                "person",
                person,
                "channel",
                channel,
                "priority",
                alert.priority(),
                "severity",
                alert.severity,
                "step",
                step,
                "statusOnly",
                offer == null ? 1 : 0,
                "owned",
                alert.hasOwner() ? 1 : 0);
    }

    /** What became of channels. */
    void noted(
            final OracleState state, final Clause clause, final Set<ChannelKind> channels, final ChannelState become) {
        noted(state, clause, channels, become, 0, 0);
    }

    /** What became of channels, in a bundle if they wait. */
    void noted(
            final OracleState state,
            final Clause clause,
            final Set<ChannelKind> channels,
            final ChannelState become,
            final long bundle,
            final long dueNs) {
        state.event(
                "ChannelNoted",
                OracleState.clauses(clause),
                "alertId",
                alert.alertId,
                "run",
                number,
                "person",
                person,
                "channels",
                channels.stream().mapToInt(channel -> 1 << channel.value()).sum(),
                "state",
                become,
                "bundle",
                bundle,
                "dueNs",
                dueNs);
    }
}
