package io.tocsin.transport.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.tocsin.codecs.json.FacilityList;
import io.tocsin.codecs.json.ProtocolException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks a front for its list of facilities, once. */
final class FacilityQuery {
    private static final String PATH = "/v1/facilities";
    private static final int MAX_BYTES = 131_072;
    private static final long MOST_MS = 60_000;

    private FacilityQuery() {}

    static CompletableFuture<FacilityList> ask(
            final URI front, final Credentials credentials, final Duration patience) {
        final List<URI> endpoints = Arguments.endpoints(front);
        final long patienceMs = Arguments.millis("patience", patience, 1, MOST_MS);
        final SslContext tls = Arguments.isEncrypted(endpoints.get(0)) ? credentials.context() : null;
        final CompletableFuture<FacilityList> future = new CompletableFuture<>();
        final ClientGroup threads = ClientGroup.threads(1);
        new Bootstrap()
                .group(threads.next())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patienceMs)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(final Channel channel) {
                        if (tls != null) {
                            channel.pipeline()
                                    .addLast(tls.newHandler(channel.alloc(), front.getHost(), front.getPort()));
                        }
                        channel.pipeline()
                                .addLast(new HttpClientCodec(), new HttpObjectAggregator(MAX_BYTES))
                                .addLast(new Exchange(front, future));
                    }
                })
                .connect(front.getHost(), front.getPort())
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        future.completeExceptionally(done.cause());
                    }
                });
        return future.orTimeout(patienceMs, TimeUnit.MILLISECONDS).whenComplete((list, thrown) -> threads.end());
    }

    private static final class Exchange extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final URI front;
        private final CompletableFuture<FacilityList> future;

        private Exchange(final URI front, final CompletableFuture<FacilityList> future) {
            this.front = front;
            this.future = future;
        }

        @Override
        public void channelActive(final ChannelHandlerContext context) {
            final DefaultFullHttpRequest request =
                    new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, PATH, Unpooled.EMPTY_BUFFER);
            request.headers()
                    .set(HttpHeaderNames.HOST, front.getAuthority())
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            context.writeAndFlush(request);
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext context, final FullHttpResponse response) {
            if (!response.status().equals(HttpResponseStatus.OK)) {
                future.completeExceptionally(
                        new IllegalStateException(front + " answers " + response.status() + ": is it a front?"));
            } else {
                try {
                    future.complete(FacilityList.read(response.content().nioBuffer()));
                } catch (final ProtocolException unreadable) {
                    future.completeExceptionally(unreadable);
                }
            }
            context.close();
        }

        @Override
        public void channelInactive(final ChannelHandlerContext context) {
            future.completeExceptionally(new IllegalStateException(front + " hung up"));
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext context, final Throwable thrown) {
            future.completeExceptionally(thrown);
            context.close();
        }
    }
}
