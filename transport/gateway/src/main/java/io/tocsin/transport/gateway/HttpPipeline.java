package io.tocsin.transport.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;

/** The handlers in front of every HTTP handler, with their limits. Loop only. */
final class HttpPipeline {
    /** Longest body, and longest WebSocket message. */
    static final int MAX_BODY_BYTES = 65_536;

    /** Time for a request to be whole, and for a WebSocket to greet. */
    static final long REQUEST_MS = 5_000;

    private static final int MAX_LINE_BYTES = 4_096;
    private static final int MAX_HEADER_BYTES = 8_192;
    private static final int MAX_CHUNK_BYTES = 8_192;
    /** Time between two requests of a connection. */
    static final long IDLE_MS = 30_000;

    private HttpPipeline() {}

    /** Puts deadline, codec and handler behind what a new connection has already. */
    static void open(final Channel channel, final RequestDeadline deadline, final HttpHandler handler) {
        channel.pipeline()
                .addLast(deadline)
                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_LINE_BYTES)
                        .setMaxHeaderSize(MAX_HEADER_BYTES)
                        .setMaxChunkSize(MAX_CHUNK_BYTES)))
                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES, true))
                .addLast(handler.within(deadline));
    }
}
