package io.tocsin.transport.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.TimeUnit;

/**
 * What pages need that other clients do not: a ticket for a WebSocket, and a session cookie of their own origin, which holds the token where no script can read it. Pages
 * of an allowed origin may ask for tickets with a token of theirs. Loop only.
 */
final class BrowserDesk {
    /** Where tickets are. */
    static final String TICKET_PATH = "/ws-ticket";

    /** Where the cookie is. */
    static final String SESSION_PATH = "/session";

    /** Browsers take it with {@code Secure}, for this host and every path only. */
    static final String COOKIE = "__Host-tocsin";

    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";
    /** A browser keeps 4 KiB of a cookie, its name and attributes among them. */
    private static final int MAX_COOKIE_CHARS = 3_900;

    private static final int PREFLIGHT_SECONDS = 600;

    private final HttpFront front;
    private final LoopDesk desk;
    private final HttpIdentity identity;

    BrowserDesk(final HttpFront front, final LoopDesk desk, final HttpIdentity identity) {
        this.front = front;
        this.desk = desk;
        this.identity = identity;
    }

    /** Hands out a ticket to whoever proves who it is. */
    void ticket(final ChannelHandlerContext ctx, final FullHttpRequest request) {
        final String origin = request.headers().get(HttpHeaderNames.ORIGIN, "");
        if (request.method().equals(HttpMethod.OPTIONS)) {
            front.reply(
                    ctx,
                    shared(HttpReply.of(HttpResponseStatus.NO_CONTENT, HttpReply.TEXT, new byte[0]), origin)
                            .header("Access-Control-Allow-Methods", "POST")
                            .header("Access-Control-Allow-Headers", "authorization")
                            .header("Access-Control-Max-Age", PREFLIGHT_SECONDS));
        } else if (request.method().equals(HttpMethod.POST)) {
            identity.findOfPage(ctx, request, principal -> front.reply(ctx, shared(issue(principal), origin)));
        } else {
            front.reply(ctx, HttpReply.methodNotAllowed("POST, OPTIONS"));
        }
    }

    /** Begins or ends the session of a page of this origin. */
    void session(final ChannelHandlerContext ctx, final FullHttpRequest request) {
        if (request.method().equals(HttpMethod.DELETE)) {
            front.reply(ctx, noContent(COOKIE + "=; Max-Age=0" + ATTRIBUTES));
        } else if (request.method().equals(HttpMethod.POST)) {
            final String token = HttpIdentity.bearer(request.headers());
            if (token.length() > MAX_COOKIE_CHARS) {
                front.reply(
                        ctx,
                        HttpReply.text(
                                HttpResponseStatus.BAD_REQUEST, "the token is too long for a cookie: ask for tickets"));
            } else {
                identity.findByToken(ctx, request, principal -> front.reply(ctx, cookie(token, principal)));
            }
        } else {
            front.reply(ctx, HttpReply.methodNotAllowed("POST, DELETE"));
        }
    }

    private HttpReply issue(final Principal principal) {
        final String ticket = desk.tickets().issue(principal);
        if (ticket == null) {
            desk.counters().increment(GatewayMetric.TICKETS_REFUSED);
            return HttpReply.text(HttpResponseStatus.SERVICE_UNAVAILABLE, "too many tickets are out")
                    .header(HttpHeaderNames.RETRY_AFTER.toString(), 1);
        }
        desk.counters().increment(GatewayMetric.TICKETS_ISSUED);
        return HttpReply.of(
                HttpResponseStatus.OK,
                HttpReply.JSON,
                ("{\"ticket\":\"" + ticket + "\",\"expiresInMs\":" + TimeUnit.NANOSECONDS.toMillis(Tickets.LIFE_NS)
                                + "}")
                        .getBytes(US_ASCII));
    }

    /** As long as the token. */
    private HttpReply cookie(final String token, final Principal principal) {
        final long leftS = TimeUnit.NANOSECONDS.toSeconds(
                principal.expiresNs() - desk.settings().clock.nanoTime());
        final String life = principal.expiresNs() == Principal.NEVER ? "" : "; Max-Age=" + Math.max(0, leftS);
        return noContent(COOKIE + '=' + token + life + ATTRIBUTES);
    }

    private static HttpReply noContent(final String cookie) {
        return HttpReply.of(HttpResponseStatus.NO_CONTENT, HttpReply.TEXT, new byte[0])
                .header(HttpHeaderNames.SET_COOKIE.toString(), cookie);
    }

    /** The page that asks may read the answer: its origin was found to be allowed. */
    private static HttpReply shared(final HttpReply reply, final String origin) {
        return origin.isEmpty()
                ? reply
                : reply.header("Access-Control-Allow-Origin", origin).header("Vary", "Origin");
    }
}
