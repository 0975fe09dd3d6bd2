package io.tocsin;

import io.tocsin.codecs.sbe.MonitoringList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What one person says of monitoring sessions. Any thread; nothing here waits. */
public final class MonitoringDesk {
    private final long sessionId;
    private final CommandGate gate;

    MonitoringDesk(final long sessionId, final CommandGate gate) {
        this.sessionId = sessionId;
        this.gate = gate;
    }

    /**
     * Begins a monitoring session; the person asks for it. Nobody may look on, and nobody is told of alerts by it, until {@link #name} names them.
     *
     * @param monitoring read before this returns.
     * @return its number; exceptionally with {@link RefusedException}, {@link Refusal#FORBIDDEN} if the role may not, {@link Refusal#DEVICE_IN_USE} if a device is in
     *     another active session, {@link Refusal#INVALID_FIELD} if nobody is named whose it is, or a device twice.
     */
    public CompletableFuture<MonitoringStarted> start(final Monitoring monitoring) {
        return gate.submit(MonitoringEncoding.start(sessionId, monitoring), null, null, Answer::monitoring);
    }

    /**
     * Ends a monitoring session: readings of its devices are refused until they are in another one, or are of somebody else.
     *
     * @param monitoringId of the session; one that is over is left as it is.
     * @return completed once recorded; exceptionally with {@link RefusedException}, {@link Refusal#UNKNOWN_MONITORING} if there never was one, {@link
     *     Refusal#FORBIDDEN} if the role may not.
     */
    public CompletableFuture<Confirmed> stop(final long monitoringId) {
        return gate.submit(MonitoringEncoding.stop(sessionId, monitoringId), null, null, Answer::confirmed);
    }

    /**
     * Says who is in a list of a monitoring session, and nobody else is.
     *
     * @param monitoringId of an active session.
     * @param list         which may look, as staff or as family, or are told of alerts.
     * @param people       at most 16; read before this returns.
     * @return completed once recorded; exceptionally with {@link RefusedException}, {@link Refusal#UNKNOWN_MONITORING} if it is not active, {@link
     *     Refusal#UNKNOWN_PERSON} if nobody configured one of them, {@link Refusal#FORBIDDEN} if the role may not, the patient has not consented to one who is family,
     *     or one who is to be told may never accept.
     */
    public CompletableFuture<Confirmed> name(
            final long monitoringId, final MonitoringList list, final List<String> people) {
        return gate.submit(
                MonitoringEncoding.grant(sessionId, monitoringId, list, people), null, null, Answer::confirmed);
    }
}
