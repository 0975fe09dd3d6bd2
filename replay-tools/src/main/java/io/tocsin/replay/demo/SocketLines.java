package io.tocsin.replay.demo;

import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.Capability;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.transport.client.ClientGroup;
import io.tocsin.transport.client.ClientListener;
import io.tocsin.transport.client.CommandFailedException;
import io.tocsin.transport.client.TocsinClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/** Lines over WebSockets: each is a client of its own with its own connection, as a phone or an interface would be; all share two threads. Any thread. */
final class SocketLines implements Lines {
    private static final int INTERFACE_WINDOW = 1_024;

    private final URI router;
    private final Faults faults;
    private final EpochClock clock = new EpochClock();
    private final ClientGroup threads = ClientGroup.threads(2);
    private final Set<TocsinClient> open = ConcurrentHashMap.newKeySet();

    private SocketLines(final URI router, final Faults faults) {
        this.router = router;
        this.faults = faults;
    }

    /**
     * Connects nobody yet.
     *
     * @param router address of its WebSocket.
     * @param faults told what listeners throw, and of whatever the router could not understand.
     */
    static Lines to(final URI router, final Faults faults) {
        return new SocketLines(router, faults);
    }

    @Override
    public SourceLine source(final String name) {
        final TocsinClient.Context context = context().role(Role.SOURCE).client(name);
        if (Sources.ids().containsKey(name)) {
            context.window(INTERFACE_WINDOW);
        }
        return new Source(connect(context.listener(new Listener((told, receivedNs) -> {}))));
    }

    @Override
    public PersonLine person(final String person, final PersonLine.Listener listener) {
        return new Person(connect(context()
                .role(Role.CLINICIAN)
                .person(person)
                .client(person + "-phone")
                .capabilities(Capability.EMERGENCY_RESPONSE_CAPABLE)
                .listener(new Listener(listener))));
    }

    @Override
    public void close() {
        open.parallelStream().forEach(TocsinClient::close);
        threads.close();
    }

    private TocsinClient.Context context() {
        return new TocsinClient.Context().endpoints(router).group(threads).errorHandler(faults::add);
    }

    private TocsinClient connect(final TocsinClient.Context context) {
        final TocsinClient client = TocsinClient.connect(context);
        open.add(client);
        return client;
    }

    /** On another thread: closing waits for the router, and whoever leaves does not. */
    private void close(final TocsinClient client) {
        CompletableFuture.runAsync(() -> {
            client.close();
            open.remove(client);
        });
    }

    private static CompletableFuture<Reply> reply(final CompletableFuture<ServerMessage.Answer> answer) {
        return answer.handle((answered, thrown) -> {
            if (answered != null) {
                return Reply.done(answered.alertId());
            }
            final Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            return cause instanceof CommandFailedException failed ? refused(failed) : Reply.refused(cause.toString());
        });
    }

    private static Reply refused(final CommandFailedException failed) {
        final ServerMessage.Answer answer = failed.answer();
        if (answer == null) {
            return failed.reason() == CommandFailedException.Reason.CLIENT_CLOSED
                    ? Reply.not(Reply.Kind.GONE)
                    : Reply.refused(failed.reason() + ": " + failed.getMessage());
        }
        return switch (answer.result()) {
            case UNKNOWN_ALERT, ALREADY_OWNED, NOT_OFFERED -> Reply.not(Reply.Kind.LATE);
            case BUSY -> Reply.not(Reply.Kind.BUSY);
            default -> Reply.refused(answer.result() + " " + answer.detail());
        };
    }

    /** Hears one client. */
    private final class Listener implements ClientListener {
        private final PersonLine.Listener told;

        Listener(final PersonLine.Listener told) {
            this.told = told;
        }

        @Override
        public void onDelivery(final ServerMessage.Delivery delivery) {
            final long receivedNs = System.nanoTime();
            told.onTold(
                    new Told(
                            delivery.kind(),
                            delivery.alert().alertId(),
                            delivery.alert().bed(),
                            delivery.alert().cause().kind() != Cause.DECLARED,
                            delivery.redelivery()),
                    receivedNs);
        }

        @Override
        public void onError(final ServerMessage.ProtocolError error) {
            faults.add("the router could not take a message: " + error);
        }
    }

    /** A client that raises and measures. */
    private final class Source implements SourceLine {
        private final TocsinClient client;

        Source(final TocsinClient client) {
            this.client = client;
        }

        @Override
        public CompletableFuture<Void> connected() {
            return client.connected().thenAccept(welcome -> {});
        }

        @Override
        public CompletableFuture<Reply> raise(final Emergency emergency, final long intendedNs) {
            final AlertDeclaration alert = declaration(emergency);
            final long claimedNs = clock.epochNs(intendedNs);
            return command(id -> new ClientMessage.Raise(id, claimedNs, null, Purpose.PRODUCTION, alert));
        }

        @Override
        public CompletableFuture<Reply> clear(final long alertId) {
            return reply(client.clear(ClientMessage.AlertName.id(alertId)));
        }

        @Override
        public CompletableFuture<Reply> cancel(final long alertId) {
            return reply(client.cancel(ClientMessage.AlertName.id(alertId)));
        }

        @Override
        public CompletableFuture<Reply> readings(final Sample sample) {
            final List<ClientMessage.Reading> readings = sample.hundredths().entrySet().stream()
                    .map(reading -> new ClientMessage.Reading(reading.getKey(), reading.getValue()))
                    .toList();
            return reply(client.vitals(new ClientMessage.Vitals(
                    "",
                    clock.epochNs(System.nanoTime()),
                    sample.deviceSequence(),
                    sample.patientId(),
                    "",
                    sample.deviceId(),
                    Acuity.CONTINUOUS,
                    Purpose.PRODUCTION,
                    ReadingQuality.UNSTATED,
                    readings)));
        }

        @Override
        public void close() {
            SocketLines.this.close(client);
        }

        private CompletableFuture<Reply> command(final LongFunction<ClientMessage.Command> command) {
            return reply(client.command(command));
        }

        private static AlertDeclaration declaration(final Emergency emergency) {
            final Emergency.Kind kind = emergency.kind();
            return new AlertDeclaration(
                    "synthetic-" + emergency.number(),
                    kind.type(),
                    kind.severity(),
                    emergency.identified() ? emergency.patient().id() : "",
                    "",
                    emergency.patient().bed(),
                    "",
                    new AlertText(
                            kind.typeText(),
                            "SYNTHETIC: " + kind.description(),
                            "",
                            new Location("SYNTHETIC demo hospital", "", "", "", "", "", null, null),
                            Map.of(),
                            List.of(),
                            Map.of(),
                            0,
                            0));
        }
    }

    /** A person's client. */
    private final class Person implements PersonLine {
        private final TocsinClient client;

        Person(final TocsinClient client) {
            this.client = client;
        }

        @Override
        public CompletableFuture<Void> connected() {
            return client.connected().thenAccept(welcome -> {});
        }

        @Override
        public CompletableFuture<Reply> accept(final long alertId) {
            return reply(client.accept(alertId));
        }

        @Override
        public CompletableFuture<Reply> reject(final long alertId, final RejectReason reason) {
            return reply(client.reject(alertId, reason));
        }

        @Override
        public CompletableFuture<Reply> resolve(final long alertId) {
            return reply(client.resolve(alertId));
        }

        @Override
        public void close() {
            SocketLines.this.close(client);
        }
    }
}
