package io.tocsin.bench.crowd;

import io.tocsin.AlertRouter;
import io.tocsin.AlertState;
import io.tocsin.AlertView;
import io.tocsin.bench.process.ParentWatch;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.transport.gateway.Gateway;
import io.tocsin.transport.gateway.GatewayMetric;
import io.tocsin.transport.gateway.JwtSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A router behind a gateway whose clients prove who they are by tokens, in a process of its own. It is asked: {@code memory}; {@code tell N}, from the first delivery written
 * to the last of N receipts that entered the ring; {@code open}, how many alerts are open and how often their sources have said so; {@code received}, the sum of what
 * people have received of the lane CRITICAL.
 */
public final class CrowdServer {
    private static final int MOST_CONNECTIONS = 20_000;
    private static final int WINDOW = 240;

    private CrowdServer() {}

    /**
     * Runs until its parent is gone.
     *
     * @param args folder of the run, number of people, milliseconds between heartbeats.
     * @throws IOException if it cannot be asked.
     */
    public static void main(final String[] args) throws IOException {
        ParentWatch.start();
        final int people = Integer.parseInt(args[1]);
        final Gateway.Context door = new Gateway.Context()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .maxConnections(MOST_CONNECTIONS)
                .commandWindow(WINDOW)
                .heartbeat(Duration.ofMillis(Long.parseLong(args[2])))
                .jwt(JwtSettings.of(
                        Issuer.NAME,
                        Issuer.AUDIENCE,
                        Issuer.jwksFile(Path.of(args[0])).toUri()));
        final AlertRouter router = AlertRouter.launch(new AlertRouter.Context()
                .limits(CrowdSite.limits(people))
                .site(CrowdSite.site(people))
                .listener(door.listener()));
        final Gateway gateway = Gateway.launch(door.router(router));
        Remote.serve(gateway.address().getPort(), words -> switch (words[0]) {
            case "memory" -> Gauge.memory();
            case "tell" ->
                Gauge.firstAndLast(
                        () -> gateway.counters().value(GatewayMetric.DELIVERIES_CRITICAL),
                        () -> gateway.counters().value(GatewayMetric.RECEIPT_BATCHES),
                        Long.parseLong(words[1]),
                        () -> {});
            case "open" -> open(router.view().open());
            case "received" -> Long.toString(received(router.view(), people));
            case "errors" -> Long.toString(gateway.counters().value(GatewayMetric.INTERNAL_ERRORS));
            default -> throw new IllegalArgumentException("unknown: " + words[0]);
        });
    }

    private static String open(final List<AlertState> alerts) {
        long occurrences = 0;
        for (final AlertState alert : alerts) {
            occurrences += alert.occurrence();
        }
        return alerts.size() + " " + occurrences;
    }

    private static long received(final AlertView view, final int people) {
        long sum = 0;
        for (int i = 0; i < people; i++) {
            sum += view.received(CrowdSite.person(i), Lane.CRITICAL);
        }
        return sum;
    }
}
