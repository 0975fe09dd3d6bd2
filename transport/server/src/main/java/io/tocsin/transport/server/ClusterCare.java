package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.transport.cluster.ClusterNode;
import io.tocsin.transport.cluster.LocalNode;
import io.tocsin.transport.cluster.NodeStatus;
import io.tocsin.transport.gateway.Gateway;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that nobody is connected to somebody who hears nothing: a node that has no leader for some seconds sends its clients to the others, and the node that leads
 * closes the sessions of one that it has not heard for long, so that their people count as not connected, and are told by other means. Takes orders, too, that are given on
 * the node's machine. Three threads of its own.
 */
final class ClusterCare implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterCare.class);
    private static final long LOOK_MS = 500;
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final long LEAST_PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    private final Repeating own;
    private final Repeating others;
    private final Repeating orders;

    private ClusterCare(final Repeating own, final Repeating others, final Repeating orders) {
        this.own = own;
        this.others = others;
        this.orders = orders;
    }

    /** Begins. */
    static ClusterCare of(
            final NodeSettings settings, final ClusterNode node, final AlertRouter router, final Gateway gateway) {
        final Own own = new Own(
                node::isTakingPart,
                gateway::turnAway,
                Math.max(LEAST_PATIENCE_NS, 4 * settings.timing().heartbeatTimeoutNs()),
                System::nanoTime);
        final Others others = new Others(
                node::isLeader,
                () -> {
                    final LocalNode local = LocalNode.find(settings.folderOf(node.memberId()));
                    return local == null ? List.of() : local.status(ANSWER).members();
                },
                router.operation()::closeSessionsOf,
                node.memberId(),
                settings.goneAfter().toNanos(),
                System::nanoTime);
        return new ClusterCare(
                new Repeating("tocsin-majority", LOOK_MS, own),
                new Repeating(
                        "tocsin-members", Math.max(LOOK_MS, settings.goneAfter().toMillis() / 4), others),
                new Repeating(
                        "tocsin-orders",
                        LOOK_MS,
                        new VersionOrders(
                                node::askedEngineVersion, router.operation()::switchEngineVersion, node::answer)));
    }

    @Override
    public void close() {
        own.close();
        others.close();
        orders.close();
    }

    /** Whether the own node hears what happens. One thread. */
    static final class Own implements Runnable {
        private final BooleanSupplier isTakingPart;
        private final Consumer<Boolean> turnAway;
        private final long patienceNs;
        private final LongSupplier clock;
        private long heardNs;
        private boolean isAway;

        Own(
                final BooleanSupplier isTakingPart,
                final Consumer<Boolean> turnAway,
                final long patienceNs,
                final LongSupplier clock) {
            this.isTakingPart = isTakingPart;
            this.turnAway = turnAway;
            this.patienceNs = patienceNs;
            this.clock = clock;
            heardNs = clock.getAsLong();
        }

        @Override
        public void run() {
            final long nowNs = clock.getAsLong();
            if (isTakingPart.getAsBoolean()) {
                heardNs = nowNs;
                if (isAway) {
                    isAway = false;
                    LOG.info("the node has a leader again: clients are taken");
                    turnAway.accept(false);
                }
            } else if (!isAway && nowNs - heardNs > patienceNs) {
                isAway = true;
                LOG.error("the node has no leader: clients are sent to the others until it has one");
                turnAway.accept(true);
            }
        }
    }

    /** Whether the other nodes are there, as long as the own one leads. One thread. */
    static final class Others implements Runnable {
        private final BooleanSupplier isLeader;
        private final Supplier<List<NodeStatus.Member>> members;
        private final IntUnaryOperator closeSessionsOf;
        private final int self;
        private final long goneNs;
        private final LongSupplier clock;
        private boolean leads;
        private long leadsSinceNs;

        Others(
                final BooleanSupplier isLeader,
                final Supplier<List<NodeStatus.Member>> members,
                final IntUnaryOperator closeSessionsOf,
                final int self,
                final long goneNs,
                final LongSupplier clock) {
            this.isLeader = isLeader;
            this.members = members;
            this.closeSessionsOf = closeSessionsOf;
            this.self = self;
            this.goneNs = goneNs;
            this.clock = clock;
        }

        @Override
        public void run() {
            final boolean ledBefore = leads;
            leads = isLeader.getAsBoolean();
            if (!leads) {
                return;
            }
            final long nowNs = clock.getAsLong();
            if (!ledBefore) {
                leadsSinceNs = nowNs;
            }
            // Who has said nothing since it leads may be away for as long, and not longer for all that it knows.
            if (nowNs - leadsSinceNs <= goneNs) {
                return;
            }
            for (final NodeStatus.Member member : members.get()) {
                if (member.id() != self && member.silentNs() > goneNs) {
                    final int count = closeSessionsOf.applyAsInt(member.id());
                    if (count > 0) {
                        LOG.warn(
                                "node {} has not been heard for {} ms: its {} sessions are closed, their people count"
                                        + " as not connected",
                                member.id(),
                                TimeUnit.NANOSECONDS.toMillis(goneNs),
                                count);
                    }
                }
            }
        }
    }
}
