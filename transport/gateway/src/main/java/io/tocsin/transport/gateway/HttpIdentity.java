package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out who sends a request, by a ticket, by the cookie of a page's session, by its {@code Authorization: Bearer}, or else by the certificate of its connection; what proves nothing is answered here. Loop only. */
final class HttpIdentity {
    private static final String SCHEME = "bearer ";

    private final HttpFront front;
    private final @Nullable Authentication authentication;

    HttpIdentity(final HttpFront front, final @Nullable Authentication authentication) {
        this.front = front;
        this.authentication = authentication;
    }

    /** Whether a request has to prove who it is of. */
    boolean isAsked() {
        return authentication != null;
    }

    /** Whether its address holds what belongs in no address, because addresses are logged and remembered. */
    static boolean isTokenInAddress(final String uri) {
        final int question = uri.indexOf('?');
        if (question < 0) {
            return false;
        }
        final String query = uri.substring(question).toLowerCase(Locale.ROOT);
        return query.contains("token=") || query.contains("ticket=") || query.contains("jwt=");
    }

    /**
     * Finds out who it is, now or later.
     *
     * @param ctx      of the connection.
     * @param request  kept until then.
     * @param isNeeded nobody is refused; else a request without a proof goes on as nobody's, to be asked again.
     * @param then     goes on with who it is; {@code null} = nobody asks, or nothing was shown.
     */
    void find(
            final ChannelHandlerContext ctx,
            final FullHttpRequest request,
            final boolean isNeeded,
            final Consumer<@Nullable Principal> then) {
        final Authentication verifier = authentication;
        if (verifier == null) {
            then.accept(null);
            return;
        }
        if (isTokenInAddress(request.uri())) {
            front.reply(
                    ctx,
                    HttpReply.text(
                            HttpResponseStatus.BAD_REQUEST,
                            "a token does not belong in an address: say Authorization: Bearer"));
            return;
        }
        final List<String> shown = request.headers().getAll(HttpHeaderNames.AUTHORIZATION);
        if (shown.isEmpty()) {
            // A ticket opens a WebSocket, and nothing else: least of all another ticket.
            final String ticket = isNeeded ? null : ticket(request.headers());
            if (ticket != null) {
                redeem(ctx, ticket, then);
                return;
            }
            final String cookie = cookie(request.headers());
            if (cookie != null) {
                page(verifier, ctx, request, cookie, then);
                return;
            }
        }
        final Principal certified = shown.isEmpty() && isNeeded ? verifier.certified(ctx.channel()) : null;
        if (certified != null) {
            admit(ctx, certified, then);
        } else if (shown.isEmpty() && !isNeeded) {
            then.accept(null);
        } else {
            verify(verifier, ctx, request, shown, then);
        }
    }

    /** The same by what a page has, which is needed: its cookie, or a token in the header. */
    void findOfPage(final ChannelHandlerContext ctx, final FullHttpRequest request, final Consumer<Principal> then) {
        final Authentication verifier = authentication;
        final String cookie =
                request.headers().contains(HttpHeaderNames.AUTHORIZATION) ? null : cookie(request.headers());
        if (verifier != null && cookie != null) {
            page(verifier, ctx, request, cookie, proved -> then.accept(requireNonNull(proved)));
        } else {
            findByToken(ctx, request, then);
        }
    }

    /** The same by a token in the header alone, which is needed. */
    void findByToken(final ChannelHandlerContext ctx, final FullHttpRequest request, final Consumer<Principal> then) {
        final Authentication verifier = authentication;
        if (verifier != null) {
            verify(
                    verifier,
                    ctx,
                    request,
                    request.headers().getAll(HttpHeaderNames.AUTHORIZATION),
                    proved -> then.accept(requireNonNull(proved)));
        }
    }

    /** The token of a header; empty if there is none. */
    static String bearer(final HttpHeaders headers) {
        return token(headers.get(HttpHeaderNames.AUTHORIZATION, ""));
    }

    /** A browser sends the cookie whatever page asks: one that does not say its origin is refused, others were looked at before. */
    private void page(
            final Authentication verifier,
            final ChannelHandlerContext ctx,
            final FullHttpRequest request,
            final String cookie,
            final Consumer<@Nullable Principal> then) {
        if (isOwnPage(request.headers())) {
            verify(verifier, ctx, request, cookie, then);
        } else {
            front.reply(
                    ctx,
                    HttpReply.text(
                            HttpResponseStatus.FORBIDDEN,
                            "a cookie is good with an Origin that is this router's own only"));
        }
    }

