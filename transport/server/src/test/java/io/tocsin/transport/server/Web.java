package io.tocsin.transport.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Asks a server by HTTP. */
final class Web {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Web() {}

    static HttpResponse<String> get(final InetSocketAddress address, final String path)
            throws IOException, InterruptedException {
        return CLIENT.send(request(address, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<String> raise(final InetSocketAddress address, final String key)
            throws IOException, InterruptedException {
        final String body = """
                {"alert":{"key":"%s","emergency":"CARDIAC_ARREST","severity":"CRITICAL","patient":"p-17","description":"no pulse"}}""".formatted(key);
        return CLIENT.send(
                request(address, "/v1/alerts")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Every figure of a page in the Prometheus text format, by its name with its labels; fails at a line that is none. */
    static Map<String, Double> figures(final String page) {
        final Map<String, Double> figures = new HashMap<>();
        page.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            final int blank = line.lastIndexOf(' ');
            final Double before = figures.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
            if (before != null) {
                throw new AssertionError("twice: " + line);
            }
        });
        return figures;
    }

    private static HttpRequest.Builder request(final InetSocketAddress address, final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
                .timeout(PATIENCE);
    }
}
