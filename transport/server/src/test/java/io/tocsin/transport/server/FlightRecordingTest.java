package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.flight.CommandTook;
import io.tocsin.flight.ConnectionRefused;
import io.tocsin.flight.JournalTook;
import io.tocsin.flight.SnapshotTook;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording holds of a router that runs, and that one which does not ask holds nothing. */
final class FlightRecordingTest {
    @TempDir
    private Path folder = Path.of(".");

    @Test
    void shouldRecordWhatIsAskedForAndNothingElse() throws Exception {
        final Path asked = folder.resolve("asked.jfr");
        final Path silent = folder.resolve("silent.jfr");
        try (Recording recording = new Recording();
                Recording usual = new Recording()) {
            usual.start();
            assertThat(events(run(usual, silent, "first"))).isEmpty();
            for (final String name : List.of(CommandTook.NAME, JournalTook.NAME)) {
                recording.enable(name).withThreshold(Duration.ZERO);
            }
            recording.enable(SnapshotTook.NAME);
            recording.enable(ConnectionRefused.NAME);
            recording.start();
            final Map<String, List<RecordedEvent>> found = events(run(recording, asked, "second"));

            assertThat(found)
                    .containsOnlyKeys(CommandTook.NAME, JournalTook.NAME, SnapshotTook.NAME, ConnectionRefused.NAME);
            assertThat(found.get(CommandTook.NAME)).anySatisfy(event -> {
                assertThat(event.getInt("templateId")).isEqualTo(RaiseAlertDecoder.TEMPLATE_ID);
                assertThat(event.getLong("commandSeq")).isPositive();
                assertThat(event.getInt("length")).isPositive();
            });
            assertThat(found.get(JournalTook.NAME))
                    .extracting(event -> event.getLong("position"))
                    .isSorted();
            assertThat(found.get(SnapshotTook.NAME))
                    .anySatisfy(event -> assertThat(event.getLong("eventSeq")).isPositive());
            assertThat(found.get(ConnectionRefused.NAME))
                    .anySatisfy(event -> assertThat(event.getString("address")).isEqualTo("127.0.0.1"));
        }
    }

    /** A router with one connection too many. */
    private Path run(final Recording recording, final Path file, final String name) throws Exception {
        final ServerConfig config = Wards.inMemory()
                .journal(JournalSettings.defaults().at(Level.OS).in(folder.resolve(name)))
                .gateway(new GatewaySettings(1, 0, Duration.ofMillis(5)))
                .build();
        try (Server server = Server.launch(config)) {
            assertThat(Web.raise(server.address(), name).body()).contains("\"alertId\":\"1\"");
            try (Socket one = new Socket(
                            InetAddress.getLoopbackAddress(), server.address().getPort());
                    Socket other = new Socket(
                            InetAddress.getLoopbackAddress(), server.address().getPort())) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> Web.figures(server.metrics())
                                        .getOrDefault("tocsin_gateway_connections_refused_total", 0.0)
                                > 0);
                assertThat(one.isConnected() && other.isConnected()).isTrue();
            }
        }
        recording.stop();
        recording.dump(file);
        return file;
    }

    private static Map<String, List<RecordedEvent>> events(final Path file) throws Exception {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("tocsin."))
                .collect(Collectors.groupingBy(event -> event.getEventType().getName()));
    }
}
