package io.tocsin.transport.gateway;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.Notice;
import java.util.Base64;
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

    private static final WebSocketDecoderConfig FRAMES = WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(HttpPipeline.MAX_BODY_BYTES)
            .expectMaskedFrames(true)
            .allowMaskMismatch(false)
            .allowExtensions(false)
            // The connection closes by itself, so that the reason arrives.
            .closeOnProtocolViolation(false)
            .withUTF8Validator(true)
            .build();

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    private static final String NO_HANDSHAKE = "not a WebSocket handshake of RFC 6455";

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
        if (!request.method().equals(HttpMethod.GET)) {
            reply(ctx, HttpReply.methodNotAllowed("GET"));
            return;
        }
        if (!request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            reply(
                    ctx,
                    HttpReply.text(HttpResponseStatus.UPGRADE_REQUIRED, "this is a WebSocket")
                            .header("Upgrade", "websocket"));
            return;
        }
        final HttpHeaders headers = request.headers();
        if (!VERSION.contentEquals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION, ""))) {
            // Drafts frame otherwise, and their frames would pass by the limits of ours.
            reply(
                    ctx,
                    HttpReply.text(HttpResponseStatus.UPGRADE_REQUIRED, "this is a WebSocket of RFC 6455, version 13")
                            .header("Upgrade", "websocket")
                            .header("Sec-WebSocket-Version", VERSION));
        } else if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""))) {
            reply(ctx, HttpReply.text(HttpResponseStatus.BAD_REQUEST, NO_HANDSHAKE));
        } else {
            identity.find(ctx, request, false, principal -> handshake(ctx, request, principal));
        }
    }

    /** Whether it is what RFC 6455 calls a key: sixteen bytes in Base64. */
    private static boolean isKey(final String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (final IllegalArgumentException notBase64) {
            return false;
        }
    }

    private void handshake(
            final ChannelHandlerContext ctx, final FullHttpRequest request, final @Nullable Principal principal) {
        final WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshaker13("ws://" + WEBSOCKET_PATH, Subprotocols.NAMES, FRAMES);
        final ChannelFuture shaken;
        try {
            shaken = handshaker.handshake(ctx.channel(), request);
        } catch (final WebSocketHandshakeException malformed) {
            reply(ctx, HttpReply.text(HttpResponseStatus.BAD_REQUEST, NO_HANDSHAKE));
            return;
        }
        final MessageCodec codec = Subprotocols.of(handshaker.selectedSubprotocol());
        final Connection connection =
                new Connection(ctx.channel(), codec, desk, switchboard, sourceIds, deadline(), meter, principal);
        deadline().goOn(ctx);
        final ChannelPipeline pipeline = ctx.pipeline();
        pipeline.addLast(new TextValidator(), new WebSocketFrameAggregator(HttpPipeline.MAX_BODY_BYTES), connection);
        pipeline.remove(this);
        if (handshaker.selectedSubprotocol() == null) {
            shaken.addListener(done -> connection.out().close(CloseCode.SUBPROTOCOL));
        }
    }
}
