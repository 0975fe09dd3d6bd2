package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.RouterEvent;
import io.tocsin.ServiceLevel;
import io.tocsin.Site;
import io.tocsin.codecs.json.Notice;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.journal.StorageState;
import io.tocsin.transport.client.ClientListener;
import io.tocsin.transport.client.TocsinClient;
import java.io.RandomAccessFile;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerTest {
    private static final int PATIENCE_S = 30;

    @Test
    void shouldSayThatItIsReadyAndWhatItIs() throws Exception {
        try (Server server = Server.launch(Wards.inMemory().build())) {
            assertThat(server.isReady()).isTrue();
            assertThat(Web.get(server.managementAddress(), "/livez").statusCode())
                    .isEqualTo(200);
            assertThat(Web.get(server.managementAddress(), "/readyz?verbose").body())
                    .contains("[+]started ok", "[+]gateway ok");
            assertThat(Web.get(server.managementAddress(), "/meta").body())
                    .contains(
                            "\"name\":\"north-1\"",
                            "\"site\":\"north\"",
                            "\"level\":\"MEMORY\"",
                            "\"notice\":\"" + Notice.TEXT);
        }
    }

    @Test
    void shouldCarryAnAlertFromARequestToAPersonAndBack() throws Exception {
        try (Server server = Server.launch(Wards.inMemory().build());
                Phone ann = new Phone(server, "ann")) {
            assertThat(Web.raise(server.address(), "k1").body()).contains("\"result\":\"OK\"", "\"alertId\":\"1\"");

            final ServerMessage.Delivery offer = ann.next();
            assertThat(offer.kind()).isEqualTo(OutputKind.OFFER);
            assertThat(offer.alert().text().description()).isEqualTo("no pulse");
            assertThat(ann.client.accept(1).get(PATIENCE_S, TimeUnit.SECONDS).level())
                    .isEqualTo(Level.MEMORY);
            assertThat(server.router().openAlerts().get(0).owner()).isEqualTo("ann");
        }
    }

    @Test
    void shouldTellTheSilenceOfAWatchedSourceUntilItIsHeardAgain() throws Exception {
        final BlockingQueue<RouterEvent> heard = new LinkedBlockingQueue<>();
        final ServerConfig config = Wards.inMemory(Wards.watching(1001, "monitors"))
                .source("monitors", 1001)
                .build();
        try (Server server = Server.launch(config, heard::add);
                TocsinClient monitors = TocsinClient.connect(new TocsinClient.Context()
                        .endpoints(server.url())
                        .role(Role.SOURCE)
                        .client("monitors"))) {
            monitors.connected().get(PATIENCE_S, TimeUnit.SECONDS);
            awaitNoted(heard, true);
            assertThat(server.router().openAlerts().get(0).cause().technical())
                    .isEqualTo(TechnicalCondition.SOURCE_SILENT);

            monitors.heartbeat().get(PATIENCE_S, TimeUnit.SECONDS);
            awaitNoted(heard, false);
        }
    }

    private static void awaitNoted(final BlockingQueue<RouterEvent> heard, final boolean active) {
        await().until(() -> heard.stream()
                .anyMatch(event -> event instanceof RouterEvent.TechnicalNoted noted && noted.active() == active));
    }

    @Test
    void shouldLetWhoeverEmbedsItHearTheRouter() throws Exception {
        final BlockingQueue<RouterEvent> heard = new LinkedBlockingQueue<>();
        try (Server server = Server.launch(Wards.inMemory().build(), heard::add)) {
            Web.raise(server.address(), "k1");
        }
        assertThat(heard)
                .filteredOn(event -> event instanceof RouterEvent.AlertRaised)
                .hasSize(1);
    }

    @Test
    void shouldCountWhatItDoes() throws Exception {
        try (Server server = Server.launch(Wards.inMemory().build());
                Phone ann = new Phone(server, "ann")) {
            Web.raise(server.address(), "k1");
            Web.raise(server.address(), "k2");
            ann.next();
            ann.client.accept(1).get(PATIENCE_S, TimeUnit.SECONDS);
            ann.client.resolve(1).get(PATIENCE_S, TimeUnit.SECONDS);

            final String page = Web.get(server.managementAddress(), "/metrics").body();
            final Map<String, Double> figures = Web.figures(page);
            assertThat(figures)
                    .containsEntry("tocsin_alerts_raised_total", 2.0)
                    .containsEntry("tocsin_alerts_open", 1.0)
                    .containsEntry("tocsin_router_up", 1.0)
                    .containsEntry("tocsin_gateway_clients_welcomed_total", 1.0)
                    .containsEntry("tocsin_gateway_http_requests_total", 2.0)
                    .containsEntry("tocsin_readings_total{parameter=\"heart_rate\"}", 0.0)
                    .containsEntry("tocsin_ring_refused_total{class=\"critical\"}", 0.0);
            assertThat(figures.keySet()).allMatch(name -> name.startsWith("tocsin_"));
            assertThat(page).contains("# TYPE tocsin_alerts_raised_total counter", "# TYPE tocsin_alerts_open gauge");
        }
    }

    @Test
    void shouldSayWhetherItKeepsItsPromise() throws Exception {
        final Site site = Wards.inMemory().build().site().toBuilder()
                .person("dora")
                .care("p-17", "dora")
                .serviceLevel(ServiceLevel.standard())
                .build();
        try (Server server = Server.launch(Wards.inMemory().site(site).build());
                Phone dora = new Phone(server, "dora")) {
            Web.raise(server.address(), "k1");
            dora.next();

            await().until(() ->
                    Web.get(server.managementAddress(), "/sla").body().contains("\"met\":1"));
            assertThat(Web.get(server.managementAddress(), "/sla").body())
                    .contains("\"emergencyResponse\":{\"requirement\":")
                    .contains("\"threshold\":2000.0,\"compliant\":true,\"compliancePercentage\":100.0}")
                    .contains("\"delivery\":", "\"availability\":", "\"integrity\":", "\"compliant\":true")
                    .contains("\"criticalBacklog\":1", "\"mode\":\"NORMAL\"");
        }
    }

    @Test
    void shouldSayWhenWhatItRecordedIsDamagedWhileItRuns(@TempDir final Path folder) throws Exception {
        final JournalSettings kept = JournalSettings.defaults().at(Level.OS).in(folder);
        try (Server server = Server.launch(Wards.inMemory().journal(kept).build())) {
            Web.raise(server.address(), "k1");
            await().until(() ->
                    !Web.get(server.managementAddress(), "/sla").body().contains("\"journalVerifiedBytes\":0,"));
            assertThat(Web.get(server.managementAddress(), "/sla").body()).contains("\"journalDamage\":\"\"");

            final Path segment = folder.resolve("archive").resolve("0-0.rec");
            try (RandomAccessFile bytes = new RandomAccessFile(segment.toFile(), "rw")) {
                bytes.seek(100);
                final int old = bytes.read();
                bytes.seek(100);
                bytes.write(old ^ 1);
            }
            await().until(() -> server.sla().contains("the journal is damaged at position "));
            assertThat(server.sla()).contains("\"current\":0.0,\"threshold\":100.0,\"compliant\":false");
            assertThat(Web.figures(server.metrics())).containsEntry("tocsin_journal_damaged", 1.0);
            assertThat(Web.raise(server.address(), "k2"))
                    .as("the router goes on")
                    .isNotNull();
        }
    }

    @Test
    void shouldNotForgetItsFiguresWhenGarbageIsCollected() throws Exception {
        try (Server server = Server.launch(Wards.inMemory().build())) {
            Web.raise(server.address(), "k1");
            final WeakReference<Object> garbage = new WeakReference<>(new Object());
            while (garbage.get() != null) {
                System.gc();
            }
            assertThat(Web.figures(server.metrics())).containsEntry("tocsin_alerts_raised_total", 1.0);
        }
    }

    @Test
    void shouldSayOnceForEachPersonAndChannelWhatItWouldSend() throws Exception {
        try (Server server = Server.launch(Wards.inMemory(Wards.calling()).build())) {
            Web.raise(server.address(), "k1");
            await().until(() -> wouldSend(server, "voice") == 2.0);
            assertThat(wouldSend(server, "push")).isEqualTo(2.0);

            // What was told before is told again to whoever connects, and would not be sent again.
            try (Phone ann = new Phone(server, "ann")) {
                assertThat(ann.next().redelivery()).isTrue();
                assertThat(wouldSend(server, "voice")).isEqualTo(2.0);
                assertThat(wouldSend(server, "push")).isEqualTo(2.0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void shouldListenOnThisMachineOnly(final String address) {
        final ServerConfig config =
                Wards.inMemory().listen(new ListenSettings(address, 0, 0)).build();

        assertThatThrownBy(() -> Server.launch(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void shouldNameAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final int port = taken.getLocalPort();
            for (final ListenSettings listen :
                    List.of(new ListenSettings("127.0.0.1", port, 0), new ListenSettings("127.0.0.1", 0, port))) {
                assertThatThrownBy(() ->
                                Server.launch(Wards.inMemory().listen(listen).build()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(String.valueOf(port));
            }
        }
    }

    @Test
    void shouldSayThatItStoppedItself() throws Exception {
        final BrokenDisk disk = new BrokenDisk();
        try (Server server = disk.launch()) {
            disk.fail();
            Web.raise(server.address(), "k1");

            assertThat(server.failure().get(PATIENCE_S, TimeUnit.SECONDS)).hasMessageContaining("the disk is broken");
            assertThat(Web.get(server.managementAddress(), "/livez").statusCode())
                    .isEqualTo(503);
            assertThat(Web.get(server.managementAddress(), "/readyz").body()).contains("stopped itself");
            assertThat(Web.figures(server.metrics())).containsEntry("tocsin_router_up", 0.0);
            assertThat(server.isReady()).isFalse();
        }
    }

    @Test
    void shouldNotBeReadyWhileTheDiskIsFull() throws Exception {
        final BrokenDisk disk = new BrokenDisk();
        try (Server server = disk.launch()) {
            disk.room(StorageState.FULL);

            await().until(() -> Web.raise(server.address(), "k1").body().contains("STORAGE_FULL"));
            assertThat(Web.get(server.managementAddress(), "/readyz").body())
                    .contains("[-]journal failed: the disk is full");
            assertThat(Web.get(server.managementAddress(), "/livez").statusCode())
                    .isEqualTo(200);

            disk.room(StorageState.AMPLE);
            await().until(() -> Web.raise(server.address(), "k1").body().contains("\"result\":\"OK\""));
            assertThat(Web.get(server.managementAddress(), "/readyz").statusCode())
                    .isEqualTo(200);
            assertThat(Web.figures(server.metrics())).containsEntry("tocsin_journal_room", 2.0);
        }
    }

    @Test
    void shouldRefuseEverythingOnceItIsClosed() {
        final Server server = Server.launch(Wards.inMemory().build());
        final int port = server.address().getPort();
        server.close();
        server.close();

        assertThat(server.isReady()).isFalse();
        assertThat(server.failure()).isNotDone();
        assertThatThrownBy(() -> Web.get(server.managementAddress(), "/livez")).isInstanceOf(java.io.IOException.class);
        try (Server next = Server.launch(Wards.inMemory()
                .listen(new ListenSettings("127.0.0.1", port, 0))
                .build())) {
            assertThat(next.address().getPort()).isEqualTo(port);
        }
    }

    private static double wouldSend(final Server server, final String channel) {
        return Web.figures(server.metrics()).getOrDefault("tocsin_would_send_total{channel=\"" + channel + "\"}", -1.0);
    }

    /** A person's client that keeps what it is told. */
    private static final class Phone implements ClientListener, AutoCloseable {
        private final BlockingQueue<ServerMessage.Delivery> deliveries = new LinkedBlockingQueue<>();
        private final TocsinClient client;

        Phone(final Server server, final String person) throws Exception {
            client = TocsinClient.connect(new TocsinClient.Context()
                    .endpoints(server.url())
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
