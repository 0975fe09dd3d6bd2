package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.FacilityList;
import io.tocsin.codecs.json.Role;
import io.tocsin.transport.client.Credentials;
import io.tocsin.transport.client.TocsinClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the router is, and how its answers are printed: what every command of the terminal takes. */
final class ConnectionOptions {
    /** Where a router listens that was started with the default configuration. */
    static final String DEFAULT_URL = "ws://127.0.0.1:8080/ws";

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final int MAX_SECONDS = 3_600;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:TOCSIN_URL:-" + DEFAULT_URL + "}",
            split = ",",
            description =
                    "Where the router is, or the nodes of a cluster are, with commas: who does not answer is followed"
                            + " by the next; default ${DEFAULT-VALUE}, or what the variable TOCSIN_URL says.")
    private List<URI> urls = List.of(URI.create(DEFAULT_URL));

    @Option(
            names = "--at-facility",
            paramLabel = "NAME",
            defaultValue = "${env:TOCSIN_FACILITY:-}",
            description = "Of which facility, where --url is a front of several clusters; default what the variable"
                    + " TOCSIN_FACILITY says, else none.")
    private String facility = "";

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            defaultValue = "${env:TOCSIN_CA}",
            description = "Authorities, certificates in PEM, that alone vouch for a router at wss://; "
                    + "default what the variable TOCSIN_CA says, else the JVM's trust store.")
    private @Nullable Path authorities;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "Certificate of this client, in PEM, where the router asks for one; with --cert-key.")
    private @Nullable Path certificate;

    @Option(names = "--cert-key", paramLabel = "FILE", description = "Key of --cert, PKCS#8 in PEM without a password.")
    private @Nullable Path certificateKey;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Holds the token that says who asks, where the router wants to know; default what the variable"
                            + " TOCSIN_TOKEN says.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description =
                    "As which source an alert is raised where the router asks for a token: its subject, or that, a"
                            + " slash and more.")
    private String source = "";

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
        options.urls = List.of(router);
        return options;
    }

    /** The same for each of the nodes alone. */
    List<ConnectionOptions> each() {
        return urls.stream().map(this::at).toList();
    }

    private ConnectionOptions at(final URI url) {
        final ConnectionOptions one = of(url);
        one.authorities = authorities;
        one.certificate = certificate;
        one.certificateKey = certificateKey;
        one.tokenFile = tokenFile;
        one.source = source;
        one.facility = facility;
        one.json = json;
        one.timeoutSeconds = timeoutSeconds;
        return one;
    }

    /** Where it asks, for people. */
    String url() {
        return urls.stream().map(URI::toString).collect(Collectors.joining(" or "));
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
        final String name = role == Role.SOURCE && !source.isEmpty() ? source : client;
        try {
            final TocsinClient.Context context = new TocsinClient.Context()
                    .endpoints(urls.stream().map(this::inFacility).toArray(URI[]::new))
                    .role(role)
                    .client(name)
                    .credentials(credentials());
            return person.isEmpty() ? context : context.person(person);
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Where a front brings people to the cluster of the facility. */
    private URI inFacility(final URI url) {
        if (facility.isEmpty()) {
            return url;
        }
        if (!FacilityList.isName(facility)) {
            throw new IllegalArgumentException("--at-facility '" + facility + "' is no name of a facility");
        }
        if (url.getRawQuery() != null) {
            throw new IllegalArgumentException("--at-facility is of no use at " + url + ", which says one itself");
        }
        return URI.create(url + "?facility=" + facility);
    }

    /** As the client would refuse it, in the words of the terminal. */
    private void refuseInClear(final URI url, final boolean hasToken) {
        if ("wss".equals(url.getScheme())) {
            return;
        }
        if (authorities != null || certificate != null) {
            throw new IllegalArgumentException("--ca and --cert are of no use at " + url + ": say wss:// with --url");
        }
        if (hasToken && !LOCAL.contains(String.valueOf(url.getHost()))) {
            throw new IllegalArgumentException("a token would be sent in clear to " + url + ": say wss:// with --url");
        }
    }

    private Credentials credentials() {
        final Credentials trusting =
                authorities == null ? Credentials.none() : Credentials.none().authorities(authorities);
        if ((certificate == null) != (certificateKey == null)) {
            throw new IllegalArgumentException("--cert and --cert-key belong together");
        }
        final Credentials own = certificate == null || certificateKey == null
                ? trusting
                : trusting.certificate(certificate, certificateKey);
        final String token = token();
        urls.forEach(url -> refuseInClear(url, !token.isEmpty()));
        return token.isEmpty() ? own : own.token(() -> token);
    }

    /** Never an argument: those can be seen by everybody on the machine. */
    private String token() {
        if (tokenFile == null) {
            final String token = System.getenv("TOCSIN_TOKEN");
            return token == null ? "" : token.strip();
        }
        try {
            return Files.readString(tokenFile).strip();
        } catch (final IOException unreadable) {
            throw new IllegalArgumentException("--token-file " + tokenFile + " cannot be read", unreadable);
        }
    }

    /** Most alerts that one question may ask for. */
    static int pageSize() {
        return ClientMessage.MAX_ALERTS;
    }
}
