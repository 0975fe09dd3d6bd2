package io.tocsin.transport.cluster;

import io.aeron.Aeron;
import io.aeron.DirectBufferVector;
import io.aeron.Publication;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.cluster.codecs.EventCode;
import io.aeron.logbuffer.Header;
import io.aeron.security.AuthenticationException;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentTerminationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real one. Nothing comes back to it but who leads: answers come from the node's own engine. It polls for that in every cycle, also while nothing can be sent, as it
 * would miss a new leader otherwise.
 */
final class AeronLogClient implements LogClient, EgressListener {
    private static final Logger LOG = LoggerFactory.getLogger(AeronLogClient.class);
    private static final long KEEP_ALIVE_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long REFUSED_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LEAST_NEW_LEADER_NS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private final ClusterSettings settings;
    private final NodeSecret secret;
    private final Aeron aeron;
    private final DirectBufferVector[] message = {
        new DirectBufferVector(), new DirectBufferVector(), new DirectBufferVector()
    };
    private AeronCluster.@Nullable AsyncConnect connecting;
    private @Nullable AeronCluster client;
    private boolean isSessionLost;
    private volatile @Nullable SecretRefusedException refusal;
    private long keepAliveNs;
    private long retryNs;
    private long closedSinceNs;

    /** @param driverFolder of the node's own media driver. */
    AeronLogClient(final ClusterSettings settings, final NodeSecret secret, final String driverFolder) {
        this.settings = settings;
        this.secret = secret;
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driverFolder)
                .clientName("tocsin-ingress")
                .useConductorAgentInvoker(true)
                .errorHandler(thrown -> LOG.warn("ingress: {}", thrown.toString(), thrown)));
        retryNs = System.nanoTime();
    }

    @Override
    public int poll(final long nowNs) {
        aeron.conductorAgentInvoker().invoke();
        if (aeron.isClosed()) {
            throw new AgentTerminationException("the media driver has ended");
        }
        if (client != null) {
            return pollClient(client, nowNs);
        }
        if (connecting != null) {
            return pollConnecting(connecting, nowNs);
        }
        if (nowNs - retryNs < 0) {
            return 0;
        }
        connecting = AeronCluster.asyncConnect(context());
        return 1;
    }

    @Override
    public @Nullable RuntimeException refusal() {
        return refusal;
    }

    @Override
    public boolean isConnected() {
        return client != null && !client.ingressPublication().isClosed();
    }

    @Override
    public long sessionId() {
        return connected().clusterSessionId();
    }

    @Override
    public long termId() {
        return connected().leadershipTermId();
    }

    @Override
    public boolean offer(final DirectBuffer frame, final DirectBuffer command, final int length) {
        message[1].reset(frame, 0, frame.capacity());
        message[2].reset(command, 0, length);
        // Neither of its negative answers is waited for here: what is lost with the leader is sent again, what is in
        // the way now goes later.
        return connected().offer(message) > 0;
    }

    @Override
    public void abandon() {
        disconnect();
    }

    @Override
    public void close() {
        disconnect();
        CloseHelper.quietClose(aeron);
    }

    @Override
    public void onMessage(
            final long clusterSessionId,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        // The service of a Tocsin sends none.
    }

    @Override
    public void onSessionEvent(
            final long correlationId,
            final long clusterSessionId,
            final long leadershipTermId,
            final int leaderMemberId,
            final EventCode code,
            final String detail) {
        if (code == EventCode.CLOSED || code == EventCode.ERROR) {
            LOG.debug("the cluster has ended session {}: {}", clusterSessionId, detail);
            isSessionLost = true;
        }
    }

    private int pollClient(final AeronCluster polled, final long nowNs) {
        final int work = polled.pollEgress() + polled.pollStateChanges();
        if (isSessionLost || polled.isClosed() || isWedged(polled, nowNs)) {
            disconnect();
            return 1;
        }
        if (nowNs - keepAliveNs >= KEEP_ALIVE_NS && isConnected()) {
            keepAliveNs = nowNs;
            polled.sendKeepAlive();
        }
        return work;
    }

    /** A client can stay open for ever over a publication that is closed, when every node was started anew. */
    private boolean isWedged(final AeronCluster polled, final long nowNs) {
        final Publication ingress = polled.ingressPublication();
        if (!ingress.isClosed()) {
            closedSinceNs = nowNs;
        }
        return nowNs - closedSinceNs > 2 * newLeaderTimeoutNs();
    }

    private int pollConnecting(final AeronCluster.AsyncConnect polled, final long nowNs) {
        try {
            client = polled.poll();
        } catch (final AuthenticationException unknown) {
            tryLater(polled, nowNs, REFUSED_NS);
            if (refusal == null) {
                refusal = new SecretRefusedException(unknown);
                LOG.error("{}", refusal.getMessage());
            }
            return 1;
        } catch (final RuntimeException refused) {
            // No leader yet, or one that has no place for another session now.
            LOG.debug("no connection to the cluster: {}", refused.getMessage());
            tryLater(polled, nowNs, RETRY_NS);
            return 1;
        }
        if (client != null) {
            connecting = null;
            refusal = null;
            isSessionLost = false;
            keepAliveNs = nowNs;
            closedSinceNs = nowNs;
            LOG.debug("session {} with leader {}", client.clusterSessionId(), client.leaderMemberId());
            return 1;
        }
        return 0;
    }

    private void tryLater(final AeronCluster.AsyncConnect polled, final long nowNs, final long afterNs) {
        CloseHelper.quietClose(polled);
        connecting = null;
        retryNs = nowNs + afterNs;
    }

    private void disconnect() {
        CloseHelper.quietCloseAll(client, connecting);
        client = null;
        connecting = null;
        retryNs = System.nanoTime() + RETRY_NS;
    }

    private AeronCluster.Context context() {
        return new AeronCluster.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .ingressChannel("aeron:udp?term-length=" + settings.termLength)
                .ingressEndpoints(ClusterMember.ingressEndpoints(settings.members))
                .egressChannel("aeron:udp?endpoint=" + settings.member().anyPort())
                .egressListener(this)
                .credentialsSupplier(secret.credentials(NodeSecret.CLUSTER))
                .messageTimeoutNs(Math.max(CONNECT_TIMEOUT_NS, 2 * settings.timing.heartbeatTimeoutNs()))
                .newLeaderTimeoutNs(newLeaderTimeoutNs())
                .clientName("tocsin-" + settings.memberId);
    }

    private long newLeaderTimeoutNs() {
        return Math.max(LEAST_NEW_LEADER_NS, 4 * settings.timing.heartbeatTimeoutNs());
    }

    private AeronCluster connected() {
        if (client == null) {
            throw new IllegalStateException("there is no session with the cluster");
        }
        return client;
    }
}
