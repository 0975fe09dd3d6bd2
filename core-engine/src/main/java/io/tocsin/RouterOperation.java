package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.Mode;
import java.util.concurrent.CompletableFuture;

/**
 * What whoever operates a router asks and says: how the promise of its site is kept, how loaded the host is, which mode is to be. Any thread; nothing waits. Futures
 * fail as those of {@link AlertRouter}.
 */
public final class RouterOperation {
    private final CommandGate gate;
    private final RouterHub hub;

    RouterOperation(final CommandGate gate, final RouterHub hub) {
        this.gate = gate;
        this.hub = hub;
    }

    /**
     * Asks the engine how the promise of its site was kept.
     *
     * @return as it was when the query was carried out.
     */
    public CompletableFuture<ServiceCounts> service() {
        return gate.ask(CommandEncoding.serviceQuery(), answer -> hub.service());
    }

    /**
     * Says how loaded the host is; a command in the log, so not more often than once a second.
     *
     * @param connections     open connections of all gateways, 0 or more.
     * @param backlogPermille taken places of the command ring, 0 to 1,000.
     * @param cpuPermille     busy processors, 0 to 1,000; 0 = not measured.
     * @return when the engine has drawn its consequences.
     */
    public CompletableFuture<Confirmed> reportLoad(
            final int connections, final int backlogPermille, final int cpuPermille) {
        return gate.askAsHost(
                CommandEncoding.loadReported(connections, backlogPermille, cpuPermille), Answer::confirmed);
    }

    /**
     * Says what became of a channel that {@link RouterEvent.ChannelChosen} named. The first report of a channel counts; one that comes when the person is not asked
     * any more changes nothing.
     *
     * @param alertId of the alert.
     * @param run     as told.
     * @param channel as told.
     * @param state   DELIVERED, FAILED or UNDELIVERABLE.
     * @return when the engine has drawn its consequences; refused with UNKNOWN_ALERT if the alert is closed.
     */
    public CompletableFuture<Confirmed> reportChannel(
            final long alertId, final long run, final Channel channel, final ChannelState state) {
        return gate.askAsHost(
                ContactEncoding.channelReported(
                        alertId, run, requireNonNull(channel, "channel"), requireNonNull(state, "state")),
                Answer::confirmed);
    }

    /** How access is revoked, and a patient forgotten. */
    public RouterAccess access() {
        return new RouterAccess(gate);
    }

    /** How the audit of this router says how far it has come. */
    public RouterAudit audit() {
        return new RouterAudit(gate, hub.desk().gateway());
    }

    /**
     * Orders the least mode from now on, as the host; an administrator does so by {@link RecipientSession#orderMode}.
     *
     * @param mode NORMAL takes an order back; figures may make the mode higher.
     * @return when the mode is in force.
     */
    public CompletableFuture<Confirmed> orderMode(final Mode mode) {
        return gate.askAsHost(CommandEncoding.modeOrdered(requireNonNull(mode, "mode")), Answer::confirmed);
    }

    /** Which engine version the log is in: what the engine does is what that version says, however new its code is. */
    public int engineVersion() {
        return hub.engineVersion();
    }

    /** The newest engine version that this router's code knows. */
    public int knownEngineVersion() {
        return hub.versions().knownUpTo();
    }

    /**
     * Has the engine do what a newer engine version says, from one place of the log on, on every node alike. There is no way back, and code that does not know the
     * version cannot read the log any more: switch once the new code has proved itself.
     *
     * @param engineVersion newer than the one in force; the same changes nothing.
     * @return when it is in force; refused with VERSION_NOT_KNOWN, whose detail is the number of the first member that has not said that it knows it, or
     *     INVALID_FIELD for an older one.
     */
    public CompletableFuture<Confirmed> switchEngineVersion(final int engineVersion) {
        return hub.versions().switchTo(engineVersion);
    }

    /**
     * Closes the sessions of another router of the same engine, on a node that is gone: its people count as not connected from then on. One that comes back opens new
     * ones. Nothing waits.
     *
     * @param gateway of that router, which is the id of its node.
     * @return how many sessions were open.
     * @throws IllegalArgumentException if it is this router's own.
     */
    public int closeSessionsOf(final int gateway) {
        return hub.desk().closeOf(gateway);
    }
}
