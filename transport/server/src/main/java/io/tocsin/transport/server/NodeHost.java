package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.journal.StorageState;
import io.tocsin.transport.cluster.ClusterNode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps everything in the log of a cluster: level COMMITTED or DURABLE. */
final class NodeHost implements JournalHost {
    private static final Logger LOG = LoggerFactory.getLogger(NodeHost.class);

    private final NodeSettings settings;
    private final ClusterNode node;
    private final Repeating snapshots;
    private long toldNotTaken;
    /** At which command the last snapshot was asked for. */
    private long askedAt;

    private NodeHost(final NodeSettings settings, final ClusterNode node) {
        this.settings = settings;
        this.node = node;
        snapshots = new Repeating("tocsin-snapshots", settings.snapshotEvery().toMillis(), this::askForSnapshot);
    }

    /** Starts the node. Waits, a second or so, and not for the others. */
    static NodeHost open(final NodeSettings settings) {
        return new NodeHost(settings, ClusterNode.launch(settings.context()));
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
        return List.of();
    }

    @Override
    public long usableBytes() {
        return UNKNOWN;
    }

    @Override
    public StorageState room() {
        return StorageState.AMPLE;
    }

    @Override
    public boolean speaks() {
        return node.isLeader();
    }

    @Override
    public ClusterNode node() {
        return node;
    }

    @Override
    public void close() {
        snapshots.close();
        node.close();
    }

    private Level level() {
        return settings.durable() ? Level.DURABLE : Level.COMMITTED;
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
    }
}
