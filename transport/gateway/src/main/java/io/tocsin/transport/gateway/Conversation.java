package io.tocsin.transport.gateway;

import static java.util.Objects.requireNonNull;

import io.github.bucket4j.Bucket;
import io.tocsin.AlertRouter;
import io.tocsin.AlertView;
import io.tocsin.MonitoringState;
import io.tocsin.Revocation;
import io.tocsin.ViewState;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.BreakGlass;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.Epoch;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.LimitsQuery;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.Notice;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Lane;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said on one connection: hello and welcome first, then commands and their answers, receipts, queries. Whatever a client says is answered or taken; too much
 * that cannot be read ends the connection. Loop only, except {@link #sessionId()} and {@link #units()}.
 */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final int MAX_ERRORS = 16;
    private static final int NS_PER_MS = 1_000_000;
    private static final Set<ErrorCode> NOT_ITS_FAULT = Set.of(
            ErrorCode.RATE_LIMITED,
            ErrorCode.UNAVAILABLE,
            ErrorCode.NOT_AUDITED,
            ErrorCode.SCOPE_MISSING,
            ErrorCode.STEP_UP);

    private final Connection connection;
    private final Switchboard switchboard;
    private final SourceIds sourceIds;
    private final LoopDesk desk;
    private final MessageCodec codec;
    private final AlertRouter router;
    private final CommandWindow commands;
    private final ReceiptDesk receipts;
    private final ReadDesk reads;
    private final QueryDesk queries;
    private final DirectoryDesk directory;
    private final VitalsDesk vitals;
    private final Allowance errors = new Allowance(1, MAX_ERRORS);
    private final long correlatedId;
    private final Proof proof;
    private @Nullable Greeting greeting;
    /** What the engine was told that the proof permits. */
    private Permitted told = Permitted.ALL;
    /** What was told has to be told again, though it is the same. */
    private boolean isToldAnew;

    private @Nullable Peer peer;
    /** Of everybody's messages together who speaks for the same; {@code null} before the welcome. */
    private @Nullable Bucket messages;

    private volatile long sessionId;

    Conversation(
            final Connection connection,
            final Switchboard switchboard,
            final SourceIds sourceIds,
            final long correlatedId,
            final @Nullable Principal principal) {
        this.connection = connection;
        this.switchboard = switchboard;
        this.sourceIds = sourceIds;
        this.correlatedId = correlatedId;
        desk = connection.desk();
        codec = connection.codec();
        proof = new Proof(connection, principal);
        router = desk.settings().requireRouter();
        commands = new CommandWindow(desk, correlatedId);
        receipts = new ReceiptDesk(desk.ring(), desk.counters());
        reads = ReadDesk.of(desk, correlatedId, this::sendLater);
        queries = new QueryDesk(switchboard, reads, codec);
        directory = new DirectoryDesk(desk, switchboard, reads, codec, this::sendLater);
        vitals = new VitalsDesk(switchboard, router, desk.loop(), this::sendLater);
    }

    /** Of the person; 0 = none. Any thread. */
    long sessionId() {
        return sessionId;
    }

    /** The units that the proof is for alone; {@code null} = all. Any thread. */
    @Nullable
    Set<String> units() {
        return proof.units();
    }

    String person() {
        return greeting == null ? "" : greeting.peer().person();
    }

    /** Whether commands wait for their answers. */
    boolean isOwed() {
        return commands.inFlight() > 0;
    }

    boolean isWelcomed() {
        return peer != null;
    }

    /** Takes a message. */
    void onFrame(final ByteBuffer payload) {
        desk.counters().increment(GatewayMetric.MESSAGES_READ);
        try {
            onMessage(codec.readClient(payload));
        } catch (final ProtocolException refused) {
            refuse(refused.toMessage());
        } catch (final RuntimeException failed) {
            desk.counters().increment(GatewayMetric.INTERNAL_ERRORS);
            LOG.error("a message could not be taken; its client is told so", failed);
            refuse(error(ErrorCode.INTERNAL, "", ErrorCode.INTERNAL.meaning()));
        }
    }

    private void onMessage(final ClientMessage message) throws ProtocolException {
        if (message instanceof ClientMessage.Hello hello) {
            onHello(hello);
            return;
        }
        final long commandId = message instanceof ClientMessage.Command command ? command.commandId() : 0;
        final String ref = ref(message);
        final Peer known = peer;
        if (known == null) {
            throw new ProtocolException(ErrorCode.HELLO_FIRST, "type", ErrorCode.HELLO_FIRST.meaning())
                    .about(commandId, ref);
        }
        if (!Visibility.maySend(known.role(), message)) {
            throw new ProtocolException(ErrorCode.FORBIDDEN, "type", ErrorCode.FORBIDDEN.meaning())
                    .about(commandId, ref);
        }
        if (!requireNonNull(messages).tryConsume(1) && !CommandWindow.isUrgent(message)) {
            throw new ProtocolException(ErrorCode.RATE_LIMITED, "", ErrorCode.RATE_LIMITED.meaning())
                    .about(commandId, ref);
        }
        try {
            proof.demand(message, known);
            if (isJudgedBySession(message) && !isPermissionTold()) {
                throw new ProtocolException(ErrorCode.UNAVAILABLE, "", ErrorCode.UNAVAILABLE.meaning());
            }
        } catch (final ProtocolException refused) {
            throw refused.about(commandId, ref);
        }
        if (message instanceof ClientMessage.AuthRefresh refresh) {
            proof.refresh(refresh.token(), known.role());
        } else if (message instanceof BreakGlass broken) {
            commands.offer(ViewDesk.timed(broken, known, switchboard.view(), desk.settings()), known, connection.out());
        } else if (message instanceof ClientMessage.Command command) {
            commands.offer(command, known, connection.out());
        } else if (message instanceof ClientMessage.Vitals vitals) {
            commands.offer(vitals, known, connection.out());
        } else if (message instanceof ClientMessage.Heartbeat heartbeat) {
            commands.offer(heartbeat, known);
        } else if (message instanceof ClientMessage.Receipts batch) {
            onReceipts(batch, known);
        } else if (message instanceof ClientMessage.AlertsQuery query) {
            queries.answer(query, known, directory, connection.out()::send, this::sendLater);
        } else if (message instanceof ClientMessage.DirectoryQuery query) {
            queries.take(query.ref());
            directory.ask(query, known);
        } else if (message instanceof ClientMessage.SilencesQuery query) {
            queries.answer(query, known, connection.out()::send);
        } else if (message instanceof ClientMessage.DutyQuery query) {
            connection.out().send(queries.answer(query, known));
        } else if (message instanceof ClientMessage.HistoryQuery query) {
            queries.answer(query, known, router, desk.loop(), this::sendLater);
        } else if (message instanceof ClientMessage.MonitoringsQuery query) {
            queries.answer(query, known, connection.out()::send);
        } else if (message instanceof LimitsQuery query) {
            queries.answer(query, known, connection.out()::send);
        } else if (message instanceof ClientMessage.AccessQuery query) {
            queries.answer(query, known, desk.roll(), connection.out()::send);
        } else if (message instanceof ClientMessage.WatchVitals watch) {
            watch(watch, known);
        }
    }

    /** Who lets a session go reads nothing of it. */
    private void watch(final ClientMessage.WatchVitals watch, final Peer known) throws ProtocolException {
        final ReadDesk.Read read = vitals.toRead(watch, known);
        if (read == null) {
            connection.out().send(vitals.take(watch, known));
        } else {
            reads.serve(read, known, watch.ref(), () -> connection.out().send(vitals.take(watch, known)));
        }
    }

    /** Looks what was read last of whom the client watches. */
    void lookAtVitals() {
        if (peer == null) {
            return;
        }
        if (!proof.permits(Scope.OBSERVATION_READ, peer.role(), peer.person())) {
            vitals.endAll();
        } else if (reads.mayShow()) {
            vitals.look(peer);
        }
    }

    /** Looks whether what the client has proved comes to its end. */
    void lookAtProof(final long epochNs) {
        proof.look(epochNs);
    }

    /** Somebody may see a patient for a time, or no more: told to whom it concerns; whose view is over is shown no more of it from here on. */
    void onView(final ViewState view) {
        if (peer != null
                && proof.permits(Scope.COMMUNICATION_READ, peer.role(), peer.person())
                && ViewDesk.tell(peer, view, switchboard.view(), connection.out())) {
            lookAtVitals();
        }
    }

    /** Access was revoked: if it is this client's, the connection ends. */
    void onRevoked(final List<Revocation> revocations) {
        final long number = peer == null ? 0 : peer.number();
        if (revocations.stream().anyMatch(each -> proof.isRevoked(each, number, switchboard.view()))) {
            connection.out().send(error(ErrorCode.REVOKED, "", ErrorCode.REVOKED.meaning()));
            connection.end(CloseCode.REVOKED, GatewayMetric.CLOSED_REVOKED);
        }
    }

    /** Takes the engine's answer. */
    void onAnswer(final int slot, final EngineAnswer answer) {
        if (slot >= ReadDesk.FIRST_SLOT && slot < Greeting.SOURCE_QUERY) {
            reads.onAnswer(slot, answer);
        } else if (slot < Greeting.SOURCE_QUERY) {
            commands.onAnswer(slot, answer, connection.out());
        } else if (slot == Greeting.REDELIVERY) {
            connection.courier().askedEngineAnswered();
        } else if (greeting != null) {
            greeting.onAnswer(slot, answer);
            welcomeIfDone(greeting);
        }
    }

    /** A session that concerns the person began, has other people, or is over: told as far as they may see it now. */
    void onMonitoring(final MonitoringState session) {
        final Peer known = peer;
        final AlertView view = switchboard.view();
        if (known != null
                && view != null
                && proof.permits(Scope.OBSERVATION_SEARCH, known.role(), known.person())
                && Visibility.maySee(known, session, view)) {
            connection.out().send(new ServerMessage.Monitoring(MonitoringReports.of(session, known, view)));
        }
    }

    /** Tries again what is due; true if something has to be tried later. */
    boolean onTick(final long nowNs) {
        boolean again = false;
        if (greeting != null && peer == null) {
            again = !greeting.advance();
            welcomeIfDone(greeting);
        } else if (peer != null && sessionId != 0) {
            final boolean areReceiptsLeft = receipts.flush(peer.sourceId(), sessionId, nowNs);
            again = !isPermissionTold() || areReceiptsLeft;
            final AlertView view = switchboard.view();
            again |= view != null && connection.courier().onTick(nowNs, view);
        }
        return again;
    }

    /** Has the engine send again what was not received; false if the ring has no room. */
    boolean askForRedelivery() {
        return greeting != null
                && desk.ring()
                                .offerSessionOpened(
                                        sessionId,
                                        greeting.peer().person(),
                                        greeting.capabilities(),
                                        told,
                                        Correlation.of(correlatedId, Greeting.REDELIVERY))
                        == AnswerResult.OK;
    }

    /** Whether the engine looks at what the proof permits. Readings do not wait for it: the gateway has asked the newer proof, and they do not come again. */
    private static boolean isJudgedBySession(final ClientMessage message) {
        return ScopeTable.commands().containsKey(message.getClass()) && !(message instanceof ClientMessage.Vitals);
    }

    /** The site has other units, perhaps some of the proof among them: the engine knows those alone that there were when it was told. */
    void tellPermissionAgain() {
        if (sessionId != 0 && told.units() != null) {
            isToldAnew = true;
            connection.tickSoon();
        }
    }

    /** Whether the engine has been told what the proof permits now, which a newer one may have changed; no command that comes behind is judged by what was before. */
    private boolean isPermissionTold() {
        final Permitted now = proof.permitted();
        final Greeting greeted = greeting;
        if (sessionId == 0 || greeted == null || (!isToldAnew && now.equals(told))) {
            return true;
        }
        if (desk.ring().offerSessionOpened(sessionId, greeted.peer().person(), greeted.capabilities(), now, 0)
                != AnswerResult.OK) {
            return false;
        }
        told = now;
        isToldAnew = false;
        return true;
    }

    /** The time for the hello is over. */
    void onHelloExpired() {
        connection.out().close(greeting == null && !proof.isPending() ? CloseCode.HELLO_TIMEOUT : CloseCode.TRY_LATER);
    }

    /** Tells the client that the router goes. */
    void drain(final int retryAfterMs) {
        connection.out().send(new ServerMessage.Drain(retryAfterMs));
    }

    /** The connection is gone: its session ends. */
    void onClosed() {
        if (peer != null) {
            desk.budgets().leave(peer);
            desk.roll().leave(peer.number());
        }
        if (sessionId != 0) {
            switchboard.forget(sessionId);
            desk.counters().add(GatewayMetric.SESSIONS_OPEN, -1);
            if (greeting != null
                    && greeting.isSessionOpen()
                    && desk.departures().end(sessionId)) {
                desk.armTick();
            }
        }
    }

    private void onHello(final ClientMessage.Hello hello) throws ProtocolException {
        if (greeting != null || proof.isPending()) {
            throw new ProtocolException(ErrorCode.ALREADY_GREETED, "type", ErrorCode.ALREADY_GREETED.meaning());
        }
        proof.greet(hello, this::greet);
    }

    private void greet(final ClientMessage.Hello hello) {
        final boolean isPerson = hello.role() == Role.CLINICIAN;
        final long number = router.nextSessionId();
        sessionId = isPerson ? number : 0;
        final Peer greeted = new Peer(
                hello.role(),
                hello.person(),
                hello.client(),
                sourceIds.of(hello.role(), hello.person(), hello.client()),
                sessionId,
                number,
                proof::units);
        told = proof.permitted();
        greeting = new Greeting(hello, greeted, epoch(), desk.ring(), correlatedId, told);
        if (isPerson) {
            switchboard.expect(sessionId, connection);
            desk.counters().increment(GatewayMetric.SESSIONS_OPEN);
        }
        if (!greeting.advance()) {
            connection.tickSoon();
        }
        welcomeIfDone(greeting);
    }

    private void welcomeIfDone(final Greeting greeted) {
        if (peer != null || !greeted.isDone() || connection.out().isClosing()) {
            return;
        }
        final ErrorCode refusal = greeted.refusal();
        if (refusal != null) {
            connection
                    .out()
                    .send(error(refusal, refusal == ErrorCode.UNKNOWN_PERSON ? "person" : "", refusal.meaning()));
            connection.out().close(refusal == ErrorCode.UNKNOWN_PERSON ? CloseCode.FORBIDDEN : CloseCode.TRY_LATER);
            return;
        }
        final Peer known = greeted.peer();
        final AlertView view = switchboard.view();
        final boolean isPerson = known.sessionId() != 0;
        final long critical = isPerson && view != null ? view.received(known.person(), Lane.CRITICAL) : 0;
        final long other = isPerson && view != null ? view.received(known.person(), Lane.OTHER) : 0;
        peer = known;
        messages = desk.budgets().enter(known);
        proof.enter(known, desk.settings().clock.nanoTime());
        connection.welcomed();
        desk.counters().increment(GatewayMetric.CLIENTS_WELCOMED);
        connection
                .out()
                .send(new ServerMessage.Welcome(
                        known.sessionId(),
                        known.sourceId(),
                        greeted.highestCommandId(),
                        epoch(),
                        desk.ring().level(),
                        greeted.resumed(),
                        critical,
                        other,
                        (int) (desk.settings().heartbeatNs / NS_PER_MS),
                        Notice.TEXT));
        if (proof.permits(Scope.COMMUNICATION_READ, known.role(), known.person())) {
            ViewDesk.welcome(known, view, connection.out());
        }
        if (isPerson) {
            connection.courier().start(critical, other);
        }
        if (isToldAnew) {
            connection.tickSoon();
        }
        connection.touch();
    }

    private void sendLater(final ServerMessage answer) {
        sendLater(codec.write(answer));
    }

    /** What comes when the loop is not about to write anyway. */
    private void sendLater(final byte[] answer) {
        connection.out().send(answer);
        connection.touch();
        desk.pumpTouched();
    }

    private void onReceipts(final ClientMessage.Receipts batch, final Peer known) throws ProtocolException {
        ReceiptDesk.confirm(batch, connection.courier());
        receipts.add(batch);
        if (receipts.flush(known.sourceId(), known.sessionId(), System.nanoTime())) {
            connection.tickSoon();
        }
    }

    private void refuse(final ServerMessage.ProtocolError error) {
        desk.counters().increment(GatewayMetric.MESSAGES_REFUSED);
        connection.out().send(error);
        // Who says too much is slowed down, and who asks what cannot be answered now is told so, and no more: what
        // cannot be read is another matter.
        if (!NOT_ITS_FAULT.contains(error.code()) && !errors.take()) {
            connection.end(CloseCode.MALFORMED, GatewayMetric.CLOSED_MALFORMED);
        }
    }

    private Epoch epoch() {
        return new Epoch(router.epochHigh(), router.epochLow());
    }

    private static String ref(final ClientMessage message) {
        if (message instanceof ClientMessage.Vitals vitals) {
            return vitals.ref();
        }
        return message instanceof ClientMessage.Query query ? query.ref() : "";
    }

    private static ServerMessage.ProtocolError error(final ErrorCode code, final String field, final String message) {
        return new ServerMessage.ProtocolError(code, field, message, 0, "", 0);
    }
}
