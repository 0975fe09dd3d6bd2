package io.tocsin.transport.client;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.FacilityList;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.transport.gateway.PartitionFront;
import io.tocsin.transport.gateway.PartitionMap;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ann works in facilities of two clusters. She hears both in one place; when one is gone she sees that, and hears the other; nothing of one counts in the other. */
@Timeout(120)
final class GroupClientTest {
    private static final int PATIENCE = ScriptedServer.PATIENCE_SECONDS;

    private final Map<String, Recorder> heard = new ConcurrentHashMap<>();
    private final Map<String, Queue<ClusterState.Kind>> states = new ConcurrentHashMap<>();
    private Life north = new Life(new InMemoryJournal(), 0);
    private Life south = new Life(new InMemoryJournal(), 0);
    private final PartitionFront front = PartitionFront.launch(new PartitionFront.Context()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .map(new PartitionMap(
                    1,
                    List.of(
                            new PartitionMap.Cluster("north", List.of(north.uri()), null, false),
                            new PartitionMap.Cluster("south", List.of(south.uri()), null, false)),
                    List.of(
                            new PartitionMap.Facility("general", "north", List.of()),
                            new PartitionMap.Facility("hillside", "north", List.of()),
                            new PartitionMap.Facility("harbour", "south", List.of())),
                    null)));
    private final URI uri = URI.create("ws://127.0.0.1:" + front.address().getPort() + "/ws");

    @BeforeEach
    void setUp() {
        await().atMost(PATIENCE, SECONDS).until(() -> front.clustersUp().equals(List.of("north", "south")));
    }

    @AfterEach
    void tearDown() {
        front.close();
        north.end();
        south.end();
    }

    @Test
    void shouldHearBothClustersAndAnswerEachWhereItWasTold() throws Exception {
        try (GroupClient ann = ann(Map.of(), "general", "hillside", "harbour");
                GroupClient lab = lab()) {
            // Two facilities of one cluster are heard over one connection, so that nothing is told twice.
            assertThat(ann.clusters()).containsExactly("north", "south");
            awaitUp(ann);
            final ServerMessage.Answer inTheNorth = raise(lab, "general", "a");
            final ServerMessage.Answer inTheSouth = raise(lab, "harbour", "b");
            assertThat(inTheSouth.alertId()).as("two clusters number alike").isEqualTo(inTheNorth.alertId());
            awaitTold("north", 1);
            awaitTold("south", 1);

            ann.of("south").accept(inTheSouth.alertId()).get(PATIENCE, SECONDS);
            assertThat(south.owner(inTheSouth.alertId())).isEqualTo("ann");
            assertThat(north.owner(inTheNorth.alertId())).isNotEqualTo("ann");
        }
    }

