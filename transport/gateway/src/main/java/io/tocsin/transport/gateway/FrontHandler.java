package io.tocsin.transport.gateway;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.ClientMessageReader;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.Notice;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ServerMessageWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What clients ask a front: to become a WebSocket with the cluster of a facility, to raise one alert there, or which facilities there are. Loop only.
 */
final class FrontHandler extends HttpHandler {
    /** Where clients learn which facilities are of one cluster. */
    static final String FACILITIES_PATH = "/v1/facilities";

    /** Names the facility in an address. */
    static final String FACILITY = "facility";

    private static final int RETRY_LEAST_MS = 500;
    private static final int RETRY_MOST_MS = 2_000;

    /** What a node has to hear of what a client says by HTTP: who it is, what it sends, and that it came through somebody else. */
    private static final List<CharSequence> PASSED_ON = List.of(
            HttpHeaderNames.AUTHORIZATION,
            HttpHeaderNames.CONTENT_TYPE,
            RaiseExchange.SOURCE_HEADER,
            RaiseExchange.COMMAND_HEADER,
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-real-ip",
            HttpHeaderNames.VIA);

    private static final List<CharSequence> PASSED_BACK =
            List.of(HttpHeaderNames.WWW_AUTHENTICATE, HttpHeaderNames.RETRY_AFTER, HttpHeaderNames.ALLOW);

    private final Supplier<FrontRoutes> routes;
    private final HttpGuard guard;
    private final boolean isLocal;
    private final FrontRefusals refusals;

    FrontHandler(
            final Supplier<FrontRoutes> routes,
            final HttpGuard guard,
            final boolean isLocal,
            final FrontRefusals refusals) {
        this.routes = routes;
        this.guard = guard;
        this.isLocal = isLocal;
        this.refusals = refusals;
    }

