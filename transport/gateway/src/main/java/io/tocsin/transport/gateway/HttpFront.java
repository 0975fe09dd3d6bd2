package io.tocsin.transport.gateway;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.Notice;

/** What clients ask by HTTP: to become a WebSocket, or to raise one alert. Everything else is answered and counted. Loop only. */
final class HttpFront extends HttpHandler {
    /** Where WebSockets are. */
    static final String WEBSOCKET_PATH = "/ws";

    /** Where alerts are raised. */
    static final String ALERTS_PATH = "/v1/alerts";

    /** What is spoken on WebSockets. */
    static final String SUBPROTOCOL = "alert.v1.json";

    private static final WebSocketDecoderConfig FRAMES = WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(HttpPipeline.MAX_BODY_BYTES)
            .expectMaskedFrames(true)
            .allowMaskMismatch(false)
            .allowExtensions(false)
            // The connection closes by itself, so that the reason arrives.
            .closeOnProtocolViolation(false)
            .withUTF8Validator(true)
            .build();

    private final LoopDesk desk;
    private final Switchboard switchboard;
    private final SourceIds sourceIds;
    private final HttpGuard guard;
    private final WriteMeter meter;

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
                    new RaiseExchange(this, ctx, desk, switchboard, sourceIds).begin(request);
                } else {
                    reply(ctx, HttpReply.methodNotAllowed("POST"));
                }
            }
            case "/" ->
                reply(
                        ctx,
                        HttpReply.text(
                                HttpResponseStatus.OK,
                                "Tocsin, an alert router. WebSocket: " + WEBSOCKET_PATH + " (" + SUBPROTOCOL
                                        + "). Raise: POST " + ALERTS_PATH + ".\n\n" + Notice.TEXT));
            default ->
                reply(
                        ctx,
                        HttpReply.text(
                                HttpResponseStatus.NOT_FOUND, "there is " + WEBSOCKET_PATH + " and " + ALERTS_PATH));
        }
    }

    @Override
    void reply(final ChannelHandlerContext ctx, final HttpReply reply) {
        desk.counters().increment(GatewayMetric.HTTP_REQUESTS);
        super.reply(ctx, reply);
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
        final WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        "ws://" + WEBSOCKET_PATH, SUBPROTOCOL, FRAMES)
                .newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(ctx.channel());
            return;
        }
        handshake(ctx, request, handshaker);
    }

    private void handshake(
            final ChannelHandlerContext ctx,
            final FullHttpRequest request,
            final WebSocketServerHandshaker handshaker) {
        final ChannelFuture shaken;
        try {
            shaken = handshaker.handshake(ctx.channel(), request);
        } catch (final WebSocketHandshakeException malformed) {
            reply(ctx, HttpReply.text(HttpResponseStatus.BAD_REQUEST, "not a WebSocket handshake of RFC 6455"));
            return;
        }
        final Connection connection = new Connection(ctx.channel(), desk, switchboard, sourceIds, deadline(), meter);
        final ChannelPipeline pipeline = ctx.pipeline();
        pipeline.addLast(
                new Utf8FrameValidator(false), new WebSocketFrameAggregator(HttpPipeline.MAX_BODY_BYTES), connection);
        pipeline.remove(this);
        if (handshaker.selectedSubprotocol() == null) {
            shaken.addListener(done -> connection.out().close(CloseCode.SUBPROTOCOL));
        }
    }
}
