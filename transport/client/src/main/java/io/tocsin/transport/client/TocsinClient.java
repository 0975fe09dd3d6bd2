package io.tocsin.transport.client;

import static java.util.Objects.requireNonNull;

import io.netty.channel.EventLoop;
import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.Capability;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.DutyKey;
import io.tocsin.codecs.json.HistoryRange;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.LimitsQuery;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.OverrideReason;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One client of a router. It connects in the background and comes back after every failure; commands wait until there is a connection, are sent again under their own
 * numbers until they are answered, and have one effect. Any thread; nothing waits but {@link #close()}. Futures are completed, and listeners called, on the client's
 * thread; a future fails with {@link CommandFailedException} only.
 */
public final class TocsinClient implements AutoCloseable {
    private static final long CLOSE_SECONDS = 3;

    private final Link link;
    private final Conversation conversation;
    private final EventLoop loop;
    private final @Nullable ClientGroup ownGroup;

    private TocsinClient(final ClientSettings settings) {
        ownGroup = settings.group == null ? ClientGroup.threads(1) : null;
        loop = (ownGroup == null ? requireNonNull(settings.group) : ownGroup).next();
        link = new Link(settings, loop);
        conversation = link.conversation();
    }

    /**
     * Makes a client, which begins to connect.
     *
     * @param context used for this client only.
     * @return at once, connected or not.
     * @throws IllegalStateException if the context was used before, lacks an endpoint, a client's name, or a clinician's person, or would send a token in clear.
     */
    public static TocsinClient connect(final Context context) {
        context.checkAndSeal();
        final TocsinClient client = new TocsinClient(context);
        client.loop.execute(client.link::dial);
        return client;
    }

    /** Completed with the first welcome; exceptionally if the client was closed before one came. */
    public CompletableFuture<ServerMessage.Welcome> connected() {
        return link.connected().copy();
    }

    /** Whether the router has greeted back and the connection stands, as far as is known. */
    public boolean isConnected() {
        return link.isUp();
    }

    /** How many commands have no final answer yet; may be a moment old. */
    public int unanswered() {
        return conversation.unanswered();
    }

    /** Raises an alert for production, at the router's own level. */
    public CompletableFuture<ServerMessage.Answer> raise(final AlertDeclaration alert) {
        requireNonNull(alert, "alert");
        return command(id -> new ClientMessage.Raise(id, 0, null, Purpose.PRODUCTION, alert));
    }

    /** Changes an open alert of this source; {@code null} and empty leave it as it is. */
    public CompletableFuture<ServerMessage.Answer> update(
            final ClientMessage.AlertName alert, final @Nullable Severity severity, final String description) {
        return command(id -> new ClientMessage.Update(id, 0, alert, severity, description));
    }

    /** The condition is over at the source. */
    public CompletableFuture<ServerMessage.Answer> clear(final ClientMessage.AlertName alert) {
        return command(id -> new ClientMessage.Clear(id, 0, alert));
    }

    /** The alert was raised in error. */
    public CompletableFuture<ServerMessage.Answer> cancel(final ClientMessage.AlertName alert) {
        return command(id -> new ClientMessage.Cancel(id, 0, alert));
    }

    /** The person takes responsibility. */
    public CompletableFuture<ServerMessage.Answer> accept(final long alertId) {
        return command(id -> new ClientMessage.Accept(id, 0, alertId));
    }

    /** The person takes responsibility for a critical result, whose value they read back (at most 72 bytes, never cut), unless it says something else since it was as given. */
    public CompletableFuture<ServerMessage.Answer> accept(final AlertReport seen, final String readBack) {
        return command(id -> new ClientMessage.Accept(id, 0, seen.alertId(), null, readBack, seen.occurrence()));
    }

    /** The person takes responsibility, and says that it is an emergency: asked or not, if their role permits that; it is recorded, to be reviewed. */
    public CompletableFuture<ServerMessage.Answer> acceptInEmergency(final long alertId, final OverrideReason why) {
        return command(id -> new ClientMessage.Accept(id, 0, alertId, why, "", 0));
    }

    /** As {@link #acceptInEmergency(long, OverrideReason)}, of a critical result, whose value they read back as by {@link #accept(AlertReport, String)}. */
    public CompletableFuture<ServerMessage.Answer> acceptInEmergency(
            final AlertReport seen, final String readBack, final OverrideReason why) {
        return command(id -> new ClientMessage.Accept(id, 0, seen.alertId(), why, readBack, seen.occurrence()));
    }

    /** The person does not take the alert, or gives it back. */
    public CompletableFuture<ServerMessage.Answer> reject(final long alertId, final RejectReason reason) {
        return command(id -> new ClientMessage.Reject(id, 0, alertId, reason));
    }

    /** The owner gives the alert back, and may be asked again. */
    public CompletableFuture<ServerMessage.Answer> release(final long alertId) {
        return command(id -> new ClientMessage.Release(id, 0, alertId));
    }

    /** The person names somebody else, who is asked at once. */
    public CompletableFuture<ServerMessage.Answer> redirect(
            final long alertId, final String to, final RejectReason reason) {
        return command(id -> new ClientMessage.Redirect(id, 0, alertId, to, reason));
    }

    /** The next step now, unless the alert has gone on since it was as given. */
    public CompletableFuture<ServerMessage.Answer> escalate(final AlertReport seen) {
        return command(id ->
                new ClientMessage.Escalate(id, 0, seen.alertId(), Math.max(0, seen.step()), seen.round(), seen.loop()));
    }

    /** The person is at the bedside, and takes the alert if somebody else owns it or nobody does. */
    public CompletableFuture<ServerMessage.Answer> arrive(final long alertId) {
        return command(id -> new ClientMessage.Arrive(id, 0, alertId, null));
    }

    /** The owner puts the alert off, for 1 ms to a day; the router permits less for what is more severe. {@link IllegalArgumentException} if the time is another. */
    public CompletableFuture<ServerMessage.Answer> snooze(final long alertId, final Duration time) {
        final long forMs = Arguments.millis("time", time, 1, ClientMessage.MAX_SNOOZE_MS);
        return command(id -> new ClientMessage.Snooze(id, 0, alertId, forMs));
    }

    /** The owner takes up again what was put off. */
    public CompletableFuture<ServerMessage.Answer> endSnooze(final long alertId) {
        return command(id -> new ClientMessage.EndSnooze(id, 0, alertId));
    }

    /** The person says that the alert is dealt with. */
    public CompletableFuture<ServerMessage.Answer> resolve(final long alertId) {
        return command(id -> new ClientMessage.Resolve(id, 0, alertId));
    }

    /** Where the person is now. */
    public CompletableFuture<ServerMessage.Answer> position(final String unit, final Location location) {
        return command(id -> new ClientMessage.Position(id, 0, "", unit, location));
    }

    /** What the person says of being there, until it is changed. */
    public CompletableFuture<ServerMessage.Answer> presence(final Presence presence) {
        return command(id -> new ClientMessage.PresenceChange(id, 0, "", presence));
    }

    /** The person is on break, a minute to two hours (else {@link IllegalArgumentException}) or until {@link #endBreak()}: the cover, who is reachable, is asked instead. */
    public CompletableFuture<ServerMessage.Answer> beginBreak(final Duration atMost, final String cover) {
        final long durationMs =
                Arguments.millis("atMost", atMost, ClientMessage.MIN_BREAK_MS, ClientMessage.MAX_BREAK_MS);
        requireNonNull(cover, "cover");
        return command(id -> new ClientMessage.BeginBreak(id, 0, (int) durationMs, cover));
    }

    /** The person is back from break. */
    public CompletableFuture<ServerMessage.Answer> endBreak() {
        return command(id -> new ClientMessage.EndBreak(id, 0));
    }

    /**
     * Any command, with whatever the protocol has for it, such as {@code claimedNs}, purpose and level.
     *
     * @param command makes it, once, on the client's thread, from the number that it gets when it is first sent.
     * @return completed with the answer once the router has carried the command out; exceptionally if it refused, or the command could not be made. A router that is
     *     busy is asked again.
     */
    public CompletableFuture<ServerMessage.Answer> command(
            final LongFunction<? extends ClientMessage.Command> command) {
        return onLoop(future -> conversation.command(command, future));
    }

    /** Sends readings, now or not at all: later they would be old. Their {@code ref} is replaced. Exceptionally if there is no connection, or it ends before the answer. */
    public CompletableFuture<ServerMessage.Answer> vitals(final ClientMessage.Vitals vitals) {
        requireNonNull(vitals, "vitals");
        return onLoop(future -> conversation.vitals(vitals, future));
    }

    /** Says that the source is alive, for a router that watches over it, as every other message does; exceptionally if there is no connection. */
    public CompletableFuture<Void> heartbeat() {
        return onLoop(conversation::heartbeat);
    }

    /** Asks for open alerts, so many at most (1 to 200, else {@link IllegalArgumentException}), with a higher id than {@code after} only; exceptionally if there is no connection, or it ends before the answer. */
    public CompletableFuture<ServerMessage.Alerts> alerts(final int limit, final long after) {
        Arguments.requireLimit(limit);
        return onLoop(future -> conversation.alerts(limit, after, future));
    }

    /** As {@link #alerts}, for the silences that are not over, by number. */
    public CompletableFuture<ServerMessage.Silences> silences(final int limit, final long after) {
        Arguments.requireLimit(limit);
        return onLoop(future -> conversation.silences(limit, after, future));
    }

    /** As {@link #alerts}, for who is on duty where rosters say so, and who is on break; {@code after} need not be there any more, {@code null} = from the first. */
    public CompletableFuture<ServerMessage.Duty> duty(final int limit, final @Nullable DutyKey after) {
        Arguments.requireLimit(limit);
        return onLoop(future -> conversation.duty(limit, after, future));
    }

    /** Asks for readings of one subject; as {@link #alerts}, and exceptionally if they are not for the client, or the router keeps none. */
    public CompletableFuture<ServerMessage.History> history(final HistoryRange range) {
        requireNonNull(range, "range");
        return onLoop(future -> conversation.history(range, future));
    }

    /** As {@link #silences}, for the active monitoring sessions that the client may see. */
    public CompletableFuture<ServerMessage.Monitorings> monitorings(final int limit, final long after) {
        Arguments.requireLimit(limit);
        return onLoop(future -> conversation.monitorings(limit, after, future));
    }

    /** Asks which limits a patient, or whoever is in a bed without a name, has of their own; as {@link #history}. */
    public CompletableFuture<ServerMessage.Limits> limits(final Subject subject) {
        requireNonNull(subject, "subject");
        return query(ServerMessage.Limits.class, ref -> new LimitsQuery(ref, subject));
    }

    /** Asks that {@link ClientListener#onVitals} hears the newest readings of a session's subject until the connection ends, or no more; as {@link #history}. */
    public CompletableFuture<ServerMessage.VitalsShown> watchVitals(final long monitoringId, final boolean on) {
        return onLoop(future -> conversation.watchVitals(monitoringId, on, future));
    }

    /** Asks who patients are, and what alerts there were. */
    public DirectoryQueries directory() {
        return new DirectoryQueries(this);
    }

    /** Asks who is connected, and whose access is revoked; revokes it. */
    public AccessQueries access() {
        return new AccessQueries(this);
    }

    <T extends ServerMessage> CompletableFuture<T> query(
            final Class<T> answer, final Function<String, ClientMessage> query) {
        return onLoop(future -> conversation.query(answer, query, future));
    }

    /** Says that the person was shown a delivery; told with the next receipts, as long as the router is the same. */
    public void displayed(final ServerMessage.Delivery delivery) {
        requireNonNull(delivery, "delivery");
        onLoop(future -> conversation.displayed(delivery));
    }

    /** What the client has, so that another process can go on behind it, {@link Context#resume}; {@code null} before the first welcome. */
    public CompletableFuture<ClientMessage.@Nullable Resume> resume() {
        return onLoop(future -> future.complete(conversation.resume()));
    }

    /** Tells what was received, says goodbye, and fails what waits. Waits, 3 s at most, unless it is called on the client's thread. Does nothing the second time. */
    @Override
    public void close() {
        final CompletableFuture<@Nullable Void> closed = onLoop(link::close);
        // Whoever closes wants it over, not to hear that the other side was slow, or that it was over before.
        final CompletableFuture<@Nullable Void> over = closed.completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
                .handle((done, thrown) -> {
                    if (ownGroup != null) {
                        ownGroup.end();
                    }
                    return null;
                });
        if (!loop.inEventLoop()) {
            over.join();
        }
    }

    private <T extends @Nullable Object> CompletableFuture<T> onLoop(final Consumer<CompletableFuture<T>> task) {
        final CompletableFuture<T> future = new CompletableFuture<>();
        try {
            loop.execute(() -> task.accept(future));
        } catch (final RejectedExecutionException shutDown) {
            future.completeExceptionally(CommandFailedException.of(
                    CommandFailedException.Reason.CLIENT_CLOSED, "the client's threads have ended"));
        }
        return future;
    }

    /** Settings of one client; used once. One thread. */
    public static final class Context extends ClientSettings {
        /** Where the router is, in the order to try, such as {@code wss://tocsin.example:8443/ws}; needed. Returns this. */
        public Context endpoints(final URI... value) {
            endpoints = Arguments.endpoints(value);
            return this;
        }

        /** Whom the client believes to be the router; default {@link Credentials#none()}. Returns this. */
        public Context credentials(final Credentials value) {
            credentials = requireNonNull(value, "credentials");
            return this;
        }

        /** How messages are written: {@link JsonCodec#INSTANCE}, which is the default, or {@code SbeCodec.INSTANCE}. Returns this. */
        public Context codec(final MessageCodec value) {
            codec = requireNonNull(value, "codec");
            return this;
        }

        /** As what the client greets; default SOURCE. Returns this. */
        public Context role(final Role value) {
            role = requireNonNull(value, "role");
            return this;
        }

        /** Who uses the client; a clinician's client needs one. Returns this. */
        public Context person(final String id) {
            person = EdgeText.requiredId("person", id);
            return this;
        }

        /** Name of this installation, the same at every start: commands are numbered per role, person and client. Needed. Returns this. */
        public Context client(final String id) {
            client = EdgeText.requiredId("client", id);
            return this;
        }

        /** What the client can do; default nothing special. Returns this. */
        public Context capabilities(final Capability... value) {
            capabilities = Arguments.setOf(value);
            return this;
        }

        /** What an earlier process of this client had; default nothing. Returns this. */
        public Context resume(final ClientMessage.Resume value) {
            resume = requireNonNull(value, "resume");
            return this;
        }

        /** Hears what happens; default nobody. Returns this. */
        public Context listener(final ClientListener value) {
            listener = requireNonNull(value, "listener");
            return this;
        }

        /** Threads to share; default one of the client's own. Returns this. */
        public Context group(final ClientGroup value) {
            group = requireNonNull(value, "group");
            return this;
        }

        /** How far numbers may run ahead of the lowest unanswered one: 32, or up to 1,024 for a source that the router's configuration calls an interface. Returns this. */
        public Context window(final int value) {
            window = Arguments.window(value);
            return this;
        }

        /** How many commands may wait in this client for a connection or an answer, from 1; more fail at once. Default 1,024. Returns this. */
        public Context maxWaiting(final int value) {
            maxWaiting = value;
            return this;
        }

        /** Bounds of the random time before it comes back; default 200 ms, doubling up to 10 s. Returns this. */
        public Context backoff(final long leastMs, final long mostMs) {
            Arguments.requireBackoff(leastMs, mostMs);
            backoffLeastMs = leastMs;
            backoffMostMs = mostMs;
            return this;
        }

        /** How long to wait for a connection, and then for each answer of its beginning; default 5 s. Returns this. */
        public Context timeoutMs(final int value) {
            timeoutMs = value;
            return this;
        }

        /** Told what listeners throw, on the client's thread; default the thread's own handler. Returns this. */
        public Context errorHandler(final Consumer<Throwable> value) {
            errorHandler = requireNonNull(value, "errorHandler");
            return this;
        }
    }
}
