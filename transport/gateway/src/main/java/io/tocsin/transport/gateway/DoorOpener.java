package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the handlers into each new connection of a gateway. On the connection's loop. */
final class DoorOpener extends ChannelInitializer<SocketChannel> {
    private final GatewaySettings settings;
    private final Map<EventLoop, LoopDesk> desks;
    private final GatewayCounters counters;
    private final SourceIds sourceIds;
    private final HttpGuard guard;
    private final ConnectionGate gate;
    private final @Nullable ServerTls tls;

    DoorOpener(
            final GatewaySettings settings,
            final Map<EventLoop, LoopDesk> desks,
            final GatewayCounters counters,
            final SourceIds sourceIds,
            final @Nullable ServerTls tls) {
        this.settings = settings;
        this.desks = desks;
        this.counters = counters;
        this.sourceIds = sourceIds;
        this.tls = tls;
        guard = new HttpGuard(
                settings.allowedOrigins,
                settings.hosts,
                settings.bind.getAddress().isLoopbackAddress(),
                settings.jwt == null && settings.authenticator == null && settings.clientCertificates == null);
        gate = new ConnectionGate(
                settings.maxConnections,
                settings.maxConnectionsPerAddress,
                Budgets.perSecond(settings.newConnectionsPerSecond, settings.newConnectionsPerSecond),
                settings.fronts);
    }

    @Override
    protected void initChannel(final SocketChannel channel) {
        if (settings.turnsAway) {
            channel.close();
            return;
        }
        final LoopDesk desk = requireNonNull(desks.get(channel.eventLoop()));
        final WriteMeter meter = new WriteMeter(counters);
        final RequestDeadline deadline = new RequestDeadline(settings.helloTimeoutMs, HttpPipeline.IDLE_MS);
        // In front of everything, also of what encrypts: it counts what leaves for the socket.
        channel.pipeline().addLast(meter, new GateHandler(gate, counters));
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel), new TlsOutcome(counters));
        }
        HttpPipeline.open(channel, deadline, new HttpFront(desk, settings.switchboard, sourceIds, guard, meter));
    }
}
