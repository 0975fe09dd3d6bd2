package io.tocsin.transport.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.DutyKey;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.HistoryRange;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.lane.LaneOrder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What a client has to say and to hear, over all its connections. Everything on the client's thread, unless it says otherwise. */
final class Conversation {
    private static final long RECEIPTS_MS = 10;

    private final ClientSettings settings;
    private final MessageCodec codec;
    private final EventLoop loop;
    private final Deliveries deliveries = new Deliveries();
    private final PendingCommands commands;
    private final PendingQueries queries;
    private @Nullable Channel channel;
    private Token shown = Token.NONE;
    private boolean isEnded;
    private boolean isReceiptsDue;
    private long flushDueNs = Long.MAX_VALUE;
    private volatile int unanswered;

    Conversation(final ClientSettings settings, final EventLoop loop) {
        this.settings = settings;
        this.loop = loop;
        codec = settings.codec;
        commands = new PendingCommands(codec, settings.window, settings.maxWaiting);
        queries = new PendingQueries(settings.maxWaiting);
        if (settings.resume != null) {
            deliveries.startWith(settings.resume);
        }
    }

    /** Any thread. */
    int unanswered() {
        return unanswered;
    }

    byte[] hello() {
        final ClientMessage.Hello hello = settings.hello(deliveries.resume());
        shown = hello.token();
        return codec.write(hello);
    }

    ClientMessage.@Nullable Resume resume() {
        return deliveries.resume();
    }

    /** The router has greeted back on this connection. */
    void begin(final Channel opened, final ServerMessage.Welcome welcome) {
        channel = opened;
        if (deliveries.isOfAnother(welcome.epoch())) {
            commands.otherLog();
        }
        deliveries.welcomed(welcome);
        commands.welcomed(welcome.highestCommandId());
        guarded(() -> settings.listener.onWelcome(welcome));
        flush();
    }

    /** The connection takes no more. */
    void pause(final String reason) {
        channel = null;
        queries.failAll(CommandFailedException.of(CommandFailedException.Reason.DISCONNECTED, reason));
    }

    /** The client is closed. */
    void end() {
        sendReceipts();
        isEnded = true;
        channel = null;
        final CommandFailedException failure = closedException();
        commands.failAll(failure);
        queries.failAll(failure);
        unanswered = 0;
    }

    /** Takes a message that concerns no connection in particular; false: a delivery is missing, and comes again with the next connection. */
    boolean hear(final ServerMessage message) {
        if (message instanceof ServerMessage.Delivery delivery) {
            return delivered(delivery);
        } else if (message instanceof ServerMessage.Answer answer) {
            answered(answer);
        } else if (message instanceof ServerMessage.Alerts alerts) {
            queries.answered(alerts.ref(), alerts);
        } else if (message instanceof ServerMessage.Silences silences) {
            queries.answered(silences.ref(), silences);
        } else if (message instanceof ServerMessage.Duty duty) {
            queries.answered(duty.ref(), duty);
        } else if (message instanceof ServerMessage.History history) {
            queries.answered(history.ref(), history);
        } else if (message instanceof ServerMessage.PatientShown patient) {
            queries.answered(patient.ref(), patient);
        } else if (message instanceof ServerMessage.PastAlerts past) {
            queries.answered(past.ref(), past);
        } else if (message instanceof ServerMessage.Monitorings monitorings) {
            queries.answered(monitorings.ref(), monitorings);
        } else if (message instanceof ServerMessage.Limits limits) {
            queries.answered(limits.ref(), limits);
        } else if (message instanceof ServerMessage.View view) {
            guarded(() -> settings.listener.onView(view.report()));
        } else if (message instanceof ServerMessage.Views views) {
            queries.answered(views.ref(), views);
        } else if (message instanceof ServerMessage.Sessions sessions) {
            queries.answered(sessions.ref(), sessions);
        } else if (message instanceof ServerMessage.Revocations revocations) {
            queries.answered(revocations.ref(), revocations);
        } else if (message instanceof ServerMessage.Monitoring monitoring) {
            guarded(() -> settings.listener.onMonitoring(monitoring.report()));
        } else if (message instanceof ServerMessage.VitalsShown shown) {
            if (shown.ref().isEmpty()) {
                guarded(() -> settings.listener.onVitals(shown));
            } else {
                queries.answered(shown.ref(), shown);
            }
        } else if (message instanceof ServerMessage.Heartbeat heartbeat) {
            guarded(() -> settings.listener.onHeartbeat(heartbeat));
        } else if (message instanceof ServerMessage.AuthExpiring) {
            refresh();
        } else if (message instanceof ServerMessage.ProtocolError error) {
            guarded(() -> settings.listener.onError(error));
            // Who has logged in again meanwhile says the same again by the newer token.
            final boolean isAgain =
                    error.code() == ErrorCode.STEP_UP && commands.mayRepeat(error.commandId()) && refresh();
            commands.notTaken(isAgain ? later(error) : error, System.nanoTime());
            queries.notTaken(error);
            flush();
        }
        return true;
    }

