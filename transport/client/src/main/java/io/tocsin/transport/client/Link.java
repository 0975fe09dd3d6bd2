package io.tocsin.transport.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's connections, one after the other: waits, dials, greets, is up, breaks, and again, until it is closed. Everything on the client's thread, unless it
 * says otherwise.
 */
final class Link {
    private static final long STEADY_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long GOODBYE_MS = 1_000;

    private enum State {
        /** Until it dials. */
        WAITING,
        /** Until the WebSocket handshake is done. */
        DIALLING,
        /** Until the router greets back. */
        GREETING,
        /** Until the connection ends. */
        UP,
        /** This side has had enough of the connection. */
        BREAKING,
        /** Until the last connection has ended. */
        CLOSING,
        /** For ever. */
        CLOSED
    }

    private final ClientSettings settings;
    private final EventLoop loop;
    private final Conversation conversation;
    private final Backoff backoff;
    private final CompletableFuture<ServerMessage.Welcome> connected = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    private volatile State state = State.WAITING;
    private @Nullable Channel channel;
    private @Nullable LinkHandler handler;
    private int endpoint;
    private int drainMs;
    private long upSinceNs;
    private long lastHeardNs;

    Link(final ClientSettings settings, final EventLoop loop) {
        this.settings = settings;
        this.loop = loop;
        conversation = new Conversation(settings, loop);
        backoff = new Backoff(settings.backoffLeastMs, settings.backoffMostMs, new Random());
    }

    Conversation conversation() {
        return conversation;
    }

    /** Any thread. */
    CompletableFuture<ServerMessage.Welcome> connected() {
        return connected;
    }

    /** Any thread. */
    boolean isUp() {
        return state == State.UP;
    }

    void dial() {
        if (state != State.WAITING) {
            return;
        }
        state = State.DIALLING;
        drainMs = 0;
        final LinkHandler next = new LinkHandler(this, settings.codec.isBinary());
        handler = next;
        final ChannelFuture dialled = Dialer.dial(loop, settings.endpoints.get(endpoint), settings, next);
        channel = dialled.channel();
        dialled.addListener(done -> {
            if (!done.isSuccess()) {
                lost(next, 0, String.valueOf(done.cause()));
            }
        });
    }

    /** The handshake is done. */
    void greet(final Channel opened, final LinkHandler by) {
        if (by != handler || state != State.DIALLING) {
            opened.close();
            return;
        }
        state = State.GREETING;
        conversation.send(opened, conversation.hello());
        opened.flush();
        loop.schedule(
                () -> {
                    if (by == handler && state == State.GREETING) {
                        breakOff(CloseCode.GOING_AWAY, "no welcome in time");
                    }
                },
                settings.timeoutMs,
                TimeUnit.MILLISECONDS);
    }

    /** A message came. */
    void heard(final ByteBuffer payload, final LinkHandler by) {
        if (by != handler || (state != State.GREETING && state != State.UP)) {
            return;
        }
        lastHeardNs = System.nanoTime();
        try {
            take(settings.codec.readServer(payload));
        } catch (final ProtocolException unreadable) {
            // Later versions add messages; anything else says that this is no router.
            if (unreadable.code() != ErrorCode.UNKNOWN_TYPE) {
                breakOff(CloseCode.MALFORMED, "the router sent what cannot be read: " + unreadable.text());
            }
        }
    }

    private void take(final ServerMessage message) {
        if (message instanceof ServerMessage.Drain drain) {
            drainMs = drain.retryAfterMs();
        } else if (state == State.GREETING) {
            if (message instanceof ServerMessage.Welcome welcome) {
                up(welcome);
            } else if (message instanceof ServerMessage.ProtocolError) {
                conversation.hear(message);
            }
        } else if (!conversation.hear(message)) {
            breakOff(CloseCode.GOING_AWAY, "a delivery is missing: it comes again with the next connection");
        }
    }

    private void up(final ServerMessage.Welcome welcome) {
        final Channel open = channel;
        if (open != null) {
            state = State.UP;
            upSinceNs = System.nanoTime();
            conversation.begin(open, welcome);
            connected.complete(welcome);
            watch(welcome.heartbeatMs());
        }
    }

    /** A connection ended, or could not be made. */
    void lost(final LinkHandler by, final int code, final String reason) {
        if (by != handler) {
            return;
        }
        final boolean wasUp = upSinceNs != 0;
        if (wasUp && System.nanoTime() - upSinceNs >= STEADY_NS) {
            backoff.reset();
        }
        handler = null;
        channel = null;
        upSinceNs = 0;
        if (state == State.CLOSING) {
            state = State.CLOSED;
            told(new Disconnect(code, reason, wasUp, -1));
            closed.complete(null);
            return;
        }
        state = State.WAITING;
        conversation.pause(reason);
        final CloseCode known = CloseCode.of(code);
        if (!wasUp || known == CloseCode.GOING_AWAY || known == CloseCode.RESTART) {
            endpoint = (endpoint + 1) % settings.endpoints.size();
        }
        final long ownMs = known != null && known.isFaultOfClient() ? backoff.slowMs() : backoff.nextMs();
        final long delayMs = Math.max(ownMs, drainMs);
        told(new Disconnect(code, reason, wasUp, delayMs));
        loop.schedule(this::dial, delayMs, TimeUnit.MILLISECONDS);
    }

    void close(final CompletableFuture<@Nullable Void> future) {
        closed.whenComplete((done, thrown) -> future.complete(null));
        if (state == State.CLOSING || state == State.CLOSED) {
            return;
        }
        final State before = state;
        state = State.CLOSING;
        conversation.end();
        connected.completeExceptionally(Conversation.closedException());
        final Channel open = channel;
        final LinkHandler current = handler;
        if (open == null || current == null) {
            state = State.CLOSED;
            closed.complete(null);
        } else if (before == State.DIALLING) {
            open.close();
        } else {
            // The router answers with a close of its own: closing at once could destroy what it has not read yet.
            current.reason(CloseCode.NORMAL.reason());
            open.writeAndFlush(current.close(CloseCode.NORMAL));
            loop.schedule(() -> open.close(), GOODBYE_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void watch(final int heartbeatMs) {
        final LinkHandler watched = handler;
        if (heartbeatMs > 0 && watched != null) {
            loop.schedule(
                    () -> {
                        if (watched == handler && state == State.UP) {
                            look(heartbeatMs);
                        }
                    },
                    heartbeatMs,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void look(final int heartbeatMs) {
        final long silentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeardNs);
        if (silentMs * 2 > heartbeatMs * 5L) {
            breakOff(CloseCode.GOING_AWAY, "the router is silent");
        } else {
            watch(heartbeatMs);
        }
    }

    /** Ends the connection from this side, to come back. */
    private void breakOff(final CloseCode code, final String reason) {
        final Channel open = channel;
        final LinkHandler current = handler;
        if (open != null && current != null) {
            state = State.BREAKING;
            conversation.pause(reason);
            current.reason(reason);
            open.writeAndFlush(current.close(code)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void told(final Disconnect disconnect) {
        conversation.guarded(() -> settings.listener.onDisconnected(disconnect));
    }
}
