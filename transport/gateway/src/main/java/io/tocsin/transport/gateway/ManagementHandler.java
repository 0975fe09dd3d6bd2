package io.tocsin.transport.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of operations. Loop only. */
final class ManagementHandler extends HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementHandler.class);
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpGuard guard;
    private final HealthReport live;
    private final HealthReport ready;
    private final Map<String, Supplier<String>> pages;

    ManagementHandler(
            final HttpGuard guard,
            final HealthReport live,
            final HealthReport ready,
            final Map<String, Supplier<String>> pages) {
        this.guard = guard;
        this.live = live;
        this.ready = ready;
        this.pages = pages;
    }

    @Override
    void onRequest(final ChannelHandlerContext ctx, final FullHttpRequest request) {
        final String refusal = guard.refusal(request.headers());
        if (refusal != null) {
            reply(ctx, HttpReply.text(HttpResponseStatus.FORBIDDEN, refusal));
            return;
        }
        final boolean isHead = request.method().equals(HttpMethod.HEAD);
        if (!isHead && !request.method().equals(HttpMethod.GET)) {
            reply(ctx, HttpReply.methodNotAllowed("GET, HEAD"));
            return;
        }
        final HttpReply reply = page(request.uri());
        reply(ctx, isHead ? reply.withoutBody() : reply);
    }

    private HttpReply page(final String uri) {
        final int question = uri.indexOf('?');
        final String path = question < 0 ? uri : uri.substring(0, question);
        final boolean verbose = question >= 0 && uri.substring(question + 1).startsWith("verbose");
        return switch (path) {
            case "/livez" -> health(live.look(verbose));
            case "/readyz" -> health(ready.look(verbose));
            default -> other(path);
        };
    }

    private HttpReply other(final String path) {
        final Supplier<String> page = pages.get(path);
        if (page == null) {
            return HttpReply.text(
                    HttpResponseStatus.NOT_FOUND, "there is /livez, /readyz, " + String.join(", ", pages.keySet()));
        }
        try {
            final String text = page.get();
            final String type = text.startsWith("{") ? HttpReply.JSON : PROMETHEUS;
            return HttpReply.of(HttpResponseStatus.OK, type, text.getBytes(StandardCharsets.UTF_8));
        } catch (final RuntimeException failed) {
            LOG.error("the page {} could not be made", path, failed);
            return HttpReply.text(
                    HttpResponseStatus.INTERNAL_SERVER_ERROR, "the page could not be made; the log says why");
        }
    }

    private static HttpReply health(final HealthReport.Result result) {
        return HttpReply.text(
                result.healthy() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE, result.text());
    }
}
