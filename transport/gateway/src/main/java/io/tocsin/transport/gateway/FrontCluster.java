package io.tocsin.transport.gateway;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A cluster as a front knows it: its nodes, how they are, and what encrypts the way to them. Any thread. */
final class FrontCluster {
    private final String name;
    private final List<FrontNode> nodes;
    private final @Nullable SslContext tls;
    private final FrontCounts counts;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Nothing is known of its nodes yet.
     *
     * @param cluster of the map; reads the file of its authorities.
     * @param counts  to go on with.
     * @throws IllegalArgumentException if the file cannot be used; the message names it.
     */
    FrontCluster(final PartitionMap.Cluster cluster, final FrontCounts counts) {
        name = cluster.name();
        nodes = cluster.nodes().stream().map(FrontNode::new).toList();
        tls = PartitionMap.isEncrypted(cluster.nodes().get(0)) ? context(cluster.authorities()) : null;
        this.counts = counts;
    }

    String name() {
        return name;
    }

    List<FrontNode> nodes() {
        return nodes;
    }

    /** {@code null} = nothing is encrypted. */
    @Nullable
    SslContext tls() {
        return tls;
    }

    FrontCounts counts() {
        return counts;
    }

    /**
     * Whom to ask, in this order: those that are ready, each first in its turn; those of which nothing is known; those that answer and are not ready, as one that is
     * short of room still takes what is critical. Nobody else is asked, so that nobody waits for who is gone.
     */
    List<FrontNode> candidates() {
        final List<FrontNode> candidates = new ArrayList<>(nodes.size());
        final int first = Math.floorMod(turn.getAndIncrement(), nodes.size());
        for (final NodeState state : List.of(NodeState.READY, NodeState.UNKNOWN, NodeState.ANSWERS)) {
            for (int i = 0; i < nodes.size(); i++) {
                final FrontNode node = nodes.get((first + i) % nodes.size());
                if (node.state() == state && !candidates.contains(node)) {
                    candidates.add(node);
                }
            }
        }
        return candidates;
    }

    /** Whether a node is ready. */
    boolean isUp() {
        return nodes.stream().anyMatch(node -> node.state() == NodeState.READY);
    }

    private static SslContext context(final @Nullable Path authorities) {
        try {
            final SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .endpointIdentificationAlgorithm("HTTPS");
            if (authorities != null) {
                builder.trustManager(Pem.certificates(authorities.toString(), Files.readAllBytes(authorities)));
            }
            return builder.build();
        } catch (final SSLException unusable) {
            throw new IllegalArgumentException(
                    authorities + " cannot be used for TLS: " + unusable.getMessage(), unusable);
        } catch (final IOException unreadable) {
            throw new IllegalArgumentException(authorities + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