    @Override
    void onRequest(final ChannelHandlerContext ctx, final FullHttpRequest request) {
        final String refusal = guard.refusal(request.headers());
        if (refusal != null) {
            reply(ctx, HttpReply.text(HttpResponseStatus.FORBIDDEN, refusal));
            return;
        }
        final QueryStringDecoder asked;
        final List<String> facilities;
        final String path;
        try {
            asked = new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, 8);
            path = asked.path();
            facilities = asked.parameters().getOrDefault(FACILITY, List.of());
        } catch (final IllegalArgumentException malformed) {
            reply(ctx, HttpReply.text(HttpResponseStatus.BAD_REQUEST, "the address cannot be read"));
            return;
        }
        final FrontRoutes now = routes.get();
        switch (path) {
            case HttpFront.WEBSOCKET_PATH -> upgrade(ctx, request, now, facilities);
            case HttpFront.ALERTS_PATH -> {
                if (request.method().equals(HttpMethod.POST)) {
                    raise(ctx, request, now, facilities);
                } else {
                    reply(ctx, HttpReply.methodNotAllowed("POST"));
                }
            }
            case FACILITIES_PATH ->
                page(
                        ctx,
                        request,
                        HttpReply.JSON,
                        HttpResponseStatus.OK,
                        new String(now.map().list().write(), StandardCharsets.UTF_8));
            case HttpFront.READY_PATH -> {
                final boolean isReady = now.clusters().stream().anyMatch(FrontCluster::isUp);
                page(
                        ctx,
                        request,
                        HttpReply.TEXT,
                        isReady ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE,
                        isReady ? "ok\n" : "not ready\n");
            }
            case "/" ->
                page(
                        ctx,
                        request,
                        HttpReply.TEXT,
                        HttpResponseStatus.OK,
                        "Tocsin, the front of several alert routers. WebSocket: /ws?facility=NAME ("
                                + Subprotocols.NAMES.replace(",", ", ") + "). Raise: POST /v1/alerts?facility=NAME."
                                + " Facilities: /v1/facilities.\n\n" + Notice.TEXT + '\n');
            default ->
                reply(
                        ctx,
                        HttpReply.text(
                                HttpResponseStatus.NOT_FOUND,
                                "there is /ws, /v1/alerts and " + FACILITIES_PATH + " here"));
        }
    }

    /** What a node answered, for the client. */
    static HttpReply as(final FullHttpResponse response) {
        final String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE, HttpReply.TEXT);
        final HttpReply reply = HttpReply.of(response.status(), type, ByteBufUtil.getBytes(response.content()));
        for (final CharSequence name : PASSED_BACK) {
            final String value = response.headers().get(name);
            if (value != null) {
                reply.header(name.toString(), value);
            }
        }
        return reply;
    }

    /** Nobody of a cluster answers. */
    static ServerMessage.ProtocolError unreachable(final FrontCluster cluster) {
        return new ServerMessage.ProtocolError(
                ErrorCode.UNAVAILABLE,
                FACILITY,
                "no router of cluster " + cluster.name()
                        + " answers now: what you say is not kept here, nothing waits for" + " it; use another way",
                0,
                "",
                ThreadLocalRandom.current().nextInt(RETRY_LEAST_MS, RETRY_MOST_MS));
    }

    /** Answers with a typed error, as a gateway answers a raise. */
    void refuse(
            final ChannelHandlerContext ctx, final HttpResponseStatus status, final ServerMessage.ProtocolError why) {
        final HttpReply reply = HttpReply.of(status, HttpReply.JSON, ServerMessageWriter.write(why));
        reply(ctx, why.retryAfterMs() == 0 ? reply : reply.header(HttpHeaderNames.RETRY_AFTER.toString(), 1));
    }

    private void upgrade(
            final ChannelHandlerContext ctx,
            final FullHttpRequest request,
            final FrontRoutes now,
            final List<String> facilities) {
        final HttpReply none = WebSocketUpgrade.refusal(request);
        if (none != null) {
            reply(ctx, none);
            return;
        }
        final FrontCluster cluster = facilities.size() == 1 ? now.of(facilities.get(0)) : null;
        if (cluster == null) {
            refusals.unknown.increment();
            FrontGreeting.turnAway(
                    this, ctx, FrontGreeting.copy(request), CloseCode.UNKNOWN_FACILITY, unknown(facilities));
            return;
        }
        new FrontGreeting(this, ctx, request, said(ctx, request), cluster).next();
    }

    private void raise(
            final ChannelHandlerContext ctx,
            final FullHttpRequest request,
            final FrontRoutes now,
            final List<String> facilities) {
        final byte[] body = ByteBufUtil.getBytes(request.content());
        final FrontCluster cluster;
        try {
            cluster = facilities.isEmpty()
                    ? now.of(facilityOf(now.map(), request))
                    : facilities.size() == 1 ? now.of(facilities.get(0)) : null;
        } catch (final ProtocolException unreadable) {
            refuse(ctx, HttpResponseStatus.BAD_REQUEST, unreadable.toMessage());
            return;
        }
        if (cluster == null) {
            refusals.unknown.increment();
            refuse(ctx, HttpResponseStatus.NOT_FOUND, unknown(facilities));
            return;
        }
        new FrontRaise(this, ctx, body, said(ctx, request), cluster).next();
    }

    /** Of which facility an alert is that was raised without one in its address: its place says it, or the map does. */
    private static PartitionMap.@Nullable Facility facilityOf(final PartitionMap map, final FullHttpRequest request)
            throws ProtocolException {
        final AlertDeclaration alert = ClientMessageReader.readRaise(
                        request.content().nioBuffer())
                .raise()
                .alert();
        final PartitionMap.Facility ofUnit = alert.unit().isEmpty() ? null : map.ofUnit(alert.unit());
        final String named = alert.text().location().facility();
        if (!named.isEmpty()) {
            // Nobody of another hospital is told for a name that is wrong, or for a unit that is called the same there.
            final PartitionMap.Facility said = map.facility(named);
            return said == null || (ofUnit != null && !ofUnit.cluster().equals(said.cluster())) ? null : said;
        }
        return ofUnit == null ? map.otherwise() : ofUnit;
    }

    /** As it came, and that it came through here unless this machine alone can connect: a router that asks nobody who they are lets no network in. */
    private HttpHeaders said(final ChannelHandlerContext ctx, final FullHttpRequest request) {
        final HttpHeaders said = new DefaultHttpHeaders();
        for (final CharSequence name : PASSED_ON) {
            said.add(name, request.headers().getAll(name));
        }
        if (!isLocal && ctx.channel().remoteAddress() instanceof InetSocketAddress from) {
            said.add("forwarded", "for=\"" + forwarded(from) + '"');
        }
        return said;
    }

    /** As RFC 7239 writes addresses. */
    private static String forwarded(final InetSocketAddress from) {
        final String host = from.getAddress().getHostAddress();
        return host.indexOf(':') < 0 ? host : '[' + host + ']';
    }

    private static ServerMessage.ProtocolError unknown(final List<String> facilities) {
        return new ServerMessage.ProtocolError(
                facilities.isEmpty() ? ErrorCode.MISSING_FIELD : ErrorCode.INVALID_FIELD,
                FACILITY,
                facilities.isEmpty()
                        ? "say of which facility: ?facility=NAME; " + FACILITIES_PATH + " lists them"
                        : facilities.size() > 1
                                ? "one connection is of one facility"
                                : "there is no such facility here; " + FACILITIES_PATH + " lists them",
                0,
                "",
                0);
    }

    private void page(
            final ChannelHandlerContext ctx,
            final FullHttpRequest request,
            final String type,
            final HttpResponseStatus status,
            final String text) {
        final boolean isHead = request.method().equals(HttpMethod.HEAD);
        if (!isHead && !request.method().equals(HttpMethod.GET)) {
            reply(ctx, HttpReply.methodNotAllowed("GET, HEAD"));
            return;
        }
        final HttpReply reply = HttpReply.of(status, type, text.getBytes(StandardCharsets.UTF_8));
        reply(ctx, isHead ? reply.withoutBody() : reply);
    }
}
