package io.tocsin.transport.client;

import io.netty.handler.ssl.SslContext;
import io.tocsin.codecs.json.Capability;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.Token;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@link TocsinClient.Context} holds. One thread, until the client has it; nobody changes it then. */
class ClientSettings {
    List<URI> endpoints = List.of();
    Credentials credentials = Credentials.none();

    /** What encrypted connections are made with; {@code null} = none of the endpoints asks for it. */
    @Nullable
    SslContext tls;

    MessageCodec codec = JsonCodec.INSTANCE;
    Role role = Role.SOURCE;
    String person = "";
    String client = "";
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);

    ClientMessage.@Nullable Resume resume;

    ClientListener listener = new ClientListener() {};

    @Nullable
    ClientGroup group;

    int window = 32;
    int maxWaiting = 1_024;
    long backoffLeastMs = 200;
    long backoffMostMs = 10_000;
    int timeoutMs = 5_000;
    Consumer<Throwable> errorHandler = ClientSettings::report;

    private boolean isUsed;

    void checkAndSeal() {
        if (isUsed) {
            throw new IllegalStateException("a context is for one client: make another one");
        }
        if (endpoints.isEmpty()) {
            throw new IllegalStateException("no endpoint: say where the router is, such as ws://127.0.0.1:8080/ws");
        }
        if (client.isEmpty()) {
            throw new IllegalStateException("no client: name this installation, the same at every start");
        }
        if (role == Role.CLINICIAN && person.isEmpty()) {
            throw new IllegalStateException("no person: a clinician's client has one");
        }
        final String wrong = credentials.wrong(endpoints);
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(wrong);
        }
        tls = endpoints.stream().anyMatch(Arguments::isEncrypted) ? credentials.context() : null;
        isUsed = true;
    }

    ClientMessage.Hello hello(final ClientMessage.@Nullable Resume has) {
        return new ClientMessage.Hello(role, person, client, capabilities, has, token());
    }

    /** The newest token; none if whoever has it fails. */
    Token token() {
        try {
            return credentials.currentToken();
        } catch (final RuntimeException failed) {
            errorHandler.accept(failed);
            return Token.NONE;
        }
    }

    private static void report(final Throwable thrown) {
        final Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }
}
