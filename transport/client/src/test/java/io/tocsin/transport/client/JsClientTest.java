package io.tocsin.transport.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.lane.LaneOrder;
import io.tocsin.journal.InMemoryJournal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JavaScript module in Node against the real router: as the Java client, it loses and doubles nothing. */
@Timeout(120)
final class JsClientTest {
    private static final int PATIENCE = ScriptedServer.PATIENCE_SECONDS;
    private static final int LIVES = 2;
    private static final int PER_LIFE = 30;
    private static final Pattern ALERT = Pattern.compile("\"alertId\":\"(\\d+)\"");

    @BeforeEach
    void needNode() {
        assumeThat(JsPeer.isThere())
                .as("there is no Node from version 20 on: the JavaScript client is not tested")
                .isTrue();
    }

    @Test
    void shouldLoseAndDoubleNothingWhileRoutersAreRestarted() throws Exception {
        Life life = new Life(new InMemoryJournal(), 0);
        try (JsPeer peer = JsPeer.start()) {
            peer.open("ann", "clinician", life.uri().toString());
            peer.open("m3", "source", life.uri().toString());
            for (int number = 1; number <= LIVES; number++) {
                final int welcomes = number;
                await().atMost(PATIENCE, SECONDS)
                        .until(() ->
                                peer.said(line -> is(line, "ann", "welcome")).count() >= welcomes);
                for (int i = 0; i < PER_LIFE; i++) {
                    peer.command("m3", "raise", raise("life-" + number + "/" + i));
                }
                final int answered = (number - 1) * PER_LIFE + PER_LIFE / 3;
                await().atMost(PATIENCE, SECONDS)
                        .until(() -> peer.said(line -> is(line, "m3", "answer")).count() > answered);
                life = life.restart();
            }
            await().atMost(PATIENCE, SECONDS)
                    .until(() -> peer.said(line -> is(line, "m3", "answer")).count() >= LIVES * PER_LIFE);

            final List<String> raised = alerts(peer, "m3", "answer");
            assertThat(raised).doesNotHaveDuplicates().hasSize(LIVES * PER_LIFE);
            assertThat(peer.said(line -> is(line, "m3", "answer"))).allMatch(line -> line.contains("\"occurrence\":1"));
            await().atMost(PATIENCE, SECONDS)
                    .until(() -> alerts(peer, "ann", "delivery").size() >= LIVES * PER_LIFE);
            assertThat(alerts(peer, "ann", "delivery")).containsExactlyInAnyOrderElementsOf(raised);
            assertThat(peer.said(line -> line.contains("\"fault\""))).isEmpty();
            assertThat(life.openAlerts()).isEqualTo(LIVES * PER_LIFE);

            peer.command("ann", "accept", "{\"alertId\":\"" + raised.get(0) + "\"}");
            await().atMost(PATIENCE, SECONDS)
                    .until(() -> peer.said(line -> is(line, "ann", "answer")).count() == 1);
            assertThat(life.owner(Long.parseLong(raised.get(0)))).isEqualTo("ann");
            peer.command("ann", "accept", "{\"alertId\":\"4711\"}");
            await().atMost(PATIENCE, SECONDS)
                    .until(() -> peer.said(line -> line.contains("\"failed\":\"UNKNOWN_ALERT\""))
                                    .count()
                            == 1);
        } finally {
            life.end();
        }
    }

    @Test
    void shouldKeepWhatIsRaisedOfflineShowThatItIsUnsentAndSendItLater() throws Exception {
        final int port = freePort();
        try (JsPeer peer = JsPeer.start()) {
            peer.open("m3", "source", "ws://127.0.0.1:" + port + "/ws");
            peer.command("m3", "raise", raise("offline"));
            peer.say("{\"do\":\"m3\",\"query\":\"alerts\",\"fields\":{\"limit\":1}}");
            peer.say("{\"unsent\":\"m3\"}");
            await().atMost(PATIENCE, SECONDS)
                    .until(() -> peer.said(line -> line.contains("\"unsent\"")).count() == 1);
            assertThat(peer.said(line -> line.contains("\"unsent\"")))
                    .singleElement()
                    .asString()
                    .contains("\"key\":\"offline\"", "\"sent\":false");
            await().atMost(PATIENCE, SECONDS)
                    .until(() -> peer.said(line -> line.contains("\"failed\":\"DISCONNECTED\""))
                                    .count()
                            == 1);

            final Life life = new Life(new InMemoryJournal(), port);
            try {
                await().atMost(PATIENCE, SECONDS)
                        .until(() -> peer.said(line -> is(line, "m3", "answer")).count() == 1);
                assertThat(life.openAlerts()).isEqualTo(1);
                peer.say("{\"unsent\":\"m3\"}");
                await().atMost(PATIENCE, SECONDS)
                        .until(() -> peer.said(line -> line.contains("\"unsent\":[]"))
                                        .count()
                                == 1);
                peer.say("{\"close\":\"m3\"}");
                await().atMost(PATIENCE, SECONDS)
                        .until(() -> peer.said(line -> line.contains("\"closed\":\"closed\""))
                                        .count()
                                == 1);
            } finally {
                life.end();
            }
        }
    }

