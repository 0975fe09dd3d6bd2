package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.transport.gateway.PartitionMap.Cluster;
import io.tocsin.transport.gateway.PartitionMap.Facility;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A facility is of one cluster, a unit of one facility, a node of one cluster; and nothing goes elsewhere while people are connected. */
final class PartitionMapTest {
    private static final Cluster NORTH = cluster("north", "ws://127.0.0.1:8080/ws");
    private static final Cluster SOUTH = cluster("south", "ws://127.0.0.1:8180/ws", "ws://127.0.0.1:8280/ws");
    private static final List<Cluster> BOTH = List.of(NORTH, SOUTH);
    private static final Facility GENERAL = new Facility("general", "north", List.of("icu", "ward"));
    private static final Facility HARBOUR = new Facility("harbour", "south", List.of("harbour-icu"));

    @Test
    void shouldFindTheFacilityOfANameAndOfAUnit() {
        final PartitionMap map = new PartitionMap(3, BOTH, List.of(GENERAL, HARBOUR), "harbour");
        assertThat(map.facility("general")).isEqualTo(GENERAL);
        assertThat(map.facility("hillside")).isNull();
        assertThat(map.ofUnit("harbour-icu")).isEqualTo(HARBOUR);
        assertThat(map.ofUnit("attic")).isNull();
        assertThat(map.otherwise()).isEqualTo(HARBOUR);
    }

    @Test
    void shouldSayEverythingThatIsWrong() {
        assertThatThrownBy(() -> new PartitionMap(
                        0,
                        List.of(
                                cluster("north", "ws://10.0.0.1:8080/ws", "wss://10.0.0.2:8443/ws"),
                                cluster(
                                        "so/uth",
                                        "ws://127.0.0.1:8080/ws",
                                        "http://127.0.0.1:1/",
                                        "ws://127.0.0.1:8080/ws"),
                                cluster("empty")),
                        List.of(
                                GENERAL,
                                new Facility("annex", "north", List.of("icu", "")),
                                new Facility("annex", "west", List.of())),
                        "nowhere"))
                .hasMessageContaining("version is 0")
                .hasMessageContaining("'ws://10.0.0.1:8080/ws' is another machine")
                .hasMessageContaining("some nodes are ws:// and others wss://")
                .hasMessageContaining("cluster 'so/uth' has no good name")
                .hasMessageContaining("'http://127.0.0.1:1/' is no address of a node")
                .hasMessageContaining("node 'ws://127.0.0.1:8080/ws' is there twice")
                .hasMessageContaining("cluster 'empty' has 0 nodes")
                .hasMessageContaining("unit 'icu' is of facility 'general' as well")
                .hasMessageContaining("unit '' is no id")
                .hasMessageContaining("facility 'annex' is there twice")
                .hasMessageContaining("'west', which there is none of")
                .hasMessageContaining("otherwise names facility 'nowhere'");
    }

    @Test
    void shouldRefuseANodeOfTwoClusters() {
        assertThatThrownBy(() -> new PartitionMap(
                        1, List.of(NORTH, cluster("south", "ws://127.0.0.1:8080/ws")), List.of(GENERAL, HARBOUR), null))
                .hasMessageContaining("cluster 'south': node 'ws://127.0.0.1:8080/ws' is there twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "a b", "a?b", "ä", "aaaaaaaaaabbbbbbbbbbccccccccccddddddd", "a&facility=b"})
    void shouldRefuseNamesThatCannotStandInAnAddress(final String name) {
        assertThatThrownBy(() -> new PartitionMap(1, BOTH, List.of(new Facility(name, "north", List.of())), null))
                .hasMessageContaining("has no good name");
    }

    @Test
    void shouldFollowOnlyWithAHigherVersionAndWithNothingInAnotherCluster() {
        final PartitionMap map = new PartitionMap(3, BOTH, List.of(GENERAL, HARBOUR), null);
        final Facility hillside = new Facility("hillside", "south", List.of());

        assertThat(new PartitionMap(4, BOTH, List.of(GENERAL, HARBOUR, hillside), null).whyNotAfter(map))
                .isNull();
        assertThat(new PartitionMap(4, BOTH, List.of(GENERAL), null).whyNotAfter(map))
                .isNull();
        assertThat(new PartitionMap(3, BOTH, List.of(GENERAL, HARBOUR, hillside), null).whyNotAfter(map))
                .contains("its version is 3");
        assertThat(new PartitionMap(9, BOTH, List.of(new Facility("general", "south", List.of()), HARBOUR), null)
                        .whyNotAfter(map))
                .contains("facility 'general' goes from cluster 'north' to 'south'");
        assertThat(new PartitionMap(
                                9,
                                BOTH,
                                List.of(
                                        new Facility("general", "north", List.of("ward")),
                                        new Facility("harbour", "south", List.of("icu"))),
                                null)
                        .whyNotAfter(map))
                .contains("unit 'icu' goes from cluster 'north' to 'south'");
    }

    private static Cluster cluster(final String name, final String... nodes) {
        return new Cluster(name, Arrays.stream(nodes).map(URI::create).toList(), null, false);
    }
}