    void command(
            final LongFunction<? extends ClientMessage.Command> command,
            final CompletableFuture<ServerMessage.Answer> future) {
        if (isEnded) {
            future.completeExceptionally(closedException());
        } else {
            commands.submit(command, future);
            flush();
        }
    }

    void vitals(final ClientMessage.Vitals vitals, final CompletableFuture<ServerMessage.Answer> future) {
        if (canAsk(future)) {
            sendNow(new ClientMessage.Vitals(
                    queries.expectAnswer(future),
                    vitals.claimedNs(),
                    vitals.deviceSequence(),
                    vitals.patient(),
                    vitals.bed(),
                    vitals.device(),
                    vitals.acuity(),
                    vitals.purpose(),
                    vitals.quality(),
                    vitals.readings()));
        }
    }

    void heartbeat(final CompletableFuture<Void> future) {
        if (canAsk(future)) {
            sendNow(new ClientMessage.Heartbeat());
            future.complete(null);
        }
    }

    void alerts(final int limit, final long after, final CompletableFuture<ServerMessage.Alerts> future) {
        if (canAsk(future)) {
            sendNow(new ClientMessage.AlertsQuery(queries.expect(ServerMessage.Alerts.class, future), limit, after));
        }
    }

    void silences(final int limit, final long after, final CompletableFuture<ServerMessage.Silences> future) {
        if (canAsk(future)) {
            sendNow(new ClientMessage.SilencesQuery(
                    queries.expect(ServerMessage.Silences.class, future), limit, after));
        }
    }

    void duty(final int limit, final @Nullable DutyKey after, final CompletableFuture<ServerMessage.Duty> future) {
        if (canAsk(future)) {
            sendNow(new ClientMessage.DutyQuery(queries.expect(ServerMessage.Duty.class, future), limit, after));
        }
    }

    void history(final HistoryRange range, final CompletableFuture<ServerMessage.History> future) {
        if (canAsk(future)) {
            sendNow(new ClientMessage.HistoryQuery(queries.expect(ServerMessage.History.class, future), range));
        }
    }

    <T extends ServerMessage> void query(
            final Class<T> answer, final Function<String, ClientMessage> query, final CompletableFuture<T> future) {
        if (canAsk(future)) {
            sendNow(query.apply(queries.expect(answer, future)));
        }
    }

    void monitorings(final int limit, final long after, final CompletableFuture<ServerMessage.Monitorings> future) {
        if (canAsk(future)) {
            sendNow(new ClientMessage.MonitoringsQuery(
                    queries.expect(ServerMessage.Monitorings.class, future), limit, after));
        }
    }

    void watchVitals(
            final long monitoringId, final boolean on, final CompletableFuture<ServerMessage.VitalsShown> future) {
        if (canAsk(future)) {
            sendNow(new ClientMessage.WatchVitals(
                    queries.expect(ServerMessage.VitalsShown.class, future), monitoringId, on));
        }
    }

