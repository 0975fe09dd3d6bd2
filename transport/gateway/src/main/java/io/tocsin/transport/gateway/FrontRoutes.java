package io.tocsin.transport.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map and its clusters as a front knows them. The map does not change; what is known of nodes does. Any thread. */
final class FrontRoutes {
    private final PartitionMap map;
    private final Map<String, FrontCluster> clusters = new HashMap<>();

    /**
     * @param map    to go by.
     * @param counts of a cluster, by its name.
     * @throws IllegalArgumentException if a file that the map names cannot be used; the message says which.
     */
    FrontRoutes(final PartitionMap map, final Function<String, FrontCounts> counts) {
        this.map = map;
        for (final PartitionMap.Cluster cluster : map.clusters()) {
            clusters.put(cluster.name(), new FrontCluster(cluster, counts.apply(cluster.name())));
        }
    }

    PartitionMap map() {
        return map;
    }

    /** The cluster that a facility is of; {@code null} if there is no such facility. */
    @Nullable
    FrontCluster of(final String facility) {
        return of(map.facility(facility));
    }

    /** The same. */
    @Nullable
    FrontCluster of(final PartitionMap.@Nullable Facility facility) {
        return facility == null ? null : clusters.get(facility.cluster());
    }

    /** In the order of the map. */
    List<FrontCluster> clusters() {
        return map.clusters().stream()
                .map(cluster -> clusters.get(cluster.name()))
                .toList();
    }
}
