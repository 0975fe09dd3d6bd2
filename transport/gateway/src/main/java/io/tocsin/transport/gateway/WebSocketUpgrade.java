package io.tocsin.transport.gateway;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a request must be to become a WebSocket. Pure. */
final class WebSocketUpgrade {
    /** What a request is called that is none. */
    static final String NO_HANDSHAKE = "not a WebSocket handshake of RFC 6455";

    /** How the frames of clients are read. */
    static final WebSocketDecoderConfig FRAMES = WebSocketDecoderConfig.newBuilder()
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

    private WebSocketUpgrade() {}

    /** Why a request does not become one; {@code null} if it may. */
    static @Nullable HttpReply refusal(final FullHttpRequest request) {
        final HttpHeaders headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)) {
            return HttpReply.methodNotAllowed("GET");
        }
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            return HttpReply.text(HttpResponseStatus.UPGRADE_REQUIRED, "this is a WebSocket")
                    .header("Upgrade", "websocket");
        }
        if (!VERSION.contentEquals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION, ""))) {
            // Drafts frame otherwise, and their frames would pass by the limits of ours.
            return HttpReply.text(HttpResponseStatus.UPGRADE_REQUIRED, "this is a WebSocket of RFC 6455, version 13")
                    .header("Upgrade", "websocket")
                    .header("Sec-WebSocket-Version", VERSION);
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, ""))) {
            return HttpReply.text(HttpResponseStatus.BAD_REQUEST, NO_HANDSHAKE);
        }
        return null;
    }

    /** Whether it is what RFC 6455 calls a key: sixteen bytes in Base64. */
    private static boolean isKey(final String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (final IllegalArgumentException notBase64) {
            return false;
        }
    }
}
