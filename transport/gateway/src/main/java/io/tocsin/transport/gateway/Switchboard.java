package io.tocsin.transport.gateway;

import io.tocsin.AlertState;
import io.tocsin.AlertView;
import io.tocsin.Revocation;
import io.tocsin.RouterEvent;
import io.tocsin.RouterListener;
import io.tocsin.Sight;
import io.tocsin.ViewState;
import io.tocsin.codecs.json.Channel;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.MessageKind;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.RevocationState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where what the router says finds its connections. Runs on the delivery thread: it looks up who is concerned, encodes a delivery once for all of them, and posts it to
 * their loops, which are woken when the cycle ends. Touches no channel. The methods that loops call say so.
 */
final class Switchboard implements RouterListener {
    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);
    private static final List<Connection> NOBODY = List.of();

    private final Map<Long, Correlated> correlated = new ConcurrentHashMap<>();
    private final Map<Long, Connection> sessions = new ConcurrentHashMap<>();
    private final AtomicLong lastCorrelatedId = new AtomicLong();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandAnsweredDecoder answered = new CommandAnsweredDecoder();

    /** Delivery thread only. */
    private final Map<String, List<Connection>> byPerson = new HashMap<>();

    /** In this cycle; delivery thread only. */
    private final List<Revocation> revoked = new ArrayList<>();

    private volatile List<LoopDesk> desks = List.of();
    private volatile @Nullable AlertView view;

    /** Nobody is connected. */
    Switchboard() {}

    /** The loops that are to be woken. Any thread, once. */
    void attach(final List<LoopDesk> value) {
        desks = List.copyOf(value);
    }

    /** Gives somebody a number under which it can be answered. Any thread. */
    long register(final Correlated who) {
        final long id = lastCorrelatedId.incrementAndGet();
        correlated.put(id, who);
        return id;
    }

    /** Whoever has this number is not answered any more. Any thread. */
    void unregister(final long correlatedId) {
        correlated.remove(correlatedId);
    }

    /** A session is about to be opened for a connection. Loop. */
    void expect(final long sessionId, final Connection connection) {
        sessions.put(sessionId, connection);
    }

    /** The connection of a session is gone. Loop. */
    void forget(final long sessionId) {
        sessions.remove(sessionId);
    }

    /** The router's view; {@code null} before the first event. Any thread. */
    @Nullable
    AlertView view() {
        return view;
    }

    @Override
    public void onView(final AlertView value) {
        view = value;
    }

    @Override
    public void onEvent(final RouterEvent event) {
        if (event instanceof RouterEvent.OutputDispatched output) {
            deliver(output);
        } else if (event instanceof RouterEvent.SessionChanged changed) {
            changed(changed);
        } else if (event instanceof RouterEvent.RevocationChanged changed) {
            revoked(changed);
        } else if (event instanceof RouterEvent.ViewGranted granted) {
            seen(granted.view());
        } else if (event instanceof RouterEvent.ViewRevoked over) {
            seen(over.view());
        } else if (event instanceof RouterEvent.ConfigApplied) {
            for (final LoopDesk desk : desks) {
                desk.post(() -> desk.connections().forEach(Connection::tellPermissionAgain));
            }
        } else if (event instanceof RouterEvent.MonitoringChanged changed) {
            for (final String person : changed.state().concerned()) {
                for (final Connection connection : byPerson.getOrDefault(person, NOBODY)) {
                    connection.desk().post(() -> connection.onMonitoring(changed.state()));
                }
            }
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        answered.wrapAndApplyHeader(buffer, offset, header.wrap(buffer, offset));
        final Correlated who = correlated.get(Correlation.correlatedId(answered.correlation()));
        if (who != null) {
            final int slot = Correlation.slot(answered.correlation());
            final EngineAnswer answer =
                    EngineAnswer.of(answered, who.desk().ring().toldLevel());
            who.desk().post(() -> who.onAnswer(slot, answer));
        }
    }

    @Override
    public void onCycleEnd(final int outputs) {
        sweep();
        for (final LoopDesk desk : desks) {
            desk.endCycle();
        }
    }

    /** Behind the answers of this cycle: who has revoked everybody's access, their own among it, hears that it was done. */
    private void sweep() {
        for (final LoopDesk desk : revoked.isEmpty() ? List.<LoopDesk>of() : desks) {
            final List<Revocation> all = List.copyOf(revoked);
            desk.post(() -> desk.connections().forEach(connection -> connection.onRevoked(all)));
        }
        revoked.clear();
    }

    /** To everybody: operators have no session, and few are told. */
    private void seen(final ViewState state) {
        for (final LoopDesk desk : desks) {
            desk.post(() -> desk.connections().forEach(connection -> connection.onView(state)));
        }
    }

    private void revoked(final RouterEvent.RevocationChanged changed) {
        if (changed.state() == RevocationState.IN_FORCE) {
            revoked.add(changed.revocation());
        }
    }

    /** Counts the revocations in force. One thread. */
    void countRevocations(final GatewayCounters counters) {
        final AlertView now = view;
        final int count = now == null ? 0 : now.access().revocations().size();
        counters.add(GatewayMetric.REVOCATIONS, count - counters.value(GatewayMetric.REVOCATIONS));
    }

    private void changed(final RouterEvent.SessionChanged changed) {
        if (changed.open()) {
            final Connection connection = sessions.get(changed.sessionId());
            if (connection != null) {
                byPerson.computeIfAbsent(changed.person(), person -> new ArrayList<>(1))
                        .add(connection);
            }
        } else {
            byPerson.computeIfPresent(changed.person(), (person, connections) -> {
                connections.removeIf(connection -> connection.sessionId() == changed.sessionId());
                return connections.isEmpty() ? null : connections;
            });
        }
    }

    private void deliver(final RouterEvent.OutputDispatched output) {
        final Tails tails = new Tails(output);
        for (final RouterEvent.Recipient recipient : output.recipients()) {
            for (final Connection connection : byPerson.getOrDefault(recipient.person(), NOBODY)) {
                route(output, recipient, connection, tails);
            }
        }
    }

    /** What cannot be written for one is no reason to tell the others nothing: that one comes back and asks for it again. */
    private static void route(
            final RouterEvent.OutputDispatched output,
            final RouterEvent.Recipient recipient,
            final Connection connection,
            final Tails tails) {
        final byte[] tail;
        try {
            tail = tails.of(recipient.person(), connection.units(), connection.codec());
        } catch (final RuntimeException failed) {
            LOG.error("a delivery could not be written for one client; it is ended, the others are told", failed);
            connection.desk().post(() -> connection.end(CloseCode.TRY_LATER, GatewayMetric.INTERNAL_ERRORS));
            return;
        }
        connection.route(new Routed(output.lane(), recipient.seq(), recipient.prev(), tail));
    }

    private static ServerMessage.Delivery whole(
            final RouterEvent.OutputDispatched output, final AlertState alert, final AlertView alerts) {
        final boolean isOffer = output.kind() == OutputKind.OFFER;
        final Outcome outcome =
                output.kind() == OutputKind.CLOSED ? alerts.outcome(output.alertId()) : Outcome.NULL_VAL;
        return new ServerMessage.Delivery(
                output.kind(),
                MessageKind.of(output.kind()),
                output.lane(),
                0,
                0,
                output.redelivery(),
                output.step(),
                isOffer ? channels(output.channels()) : Set.of(),
                output.deadlineNs(),
                output.stamp().timestampNs(),
                output.owner(),
                outcome == Outcome.NULL_VAL ? null : outcome,
                AlertReports.forDelivery(alert, output.treatmentLimits()));
    }

    private static Set<Channel> channels(final Set<io.tocsin.Channel> channels) {
        final Set<Channel> named = EnumSet.noneOf(Channel.class);
        channels.forEach(channel -> named.add(Channel.valueOf(channel.name())));
        return named;
    }

    /** What the recipients of one output are sent behind their own beginnings: encoded once for all who may see the same of it and speak alike. */
    private final class Tails {
        private final Map<MessageCodec, Map<Sight, byte[]>> encoded = new HashMap<>(2);
        private final RouterEvent.OutputDispatched output;
        private @Nullable AlertState alert;

        Tails(final RouterEvent.OutputDispatched output) {
            this.output = output;
        }

        byte[] of(final String person, final @Nullable Set<String> units, final MessageCodec codec) {
            final AlertView alerts = view;
            if (alerts == null) {
                throw new IllegalStateException("an output before the view");
            }
            final AlertState about = alert == null ? alerts.of(output) : alert;
            alert = about;
            return encoded.computeIfAbsent(codec, spoken -> new EnumMap<>(Sight.class))
                    .computeIfAbsent(
                            alerts.sight(person, about, true, units),
                            sight -> codec.deliveryTail(Reduction.of(whole(output, about, alerts), sight)));
        }
    }
}