    @Test
    void shouldShowThatOneClusterIsGoneAndGoOnWithTheOther() throws Exception {
        try (GroupClient ann = ann(Map.of(), "general", "harbour");
                GroupClient lab = lab()) {
            awaitUp(ann);
            awaitUp(lab);
            raise(lab, "general", "before");
            awaitTold("north", 1);

            final int port = north.port();
            final long recorded = north.journal.recordedPosition();
            north.end();
            await().atMost(PATIENCE, SECONDS)
                    .until(() -> ann.state("north").kind() == ClusterState.Kind.AWAY
                            && ann.state("north").reason().contains("no router"));
            assertThat(ann.state("south")).isEqualTo(ClusterState.UP);
            assertThatThrownBy(() -> ann.at("general").alerts(1, 0).get(PATIENCE, SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(CommandFailedException.class);
            for (int i = 0; i < 20; i++) {
                raise(lab, "harbour", "meanwhile-" + i);
            }
            awaitTold("south", 20);
            // What is said to the one that is gone waits here, as much as may and no more.
            final var waiting = lab.at("general").raise(Says.arrest("waits"));
            assertThat(waiting).isNotDone();

            north = new Life(north.journal.copy(recorded), port);
            assertThat(waiting.get(PATIENCE, SECONDS).isNew()).isTrue();
            awaitTold("north", 2);
            awaitUp(ann);
            assertThat(recorder("north").welcomes)
                    .extracting(ServerMessage.Welcome::resume)
                    .containsExactly(ResumeResult.NEW, ResumeResult.RESUMED);
            assertThat(recorder("south").welcomes).hasSize(1);
            assertThat(states.get("north"))
                    .startsWith(ClusterState.Kind.UP, ClusterState.Kind.AWAY)
                    .endsWith(ClusterState.Kind.UP);
            assertThat(states.get("south")).containsExactly(ClusterState.Kind.UP);
        }
    }

    @Test
    void shouldKeepNoMoreForAClusterThatIsGoneThanItMay() throws Exception {
        north.end();
        try (GroupClient lab = GroupClient.connect(new GroupClient.Context()
                .fronts(uri)
                .list(list())
                .in("general", "harbour")
                .each(cluster -> settings().client("lab").maxWaiting(8)))) {
            await().atMost(PATIENCE, SECONDS).until(() -> lab.state("south").kind() == ClusterState.Kind.UP);
            for (int i = 0; i < 8; i++) {
                lab.at("general").raise(Says.arrest("k-" + i));
            }
            assertThatThrownBy(() -> lab.at("general").raise(Says.arrest("k-8")).get(PATIENCE, SECONDS))
                    .hasCauseInstanceOf(CommandFailedException.class);
            assertThat(raise(lab, "harbour", "other").isNew()).isTrue();
        }
    }

    @Test
    void shouldGoOnInEachClusterWhereAnEarlierProcessWas() throws Exception {
        final Map<String, ClientMessage.Resume> positions;
        try (GroupClient ann = ann(Map.of(), "general", "harbour");
                GroupClient lab = lab()) {
            awaitUp(ann);
            raise(lab, "general", "one");
            raise(lab, "general", "two");
            raise(lab, "harbour", "three");
            awaitTold("north", 2);
            awaitTold("south", 1);
            positions = ann.resume().get(PATIENCE, SECONDS);
            assertThat(requireNonNull(positions.get("north")).critical()).isEqualTo(2);
            assertThat(requireNonNull(positions.get("south")).critical()).isEqualTo(1);
        }
        heard.clear();
        try (GroupClient again = ann(positions, "general", "harbour");
                GroupClient lab = lab()) {
            awaitUp(again);
            raise(lab, "harbour", "four");
            awaitTold("south", 1);
            assertThat(recorder("south").deliveries.element().seq()).isEqualTo(2);
            assertThat(recorder("north").deliveries).isEmpty();
            assertThat(recorder("north").welcomes.element().resume()).isEqualTo(ResumeResult.RESUMED);
        }
    }

    @Test
    void shouldRefuseAFacilityThatNoClusterHas() throws Exception {
        final FacilityList list = list();
        assertThatThrownBy(() -> GroupClient.connect(
                        new GroupClient.Context().fronts(uri).list(list).in("general", "attic")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'attic'")
                .hasMessageContaining("hillside");
        try (GroupClient lab = lab()) {
            assertThatThrownBy(() -> lab.at("attic")).hasMessageContaining("'attic'");
            assertThatThrownBy(() -> lab.of("west")).hasMessageContaining("'west'");
        }
        assertThatThrownBy(() -> GroupClient.facilities(north.uri(), Credentials.none(), Duration.ofSeconds(PATIENCE))
                        .get(PATIENCE, SECONDS))
                .hasMessageContaining("is it a front?");
    }

    private GroupClient ann(final Map<String, ClientMessage.Resume> resume, final String... facilities)
            throws Exception {
        return GroupClient.connect(new GroupClient.Context()
                .fronts(uri)
                .list(list())
                .in(facilities)
                .resume(resume)
                .each(cluster -> settings().role(Role.CLINICIAN).person("ann").client("phone-of-ann"))
                .listener(new GroupListener() {
                    @Override
                    public ClientListener of(final String cluster) {
                        return recorder(cluster);
                    }

                    @Override
                    public void onState(final String cluster, final ClusterState state) {
                        states.computeIfAbsent(cluster, name -> new ConcurrentLinkedQueue<>())
                                .add(state.kind());
                    }
                }));
    }

    private GroupClient lab() throws Exception {
        return GroupClient.connect(new GroupClient.Context()
                .fronts(uri)
                .list(list())
                .in("general", "harbour")
                .each(cluster -> settings().client("lab")));
    }

    private TocsinClient.Context settings() {
        return new TocsinClient.Context().backoff(1, 20);
    }

    private FacilityList list() throws Exception {
        return GroupClient.facilities(uri, Credentials.none(), Duration.ofSeconds(PATIENCE))
                .get(PATIENCE, SECONDS);
    }

    private Recorder recorder(final String cluster) {
        return heard.computeIfAbsent(cluster, name -> new Recorder());
    }

    private static ServerMessage.Answer raise(final GroupClient by, final String facility, final String key)
            throws Exception {
        return by.at(facility).raise(Says.arrest(key)).get(PATIENCE, SECONDS);
    }

    private static void awaitUp(final GroupClient client) {
        await().atMost(PATIENCE, SECONDS)
                .until(() -> client.states().values().stream().allMatch(ClusterState.UP::equals));
    }

    private void awaitTold(final String cluster, final int count) {
        await().atMost(PATIENCE, SECONDS)
                .until(() -> recorder(cluster).deliveries.stream()
                                .map(delivery -> delivery.alert().alertId())
                                .distinct()
                                .count()
                        == count);
    }
}