    /** Cookies know no ports: a page of another service on the same host has the same ones. */
    private boolean isOwnPage(final HttpHeaders headers) {
        final String origin = headers.get(HttpHeaderNames.ORIGIN, "").toLowerCase(Locale.ROOT);
        final String host = headers.get(HttpHeaderNames.HOST, "").toLowerCase(Locale.ROOT);
        return origin.equals("https://" + host)
                || (!front.isEncrypted() && origin.equals("http://" + host))
                || front.isAllowedOrigin(origin);
    }

    /** Goes on, unless what was proved has ended meanwhile. */
    private void admit(
            final ChannelHandlerContext ctx, final Principal principal, final Consumer<@Nullable Principal> then) {
        if (principal.hasEnded(front.epochNs())) {
            front.replyLast(ctx, unauthorized("the token " + TokenFault.EXPIRED.meaning()));
        } else if (front.isRevoked(principal)) {
            front.replyLast(ctx, unauthorized("the token was revoked"));
        } else {
            then.accept(principal);
        }
    }

    private void redeem(
            final ChannelHandlerContext ctx, final String ticket, final Consumer<@Nullable Principal> then) {
        final Principal principal = front.tickets().redeem(ticket);
        if (principal == null) {
            front.refusedTicket();
            front.replyLast(ctx, unauthorized("the ticket is not good, or not any more"));
        } else {
            admit(ctx, principal, then);
        }
    }

    private void verify(
            final Authentication verifier,
            final ChannelHandlerContext ctx,
            final FullHttpRequest request,
            final List<String> shown,
            final Consumer<@Nullable Principal> then) {
        final String token = shown.size() == 1 ? token(shown.get(0)) : "";
        if (token.isEmpty()) {
            front.replyLast(
                    ctx, unauthorized(shown.isEmpty() ? "a token is needed here" : "say Authorization: Bearer once"));
        } else {
            verify(verifier, ctx, request, token, then);
        }
    }

    private void verify(
            final Authentication verifier,
            final ChannelHandlerContext ctx,
            final FullHttpRequest request,
            final String token,
            final Consumer<@Nullable Principal> then) {
        request.retain();
        verifier.verify(token, front.loop(), (proved, fault) -> {
            try {
                if (!ctx.channel().isActive()) {
                    return;
                }
                if (proved != null) {
                    admit(ctx, proved, then);
                } else if (fault == null || fault.isTransient()) {
                    front.reply(
                            ctx,
                            HttpReply.text(HttpResponseStatus.SERVICE_UNAVAILABLE, "the token cannot be verified now")
                                    .header(HttpHeaderNames.RETRY_AFTER.toString(), 1));
                } else {
                    front.replyLast(ctx, unauthorized("the token " + fault.meaning()));
                }
            } finally {
                request.release();
            }
        });
    }

    /** The ticket among the subprotocols; {@code null} if there is none. */
    private static @Nullable String ticket(final HttpHeaders headers) {
        for (final String offered : headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
            for (final String protocol : offered.split(",", -1)) {
                if (protocol.strip().startsWith(Tickets.PREFIX)) {
                    return protocol.strip().substring(Tickets.PREFIX.length());
                }
            }
        }
        return null;
    }

    /** What the session's cookie holds; {@code null} if there is none. */
    private static @Nullable String cookie(final HttpHeaders headers) {
        for (final String sent : headers.getAll(HttpHeaderNames.COOKIE)) {
            for (final Cookie cookie : ServerCookieDecoder.STRICT.decodeAll(sent)) {
                if (cookie.name().equals(BrowserDesk.COOKIE)) {
                    return cookie.value();
                }
            }
        }
        return null;
    }

    private static HttpReply unauthorized(final String why) {
        return HttpReply.text(HttpResponseStatus.UNAUTHORIZED, why)
                .header(HttpHeaderNames.WWW_AUTHENTICATE.toString(), "Bearer");
    }

    /** What stands behind the scheme; empty if it is another one. */
    private static String token(final String header) {
        return header.length() > SCHEME.length() && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : "";
    }
}
