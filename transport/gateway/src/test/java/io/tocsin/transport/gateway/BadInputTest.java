package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Severity;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BadInputTest {
    private static final String RAISE_HEAD = "{\"type\":\"raise\",\"commandId\":\"7\",\"alert\":{\"key\":\"k\",";

    private final Rig rig = Rig.launch(router -> {}, gateway -> gateway.helloTimeout(Duration.ofSeconds(3)));

    @AfterEach
    void tearDown() {
        final JdkPeer witness = rig.source("witness");
        assertThat(witness.raise("still-there", Severity.CRITICAL).result())
                .as("others are not affected")
                .isEqualTo(AnswerResult.OK);
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello                                                        | NOT_JSON      |",
                "{\"type\":\"hello\"                                          | NOT_JSON      |",
                "[1,2]                                                        | NOT_JSON      |",
                "{\"type\":\"explode\"}                                       | UNKNOWN_TYPE  | type",
                "{}                                                           | MISSING_FIELD | type",
                "{\"type\":7}                                                 | INVALID_FIELD | type",
                "{\"type\":\"accept\",\"commandId\":\"7\"}                    | MISSING_FIELD | alertId",
                "{\"type\":\"accept\",\"commandId\":7,\"alertId\":\"1\"}      | INVALID_FIELD | commandId",
                "{\"type\":\"clear\",\"commandId\":\"7\"}                     | MISSING_FIELD | alertId",
                "{\"type\":\"alerts\",\"ref\":\"9\",\"limit\":100000}         | INVALID_FIELD | limit",
                "{\"type\":\"vitals\",\"patient\":\"p\",\"readings\":[]}      | MISSING_FIELD | readings",
                "{\"type\":\"accept\",\"commandId\":\"7\",\"alertId\":\"1\"}  | FORBIDDEN     | type",
                "{\"type\":\"hello\",\"role\":\"source\",\"client\":\"m3\"}   | ALREADY_GREETED | type",
            })
    void shouldAnswerWhatItCannotTakeAndGoOn(final String message, final ErrorCode code, final String field) {
        final JdkPeer monitor = rig.source("m3");
        monitor.say(message.strip());
        final ServerMessage.ProtocolError error = monitor.error(code);
        assertThat(error.field()).isEqualTo(field == null ? "" : field.strip());
        assertThat(error.message()).isNotEmpty();
        assertThat(monitor.settle()).isEmpty();
        assertThat(rig.count(GatewayMetric.MESSAGES_REFUSED)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"severity\":\"CRITICAL\"}}',                                              alert.emergency, MISSING_FIELD",
        "'\"emergency\":\"STROKE\",\"severity\":\"BAD\"}}',                           alert.severity,  INVALID_FIELD",
        "'\"emergency\":\"STROKE\",\"severity\":\"URGENT\",\"vitals\":{\"spo2\":\"x\"}}}', alert.vitals.spo2, INVALID_FIELD",
        "'\"emergency\":\"STROKE\",\"severity\":\"URGENT\",\"bed\":\"0123456789012345678901234567890123456789\"}}', alert.bed, INVALID_FIELD",
    })
    void shouldNameTheFieldOfARaise(final String rest, final String field, final ErrorCode code) {
        final JdkPeer monitor = rig.source("m3");
        monitor.say(RAISE_HEAD + rest);
        final ServerMessage.ProtocolError error = monitor.error(code);
        assertThat(error.field()).isEqualTo(field);
        assertThat(error.commandId()).isEqualTo(7);
        assertThat(rig.router.openAlerts()).isEmpty();
    }

    @Test
    void shouldHearNothingBeforeTheHello() {
        final JdkPeer peer = rig.connect();
        peer.say("{\"type\":\"alerts\",\"ref\":\"9\"}");
        assertThat(peer.error(ErrorCode.HELLO_FIRST).ref()).isEqualTo("9");
    }

    @Test
    void shouldCloseWhoSendsTooMuchThatCannotBeRead() {
        final JdkPeer peer = rig.source("m3");
        for (int i = 0; i < 40 && !peer.isClosed(); i++) {
            try {
                peer.say("nonsense");
            } catch (final RuntimeException closed) {
                break;
            }
        }
        peer.closedWith(CloseCode.MALFORMED);
        assertThat(rig.count(GatewayMetric.CLOSED_MALFORMED)).isEqualTo(1);
    }

    @Test
    void shouldCloseOnAFrameOfAMegabyte() {
        try (RawPeer peer = new RawPeer(rig.port()).upgrade()) {
            peer.send(RawPeer.encoded(0x81, new byte[1 << 20], true));
            assertThat(peer.closeCode()).isEqualTo(CloseCode.TOO_BIG.code());
            assertThat(peer.isEnded()).isTrue();
        }
    }

    @Test
    void shouldCloseOnFragmentsWithoutEnd() {
        try (RawPeer peer = new RawPeer(rig.port()).upgrade()) {
            peer.frame(RawPeer.TEXT, false, new byte[30_000]);
            peer.frame(RawPeer.CONTINUATION, false, new byte[30_000]);
            peer.frame(RawPeer.CONTINUATION, false, new byte[30_000]);
            assertThat(peer.closeCode()).isEqualTo(CloseCode.TOO_BIG.code());
        }
    }

    @Test
    void shouldTakeAMessageInPieces() {
        try (RawPeer peer = new RawPeer(rig.port()).upgrade()) {
            final byte[] hello = "{\"type\":\"hello\",\"role\":\"source\",\"client\":\"Überwachung\"}"
                    .getBytes(StandardCharsets.UTF_8);
            // Cut in the midst of the Ü, with a ping between the pieces.
            peer.frame(RawPeer.TEXT, false, java.util.Arrays.copyOfRange(hello, 0, 44));
            peer.frame(RawPeer.PING, true, new byte[] {'?'});
            assertThat(peer.frame()).isEqualTo(new RawPeer.Frame(RawPeer.PONG, "?"));
            peer.frame(RawPeer.CONTINUATION, true, java.util.Arrays.copyOfRange(hello, 44, hello.length));
            assertThat(peer.frame().text()).contains("welcome");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0x82, 7b7d, true, 1003",
        "0x81, ff, true, 1007",
        "0x81, 7b7d, false, 1002",
        "0xC1, 7b7d, true, 1002",
        "0x83, 7b7d, true, 1002",
        "0x80, 7b7d, true, 1002",
        "0x88, 03, true, 1002"
    })
    void shouldCloseOnFramesThatBreakTheRules(
            final String firstByte, final String payload, final boolean masked, final int code) {
        try (RawPeer peer = new RawPeer(rig.port()).upgrade()) {
            peer.send(RawPeer.encoded(
                    Integer.decode(firstByte), java.util.HexFormat.of().parseHex(payload), masked));
            assertThat(peer.closeCode()).isEqualTo(code);
            assertThat(peer.isEnded()).isTrue();
        }
    }

    @Test
    void shouldAnswerACloseWithTheSameCode() {
        try (RawPeer peer = new RawPeer(rig.port()).greet("ann")) {
            peer.frame(RawPeer.CLOSE, true, new byte[] {0x03, (byte) 0xE8});
            assertThat(peer.closeCode()).isEqualTo(1000);
            assertThat(peer.isEnded()).isTrue();
        }
        await().until(() -> rig.count(GatewayMetric.SESSIONS_OPEN) == 0);
    }

    @Test
    void shouldCloseWhoSpeaksNoSubprotocolOfOurs() {
        JdkPeer.connect(rig.port(), "").closedWith(CloseCode.SUBPROTOCOL);
        JdkPeer.connect(rig.port(), "graphql-ws").closedWith(CloseCode.SUBPROTOCOL);
    }

    @Test
    void shouldEndWhoDoesNotGreetInTimeHoweverBusyHeIs() {
        final List<RawPeer> silent = new ArrayList<>();
        final RawPeer nothing = new RawPeer(rig.port());
        final RawPeer header = new RawPeer(rig.port()).send("GET /ws HTTP/1.1\r\n");
        final RawPeer upgraded = new RawPeer(rig.port()).upgrade();
        silent.addAll(List.of(nothing, header, upgraded));
        final long deadlineNs = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        int lines = 0;
        try {
            while (System.nanoTime() < deadlineNs) {
                header.send("X-Line-" + lines++ + ": still here\r\n");
                upgraded.frame(RawPeer.PING, true, new byte[0]);
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }
        } catch (final UncheckedIOException ended) {
            assertThat(lines).isPositive();
        }
        assertThat(nothing.response()).startsWith("HTTP/1.1 408");
        // Who upgraded came last, so his time may be over last.
        await().until(() -> rig.count(GatewayMetric.HELLO_TIMEOUTS) == 1);
        silent.forEach(RawPeer::close);
        await().until(() -> rig.count(GatewayMetric.CONNECTIONS_OPEN) == 0);
    }

    @Test
    void shouldSayToASilentWebSocketThatItsTimeIsOver() {
        try (RawPeer upgraded = new RawPeer(rig.port()).upgrade()) {
            assertThat(upgraded.closeCode()).isEqualTo(CloseCode.HELLO_TIMEOUT.code());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldOutliveGarbage(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 60; i++) {
            try (RawPeer peer = new RawPeer(rig.port())) {
                final byte[] garbage = new byte[random.nextInt(1, 2_000)];
                random.nextBytes(garbage);
                switch (random.nextInt(3)) {
                    case 0 -> peer.send(garbage);
                    case 1 -> peer.upgrade().send(garbage);
                    default -> peer.upgrade().frame(RawPeer.TEXT, true, garbage);
                }
            } catch (final UncheckedIOException closed) {
                // Garbage may well be answered by the end of the connection before all of it is sent.
            }
        }
        await().until(() -> rig.count(GatewayMetric.CONNECTIONS_OPEN) == 0);
        assertThat(rig.count(GatewayMetric.INTERNAL_ERRORS)).as("seed %d", seed).isZero();
    }

    @Test
    void shouldStandAThousandConnects() {
        final JdkPeer ann = rig.clinician("ann");
        final List<RawPeer> crowd = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            crowd.add(new RawPeer(rig.port()));
        }
        rig.source("m3").raise("a", Severity.CRITICAL);
        assertThat(ann.delivery().seq()).isEqualTo(1);
        await().until(() -> rig.count(GatewayMetric.CONNECTIONS_ACCEPTED) >= 1_002);
        crowd.forEach(RawPeer::close);
        await().until(() -> rig.count(GatewayMetric.CONNECTIONS_OPEN) == 2);
    }
}
