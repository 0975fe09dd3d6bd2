package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.audit.AuditFeed;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.StorageState;
import io.tocsin.transport.aeron.DataFolder;
import io.tocsin.transport.cluster.ClusterNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps everything in the log of a cluster: level COMMITTED or DURABLE. */
final class NodeHost implements JournalHost {
    private static final Logger LOG = LoggerFactory.getLogger(NodeHost.class);
    private static final long LOOK_MS = 1_000;

    /** Clocks that differ by more are wrong, and not only read late. */
    private static final long APART_MS = 2_000;

    /** Snapshots of a node that stay. */
    private static final int SNAPSHOTS_KEPT = 3;

    private final NodeSettings settings;
    private final ClusterNode node;
    private final Repeating snapshots;
    private final Repeating room;
    private volatile long usableBytes = UNKNOWN;
    private boolean isClockTold;
    private long toldNotTaken;
    /** At which command the last snapshot was asked for. */
    private long askedAt;

    private NodeHost(final NodeSettings settings, final ClusterNode node) {
        this.settings = settings;
        this.node = node;
        lookForRoom();
        room = new Repeating("tocsin-storage", LOOK_MS, this::look);
        snapshots = new Repeating("tocsin-snapshots", settings.snapshotEvery().toMillis(), this::askForSnapshot);
    }

    /** Starts the node. Waits, a second or so, and not for the others. */
    static NodeHost open(final NodeSettings settings, final boolean isAudited) {
        return open(settings, isAudited, context -> context);
    }

    /** As {@link #open(NodeSettings, boolean)}, for whoever gives the node a clock of another kind. */
    static NodeHost open(
            final NodeSettings settings, final boolean isAudited, final UnaryOperator<ClusterNode.Context> more) {
        if (DataFolder.holdsJournal(settings.folder())) {
            throw new JournalException(settings.folder() + " holds the journal of a router that stands alone, with what"
                    + " is open in it: a cluster begins without it, so name another folder as cluster.folder");
        }
        return new NodeHost(
                settings, ClusterNode.launch(more.apply(settings.context().audited(isAudited))));
    }

    @Override
    public void giveTo(final AlertRouter.Context router) {
        router.host(node.router()).level(level());
    }

    @Override
    public String describe() {
        return "by node " + node.memberId() + " of " + settings.members().size() + ", its own in "
                + settings.folderOf(node.memberId()) + ", level " + level() + ": they survive all nodes but a majority"
                + (settings.durable() ? ", and the power" : "");
    }

    @Override
    public List<String> warnings() {
        return settings.members().get(node.memberId()).isLoopback()
                ? List.of()
                : List.of(
                        settings.secretFile() == null
                                ? "nodes do not ask each other who they are, and do not encrypt what they say: whoever"
                                        + " reaches the UDP ports of a member can read everything, and act in anybody's"
                                        + " name. It was stated that nobody but the members does"
                                        + " (cluster.protected-transport, cluster.without-secret)"
                                : "nodes do not encrypt what they say, and do not ask who takes part in an election:"
                                        + " whoever reaches the UDP ports of a member can read everything, and stop the"
                                        + " cluster. It was stated that nobody but the members does"
                                        + " (cluster.protected-transport)");
    }

    @Override
    public long usableBytes() {
        return usableBytes;
    }

    @Override
    public StorageState room() {
        return node.room();
    }

    @Override
    public boolean speaks() {
        return node.isLeader();
    }

    @Override
    public AuditFeed auditFeed(final AlertRouter router) {
        return node.auditFeed(router);
    }

    @Override
    public ClusterNode node() {
        return node;
    }

    @Override
    public void close() {
        snapshots.close();
        room.close();
        node.close();
    }

    private Level level() {
        return settings.durable() ? Level.DURABLE : Level.COMMITTED;
    }

    private void look() {
        lookForRoom();
        final long apartMs = TimeUnit.NANOSECONDS.toMillis(node.clockApartNs());
        if (Math.abs(apartMs) < APART_MS) {
            isClockTold = false;
        } else if (!isClockTold) {
            isClockTold = true;
            LOG.warn(
                    "the clock of this node is {} ms {} that of the log: set the clocks of all members right. If it"
                            + " comes to lead, {}",
                    Math.abs(apartMs),
                    apartMs > 0 ? "ahead of" : "behind",
                    apartMs > 0 ? "people are asked so much too early" : "the log's clock goes on as it does");
        }
    }

    private void lookForRoom() {
        try {
            usableBytes = Files.getFileStore(settings.folderOf(node.memberId())).getUsableSpace();
        } catch (final IOException unknown) {
            throw new UncheckedIOException(unknown);
        }
        final StorageState found = usableBytes < settings.criticalLowWaterBytes()
                ? StorageState.FULL
                : usableBytes < settings.lowWaterBytes() ? StorageState.LOW : StorageState.AMPLE;
        if (found != node.room()) {
            LOG.warn(
                    "room for the log is {}: {} bytes are left; unless it is AMPLE nothing is kept for an audit that has"
                            + " not come so far",
                    found,
                    usableBytes);
            node.room(found);
        }
    }

    /** On its own thread. Every node looks; only the leader's asks. */
    private void askForSnapshot() {
        final long commandSeq = node.commandSeq();
        if (commandSeq != askedAt && node.takeSnapshot()) {
            askedAt = commandSeq;
            LOG.info("asked all members for a snapshot, at command {}", commandSeq);
        }
        final long notTaken = node.snapshotsNotTaken();
        if (notTaken != toldNotTaken) {
            toldNotTaken = notTaken;
            LOG.warn("{} snapshots were not written since the start; the node goes on with the one before", notTaken);
        }
        if (node.snapshotsTaken() > 0) {
            final int purged = node.purgeSnapshots(SNAPSHOTS_KEPT);
            if (purged > 0) {
                LOG.info("deleted {} recordings of old snapshots, the last {} stay", purged, SNAPSHOTS_KEPT);
            }
        }
    }
}
