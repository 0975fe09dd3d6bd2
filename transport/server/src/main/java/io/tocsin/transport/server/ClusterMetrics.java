package io.tocsin.transport.server;

import io.tocsin.transport.cluster.ClusterNode;
import java.util.concurrent.TimeUnit;

/** The figures of a node of a cluster. */
final class ClusterMetrics {
    private final ClusterNode node;

    ClusterMetrics(final ClusterNode node) {
        this.node = node;
    }

    void addTo(final DirectoryMetrics.Registry registry) {
        registry.add("cluster_up", "1 = it leads a majority, or follows who does", () -> node.isTakingPart() ? 1L : 0L);
        registry.add("cluster_leads", "1 = it leads", () -> node.isLeader() ? 1L : 0L);
        registry.add("cluster_term", "Leadership term that its engine is in", node::leadershipTermId);
        registry.add("cluster_log_bytes", "How far in the log its engine is", node::logPosition);
        registry.add(
                "cluster_answers_held_bytes",
                "Answers that wait until a majority of engines has carried out what they answer",
                () -> (long) node.heldAnswerBytes());
        registry.add(
                "cluster_answers_not_awaited_total",
                "Answers that waited in vain for a majority of engines",
                node::answersNotAwaited);
        registry.add(
                "cluster_hears_engines",
                "1 = it has lately heard how far a majority of engines is",
                () -> node.hearsEngines() ? 1L : 0L);
        registry.add(
                "cluster_side_stream_up",
                "1 = what its router reads of its engine, and what it hears of other engines, keeps up",
                () -> node.sideStream().isWell() ? 1L : 0L);
        registry.add(
                "cluster_agreed_command",
                "Last command after which a majority of engines, this node's among them, was seen to be the same",
                node::agreedCommandSeq);
        registry.add(
                "cluster_differing",
                "How often other engines were lately seen to differ from this one and the majority",
                () -> (long) node.differing());
        registry.add(
                "cluster_strangers_refused_total",
                "Who did not know the secret of the members",
                node::strangersRefused);
        registry.add(
                "cluster_clock_ahead_ms",
                "How much what it stamps with as a leader is ahead of its own clock",
                () -> TimeUnit.NANOSECONDS.toMillis(node.clockAheadNs()));
        registry.add(
                "cluster_clock_apart_ms",
                "How far its own clock is ahead of the log's; what it leads comes so much early",
                () -> TimeUnit.NANOSECONDS.toMillis(node.clockApartNs()));
        registry.add("cluster_snapshots_total", "Snapshots of it that are complete", node::snapshotsTaken);
        registry.add(
                "cluster_snapshots_not_taken_total",
                "Snapshots that were not written, as the state was too long or the recording took nothing",
                node::snapshotsNotTaken);
    }
}
