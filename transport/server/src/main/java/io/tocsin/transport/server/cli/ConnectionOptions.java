package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import io.tocsin.transport.client.Credentials;
import io.tocsin.transport.client.TocsinClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the router is, and how its answers are printed: what every command of the terminal takes. */
final class ConnectionOptions {
    /** Where a router listens that was started with the default configuration. */
    static final String DEFAULT_URL = "ws://127.0.0.1:8080/ws";

    private static final int MAX_SECONDS = 3_600;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:TOCSIN_URL:-" + DEFAULT_URL + "}",
            description = "Where the router is; default ${DEFAULT-VALUE}, or what the variable TOCSIN_URL says.")
    private URI url = URI.create(DEFAULT_URL);

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            defaultValue = "${env:TOCSIN_CA}",
            description = "Authorities, certificates in PEM, that alone vouch for a router at wss://; "
                    + "default what the variable TOCSIN_CA says, else the JVM's trust store.")
    private @Nullable Path authorities;

    @Option(names = "--json", description = "Print what the router says, one JSON object a line.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for an answer; default ${DEFAULT-VALUE}.")
    private int timeoutSeconds = 10;

    /** For picocli. */
    ConnectionOptions() {}

    /** For a command that takes the router by an option of its own. */
    static ConnectionOptions of(final URI router) {
        final ConnectionOptions options = new ConnectionOptions();
        options.url = router;
        return options;
    }

    URI url() {
        return url;
    }

    boolean json() {
        return json;
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** What a client of this role is made from; refuses arguments that cannot be used. */
    TocsinClient.Context context(final CommandSpec spec, final Role role, final String person, final String client) {
        if (timeoutSeconds < 1 || timeoutSeconds > MAX_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout is " + timeoutSeconds + ": it is 1 to " + MAX_SECONDS + " seconds");
        }
        try {
            final TocsinClient.Context context = new TocsinClient.Context()
                    .endpoints(url)
                    .role(role)
                    .client(client)
                    .credentials(credentials());
            return person.isEmpty() ? context : context.person(person);
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Credentials credentials() {
        return authorities == null ? Credentials.none() : Credentials.none().authorities(authorities);
    }

    /** Most alerts that one question may ask for. */
    static int pageSize() {
        return ClientMessage.MAX_ALERTS;
    }
}
