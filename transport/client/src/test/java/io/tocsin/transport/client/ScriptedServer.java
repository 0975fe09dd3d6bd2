package io.tocsin.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.tocsin.codecs.json.Epoch;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.Notice;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A router of straw on real sockets, which says and hears what the test says. */
final class ScriptedServer implements AutoCloseable {
    static final Epoch EPOCH = new Epoch(1, 2);
    static final int PATIENCE_SECONDS = 20;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    private final Channel listening;

    private final MessageCodec codec;

    private ScriptedServer(final int port, final MessageCodec codec, final @Nullable String subprotocol) {
        this.codec = codec;
        listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(final Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(8_192))
                                .addLast(new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                                        .websocketPath("/ws")
                                        .subprotocols(subprotocol)
                                        .handleCloseFrames(false)
                                        .sendCloseFrame(null)
                                        .build()))
                                .addLast(new Peer(channel, codec, peers));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .syncUninterruptibly()
                .channel();
    }

    static ScriptedServer start() {
        return start(JsonCodec.INSTANCE);
    }

    static ScriptedServer start(final MessageCodec codec) {
        return new ScriptedServer(0, codec, codec.subprotocol());
    }

    /** How its messages are written. */
    MessageCodec codec() {
        return codec;
    }

    static ScriptedServer startOn(final int port) {
        return new ScriptedServer(port, JsonCodec.INSTANCE, JsonCodec.SUBPROTOCOL);
    }

    static ScriptedServer startWithoutSubprotocol() {
        return new ScriptedServer(0, JsonCodec.INSTANCE, null);
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + port() + "/ws");
    }

    /** The next connection whose handshake is done. */
    Peer next() throws InterruptedException {
        final Peer peer = peers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(peer).as("nobody connected").isNotNull();
        return peer;
    }

    /** The next connection, greeted back as new. */
    Peer greeted() throws InterruptedException {
        return greeted(0, ResumeResult.NEW, 0, 0);
    }

    Peer greeted(final long highestCommandId, final ResumeResult resume, final long critical, final long other)
            throws InterruptedException {
        final Peer peer = next();
        peer.hello();
        peer.say(welcome(highestCommandId, resume, critical, other, 0));
        return peer;
    }

    static ServerMessage.Welcome welcome(
            final long highestCommandId,
            final ResumeResult resume,
            final long critical,
            final long other,
            final int heartbeatMs) {
        return new ServerMessage.Welcome(
                3, 77, highestCommandId, EPOCH, Level.OS, resume, critical, other, heartbeatMs, Notice.TEXT);
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
