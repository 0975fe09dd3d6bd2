package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.FacilityList;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.transport.gateway.PartitionMap.Cluster;
import io.tocsin.transport.gateway.PartitionMap.Facility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two clusters of one router each, and a front before both, over real sockets. Whoever speaks through it speaks with the cluster of their facility and with no other; the
 * end of one is told to its own people and noticed by nobody else.
 */
@Timeout(120)
final class PartitionFrontTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final List<Facility> FACILITIES = List.of(
            new Facility("general", "north", List.of("icu")), new Facility("harbour", "south", List.of("harbour-icu")));

    private Spoken spoken = Spoken.JSON;
    private final Rig north = Rig.launch(router -> {}, gateway -> gateway.cluster("north"));
    private final Rig south = Rig.launch(router -> {}, gateway -> gateway.cluster("south"));
    private PartitionFront front = front(map(1, north.port(), south.port()), context -> {});

    @BeforeEach
    void setUp() {
        awaitUp("north", "south");
    }

    @AfterEach
    void tearDown() {
        front.close();
        north.close();
        south.close();
    }

    /** One that was stopped in the midst of its work: the kernel still accepts connections for it. */
    @Test
    void shouldGoOnToTheNextNodeIfOneAcceptsConnectionsAndIsSilent() throws IOException {
        front.close();
        try (ServerSocket silent = new ServerSocket(0)) {
            front = front(
                    new PartitionMap(
                            1,
                            List.of(
                                    cluster("north", silent.getLocalPort(), north.port()),
                                    cluster("south", south.port())),
                            FACILITIES,
                            null),
                    context -> {});
            // Before it is known that it is silent.
            for (int i = 0; i < 2; i++) {
                ann("general", null).close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Spoken.class)
    void shouldBringEachToTheClusterOfTheirFacilityAndToNoOther(final Spoken subprotocol) {
        spoken = subprotocol;
        final JdkPeer annInTheNorth = ann("general", null);
        final JdkPeer annInTheSouth = ann("harbour", null);
        final JdkPeer monitor = source("harbour");

        final ServerMessage.Answer raised = monitor.raise("k", Severity.CRITICAL);
        assertThat(raised.result()).isEqualTo(AnswerResult.OK);
        final ServerMessage.Delivery told = annInTheSouth.delivery();
        assertThat(told.alert().alertId()).isEqualTo(raised.alertId());
        annInTheSouth.confirm(told);
        assertThat(annInTheSouth.accept(raised.alertId()).result()).isEqualTo(AnswerResult.OK);

        assertThat(south.router.openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.owner()).isEqualTo("ann"));
        assertThat(north.router.openAlerts()).isEmpty();
        assertThat(annInTheNorth.settle()).isEmpty();
        // The number is that cluster's own.
        assertThat(annInTheNorth.accept(raised.alertId()).result()).isEqualTo(AnswerResult.UNKNOWN_ALERT);
    }

    @Test
    void shouldResumeInEachClusterWhereItWasLeftThere() {
        final JdkPeer first = ann("general", null);
        final JdkPeer other = ann("harbour", null);
        source("general").raise("one", Severity.CRITICAL);
        source("general").raise("two", Severity.CRITICAL);
        source("harbour").raise("only", Severity.CRITICAL);
        final ServerMessage.Delivery one = first.delivery();
        first.confirm(one);
        final ServerMessage.Delivery only = other.delivery();
        assertThat(only.seq()).isEqualTo(1);
        first.cut();
        other.cut();

        final JdkPeer again = ann("general", first.resume(one.seq(), 0));
        assertThat(again.welcome().resume()).isEqualTo(ResumeResult.RESUMED);
        assertThat(again.delivery().seq()).isEqualTo(2);
        // Where it was left in one cluster says nothing in the other.
        final JdkPeer wrong = ann("harbour", first.resume(one.seq(), 0));
        assertThat(wrong.welcome().resume()).isEqualTo(ResumeResult.RESET);
        assertThat(wrong.delivery().alert().alertId()).isEqualTo(only.alert().alertId());
    }

    @Test
    void shouldTellThePeopleOfAClusterThatIsGoneAndLeaveTheOthersAlone() throws Exception {
        final JdkPeer annInTheNorth = ann("general", null);
        final JdkPeer annInTheSouth = ann("harbour", null);
        final JdkPeer monitor = source("harbour");

        north.close();
        annInTheNorth.closedWith(CloseCode.RESTART);
        final JdkPeer refused = connect("general");
        final ServerMessage.ProtocolError why = refused.error(ErrorCode.UNAVAILABLE);
        assertThat(why.message()).contains("cluster north");
        assertThat(why.retryAfterMs()).isPositive();
        refused.closedWith(CloseCode.CLUSTER_UNREACHABLE);
        assertThat(post("/v1/alerts?facility=general").statusCode()).isEqualTo(503);

        for (int i = 0; i < 20; i++) {
            assertThat(monitor.raise("after-" + i, Severity.CRITICAL).result()).isEqualTo(AnswerResult.OK);
            annInTheSouth.confirm(annInTheSouth.delivery());
        }
        assertThat(annInTheSouth.isClosed()).isFalse();
        assertThat(post("/v1/alerts?facility=harbour").statusCode()).isEqualTo(201);
        await().until(() -> front.clustersUp().equals(List.of("south")));
        assertThat(front.metrics())
                .contains("tocsin_front_cluster_up{cluster=\"north\"} 0")
                .contains("tocsin_front_cluster_up{cluster=\"south\"} 1")
                .contains("tocsin_front_connections{cluster=\"north\"} 0")
                .contains("tocsin_front_unreachable_total{cluster=\"north\"} 2");
        assertThat(front.ready().problem()).isNull();
    }

    @Test
    void shouldGoOnToTheNextNodeOfTheCluster() {
        front.close();
        final int nobody = freePort();
        front = front(
                new PartitionMap(
                        1,
                        List.of(cluster("north", nobody, north.port()), cluster("south", south.port())),
                        FACILITIES,
                        null),
                context -> {});
        for (int i = 0; i < 4; i++) {
            ann("general", null).close();
        }
        awaitUp("north", "south");
    }

    @ParameterizedTest
    @EnumSource(Spoken.class)
    void shouldRefuseWhoNamesNoFacilityOfTheMap(final Spoken subprotocol) throws Exception {
        spoken = subprotocol;
        final JdkPeer stranger = connect("hillside");
        assertThat(stranger.error(ErrorCode.INVALID_FIELD).field()).isEqualTo("facility");
        stranger.closedWith(CloseCode.UNKNOWN_FACILITY);
        final JdkPeer mute = JdkPeer.connect(HTTP, uri("/ws"), spoken.codec().subprotocol());
        assertThat(mute.error(ErrorCode.MISSING_FIELD).field()).isEqualTo("facility");
        mute.closedWith(CloseCode.UNKNOWN_FACILITY);
        connect("general&facility=harbour").closedWith(CloseCode.UNKNOWN_FACILITY);

        assertThat(post("/v1/alerts?facility=hillside").statusCode()).isEqualTo(404);
        assertThat(post("/v1/alerts").statusCode()).isEqualTo(404);
        assertThat(north.router.openAlerts()).isEmpty();
        assertThat(south.router.openAlerts()).isEmpty();
        assertThat(front.metrics()).contains("tocsin_front_unknown_facility_total 5");
    }

    @Test
    void shouldFindTheClusterOfAnAlertByItsPlaceIfItIsRaisedByHttp() throws Exception {
        assertThat(post("/v1/alerts", "\"unit\":\"harbour-icu\"").statusCode()).isEqualTo(201);
        assertThat(south.router.openAlerts()).hasSize(1);
        assertThat(post("/v1/alerts", "\"location\":{\"facility\":\"general\"}").statusCode())
                .isEqualTo(201);
        assertThat(north.router.openAlerts()).hasSize(1);

        front.map(new PartitionMap(2, clusters(north.port(), south.port()), FACILITIES, "general"));
        awaitUp("north", "south");
        final HttpResponse<String> nowhere = post("/v1/alerts", "\"unit\":\"attic\"");
        assertThat(nowhere.statusCode()).isIn(200, 201);
        assertThat(post("/v1/alerts?facility=attic").statusCode()).isEqualTo(404);
        // Nobody of another hospital is told for a name that is wrong, or for a unit that is called the same there.
        final int before = north.router.openAlerts().size();
        assertThat(post("/v1/alerts", "\"location\":{\"facility\":\"Harbour\"}").statusCode())
                .isEqualTo(404);
        assertThat(post("/v1/alerts", "\"unit\":\"icu\",\"location\":{\"facility\":\"harbour\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(north.router.openAlerts()).hasSize(before);
        assertThat(postBody("/v1/alerts", "{\"alert\":7}").statusCode()).isEqualTo(400);
        assertThat(south.router.openAlerts()).hasSize(1);
    }

    @Test
    void shouldKeepAnAlertWhereItWasRaisedWhenItsPatientGoesToAnotherFacility() {
        final JdkPeer before = source("general");
        final JdkPeer after = source("harbour");
        final ServerMessage.Answer there = before.raise("p-17/asystole", Severity.CRITICAL);
        final ServerMessage.Answer here = after.raise("p-17/asystole", Severity.CRITICAL);

        // The same key of the same source: another alert, for it is another cluster's.
        assertThat(here.isNew()).isTrue();
        assertThat(south.router.openAlerts()).hasSize(1);
        assertThat(north.router.openAlerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.alertId()).isEqualTo(there.alertId()));
        // It goes on there until somebody or something there ends it, and that ends nothing here.
        before.say(new ClientMessage.Cancel(before.nextCommandId(), 0, ClientMessage.AlertName.id(there.alertId())));
        assertThat(before.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
        await().until(() -> north.router.openAlerts().isEmpty());
        assertThat(south.router.openAlerts()).hasSize(1);
    }

    /** Another front may still go by the map in which it was. */
    @Test
    void shouldLetAFacilityThatHasLeftTheMapComeBackToNoOtherCluster() {
        final Facility general = FACILITIES.get(0);
        front.map(new PartitionMap(2, clusters(north.port(), south.port()), List.of(general), null));
        final Facility elsewhere = new Facility("harbour", "north", List.of("harbour-icu"));

        assertThat(refusal(() -> front.map(
                        new PartitionMap(3, clusters(north.port(), south.port()), List.of(general, elsewhere), null))))
                .contains("facility 'harbour' goes from cluster 'south' to 'north'");
        final Facility renamed = new Facility("dock", "north", List.of("harbour-icu"));
        assertThat(refusal(() -> front.map(
                        new PartitionMap(3, clusters(north.port(), south.port()), List.of(general, renamed), null))))
                .contains("unit 'harbour-icu' goes from cluster 'south' to 'north'");
        front.map(new PartitionMap(3, clusters(north.port(), south.port()), FACILITIES, "general"));
        assertThat(refusal(() ->
                        front.map(new PartitionMap(4, clusters(north.port(), south.port()), FACILITIES, "harbour"))))
                .contains("goes from cluster 'north' to 'south'");
        front.map(map(4, north.port(), south.port()));
    }

    @Test
    void shouldSendNobodyToANodeThatSaysItIsOfAnotherCluster() throws Exception {
        front.close();
        // Both the wrong way round: whoever made this map would tell each hospital's alerts to the other's people.
        front = front(map(1, south.port(), north.port()), context -> {});
        final JdkPeer refused = connect("general");
        refused.error(ErrorCode.UNAVAILABLE);
        refused.closedWith(CloseCode.CLUSTER_UNREACHABLE);
        assertThat(post("/v1/alerts?facility=harbour").statusCode()).isEqualTo(503);
        assertThat(north.router.openAlerts()).isEmpty();
        assertThat(south.router.openAlerts()).isEmpty();
        assertThat(north.count(GatewayMetric.MISDIRECTED)).isPositive();
        assertThat(front.ready().problem()).isNotNull();
    }

    @Test
    void shouldTakeAnotherMapAndLeaveWhoIsConnectedWhereTheyAre() throws Exception {
        final JdkPeer ann = ann("general", null);
        final PartitionMap moved = new PartitionMap(
                2, clusters(north.port(), south.port()), List.of(new Facility("general", "south", List.of())), null);
        assertThat(refusal(() -> front.map(moved))).contains("stop all fronts");
        assertThat(front.map().version()).isEqualTo(1);

        front.map(new PartitionMap(
                2,
                clusters(north.port(), south.port()),
                List.of(
                        new Facility("general", "north", List.of("icu")),
                        new Facility("harbour", "south", List.of()),
                        new Facility("hillside", "south", List.of())),
                null));
        ann("hillside", null);
        source("general").raise("k", Severity.CRITICAL);
        assertThat(ann.delivery().alert().alertId()).isPositive();
        final FacilityList list = FacilityList.read(ByteBuffer.wrap(HTTP.send(
                        HttpRequest.newBuilder(http("/v1/facilities")).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body()));
        assertThat(list.version()).isEqualTo(2);
        assertThat(list.clusterOf("hillside")).isEqualTo("south");
    }

    @Test
    void shouldEndTheRoutersSessionWhenItsClientIsCut() {
        final JdkPeer ann = ann("general", null);
        await().until(() -> north.count(GatewayMetric.SESSIONS_OPEN) == 1);
        ann.cut();
        await().until(() -> north.count(GatewayMetric.SESSIONS_OPEN) == 0);
        await().until(() -> front.metrics().contains("tocsin_front_connections{cluster=\"north\"} 0"));
    }

    @Test
    void shouldHoldNothingForWhoDoesNotRead() {
        final int small = 16_384;
        try (Rig slow = Rig.launch(router -> {}, gateway -> {
            gateway.laneBound(16, 65_536);
            gateway.highWaterBytes = small;
            gateway.sendBufferBytes = small;
        })) {
            front.close();
            front = front(map(1, slow.port(), south.port()), context -> {});
            awaitUp("north", "south");
            try (RawPeer ann = new RawPeer(front.address().getPort(), small)) {
                ann.upgrade("/ws?facility=general")
                        .text("{\"type\":\"hello\",\"role\":\"clinician\",\"person\":\"ann\",\"client\":\"raw\"}");
                await().until(() -> slow.count(GatewayMetric.SESSIONS_OPEN) == 1);
                // More than all buffers on the way hold: the router has to notice, or somebody keeps it all.
                source("general").raiseMany("k", Severity.CRITICAL, 900);
                await().atMost(Duration.ofSeconds(JdkPeer.PATIENCE_S))
                        .until(() -> slow.count(GatewayMetric.DELIVERIES_OVERFLOWED) > 0);
                // And nobody else does.
                assertThat(ann("harbour", null).isClosed()).isFalse();
            }
        }
    }

    @Test
    void shouldPassOnWhatARouterSaysToWhoProvesNothing() {
        try (Rig asking = Rig.launch(router -> {}, gateway -> gateway.authenticator(new PrintedToken()))) {
            front.close();
            front = front(map(1, asking.port(), south.port()), context -> {});
            final JdkPeer stranger = connect("general");
            stranger.say(new ClientMessage.Hello(Role.CLINICIAN, "ann", "phone", Set.of(), null, Token.NONE));
            stranger.error(ErrorCode.UNAUTHENTICATED);
            stranger.closedWith(CloseCode.UNAUTHENTICATED);
        }
    }

    private JdkPeer ann(final String facility, final ClientMessage.@Nullable Resume resume) {
        final JdkPeer peer = connect(facility);
        peer.say(new ClientMessage.Hello(Role.CLINICIAN, "ann", "phone-of-ann", Set.of(), resume, Token.NONE));
        peer.welcome();
        return peer;
    }

    private JdkPeer source(final String facility) {
        final JdkPeer peer = connect(facility);
        peer.say(new ClientMessage.Hello(Role.SOURCE, "", "monitor", Set.of(), null, Token.NONE));
        peer.welcome();
        return peer;
    }

    private JdkPeer connect(final String facility) {
        return JdkPeer.connect(
                HTTP, uri("/ws?facility=" + facility), spoken.codec().subprotocol());
    }

    private URI uri(final String path) {
        return URI.create("ws://127.0.0.1:" + front.address().getPort() + path);
    }

    private HttpResponse<String> post(final String path) throws Exception {
        return post(path, "\"unit\":\"\"");
    }

    private HttpResponse<String> post(final String path, final String place) throws Exception {
        return postBody(
                path,
                "{\"alert\":{\"key\":\"" + path + place.hashCode()
                        + "\",\"emergency\":\"STROKE\",\"severity\":\"CRITICAL\",\"patient\":\"p-17\"," + place + "}}");
    }

    private HttpResponse<String> postBody(final String path, final String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(http(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI http(final String path) {
        return URI.create("http://127.0.0.1:" + front.address().getPort() + path);
    }

    private void awaitUp(final String... clusters) {
        await().atMost(Duration.ofSeconds(JdkPeer.PATIENCE_S))
                .until(() -> front.clustersUp().equals(List.of(clusters)));
    }

    private static String refusal(final Runnable what) {
        try {
            what.run();
        } catch (final IllegalArgumentException wrong) {
            return String.valueOf(wrong.getMessage());
        }
        throw new AssertionError("not refused");
    }

    private static PartitionFront front(final PartitionMap map, final Consumer<PartitionFront.Context> more) {
        final PartitionFront.Context context = new PartitionFront.Context()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .map(map);
        more.accept(context);
        return PartitionFront.launch(context);
    }

    private static PartitionMap map(final long version, final int north, final int south) {
        return new PartitionMap(version, clusters(north, south), FACILITIES, null);
    }

    private static List<Cluster> clusters(final int north, final int south) {
        return List.of(cluster("north", north), cluster("south", south));
    }

    private static Cluster cluster(final String name, final int... ports) {
        return new Cluster(
                name,
                Arrays.stream(ports)
                        .mapToObj(port -> URI.create("ws://127.0.0.1:" + port + "/ws"))
                        .toList(),
                null,
                false);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (final IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
