package io.tocsin.transport.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.tocsin.AlertView;
import io.tocsin.MonitoringState;
import io.tocsin.Revocation;
import io.tocsin.ViewState;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.MessageCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket: its frames, its life and its ends. What is said on it belongs to its {@link Conversation}, what its person is told to its {@link Courier}. Loop only,
 * except {@link #route}, {@link #units()} and {@link #sessionId()}.
 */
final class Connection extends SimpleChannelInboundHandler<WebSocketFrame> implements Correlated {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** RFC 6455, 7.4.2: there is no code above. */
    private static final int MAX_CLOSE_CODE = 4_999;

    private final Channel channel;
    private final MessageCodec codec;
    private final LoopDesk desk;
    private final Switchboard switchboard;
    private final RequestDeadline deadline;
    private final ClientOut out;
    private final Watch watch;
    private final Courier courier;
    private final Conversation conversation;
    private final long correlatedId;
    private final FrameGuard guard;
    private int turn;
    private boolean isTouched;
    private boolean isOver;

    Connection(
            final Channel channel,
            final MessageCodec codec,
            final LoopDesk desk,
            final Switchboard switchboard,
            final SourceIds sourceIds,
            final RequestDeadline deadline,
            final WriteMeter meter,
            final FrameGuard guard,
            final @Nullable Principal principal) {
        this.channel = channel;
        this.codec = codec;
        this.desk = desk;
        this.switchboard = switchboard;
        this.deadline = deadline;
        this.guard = guard;
        out = new ClientOut(channel, codec);
        courier = new Courier(desk, this);
        watch = new Watch(channel, meter, desk.settings(), System.nanoTime());
        correlatedId = switchboard.register(this);
        conversation = new Conversation(this, switchboard, sourceIds, correlatedId, principal);
    }

    @Override
    public LoopDesk desk() {
        return desk;
    }

    Channel channel() {
        return channel;
    }

    /** How messages are written here. Any thread. */
    MessageCodec codec() {
        return codec;
    }

    /** The router's view; {@code null} before the first event. */
    @Nullable
    AlertView view() {
        return switchboard.view();
    }

    /** From where the client is connected. */
    String address() {
        return channel.remoteAddress() instanceof InetSocketAddress from
                ? from.getAddress().getHostAddress()
                : "";
    }

    ClientOut out() {
        return out;
    }

    Courier courier() {
        return courier;
    }

    /** Of the person; 0 = none. Any thread, once the session is expected. */
    long sessionId() {
        return conversation.sessionId();
    }

    /** The units that the client's proof is for alone; {@code null} = all. Any thread. */
    @Nullable
    Set<String> units() {
        return conversation.units();
    }

    /** Whose client it is; empty = nobody's. */
    String person() {
        return conversation.person();
    }

    boolean isOver() {
        return isOver;
    }

    /** In which it is looked at. */
    int turn() {
        return turn;
    }

    /** A delivery for this client. Delivery thread. */
    void route(final Routed routed) {
        courier.route(routed);
    }

    /** A monitoring session concerns the person. */
    void onMonitoring(final MonitoringState session) {
        if (!isOver) {
            conversation.onMonitoring(session);
            touch();
        }
    }

    /** Somebody may see a patient for a time, or no more. */
    void onView(final ViewState view) {
        if (!isOver && !out.isClosing()) {
            conversation.onView(view);
            touch();
        }
    }

    /** The site is another. */
    void tellPermissionAgain() {
        if (!isOver && !out.isClosing()) {
            conversation.tellPermissionAgain();
        }
    }

    /** Access was revoked: perhaps this client's. */
    void onRevoked(final List<Revocation> revocations) {
        if (!isOver && !out.isClosing()) {
            conversation.onRevoked(revocations);
            touch();
        }
    }

    @Override
    public void onAnswer(final int slot, final EngineAnswer answer) {
        if (!isOver) {
            conversation.onAnswer(slot, answer);
            touch();
        }
    }

    /** There is something to write: it is written before the loop turns to something else. */
    void touch() {
        if (!isTouched && !isOver) {
            isTouched = true;
            desk.touch(this);
        }
    }

    /** Writes what there is, deliveries behind answers, and flushes once. */
    void pump() {
        isTouched = false;
        if (!isOver) {
            courier.pump(out);
            if (out.flush()) {
                desk.counters().increment(GatewayMetric.FLUSHES);
            }
        }
    }

    /** Has {@link #onTick} called soon. */
    void tickSoon() {
        desk.tickFor(this);
    }

    /** Tries again what is due; true if something has to be tried later. */
    boolean onTick(final long nowNs) {
        return !isOver && !out.isClosing() && conversation.onTick(nowNs);
    }

    /** Has the engine send again what was not received; false if the ring has no room. */
    boolean askForRedelivery() {
        return conversation.askForRedelivery();
    }

    /** Whether a client that is told to go should have something first: deliveries, or answers to what it has asked. */
    boolean isOwed() {
        return !isOver && conversation.isWelcomed() && (courier.isBehind() || conversation.isOwed());
    }

    /** Tells the client that the router goes; nothing waits any more. */
    void drain(final int retryAfterMs) {
        courier.drain();
        conversation.drain(retryAfterMs);
        touch();
    }

    /** The hello is answered: no more deadline. */
    void welcomed() {
        deadline.stop();
    }

    /** Looks once a second whether the client still takes and says something. */
    void onWatch(final long nowNs, final Heartbeats beats) {
        guard.second();
        if (isOver || out.isClosing() || !conversation.isWelcomed()) {
            return;
        }
        switch (watch.look(nowNs, courier.moved(), courier.isBehind())) {
            case STALLED -> end(CloseCode.TOO_SLOW, GatewayMetric.CLOSED_TOO_SLOW);
            case SILENT -> end(CloseCode.GOING_AWAY, GatewayMetric.CLOSED_SILENT);
            case ASK -> out.frame(new PingWebSocketFrame());
            case FINE -> {
                // Nothing to do.
            }
        }
        if (watch.isHeartbeatDue(nowNs) && out.isWritable()) {
            out.send(beats.in(codec));
        }
        if (out.isWritable()) {
            conversation.lookAtVitals();
        }
        conversation.lookAtProof(beats.nowNs());
        touch();
    }

    /** Ends the connection, with a count. */
    void end(final CloseCode code, final GatewayMetric metric) {
        desk.counters().increment(metric);
        out.close(code);
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext ctx) {
        turn = desk.add(this);
        deadline.onExpired(() -> {
            desk.counters().increment(GatewayMetric.HELLO_TIMEOUTS);
            conversation.onHelloExpired();
        });
    }

    @Override
    protected void channelRead0(final ChannelHandlerContext ctx, final WebSocketFrame frame) {
        if (out.isClosing()) {
            return;
        }
        watch.heard();
        if (codec.isBinary() ? frame instanceof BinaryWebSocketFrame : frame instanceof TextWebSocketFrame) {
            conversation.onFrame(frame.content().nioBuffer());
        } else if (frame instanceof PingWebSocketFrame) {
            out.frame(new PongWebSocketFrame(frame.content().retain()));
        } else if (frame instanceof CloseWebSocketFrame close) {
            onClose(close);
        } else if (!(frame instanceof PongWebSocketFrame)) {
            out.close(CloseCode.WRONG_OPCODE);
        }
        touch();
    }

    /** The client says good-bye, and hears the same; unless its code is none that can be sent. */
    private void onClose(final CloseWebSocketFrame close) {
        if (close.statusCode() > MAX_CLOSE_CODE) {
            out.close(CloseCode.PROTOCOL_ERROR);
        } else {
            out.close(new CloseWebSocketFrame(true, 0, close.content().retain()));
        }
    }

    @Override
    public void channelReadComplete(final ChannelHandlerContext ctx) {
        desk.pumpTouched();
    }

    @Override
    public void channelWritabilityChanged(final ChannelHandlerContext ctx) {
        final boolean isWritable = ctx.channel().isWritable();
        // Who does not read is not read from either: what he asks would only pile up.
        ctx.channel().config().setAutoRead(isWritable || out.isClosing());
        if (isWritable) {
            pump();
        }
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        if (!isOver) {
            isOver = true;
            deadline.stop();
            desk.remove(this);
            switchboard.unregister(correlatedId);
            courier.stop();
            conversation.onClosed();
        }
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        if (cause instanceof FrameGuard.FloodException) {
            if (!out.isClosing()) {
                end(CloseCode.POLICY, GatewayMetric.CLOSED_FLOODING);
            }
        } else if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            out.close(new CloseWebSocketFrame(
                    corrupted.closeStatus(), corrupted.closeStatus().reasonText()));
        } else if (cause instanceof TooLongFrameException) {
            out.close(CloseCode.TOO_BIG);
        } else if (cause instanceof IOException || cause instanceof PrematureChannelClosureException) {
            // Gone, perhaps in the midst of a message.
            ctx.close();
        } else {
            desk.counters().increment(GatewayMetric.INTERNAL_ERRORS);
            LOG.error("a connection failed and is closed; the others are not affected", cause);
            ctx.close();
        }
    }
}
