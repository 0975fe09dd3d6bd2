package io.tocsin.transport.gateway;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.Notice;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What clients ask by HTTP: to become a WebSocket, or to raise one alert. Everything else is answered and counted. Loop only. */
final class HttpFront extends HttpHandler {
    /** Where WebSockets are. */
    static final String WEBSOCKET_PATH = "/ws";

    /** Where alerts are raised. */
    static final String ALERTS_PATH = "/v1/alerts";

    /** Where watchdogs ask, who do not reach the management listener. */
    static final String READY_PATH = "/readyz";

    /** What most clients speak on WebSockets. */
    static final String SUBPROTOCOL = JsonCodec.SUBPROTOCOL;

    private final LoopDesk desk;
    private final Switchboard switchboard;
    private final SourceIds sourceIds;
    private final HttpGuard guard;
    private final WriteMeter meter;
    private final HttpIdentity identity;
    private final BrowserDesk browsers;

    HttpFront(
            final LoopDesk desk,
            final Switchboard switchboard,
            final SourceIds sourceIds,
            final HttpGuard guard,
            final WriteMeter meter) {
        this.desk = desk;
        this.switchboard = switchboard;
        this.sourceIds = sourceIds;
        this.guard = guard;
        this.meter = meter;
        identity = new HttpIdentity(this, desk.authentication());
        browsers = new BrowserDesk(this, desk, identity);
    }

    @Override
    void onRequest(final ChannelHandlerContext ctx, final FullHttpRequest request) {
        final String refusal = guard.refusal(request.headers());
        if (refusal != null) {
            reply(ctx, HttpReply.text(HttpResponseStatus.FORBIDDEN, refusal));
            return;
        }
        final String cluster = request.headers().get(NodeDialer.CLUSTER_HEADER);
        if (cluster != null && !desk.settings().isOfCluster(cluster)) {
            // A front whose map is wrong: an alert would be told to another hospital's people.
            desk.counters().increment(GatewayMetric.MISDIRECTED);
            reply(ctx, HttpReply.text(HttpResponseStatus.MISDIRECTED_REQUEST, "this router is of another cluster"));
            return;
        }
        final int question = request.uri().indexOf('?');
        final String path = question < 0 ? request.uri() : request.uri().substring(0, question);
        switch (path) {
            case WEBSOCKET_PATH -> upgrade(ctx, request);
            case ALERTS_PATH -> {
                if (request.method().equals(HttpMethod.POST)) {
                    identity.find(
                            ctx,
                            request,
                            true,
                            principal -> new RaiseExchange(this, ctx, desk, switchboard, sourceIds)
                                    .begin(request, principal));
                } else {
                    reply(ctx, HttpReply.methodNotAllowed("POST"));
                }
            }
            case BrowserDesk.TICKET_PATH, BrowserDesk.SESSION_PATH -> browser(ctx, request, path);
            case READY_PATH -> reply(ctx, ready(request.method()));
            case "/" -> reply(ctx, hello(request.method()));
            default -> reply(ctx, notFound());
        }
    }

    @Override
    void reply(final ChannelHandlerContext ctx, final HttpReply reply) {
        desk.counters().increment(GatewayMetric.HTTP_REQUESTS);
        super.reply(ctx, reply);
    }

    /** Where nobody asks who is there, there is nothing to hand out. */
    private void browser(final ChannelHandlerContext ctx, final FullHttpRequest request, final String path) {
        if (!identity.isAsked()) {
            reply(ctx, HttpReply.text(HttpResponseStatus.NOT_FOUND, "nobody is asked who they are here"));
        } else if (path.equals(BrowserDesk.TICKET_PATH)) {
            browsers.ticket(ctx, request);
        } else {
            browsers.session(ctx, request);
        }
    }

