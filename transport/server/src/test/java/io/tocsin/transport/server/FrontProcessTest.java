package io.tocsin.transport.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.FacilityList;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.transport.client.ClientListener;
import io.tocsin.transport.client.ClusterState;
import io.tocsin.transport.client.Credentials;
import io.tocsin.transport.client.Disconnect;
import io.tocsin.transport.client.GroupClient;
import io.tocsin.transport.client.GroupListener;
import io.tocsin.transport.client.TocsinClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two routers and a front, each a process as the launcher starts it; one router is killed with kill -9, and started again. */
@Timeout(300)
@Tag("long")
final class FrontProcessTest {
    private static final int PATIENCE_S = 60;

    @TempDir
    private Path folder = Path.of(".");

    private final Map<String, Queue<ServerMessage.Delivery>> told = new ConcurrentHashMap<>();
    private final Queue<Disconnect> ends = new ConcurrentLinkedQueue<>();

    @Test
    void shouldTellThePeopleOfAClusterThatWasKilledAndLeaveTheOtherAlone() throws Exception {
        try (Child first = serve("north", 0);
                Child south = serve("south", 0)) {
            final int northPort = first.ready().address().getPort();
            map(1, northPort, south.ready().address().getPort(), "");
            final Path config = Files.writeString(
                    folder.resolve("front.conf"),
                    "front { map = map.conf, port = 0, management-port = 0, files-look = 100 ms }");
            try (Child front = Child.start("front", "--config", config.toString())) {
                final Child.Ready ready = front.ready();
                final URI uri = URI.create(ready.url());
                front.line(Pattern.compile("cluster south: .* is ready"));
                final FacilityList list = GroupClient.facilities(
                                uri, Credentials.none(), Duration.ofSeconds(PATIENCE_S))
                        .get(PATIENCE_S, SECONDS);
                try (GroupClient ann = ann(uri, list);
                        GroupClient lab = lab(uri, list)) {
                    raise(lab, "general", "before");
                    awaitTold("north", 1);

                    first.kill();
                    await().atMost(PATIENCE_S, SECONDS)
                            .until(() ->
                                    ends.stream().anyMatch(end -> end.closeCode() == CloseCode.CLUSTER_UNREACHABLE));
                    assertThat(ann.state("north").kind()).isEqualTo(ClusterState.Kind.AWAY);
                    assertThat(ann.state("south")).isEqualTo(ClusterState.UP);
                    for (int i = 0; i < 5; i++) {
                        raise(lab, "harbour", "meanwhile-" + i);
                    }
                    awaitTold("south", 5);
                    assertThat(Web.get(ready.management(), "/metrics").body())
                            .contains("tocsin_front_cluster_up{cluster=\"north\"} 0")
                            .contains("tocsin_front_cluster_up{cluster=\"south\"} 1");

                    map(2, northPort, south.ready().address().getPort(), ", hillside { cluster = south }");
                    front.line(Pattern.compile("partition map 2 is in force"));
                    final String before = Files.readString(folder.resolve("map.conf"));
                    put(before.replace("version = 2", "version = 3")
                            .replace("general { cluster = north", "general { cluster = south"));
                    front.line(Pattern.compile("partition map 2 stays in force: .* stop all fronts"));
                    put(before);
                    final var waiting = lab.at("general").raise(declaration("waits"));
                    try (Child again = serve("north", northPort)) {
                        again.ready();
                        assertThat(waiting.get(PATIENCE_S, SECONDS).isNew()).isTrue();
                        awaitTold("north", 2);
                        assertThat(ann.state("north")).isEqualTo(ClusterState.UP);
                        assertThat(ann.of("north")
                                        .alerts(10, 0)
                                        .get(PATIENCE_S, SECONDS)
                                        .alerts())
                                .hasSize(2);
                    }
                }
                front.terminate();
                assertThat(front.exitCode()).as(front.output()).isZero();
            }
        }
    }

    private Child serve(final String cluster, final int port) throws Exception {
        final Path file = Files.writeString(folder.resolve(cluster + ".conf"), """
            journal { folder = %s, term-size = 64 KiB, segment-size = 1 MiB, low-water = 0, critical-low-water = 0 }
            listen { port = %d, management-port = 0 }
            limits.preset = small
            gateway.cluster = %s
            site {
              people { ann {} }
              desks = [ desk ]
              units.icu.beds.icu-1.care = [ ann ]
              patients.p-17.bed = icu-1
              policies.all { steps = [ { target = care-team, delay = 10 minutes } ], fail-safe = desk }
            }
            """.formatted(cluster, port, cluster));
        return Child.start("serve", "--config", file.toString());
    }

    private void map(final int version, final int north, final int south, final String more) throws Exception {
        put("""
            version = %d
            clusters { north { nodes = [ "ws://127.0.0.1:%d/ws" ] }, south { nodes = [ "ws://127.0.0.1:%d/ws" ] } }
            facilities { general { cluster = north, units = [ icu ] }, harbour { cluster = south }%s }
            """.formatted(version, north, south, more));
    }

    /** As a new file in the place of the old one. */
    private void put(final String map) throws Exception {
        final Path next = Files.writeString(folder.resolve("map.next"), map);
        Files.move(next, folder.resolve("map.conf"), StandardCopyOption.REPLACE_EXISTING);
    }

    private GroupClient ann(final URI front, final FacilityList list) {
        return GroupClient.connect(new GroupClient.Context()
                .fronts(front)
                .list(list)
                .in("general", "harbour")
                .each(cluster -> settings().role(Role.CLINICIAN).person("ann").client("phone-of-ann"))
                .listener(new GroupListener() {
                    @Override
                    public ClientListener of(final String cluster) {
                        return new ClientListener() {
                            @Override
                            public void onDelivery(final ServerMessage.Delivery delivery) {
                                told(cluster).add(delivery);
                            }

                            @Override
                            public void onDisconnected(final Disconnect disconnect) {
                                ends.add(disconnect);
                            }
                        };
                    }
                }));
    }

    private static GroupClient lab(final URI front, final FacilityList list) {
        return GroupClient.connect(new GroupClient.Context()
                .fronts(front)
                .list(list)
                .in("general", "harbour")
                .each(cluster -> settings().client("lab")));
    }

    private static TocsinClient.Context settings() {
        return new TocsinClient.Context().backoff(10, 200);
    }

    private static void raise(final GroupClient by, final String facility, final String key) throws Exception {
        by.at(facility).raise(declaration(key)).get(PATIENCE_S, SECONDS);
    }

    private static AlertDeclaration declaration(final String key) {
        return new AlertDeclaration(key, EmergencyType.STROKE, Severity.CRITICAL, "p-17", "", "", "", AlertText.NONE);
    }

    private Queue<ServerMessage.Delivery> told(final String cluster) {
        return told.computeIfAbsent(cluster, name -> new ConcurrentLinkedQueue<>());
    }

    private void awaitTold(final String cluster, final int count) {
        await().atMost(PATIENCE_S, SECONDS)
                .until(() -> told(cluster).stream()
                                .map(delivery -> delivery.alert().alertId())
                                .distinct()
                                .count()
                        == count);
    }
}