    /** Commands are numbered by the client's name: what somebody else's number was answered with is no answer. */
    @Test
    void shouldCarryOutWhatTwoPagesOfOneNameSay() throws Exception {
        final Life life = new Life(new InMemoryJournal(), 0);
        try (JsPeer peer = JsPeer.start()) {
            for (final String page : List.of("left", "right")) {
                peer.say("{\"open\":\"" + page + "\",\"options\":{\"endpoints\":[\"" + life.uri()
                        + "\"],\"role\":\"source\",\"client\":\"shared\"}}");
                await().atMost(PATIENCE, SECONDS)
                        .until(() ->
                                peer.said(line -> is(line, page, "welcome")).count() == 1);
            }
            for (final String page : List.of("left", "right")) {
                peer.command(page, "raise", raise("of-" + page));
                await().atMost(PATIENCE, SECONDS)
                        .until(() -> peer.said(line -> is(line, page, "answer")).count() == 1);
            }

            assertThat(life.openAlerts()).isEqualTo(2);
        } finally {
            life.end();
        }
    }

    /** The same random steps by both: what is applied, what is double, what is missing, and what may be confirmed. */
    @Test
    void shouldOrderLanesAsTheJavaClientDoes() throws Exception {
        final long seed = Long.getLong("seed", System.nanoTime());
        final Random random = new Random(seed);
        final LaneOrder order = new LaneOrder();
        final List<String> steps = new ArrayList<>();
        final List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            final long seq = 1L + i / 20 + random.nextInt(6);
            switch (random.nextInt(8)) {
                case 0 -> {
                    steps.add("[\"start\",\"" + seq + "\"]");
                    order.startAfter(seq);
                    expected.add(Long.toString(order.received()));
                }
                case 1, 2, 3 -> {
                    final boolean isTaken = random.nextInt(4) > 0;
                    steps.add("[\"applied\",\"" + seq + "\"," + isTaken + "]");
                    order.applied(seq, isTaken);
                    expected.add(Long.toString(order.received()));
                }
                default -> {
                    final long prev = Math.max(0, seq - 1 - random.nextInt(3));
                    steps.add("[\"judge\",\"" + seq + "\",\"" + prev + "\"]");
                    expected.add(order.judge(seq, prev).name().toLowerCase(Locale.ROOT));
                }
            }
        }
        try (JsPeer peer = JsPeer.start()) {
            peer.say("{\"lane\":[" + String.join(",", steps) + "]}");
            await().atMost(PATIENCE, SECONDS)
                    .until(() -> peer.said(line -> line.startsWith("{\"lane\"")).count() == 1);
            assertThat(peer.said(line -> line.startsWith("{\"lane\"")))
                    .as("seed %d", seed)
                    .containsExactly(expected.stream()
                            .map(each -> '"' + each + '"')
                            .collect(Collectors.joining(",", "{\"lane\":[", "]}")));
        }
    }

    @Test
    void shouldKnowTheResultsAndCloseCodesOfTheProtocol() throws IOException {
        assertThat(set("commands.mjs", "OK"))
                .isEqualTo(Arrays.stream(AnswerResult.values())
                        .filter(AnswerResult::isOk)
                        .map(Enum::name)
                        .collect(Collectors.toSet()));
        assertThat(set("commands.mjs", "TRANSIENT"))
                .isEqualTo(Arrays.stream(AnswerResult.values())
                        .filter(AnswerResult::isTransient)
                        .map(Enum::name)
                        .collect(Collectors.toSet()));
        assertThat(set("tocsin.mjs", "FAULTS_OF_CLIENT"))
                .isEqualTo(Arrays.stream(CloseCode.values())
                        .filter(CloseCode::isFaultOfClient)
                        .map(code -> String.valueOf(code.code()))
                        .collect(Collectors.toSet()));
    }

    /** What stands in a constant set of a module. */
    private static Set<String> set(final String module, final String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(JsClientTest.class.getResourceAsStream("js/" + module), module)) {
            final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            final Matcher set = Pattern.compile("const " + name + " = new Set\\(\\[([^\\]]*)\\]\\)")
                    .matcher(text);
            assertThat(set.find()).as(name).isTrue();
            final Set<String> words = new TreeSet<>();
            for (final String word : set.group(1).split(",", -1)) {
                words.add(word.strip().replace("'", ""));
            }
            return words;
        }
    }

    private static List<String> alerts(final JsPeer peer, final String client, final String what) {
        return peer.said(line -> is(line, client, what))
                .map(line -> {
                    final Matcher alert = ALERT.matcher(line);
                    return alert.find() ? alert.group(1) : line;
                })
                .toList();
    }

    private static boolean is(final String line, final String client, final String what) {
        return line.startsWith("{\"client\":\"" + client + "\",\"" + what + '"');
    }

    private static String raise(final String key) {
        return "{\"alert\":{\"key\":\"" + key
                + "\",\"emergency\":\"CARDIAC_ARREST\",\"severity\":\"CRITICAL\",\"patient\":\"p-17\"}}";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
