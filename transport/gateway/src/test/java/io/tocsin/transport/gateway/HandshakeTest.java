package io.tocsin.transport.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.CloseCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The opening handshake of RFC 6455, section 4.2, and what HTTP/1.1 must not let through, on bare sockets. */
final class HandshakeTest {
    private static final Rig RIG = Rig.launch();

    /** Ends whoever keeps it waiting soon. */
    private static final Rig SHORT = Rig.launch(router -> {}, gateway -> gateway.helloTimeout(Duration.ofMillis(250)));

    private static final List<String> GOOD = List.of(
            "GET /ws HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: " + WireSocket.KEY,
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: alert.v1.json");

    @AfterAll
    static void tearDown() {
        RIG.close();
        SHORT.close();
    }

    /** Each line replaces the one of the same name, or is added; a name alone takes it away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Upgrade: WebSocket",
                "Upgrade: WEBSOCKET",
                "Connection: keep-alive, Upgrade",
                "Connection: upgrade",
                "Host: 127.0.0.1:8080",
                "Host: [::1]:8080",
                "Host: LOCALHOST",
                "GET /ws?token=x HTTP/1.1",
                "sec-websocket-version: 13",
                "Sec-WebSocket-Protocol: graphql-ws, alert.v1.json",
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
                "Origin: http://localhost:3000",
                "Origin: http://127.0.0.1",
                "Cookie: a=b",
            })
    void shouldUpgrade(final String change) {
        try (WireSocket wire = new WireSocket(RIG.port())) {
            wire.send(request(change));
            final String head = wire.head();
            assertThat(head).startsWith("HTTP/1.1 101 ");
            assertThat(WireSocket.header(head, "Sec-WebSocket-Accept")).containsExactly(WireSocket.ACCEPT);
            assertThat(WireSocket.header(head, "Sec-WebSocket-Protocol")).containsExactly("alert.v1.json");
            assertThat(WireSocket.header(head, "Sec-WebSocket-Extensions")).isEmpty();
            assertThat(WireSocket.header(head, "Upgrade").get(0)).isEqualToIgnoringCase("websocket");
            assertThat(WireSocket.header(head, "Connection").get(0)).isEqualToIgnoringCase("upgrade");
            wire.send(wire.masked(0x89, new byte[] {1}));
            assertThat(wire.frame().opcode()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Upgrade:                                | 426",
                "Upgrade: h2c                            | 426",
                "Connection:                             | 400",
                "Connection: close                       | 400",
                "Sec-WebSocket-Key:                      | 400",
                "Sec-WebSocket-Key: short                | 400",
                "Sec-WebSocket-Key: not*base64*not*base6 | 400",
                "Sec-WebSocket-Version:                  | 426",
                "Sec-WebSocket-Version: 0                | 426",
                "Sec-WebSocket-Version: 7                | 426",
                "Sec-WebSocket-Version: 8                | 426",
                "Sec-WebSocket-Version: 14               | 426",
                "POST /ws HTTP/1.1                       | 405",
                "GET /ws HTTP/1.0                        | 400",
                "GET /ws HTTP/3.7                        | 505",
                "GET /elsewhere HTTP/1.1                 | 404",
                "GET /ws/ HTTP/1.1                       | 404",
                "GET //ws HTTP/1.1                       | 404",
                "Host:                                   | 403",
                "Host: evil.example                      | 403",
                "Host: localhost.evil.example            | 403",
                "Origin: https://evil.example            | 403",
                "Origin: null                            | 403",
                "Origin: file://                         | 403",
                "Origin: http://localhost.evil.example   | 403",
                "Origin: http://localhost@evil.example   | 403",
            })
    void shouldRefuse(final String change, final int status) {
        try (WireSocket wire = new WireSocket(SHORT.port())) {
            wire.send(request(change));
            final String head = wire.head();
            assertThat(head).startsWith("HTTP/1.1 " + status + " ");
            if (change.startsWith("Sec-WebSocket-Version")) {
                assertThat(WireSocket.header(head, "Sec-WebSocket-Version")).containsExactly("13");
            }
            // Whoever was refused does not keep the connection for ever.
            wire.send("GET /".getBytes(ISO_8859_1));
            wire.ended();
        }
    }

    /** Requests that two readers of HTTP could take for different ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/alerts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/alerts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
                "POST /v1/alerts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4, 5\r\n\r\nabcde",
                "POST /v1/alerts HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/alerts HTTP/1.1\r\nHost: localhost\r\nContent-Length: +4\r\n\r\nabcd",
                "POST /v1/alerts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0x4\r\n\r\nabcd",
                "POST /v1/alerts HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST /v1/alerts HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "POST /v1/alerts HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZ\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n",
                "GET / HTTP/1.1\nHost: localhost\n\n",
                "G\0T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\r\n\r\n",
                "hello\r\n\r\n",
            })
    void shouldNotGuess(final String request) {
        try (WireSocket wire = new WireSocket(RIG.port())) {
            wire.send(request.getBytes(ISO_8859_1));
            assertThat(wire.head()).startsWith("HTTP/1.1 4").doesNotStartWith("HTTP/1.1 408");
            wire.ended();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /, 405",
        "PUT, /ws, 405",
        "TRACE, /, 405",
        "CONNECT, /, 405",
        "GET, /v1/alerts, 405",
        "OPTIONS, /v1/alerts, 405",
        "HEAD, /v1/alerts, 405",
    })
    void shouldNameTheMethodsThatItHas(final String method, final String path, final int status) {
        try (WireSocket wire = new WireSocket(RIG.port())) {
            wire.send((method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(ISO_8859_1));
            final String head = wire.head();
            assertThat(head).startsWith("HTTP/1.1 " + status + " ");
            assertThat(WireSocket.header(head, "Allow")).hasSize(1);
        }
    }

    @Test
    void shouldCloseWhoOffersNoSubprotocolOfOurs() {
        for (final String offer : new String[] {"Sec-WebSocket-Protocol:", "Sec-WebSocket-Protocol: alert.v2.json"}) {
            try (WireSocket wire = new WireSocket(RIG.port())) {
                wire.send(request(offer));
                final String head = wire.head();
                assertThat(head).startsWith("HTTP/1.1 101 ");
                assertThat(WireSocket.header(head, "Sec-WebSocket-Protocol")).isEmpty();
                assertThat(wire.frame().closeCode()).isEqualTo(CloseCode.SUBPROTOCOL.code());
                wire.ended();
            }
        }
    }

    @Test
    void shouldEndWhoSpeaksBeforeItWasAnswered() {
        try (WireSocket wire = new WireSocket(SHORT.port())) {
            final byte[] request = request("");
            final byte[] early = wire.masked(0x81, "{\"type\":\"hello\"}".getBytes(ISO_8859_1));
            final byte[] both = java.util.Arrays.copyOf(request, request.length + early.length);
            System.arraycopy(early, 0, both, request.length, early.length);
            wire.send(both);
            assertThat(wire.head()).startsWith("HTTP/1.1 ");
            wire.ended();
        }
    }

    private static byte[] request(final String change) {
        final List<String> lines = new ArrayList<>();
        boolean isPlaced = change.isEmpty();
        for (final String line : GOOD) {
            if (!change.isEmpty() && name(line).equals(name(change))) {
                isPlaced = true;
                if (!change.endsWith(":")) {
                    lines.add(change);
                }
            } else {
                lines.add(line);
            }
        }
        if (!isPlaced) {
            lines.add(change);
        }
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1);
    }

    private static String name(final String line) {
        final int colon = line.indexOf(':');
        return line.contains(" HTTP/") || colon < 0
                ? "request"
                : line.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
    }
}
