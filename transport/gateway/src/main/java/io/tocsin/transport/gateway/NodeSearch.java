package io.tocsin.transport.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the nodes of a cluster for one client, one after the other, until one can be spoken with; then {@link #found} has it. Ends with the client. On the client's
 * loop; does not wait.
 */
abstract class NodeSearch {
    private static final Logger LOG = LoggerFactory.getLogger(NodeSearch.class);
    /** Below the five seconds that clients wait. */
    private static final long ALL_MS = 4_000;

    private static final long ALL_NS = TimeUnit.MILLISECONDS.toNanos(ALL_MS);

    private final ChannelHandlerContext client;
    private final FrontCluster cluster;
    private final Iterator<FrontNode> candidates;
    /** For each of them its part: one that accepts a connection and is silent keeps nobody from the others. */
    private final long patienceMs;

    private final long begunNs = System.nanoTime();
    private @Nullable Channel trying;
    private boolean isOver;

    NodeSearch(final ChannelHandlerContext client, final FrontCluster cluster) {
        this.client = client;
        this.cluster = cluster;
        final List<FrontNode> all = cluster.candidates();
        candidates = all.iterator();
        patienceMs = ALL_MS / Math.max(1, all.size());
    }

    /** What is behind HTTP on a connection with a node; it calls {@link #found}, {@link #failed} or {@link #misdirected}. */
    abstract ChannelHandler handlerFor(FrontNode node);

    /** No node could be spoken with. */
    abstract void nobody();

    FrontCluster cluster() {
        return cluster;
    }

    /** Begins, or goes on to the next node. */
    final void next() {
        final Channel former = trying;
        trying = null;
        if (former != null) {
            former.close();
        }
        if (isOver) {
            return;
        }
        if (!client.channel().isActive()) {
            isOver = true;
            return;
        }
        if (!candidates.hasNext() || System.nanoTime() - begunNs > ALL_NS) {
            isOver = true;
            cluster.counts().unreachable.increment();
            nobody();
            return;
        }
        final EventLoop loop = client.channel().eventLoop();
        final FrontNode node = candidates.next();
        final ChannelFuture dialled = NodeDialer.dial(loop, cluster, node, handlerFor(node));
        final Channel channel = dialled.channel();
        trying = channel;
        dialled.addListener(done -> {
            if (!done.isSuccess()) {
                failed(channel);
            }
        });
        loop.schedule(() -> failed(channel), patienceMs, TimeUnit.MILLISECONDS);
    }

    /** A connection came to nothing: the next, unless it is not the one that is tried. */
    final void failed(final Channel channel) {
        if (channel == trying) {
            next();
        } else if (!isOver) {
            channel.close();
        }
    }

    /** The node says that it is of another cluster: nobody is sent there. */
    final void misdirected(final FrontNode node, final Channel channel) {
        cluster.counts().misdirected.increment();
        node.state(NodeState.MISDIRECTED);
        LOG.error(
                "{} says that it is not of cluster '{}': the map is wrong, or what the node is called; nobody is sent"
                        + " there",
                node.uri(),
                cluster.name());
        failed(channel);
    }

    /** This is it; false if the client has gone meanwhile, and the connection with it. */
    final boolean found(final Channel channel) {
        if (isOver || channel != trying || !client.channel().isActive()) {
            channel.close();
            isOver = true;
            return false;
        }
        isOver = true;
        trying = null;
        return true;
    }
}
