package io.tocsin;

import io.tocsin.codecs.sbe.Lane;
import io.tocsin.pipeline.EngineHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The sessions of this router: opens and closes them, hands out deliveries, sends receipts. */
final class SessionDesk {
    private final Map<Long, RecipientSession> byId = new ConcurrentHashMap<>();
    private final Map<String, List<RecipientSession>> byPerson = new ConcurrentHashMap<>();
    private final Set<RecipientSession> marked = ConcurrentHashMap.newKeySet();
    private final Queue<RecipientSession> unflushed = new ConcurrentLinkedQueue<>();
    private final AtomicLong lastSessionId;
    private final EngineHost.Seat seat;
    /** Sessions of this router that a recovered engine believes to be open: their clients went with the process. */
    private final List<Long> former = new ArrayList<>();

    /** Open sessions of the other routers of the engine. */
    private final Set<Long> others = ConcurrentHashMap.newKeySet();

    private final CommandGate gate;
    private final ConfigSender configs;
    private final AlertBook book;
    private final ErrorReporter errors;

    // Delivery thread only: what the router knows each person has.
    private final Map<String, Long> receivedCritical = new HashMap<>();
    private final Map<String, Long> receivedOther = new HashMap<>();

    SessionDesk(
            final CommandGate gate,
            final ConfigSender configs,
            final AlertBook book,
            final ErrorReporter errors,
            final EngineHost.Seat seat) {
        this.seat = seat;
        lastSessionId = new AtomicLong(seat.sessionBase());
        this.gate = gate;
        this.configs = configs;
        this.book = book;
        this.errors = errors;
    }

    /** Which of the routers of its engine this is. */
    int gateway() {
        return seat.gateway();
    }

    /** A session was open when the process ended. Launching thread, before anybody connects. */
    void onFormer(final long sessionId) {
        if (seat.owns(sessionId)) {
            former.add(sessionId);
            lastSessionId.accumulateAndGet(sessionId, Math::max);
        } else {
            others.add(sessionId);
        }
    }

    /** Closes what was open when the process ended. Launching thread. */
    void closeFormer() {
        former.forEach(
                sessionId -> gate.send(CommandEncoding.sessionClosed(sessionId).neededToLaunch()));
        former.clear();
    }

    /** Closes what is open of another router; answers how many there were. Any thread. */
    int closeOf(final int gateway) {
        if (gateway == seat.gateway()) {
            throw new IllegalArgumentException("gateway " + gateway + " is this router's own");
        }
        int count = 0;
        for (final long sessionId : others) {
            if (EngineHost.Seat.gatewayOf(sessionId) == gateway) {
                gate.send(CommandEncoding.sessionClosed(sessionId));
                count++;
            }
        }
        return count;
    }

    /** Where configurations leave. */
    ConfigSender configs() {
        return configs;
    }

    /** A number that no session of this router has. Any thread. */
    long nextSessionId() {
        return lastSessionId.incrementAndGet();
    }

    RecipientSession connect(final String personId, final OfferListener listener) {
        final RecipientSession session = new RecipientSession(nextSessionId(), personId, listener, this, gate);
        byId.put(session.sessionId(), session);
        byPerson.compute(personId, (person, sessions) -> {
            final List<RecipientSession> all = sessions == null ? new CopyOnWriteArrayList<>() : sessions;
            all.add(session);
            return all;
        });
        session.openedByRouter().whenComplete((confirmed, thrown) -> {
            if (thrown != null) {
                session.markClosed();
                forget(session);
                errors.report(thrown);
            }
        });
        final OutgoingCommand command =
                CommandEncoding.sessionOpened(session.sessionId(), personId, session.capabilities());
        command.correlation(gate.pending().expect(session.openedByRouter(), Answer::confirmed));
        gate.send(command);
        return session;
    }

    void close(final RecipientSession session) {
        if (session.isClosed()) {
            return;
        }
        session.markClosed();
        forget(session);
        sendReceipts(session);
        gate.send(CommandEncoding.sessionClosed(session.sessionId()));
    }

    /** Has a session's receipts sent at the end of this delivery cycle, or of the next. */
    void flushSoon(final RecipientSession session) {
        if (marked.add(session)) {
            unflushed.add(session);
        }
    }

    /** Delivery thread. */
    void on(final RouterEvent event) {
        if (event instanceof RouterEvent.OutputDispatched output) {
            output.recipients().forEach(recipient -> deliver(output, recipient));
        } else if (event instanceof RouterEvent.ReceiptNoted receipt) {
            received(receipt.lane()).put(receipt.person(), receipt.receivedSeq());
        } else if (event instanceof RouterEvent.SessionChanged changed && !seat.owns(changed.sessionId())) {
            if (changed.open()) {
                others.add(changed.sessionId());
            } else {
                others.remove(changed.sessionId());
            }
        } else if (event instanceof RouterEvent.SessionChanged changed && changed.open()) {
            final RecipientSession session = byId.get(changed.sessionId());
            if (session != null) {
                session.activate(
                        receivedCritical.getOrDefault(changed.person(), 0L),
                        receivedOther.getOrDefault(changed.person(), 0L));
            }
        }
    }

    /** Sends what sessions have to say. Delivery thread, at the end of a cycle. */
    void flush() {
        RecipientSession session = unflushed.poll();
        while (session != null) {
            // Unmarked first: whoever adds something from now on marks it again.
            marked.remove(session);
            if (!session.isClosed()) {
                sendReceipts(session);
                if (session.receipts().takeAgain()) {
                    gate.send(CommandEncoding.sessionOpened(
                            session.sessionId(), session.personId(), session.capabilities()));
                }
            }
            session = unflushed.poll();
        }
    }

    private void sendReceipts(final RecipientSession session) {
        OutgoingCommand batch = session.receipts().next(session.sessionId());
        while (batch != null) {
            gate.send(batch);
            batch = session.receipts().next(session.sessionId());
        }
    }

    private void deliver(final RouterEvent.OutputDispatched output, final RouterEvent.Recipient recipient) {
        for (final RecipientSession session : byPerson.getOrDefault(recipient.person(), List.of())) {
            session.deliver(output, recipient, book, errors);
        }
    }

    private void forget(final RecipientSession session) {
        byId.remove(session.sessionId());
        byPerson.computeIfPresent(session.personId(), (person, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        });
    }

    private Map<String, Long> received(final Lane lane) {
        return lane == Lane.CRITICAL ? receivedCritical : receivedOther;
    }
}
