package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.transport.client.ClientListener;
import io.tocsin.transport.client.TocsinClient;
import io.tocsin.transport.cluster.ClusterMember;
import io.tocsin.transport.server.cli.TerminalMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Three processes of {@code serve} with one file, and {@code kill -9} of the one that leads. */
final class ServeClusterTest {
    private static final int NODES = 3;
    private static final long PATIENCE_S = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_S);

    @TempDir
    private Path folder = Path.of(".");

    private final Child[] nodes = new Child[NODES];
    private final Child.Ready[] ready = new Child.Ready[NODES];

    @AfterEach
    void end() {
        for (final Child node : nodes) {
            if (node != null) {
                node.close();
            }
        }
    }

    @Test
    void shouldGoOnThroughTheOtherNodesWhenTheLeaderIsKilled() throws Exception {
        final Path file = configuration(folder, "");
        for (int id = 0; id < NODES; id++) {
            nodes[id] = serve(file, id);
        }
        for (int id = 0; id < NODES; id++) {
            ready[id] = nodes[id].ready();
        }
        final int leader = leader();
        final int one = (leader + 1) % NODES;
        final int other = (leader + 2) % NODES;
        assertThat(MonitoringFilesTest.names(
                        Web.get(ready[one].management(), "/metrics").body()))
                .containsAll(MonitoringFilesTest.ofNodes());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster("status", file))
                        .startsWith("0\n")
                        .containsPattern("node " + leader + " leads in term \\d+, 3 of 3 take part")
                        .containsPattern(leader + " +127.0.0.1:\\d+ +leads ")
                        .containsPattern(one + " +127.0.0.1:\\d+ +follows " + leader + " .* well\n"));
        for (int id = 0; id < NODES; id++) {
            final int node = id;
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Web.get(ready[node].management(), "/metrics")
                                    .body())
                            .contains("\ntocsin_audit_up 1.0\n", "\ntocsin_cluster_side_stream_up 1.0\n"));
            assertThat(Web.get(ready[id].management(), "/sla").body()).contains("\"sideStream\":\"WELL\"");
        }
        assertThat(cluster("snapshot", file))
                .startsWith("0\n")
                .contains("that of node " + leader + ", which leads, is complete");
        assertThat(cluster("purge", file))
                .as("of one snapshot")
                .startsWith("1\n")
                .contains("does not hear from every member that it has two snapshots");
        assertThat(cluster("snapshot", file)).startsWith("0\n");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster("purge", file))
                        .startsWith("0\n")
                        .contains("node 0: 0 files of the log are deleted", "node 1: 0 files", "node 2: 0 files"));
        assertThat(cluster("switch-version", file, "2")).startsWith("0\n").contains("engine version 2 is in force");
        assertThat(cluster("switch-version", file, "3"))
                .as("nothing that stops nodes gets into the log")
                .startsWith("1\n")
                .contains("is not known to know engine version 3");
        assertThat(cluster("status", file)).contains("ENGINE").containsPattern(leader + " +127.* +2 .*\n");
        // Ann is connected to a node that stays, Bob to the one that goes, and knows another.
        try (Phone ann = new Phone("ann", ready[one].url());
                Phone bob = new Phone("bob", ready[leader].url(), ready[other].url())) {
            assertThat(Web.raise(ready[other].address(), "k1").body())
                    .contains("\"alertId\":\"1\"", "\"level\":\"APPLIED\"");
            assertThat(ann.next().alert().alertId()).isEqualTo(1);
            assertThat(bob.next().alert().alertId()).isEqualTo(1);
            ann.client.accept(1).get(PATIENCE_S, TimeUnit.SECONDS);

            nodes[leader].kill();

            assertThat(Web.raise(ready[other].address(), "k2").body()).contains("\"alertId\":\"2\"");
            ann.awaitAlert(2);
            bob.awaitAlert(2);
            // The source's key is known on every node: the same again is no new alert.
            assertThat(Web.raise(ready[one].address(), "k1").body()).contains("\"alertId\":\"1\"", "\"isNew\":false");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster("status", file))
                            .startsWith("1\n")
                            .containsPattern("leads in term \\d+, 2 of 3 take part")
                            .containsPattern(leader + " +127.0.0.1:\\d+ +away "));

            nodes[leader] = serve(file, leader);
            ready[leader] = nodes[leader].ready();
            assertThat(board(ready[leader].url(), client -> client.alerts(10, 0))
                            .alerts())
                    .extracting(AlertReport::alertId, AlertReport::owner)
                    .containsExactly(tuple(1L, "ann"), tuple(2L, ""));
            // Three routers have the same window in their file: one of them has told it.
            assertThat(board(ready[leader].url(), client -> client.silences(10, 0))
                            .silences())
                    .hasSize(1);
        }
        // Every node keeps an audit of its own, of what was asked anywhere; their key lies beside all of them.
        for (int id = 0; id < NODES; id++) {
            assertThat(folder.resolve("cluster/node-" + id + "/audit")).isNotEmptyDirectory();
        }
        assertThat(folder.resolve("cluster.audit-key")).exists();
        // What the channels would send is said by one node: not by all three.
        assertThat(nodes[one].output() + nodes[other].output())
                .containsOnlyOnce("would send PUSH to ann: CRITICAL alert 2");
        final Path copy = folder.resolve("copy");
        assertThat(run("cluster", "backup", "--to", copy.toString(), file.toString()))
                .startsWith("0\n")
                .contains("is copied to " + copy);
        assertThat(run("cluster", "restore", "--from", copy.toString(), file.toString()))
                .startsWith("1\n")
                .contains("runs on this machine: nothing was changed");
        final int leads = leader();
        assertThat(cluster("step-down", file)).startsWith("0\n").contains("node " + leads + ", which led, has ended");
        assertThat(nodes[leads].exitCode()).as(nodes[leads].output()).isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster("status", file)).contains("2 of 3 take part"));
        assertThat(cluster("step-down", file))
                .as("one of two")
                .startsWith("1\n")
                .contains("no majority", "nothing was done");
        for (final Child node : nodes) {
            node.close();
        }
        assertThat(run("cluster", "restore", "--from", copy.toString(), file.toString()))
                .startsWith("1\n")
                .contains("is in the way", "nothing was overwritten");
        Files.move(folder.resolve("cluster"), folder.resolve("lost"));
        assertThat(run("cluster", "restore", "--from", copy.toString(), file.toString()))
                .startsWith("0\n")
                .containsPattern("epoch [0-9a-f]{32}: as after command \\d+ of the copy");
        for (int id = 0; id < NODES; id++) {
            assertThat(folder.resolve("cluster/node-" + id + "/cluster/recording.log"))
                    .exists();
        }
    }

    private static <T> T board(final String url, final Function<TocsinClient, CompletableFuture<T>> question)
            throws Exception {
        try (TocsinClient board = TocsinClient.connect(new TocsinClient.Context()
                .endpoints(URI.create(url))
                .role(Role.OPERATOR)
                .client("board"))) {
            board.connected().get(PATIENCE_S, TimeUnit.SECONDS);
            return question.apply(board).get(PATIENCE_S, TimeUnit.SECONDS);
        }
    }

    /** The exit code of {@code tocsin cluster}, and what it prints. */
    private static String cluster(final String command, final Path file, final String... more) {
        final List<String> words = new ArrayList<>(List.of("cluster", command));
        if (command.equals("purge")) {
            words.add("--folders-are-copied");
        }
        words.add(file.toString());
        words.addAll(List.of(more));
        return run(words.toArray(new String[0]));
    }

    private static String run(final String... args) {
        final StringWriter out = new StringWriter();
        final CommandLine line = TerminalMain.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        return line.execute(args) + "\n" + out;
    }

    private int leader() throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() - deadlineNs < 0) {
            for (int id = 0; id < NODES; id++) {
                final String figures =
                        Web.get(ready[id].management(), "/metrics").body();
                if (Web.figures(figures).getOrDefault("tocsin_cluster_leads", 0.0) > 0) {
                    return id;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("nobody leads");
    }

    private static Child serve(final Path file, final int node) throws IOException {
        return Child.start("serve", "--config", file.toString(), "--node", Integer.toString(node));
    }

    /** Of three nodes on this machine, with more of whoever asks. */
    static Path configuration(final Path folder, final String more) throws IOException {
        final int base = freePorts(NODES * ClusterMember.PORTS);
        final StringBuilder members = new StringBuilder();
        for (int id = 0; id < NODES; id++) {
            members.append("{ host = \"127.0.0.1\", port = ")
                    .append(base + id * ClusterMember.PORTS)
                    .append(" }\n");
        }
        final LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        Files.writeString(folder.resolve("secret"), "sixteen characters or more\n");
        final Path file = folder.resolve("nodes.conf");
        Files.writeString(file, """
            cluster { folder = cluster, secret-file = secret, timing = calm, term-size = 1 MiB, segment-size = 1 MiB, low-water = 0, critical-low-water = 0, members = [ %s ] }
            listen { port = 0, management-port = 0 }
            audit {}
            limits.preset = small
            site {
              people { ann { reachable = always }, bob { reachable = always } }
              desks = [ desk ]
              units { icu.beds.icu-1.care = [ ann, bob ], er {} }
              windows.w { origin = maintenance, unit = er, comment = works, from = "%s", until = "%s" }
              patients.p-17.bed = icu-1
              policies.all {
                steps = [ { target = care-team, delay = 10 minutes, channels = [ websocket, push ] } ]
                fail-safe = desk
              }
            }
            %s
            """.formatted(members, now.minusHours(1), now.plusHours(9), more));
        return file;
    }

    /** A row of ports that nobody listens at now. */
    private static int freePorts(final int count) {
        for (int first = 32_000 - (int) (ProcessHandle.current().pid() % 500) * 20; first > 10_000; first -= count) {
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new IllegalStateException("no row of " + count + " free ports");
    }

    private static boolean areFree(final int first, final int count) {
        for (int port = first; port < first + count; port++) {
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (final SocketException taken) {
                return false;
            }
        }
        return true;
    }

    /** A person's client that goes on to the next node when one is gone. */
    private static final class Phone implements ClientListener, AutoCloseable {
        private final BlockingQueue<ServerMessage.Delivery> deliveries = new LinkedBlockingQueue<>();
        private final TocsinClient client;

        Phone(final String person, final String... urls) throws Exception {
            final URI[] endpoints = new URI[urls.length];
            for (int i = 0; i < urls.length; i++) {
                endpoints[i] = URI.create(urls[i]);
            }
            client = TocsinClient.connect(new TocsinClient.Context()
                    .endpoints(endpoints)
                    .role(Role.CLINICIAN)
                    .person(person)
                    .client("phone-of-" + person)
                    .listener(this));
            client.connected().get(PATIENCE_S, TimeUnit.SECONDS);
        }

        ServerMessage.Delivery next() throws InterruptedException {
            final ServerMessage.Delivery delivery = deliveries.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertThat(delivery).isNotNull();
            return delivery;
        }

        void awaitAlert(final long alertId) throws InterruptedException {
            ServerMessage.Delivery delivery = next();
            while (delivery.alert().alertId() != alertId) {
                delivery = next();
            }
        }

        @Override
        public void onDelivery(final ServerMessage.Delivery delivery) {
            deliveries.add(delivery);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
