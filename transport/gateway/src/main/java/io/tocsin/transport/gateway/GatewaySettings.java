package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.tocsin.AlertRouter;
import io.tocsin.codecs.json.Role;
import io.tocsin.transport.directory.ReadModels;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.jspecify.annotations.Nullable;

/** What a gateway's context collects. Written before the launch, read by everybody afterwards. */
class GatewaySettings {
    final Switchboard switchboard = new Switchboard();

    @Nullable
    AlertRouter router;

    @Nullable
    ReadModels directory;

    boolean directoryForOperators;

    /** Whether what is read of patients can be recorded now; {@code null} = it is shown without. */
    @Nullable
    BooleanSupplier audit;

    /** Whether clients should come here, as {@code GET /readyz} says to watchdogs; {@code null} = it is not said. */
    @Nullable
    BooleanSupplier readiness;

    InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);

    @Nullable
    TlsFiles tls;

    /** Whose tokens are believed; {@code null} = the authenticator says, or nobody asks. */
    @Nullable
    JwtSettings jwt;

    @Nullable
    Authenticator authenticator;

    @Nullable
    ClientCertificates clientCertificates;

    ScopeMode scopes = ScopeMode.OFF;
    FreshProof freshProof = FreshProof.NOT_ASKED;
    int viewUsualMs = 3_600_000;
    int viewMostMs = 14_400_000;
    int verifyThreads = 2;
    int verifyWaiting = 1_024;
    /** By which names clients reach the gateway, beside those of this machine. */
    Set<String> hosts = Set.of();

    boolean unencryptedBeyondThisMachine;
    long filesLookNs = 10_000_000_000L;
    Map<String, Long> sources = Map.of();
    Set<String> allowedOrigins = Set.of();
    EpochNanoClock clock = SystemEpochNanoClock.INSTANCE;
    int eventLoops = 1;
    int gatewayId = 1;
    int maxConnections = 10_000;
    int maxConnectionsPerAddress = 50;
    /** By which name fronts call the cluster that this gateway is of; empty = by any. */
    String cluster = "";

    /** From where fronts connect. */
    Set<InetAddress> fronts = Set.of();

    int newConnectionsPerSecond = 200;
    int commandWindow = 64;
    int messagesPerSecond = 20_000;
    int laneEntries = 256;
    int laneBytes = 262_144;
    int otherWindowBytes = 16_384;
    /** Written and not taken by the system, per connection: above it the client counts as slow. */
    int highWaterBytes = 262_144;
    /** Taken by the system and not by the client, per connection; fixed, or the system lets it grow to megabytes. */
    int sendBufferBytes = 131_072;

    /** Connections above which the lane OTHER leaves in batches; 0 = never. */
    int batchAbove;

    long batchWindowNs;
    int keptReadings = 65_536;
    long helloTimeoutMs = HttpPipeline.REQUEST_MS;
    long heartbeatNs = 5_000_000_000L;
    long stallNs = 20_000_000_000L;
    long readingsAlarmNs = 10_000_000_000L;
    long httpAnswerMs = 5_000;
    long drainNs = 10_000_000_000L;

    /** Changes while the gateway runs. */
    volatile boolean turnsAway;

    /** Under which the gateway's own technical alerts are raised: no client's name contains NUL, so none has it. */
    long ownSourceId() {
        return new SourceIds(Map.of()).of(Role.OPERATOR, "", "\0gateway-" + gatewayId);
    }

    /**
     * What is read of patients is shown only once it stands in the log who reads it. Default it is shown at once. Returns this.
     *
     * @param isUp whether the audit that follows the log is without a fault: if not, nothing of patients is shown, and alerts go on. Any thread; does not wait.
     */
    public final Gateway.Context audit(final BooleanSupplier isUp) {
        audit = requireNonNull(isUp, "isUp");
        return (Gateway.Context) this;
    }

    /**
     * Whether clients should come here, for {@code GET /readyz}: a watchdog on another machine does not reach the management listener. It answers yes or no and says
     * nothing else. Default there is no such page. Returns this.
     *
     * @param isReady any thread; does not wait.
     */
    public final Gateway.Context readiness(final BooleanSupplier isReady) {
        readiness = requireNonNull(isReady, "isReady");
        return (Gateway.Context) this;
    }

    /**
     * How long somebody who breaks the glass sees a patient. Default an hour, four at most, which is the longest that a router permits. Returns this.
     *
     * @param usual if nothing is said, a minute at least.
     * @param most  at most, from {@code usual} to four hours.
     */
    public final Gateway.Context breakGlass(final Duration usual, final Duration most) {
        viewMostMs = Limits.inRange("breakGlass most ms", Math.toIntExact(most.toMillis()), 60_000, 14_400_000);
        viewUsualMs = Limits.inRange("breakGlass usual ms", Math.toIntExact(usual.toMillis()), 60_000, viewMostMs);
        return (Gateway.Context) this;
    }

    /**
     * By which name fronts call the cluster that this router is of: what is meant for another is refused with 421, so that a map that is wrong tells nobody's alerts to
     * the people of another hospital. Default it is not asked. Returns this.
     */
    public final Gateway.Context cluster(final String name) {
        cluster = requireNonNull(name, "name");
        return (Gateway.Context) this;
    }

    /** From where {@link PartitionFront}s connect: neither the limit of connections of one address nor that of new ones each second is for them, as many people are behind each. Default none. Returns this. */
    public final Gateway.Context fronts(final Set<InetAddress> addresses) {
        fronts = Set.copyOf(addresses);
        return (Gateway.Context) this;
    }

    boolean isOfCluster(final String name) {
        return cluster.isEmpty() || cluster.equals(name);
    }

    /**
     * What the scopes of tokens and of the file of principals count for. Default {@link ScopeMode#OFF}. Returns this.
     *
     * @param mode of this gateway.
     */
    public final Gateway.Context scopes(final ScopeMode mode) {
        scopes = requireNonNull(mode, "mode");
        return (Gateway.Context) this;
    }

    /**
     * What whoever breaks the glass has to have proved just now, where clients prove who they are at all. Default {@link FreshProof#NOT_ASKED}. Returns this.
     *
     * @param asked of them.
     */
    public final Gateway.Context freshProof(final FreshProof asked) {
        freshProof = requireNonNull(asked, "asked");
        return (Gateway.Context) this;
    }

    AlertRouter requireRouter() {
        if (router == null) {
            throw new IllegalStateException("a gateway needs a router: Context.router(...)");
        }
        return router;
    }
}
