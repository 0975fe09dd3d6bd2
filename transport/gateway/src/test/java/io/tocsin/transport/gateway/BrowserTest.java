package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ClientMessageWriter;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.Token;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages prove who they are by a ticket, or by a cookie that no page of another origin can use. */
final class BrowserTest {
    private static final Issuer ISSUER = new Issuer();
    private static final String OWN = "Origin: https://tocsin.example\r\n";
    private static final String ALLOWED = "Origin: https://board.example\r\n";
    private static final String STRANGE = "Origin: https://evil.example\r\n";

    @TempDir
    private static Path folder;

    private static Rig rig;

    @BeforeAll
    static void open() {
        rig = Rig.launch(
                router -> {},
                gateway -> gateway.jwt(ISSUER.settings(folder))
                        .hosts(Set.of("tocsin.example"))
                        .allowedOrigins(Set.of("https://board.example")));
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @Test
    void shouldOpenOneWebSocketWithATicketAndNeverSayIt() {
        final String ticket = ticket(ALLOWED + bearer("ann"));
        assertThat(ticket).hasSize(43);
        try (WireSocket wire = upgrade(ALLOWED, ", ticket." + ticket)) {
            final String head = wire.head();
            assertThat(head).startsWith("HTTP/1.1 101 ").doesNotContain("ticket");
            assertThat(WireSocket.header(head, "Sec-WebSocket-Protocol")).containsExactly("alert.v1.json");
            assertThat(greeted(wire)).contains("\"type\":\"welcome\"");
        }
        final String spare = "Sec-WebSocket-Protocol: ticket." + ticket(ALLOWED + bearer("ann")) + "\r\n";
        assertThat(exchange("POST /ws-ticket", ALLOWED + spare))
                .as("no ticket for a ticket")
                .startsWith("HTTP/1.1 401 ");
        assertThat(exchange("POST /v1/alerts", ALLOWED + spare))
                .as("no raise for one")
                .startsWith("HTTP/1.1 401 ");
        try (WireSocket again = upgrade(ALLOWED, ", ticket." + ticket)) {
            assertThat(again.head()).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void shouldTakeTicketsForHalfAMinuteAndOnce() {
        final long[] nowNs = {5};
        final Tickets tickets = new Tickets(2, () -> nowNs[0]);
        final Principal ann = new Principal("ann", EnumSet.of(Role.CLINICIAN), Principal.NEVER);
        final String first = tickets.issue(ann);
        assertThat(tickets.redeem("A" + first)).isNull();
        assertThat(tickets.redeem(String.valueOf(first))).isEqualTo(ann);
        assertThat(tickets.redeem(String.valueOf(first))).isNull();

        final String second = tickets.issue(ann);
        final String third = tickets.issue(new Principal("bob", EnumSet.of(Role.CLINICIAN), Principal.NEVER));
        assertThat(second).isNotNull().isNotEqualTo(third);
        assertThat(tickets.issue(ann)).as("two are out").isNull();
        nowNs[0] += TimeUnit.SECONDS.toNanos(30);
        assertThat(tickets.redeem(String.valueOf(second))).isNull();
        assertThat(tickets.issue(ann)).isNotNull();

        final Tickets many = new Tickets(100, () -> nowNs[0]);
        for (int i = 0; i < 8; i++) {
            assertThat(many.issue(ann)).isNotNull();
        }
        assertThat(many.issue(ann)).as("nobody takes all").isNull();
        assertThat(many.issue(new Principal("bob", EnumSet.of(Role.CLINICIAN), Principal.NEVER)))
                .isNotNull();
    }

    @Test
    void shouldHaveAPageOfItsOwnLogInWithACookie() {
        final String head = exchange("POST /session", OWN + bearer("ann"));
        assertThat(head).startsWith("HTTP/1.1 204 ");
        final String cookie = WireSocket.header(head, "Set-Cookie").get(0);
        assertThat(cookie)
                .startsWith("__Host-tocsin=ey")
                .contains("; Max-Age=3")
                .endsWith("; Path=/; Secure; HttpOnly; SameSite=Strict");
        final String shown = "Cookie: theme=dark; " + cookie.substring(0, cookie.indexOf(';')) + "\r\n";
        try (WireSocket wire = upgrade(OWN + shown, "")) {
            assertThat(wire.head()).startsWith("HTTP/1.1 101 ");
            assertThat(greeted(wire)).contains("\"type\":\"welcome\"");
        }
        try (WireSocket wire = upgrade(STRANGE + shown, "")) {
            assertThat(wire.head()).startsWith("HTTP/1.1 403 ");
        }
        try (WireSocket wire = upgrade("Origin: https://tocsin.example:9443\r\n" + shown, "")) {
            assertThat(wire.head()).as("another service of the same host").startsWith("HTTP/1.1 403 ");
        }
        try (WireSocket wire = upgrade(shown, "")) {
            assertThat(wire.head()).as("no Origin").startsWith("HTTP/1.1 403 ");
        }
        assertThat(ticket(OWN + shown)).hasSize(43);
        assertThat(exchange("POST /session", OWN + shown))
                .as("a cookie makes no cookie")
                .startsWith("HTTP/1.1 401 ");
        assertThat(WireSocket.header(exchange("DELETE /session", OWN + shown), "Set-Cookie")
                        .get(0))
                .startsWith("__Host-tocsin=; Max-Age=0;");
        try (WireSocket wire = upgrade(OWN + "Cookie: __Host-tocsin=x.y.z\r\n", "")) {
            assertThat(wire.head()).startsWith("HTTP/1.1 401 ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /ws-ticket    | none  | none    | 401",
                "POST /ws-ticket    | ann   | none    | 200",
                "POST /ws-ticket    | ann   | allowed | 200",
                "POST /ws-ticket    | ann   | strange | 403",
                "OPTIONS /ws-ticket | none  | allowed | 204",
                "OPTIONS /ws-ticket | none  | strange | 403",
                "GET /ws-ticket     | ann   | none    | 405",
                "GET /session       | ann   | none    | 405",
                "POST /session      | none  | own     | 401",
                "POST /session      | ann   | strange | 403",
            })
    void shouldAnswer(final String line, final String who, final String origin, final int status) {
        final String from = switch (origin) {
            case "own" -> OWN;
            case "allowed" -> ALLOWED;
            case "strange" -> STRANGE;
            default -> "";
        };
        final String head = exchange(line, from + ("none".equals(who) ? "" : bearer(who)));
        assertThat(head).startsWith("HTTP/1.1 " + status + " ");
        final List<String> shared = WireSocket.header(head, "Access-Control-Allow-Origin");
        if ("allowed".equals(origin)) {
            assertThat(shared).containsExactly("https://board.example");
        } else {
            assertThat(shared).isEmpty();
        }
    }

    @Test
    void shouldHandOutNothingWhereNobodyIsAsked() {
        try (Rig open = Rig.launch();
                WireSocket wire = new WireSocket(open.port())) {
            wire.send("POST /ws-ticket HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
            assertThat(wire.head()).startsWith("HTTP/1.1 404 ");
        }
    }

    private static String bearer(final String subject) {
        return "Authorization: Bearer " + ISSUER.token(subject, "clinician") + "\r\n";
    }

    private static String ticket(final String headers) {
        try (WireSocket wire = new WireSocket(rig.port())) {
            wire.send(request("POST /ws-ticket", headers + "Connection: close\r\n"));
            final String answer = wire.rest();
            final int from = answer.indexOf("{\"ticket\":\"") + 11;
            assertThat(answer).endsWith("\"expiresInMs\":30000}");
            return answer.substring(from, answer.indexOf('"', from));
        }
    }

    private static String exchange(final String line, final String headers) {
        try (WireSocket wire = new WireSocket(rig.port())) {
            wire.send(request(line, headers));
            return wire.head();
        }
    }

    private static String request(final String line, final String headers) {
        return line + " HTTP/1.1\r\nHost: tocsin.example\r\nContent-Length: 0\r\n" + headers + "\r\n";
    }

    private static WireSocket upgrade(final String headers, final String protocols) {
        final WireSocket wire = new WireSocket(rig.port());
        wire.send("GET /ws HTTP/1.1\r\nHost: tocsin.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + WireSocket.KEY + "\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: alert.v1.json" + protocols + "\r\n" + headers + "\r\n");
        return wire;
    }

    private static String greeted(final WireSocket wire) {
        final byte[] hello = ClientMessageWriter.write(
                new ClientMessage.Hello(Role.CLINICIAN, "ann", "page", Set.of(), null, Token.NONE));
        wire.send(wire.masked(0x81, hello));
        return wire.frame().text();
    }
}
