package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManagementServerTest {
    private final AtomicReference<@Nullable String> storage = new AtomicReference<>();
    private final ManagementServer server = ManagementServer.launch(new ManagementServer.Context()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .live("loops", () -> null)
            .ready("router", () -> null)
            .ready("storage", storage::get)
            .metrics(() -> "tocsin_up 1\n")
            .meta(() -> "{\"name\":\"tocsin\"}")
            .page("/broken", () -> {
                throw new IllegalStateException("on purpose");
            }));

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void shouldSayWhetherItIsReadyAndWhyNot() {
        assertThat(get("/readyz")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nok\n");
        assertThat(get("/readyz?verbose")).contains("[+]router ok\n[+]storage ok\nreadyz check passed");
        storage.set("the disk is nearly full");
        assertThat(get("/readyz"))
                .startsWith("HTTP/1.1 503")
                .contains("[+]router ok\n[-]storage failed: the disk is nearly full\nreadyz check failed");
        assertThat(get("/livez")).as("what is not ready is alive").startsWith("HTTP/1.1 200");
        storage.set(null);
        assertThat(get("/readyz")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /livez,   200, text/plain; charset=utf-8",
        "HEAD,   /livez,   200, text/plain; charset=utf-8",
        "GET,    /metrics, 200, text/plain; version=0.0.4; charset=utf-8",
        "GET,    /meta,    200, application/json; charset=utf-8",
        "GET,    /broken,  500, text/plain; charset=utf-8",
        "GET,    /,        404, text/plain; charset=utf-8",
        "POST,   /livez,   405, text/plain; charset=utf-8",
        "DELETE, /metrics, 405, text/plain; charset=utf-8",
    })
    void shouldAnswerEveryPath(final String method, final String path, final int status, final String type) {
        try (RawPeer peer = new RawPeer(server.address().getPort())) {
            peer.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            final String head = peer.head();
            assertThat(head).startsWith("HTTP/1.1 " + status).contains("content-type: " + type + "\r\n");
            assertThat(head.contains("Allow: GET, HEAD")).isEqualTo(status == 405);
        }
    }

    @Test
    void shouldKeepStrangersPagesOut() {
        try (RawPeer peer = new RawPeer(server.address().getPort())) {
            peer.send("GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n");
            assertThat(peer.response()).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void shouldServeThisMachineOnly() throws UnknownHostException {
        final ManagementServer.Context context =
                new ManagementServer.Context().bind(new InetSocketAddress(InetAddress.getByAddress(new byte[4]), 0));
        assertThatThrownBy(() -> ManagementServer.launch(context)).isInstanceOf(IllegalArgumentException.class);
    }

    private String get(final String path) {
        try (RawPeer peer = new RawPeer(server.address().getPort())) {
            return peer.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .response();
        }
    }
}