    /** Whether nobody is let in by this any more; counted if so. */
    boolean isRevoked(final Principal principal) {
        final boolean isRevoked = Revoked.is(principal, switchboard.view());
        if (isRevoked) {
            desk.counters().increment(GatewayMetric.REVOKED_REFUSED);
        }
        return isRevoked;
    }

    /** Tickets of all loops. */
    Tickets tickets() {
        return desk.tickets();
    }

    /** For time stamps of proofs. */
    long epochNs() {
        return desk.settings().clock.nanoTime();
    }

    boolean isEncrypted() {
        return desk.settings().tls != null;
    }

    boolean isAllowedOrigin(final String origin) {
        return desk.settings().allowedOrigins.contains(origin);
    }

    /** One was shown that is not good. */
    void refusedTicket() {
        desk.counters().increment(GatewayMetric.TICKETS_REFUSED);
    }

    /** On which everything of this connection happens. */
    EventLoop loop() {
        return desk.loop();
    }

    private static HttpReply notFound() {
        return HttpReply.text(HttpResponseStatus.NOT_FOUND, "there is " + WEBSOCKET_PATH + " and " + ALERTS_PATH);
    }

    /** Yes or no: why not is nobody's business who need not say who they are. */
    private HttpReply ready(final HttpMethod method) {
        final BooleanSupplier isReady = desk.settings().readiness;
        if (isReady == null) {
            return notFound();
        }
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            return HttpReply.methodNotAllowed("GET, HEAD");
        }
        final boolean ready = isReady.getAsBoolean();
        final HttpReply reply = HttpReply.text(
                ready ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE, ready ? "ok" : "not ready");
        return method.equals(HttpMethod.HEAD) ? reply.withoutBody() : reply;
    }

    private static HttpReply hello(final HttpMethod method) {
        final boolean isHead = method.equals(HttpMethod.HEAD);
        if (!isHead && !method.equals(HttpMethod.GET)) {
            return HttpReply.methodNotAllowed("GET, HEAD");
        }
        final HttpReply hello = HttpReply.text(
                HttpResponseStatus.OK,
                "Tocsin, an alert router. WebSocket: " + WEBSOCKET_PATH + " (" + Subprotocols.NAMES.replace(",", ", ")
                        + "). Raise: POST " + ALERTS_PATH + ".\n\n" + Notice.TEXT);
        return isHead ? hello.withoutBody() : hello;
    }

    private void upgrade(final ChannelHandlerContext ctx, final FullHttpRequest request) {
        final HttpReply refusal = WebSocketUpgrade.refusal(request);
        if (refusal == null) {
            identity.find(ctx, request, false, principal -> handshake(ctx, request, principal));
        } else {
            reply(ctx, refusal);
        }
    }

    private void handshake(
            final ChannelHandlerContext ctx, final FullHttpRequest request, final @Nullable Principal principal) {
        final WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshaker13("ws://" + WEBSOCKET_PATH, Subprotocols.NAMES, WebSocketUpgrade.FRAMES);
        final ChannelFuture shaken;
        try {
            shaken = handshaker.handshake(ctx.channel(), request);
        } catch (final WebSocketHandshakeException malformed) {
            reply(ctx, HttpReply.text(HttpResponseStatus.BAD_REQUEST, WebSocketUpgrade.NO_HANDSHAKE));
            return;
        }
        final MessageCodec codec = Subprotocols.of(handshaker.selectedSubprotocol());
        final FrameGuard frames = new FrameGuard();
        final Connection connection = new Connection(
                ctx.channel(), codec, desk, switchboard, sourceIds, deadline(), meter, frames, principal);
        deadline().goOn(ctx);
        final ChannelPipeline pipeline = ctx.pipeline();
        pipeline.addLast(frames, new WebSocketFrameAggregator(HttpPipeline.MAX_BODY_BYTES), connection);
        pipeline.remove(this);
        if (handshaker.selectedSubprotocol() == null) {
            shaken.addListener(done -> connection.out().close(CloseCode.SUBPROTOCOL));
        }
    }
}
