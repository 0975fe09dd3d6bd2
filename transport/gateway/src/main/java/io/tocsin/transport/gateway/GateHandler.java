package io.tocsin.transport.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.tocsin.flight.ConnectionRefused;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Shows a connection the gate when it begins and when it ends. One per connection, first of all; loop only. */
final class GateHandler extends ChannelInboundHandlerAdapter {
    private final ConnectionGate gate;
    private final GatewayCounters counters;
    private boolean entered;

    GateHandler(final ConnectionGate gate, final GatewayCounters counters) {
        this.gate = gate;
        this.counters = counters;
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx) {
        entered = gate.enter(address(ctx));
        if (entered) {
            counters.increment(GatewayMetric.CONNECTIONS_ACCEPTED);
            counters.increment(GatewayMetric.CONNECTIONS_OPEN);
            ctx.fireChannelActive();
        } else {
            counters.increment(GatewayMetric.CONNECTIONS_REFUSED);
            final ConnectionRefused refused = new ConnectionRefused();
            if (refused.shouldCommit()) {
                refused.address = address(ctx).getHostAddress();
                refused.commit();
            }
            ctx.close();
        }
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message) {
        if (entered) {
            ctx.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        if (entered) {
            entered = false;
            counters.add(GatewayMetric.CONNECTIONS_OPEN, -1);
            gate.leave(address(ctx));
            ctx.fireChannelInactive();
        }
    }

    private static InetAddress address(final ChannelHandlerContext ctx) {
        return ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress();
    }
}
