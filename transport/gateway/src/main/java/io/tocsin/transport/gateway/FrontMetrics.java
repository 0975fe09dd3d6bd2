package io.tocsin.transport.gateway;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What a front counts, in the Prometheus text format. Names of clusters need no escapes. Any thread; allocates. */
final class FrontMetrics {
    private final FrontRoutes routes;
    private final Map<String, FrontCounts> counts;
    private final FrontRefusals refusals;
    private final GatewayCounters counters;
    private final StringBuilder text = new StringBuilder(2_048);

    FrontMetrics(
            final FrontRoutes routes,
            final Map<String, FrontCounts> counts,
            final FrontRefusals refusals,
            final GatewayCounters counters) {
        this.routes = routes;
        this.counts = new TreeMap<>(counts);
        this.refusals = refusals;
        this.counters = counters;
    }

    String text() {
        one(
                "tocsin_front_map_version",
                "gauge",
                "Which partition map is in force",
                routes.map().version());
        one(
                "tocsin_front_unknown_facility_total",
                "counter",
                "Clients and raises that named no facility of the map",
                refusals.unknown.sum());
        for (final GatewayMetric metric : new GatewayMetric[] {
            GatewayMetric.CONNECTIONS_OPEN, GatewayMetric.CONNECTIONS_REFUSED, GatewayMetric.TLS_CERTIFICATE_SECONDS
        }) {
            final String name = metric.metricName();
            one(
                    "tocsin_front_" + name.substring("gateway_".length()),
                    name.endsWith("_total") ? "counter" : "gauge",
                    metric.help(),
                    counters.value(metric));
        }
        clusters(
                "tocsin_front_cluster_up",
                "Whether a router of the cluster is ready",
                cluster -> cluster.isUp() ? 1 : 0);
        clusters(
                "tocsin_front_nodes_ready",
                "Routers of the cluster that are ready",
                cluster -> cluster.nodes().stream()
                        .filter(node -> node.state() == NodeState.READY)
                        .count());
        each("tocsin_front_connections", "gauge", "WebSockets with the cluster now", count -> count.open.sum());
        each(
                "tocsin_front_connections_total",
                "counter",
                "WebSockets that were brought to the cluster",
                count -> count.relayed.sum());
        each(
                "tocsin_front_connections_lost_total",
                "counter",
                "WebSockets whose router went away without a word",
                count -> count.lost.sum());
        each(
                "tocsin_front_unreachable_total",
                "counter",
                "Clients and raises refused because no router of the cluster answered",
                count -> count.unreachable.sum());
        each("tocsin_front_raises_total", "counter", "Raises by HTTP sent to the cluster", count -> count.raises.sum());
        each(
                "tocsin_front_misdirected_total",
                "counter",
                "Requests refused by a router that says it is of another cluster",
                count -> count.misdirected.sum());
        return text.toString();
    }

    private void one(final String name, final String type, final String help, final long value) {
        head(name, type, help);
        text.append(name).append(' ').append(value).append('\n');
    }

    private void clusters(final String name, final String help, final ToLongFunction<FrontCluster> value) {
        head(name, "gauge", help);
        routes.clusters().forEach(cluster -> line(name, cluster.name(), value.applyAsLong(cluster)));
    }

    private void each(
            final String name, final String type, final String help, final Function<FrontCounts, Long> value) {
        head(name, type, help);
        counts.forEach((cluster, count) -> line(name, cluster, value.apply(count)));
    }

    private void head(final String name, final String type, final String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void line(final String name, final String cluster, final long value) {
        text.append(name)
                .append("{cluster=\"")
                .append(cluster)
                .append("\"} ")
                .append(value)
                .append('\n');
    }
}