    void displayed(final ServerMessage.Delivery delivery) {
        deliveries.displayed(delivery.lane(), delivery.seq());
        receiptsSoon();
    }

    /** Runs what a listener does; false if it threw. */
    boolean guarded(final Runnable listener) {
        try {
            listener.run();
            return true;
        } catch (final Throwable thrown) {
            settings.errorHandler.accept(thrown);
            return false;
        }
    }

    static CommandFailedException closedException() {
        return CommandFailedException.of(CommandFailedException.Reason.CLIENT_CLOSED, "the client was closed");
    }

    private void answered(final ServerMessage.Answer answer) {
        guarded(() -> settings.listener.onAnswer(answer));
        if (answer.commandId() != 0) {
            commands.answered(answer, System.nanoTime());
        } else {
            queries.answered(answer);
        }
        flush();
    }

    private boolean delivered(final ServerMessage.Delivery delivery) {
        final LaneOrder.Verdict verdict = deliveries.judge(delivery);
        if (verdict == LaneOrder.Verdict.GAP) {
            return false;
        }
        if (verdict == LaneOrder.Verdict.APPLY) {
            deliveries.applied(delivery, guarded(() -> settings.listener.onDelivery(delivery)));
        }
        receiptsSoon();
        return true;
    }

    /** Proves anew who this is, if there is another token; else the router ends the connection in time, and the next begins with what there is then. */
    private boolean refresh() {
        final Token token = settings.token();
        final boolean isOther = !token.isNone() && !token.equals(shown);
        if (isOther) {
            shown = token;
            sendNow(new ClientMessage.AuthRefresh(token));
        }
        return isOther;
    }

    private static ServerMessage.ProtocolError later(final ServerMessage.ProtocolError error) {
        return new ServerMessage.ProtocolError(
                ErrorCode.UNAVAILABLE, error.field(), error.message(), error.commandId(), error.ref(), 0);
    }

    private void receiptsSoon() {
        if (deliveries.isBatchFull()) {
            sendReceipts();
        } else if (!isReceiptsDue) {
            isReceiptsDue = true;
            loop.schedule(this::receiptsDue, RECEIPTS_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void receiptsDue() {
        isReceiptsDue = false;
        sendReceipts();
    }

    private void sendReceipts() {
        final Channel open = channel;
        if (open == null) {
            return;
        }
        ClientMessage.Receipts receipts = deliveries.next();
        while (receipts != null) {
            send(open, codec.write(receipts));
            receipts = deliveries.next();
        }
        open.flush();
    }

    private void flush() {
        final Channel open = channel;
        if (open != null) {
            final long nowNs = System.nanoTime();
            final long nextNs = commands.flush(nowNs, encoded -> send(open, encoded));
            open.flush();
            if (nextNs < flushDueNs) {
                flushDueNs = nextNs;
                loop.schedule(this::flushDue, nextNs - nowNs, TimeUnit.NANOSECONDS);
            }
        }
        unanswered = commands.size();
    }

    private void flushDue() {
        flushDueNs = Long.MAX_VALUE;
        flush();
    }

    private void sendNow(final ClientMessage message) {
        final Channel open = channel;
        if (open != null) {
            send(open, codec.write(message));
            open.flush();
        }
    }

    void send(final Channel open, final byte[] encoded) {
        final ByteBuf payload = Unpooled.wrappedBuffer(encoded);
        open.write(codec.isBinary() ? new BinaryWebSocketFrame(payload) : new TextWebSocketFrame(payload));
    }

    private boolean canAsk(final CompletableFuture<?> future) {
        final Channel open = channel;
        if (isEnded) {
            future.completeExceptionally(closedException());
        } else if (open == null) {
            future.completeExceptionally(
                    CommandFailedException.of(CommandFailedException.Reason.DISCONNECTED, "there is no connection"));
        } else if (!open.isWritable() || queries.isFull()) {
            future.completeExceptionally(CommandFailedException.of(
                    CommandFailedException.Reason.CLIENT_FULL, "the router does not read or answer fast enough"));
        } else {
            return true;
        }
        return false;
    }
}
