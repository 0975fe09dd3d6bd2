package io.tocsin.transport.cluster;

import io.aeron.AeronCounters;
import io.aeron.CncFileDescriptor;
import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ClusterMembership;
import io.aeron.cluster.ClusterTool;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.ElectionState;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusterCounters;
import io.aeron.cluster.service.ClusterMarkFile;
import io.tocsin.transport.aeron.DataFolder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersReader;
import org.jspecify.annotations.Nullable;

/**
 * A node that runs on this machine, as another process sees it: by the figures that it keeps in shared memory, and by what its consensus module answers. Whoever may
 * read and write the node's files may do that. One thread; its methods wait.
 */
public final class LocalNode {
    private static final int CLUSTER_ID = 0;
    private static final long LOOK_NS = 20_000_000;
    /** A snapshot is counted before the order is taken away: so many looks later it would be seen. */
    private static final int LOOKS_AFTER = 10;

    private final File clusterFolder;
    private final int nodeId;
    private final CountersReader counters;
    private final String driverFolder;
    private final long pid;

    private LocalNode(
            final File clusterFolder,
            final int nodeId,
            final CountersReader counters,
            final String driverFolder,
            final long pid) {
        this.pid = pid;
        this.driverFolder = driverFolder;
        this.clusterFolder = clusterFolder;
        this.nodeId = nodeId;
        this.counters = counters;
    }

    /**
     * Looks for a node.
     *
     * @param folder of its log.
     * @return it; {@code null} if none runs there, on this machine, as this user.
     */
    public static @Nullable LocalNode find(final Path folder) {
        final Path cluster = DataFolder.clusterOf(folder);
        final Path link = cluster.resolve(ClusterMarkFile.LINK_FILENAME);
        try {
            final File marks = Files.exists(link)
                    ? new File(Files.readString(link, StandardCharsets.US_ASCII).trim())
                    : cluster.toFile();
            if (!new File(marks, ClusterMarkFile.FILENAME).exists()) {
                return null;
            }
            try (ClusterMarkFile mark =
                    new ClusterMarkFile(marks, ClusterMarkFile.FILENAME, System::currentTimeMillis, 0, text -> {})) {
                final File driver =
                        new File(mark.loadControlProperties().aeronDirectoryName, CncFileDescriptor.CNC_FILE);
                return isAlive(mark.decoder().pid()) && driver.exists()
                        ? new LocalNode(
                                cluster.toFile(),
                                mark.memberId(),
                                ClusterControl.mapCounters(driver),
                                mark.loadControlProperties().aeronDirectoryName,
                                mark.decoder().pid())
                        : null;
            }
        } catch (final IOException | IllegalStateException | IllegalArgumentException halfThere) {
            // It begins or ends just now.
            return null;
        }
    }

    /**
     * Asks how it stands.
     *
     * @param patience how long its consensus module may take to answer, a second at least.
     * @return what it said.
     */
    public NodeStatus status(final Duration patience) {
        final boolean isTakingPart =
                value(ConsensusModule.Configuration.ELECTION_STATE_TYPE_ID, -1) == ElectionState.CLOSED.code();
        final ClusterMembership members = new ClusterMembership();
        // In an election it has no leader that it could name.
        final boolean answers = isTakingPart && answers(members, patience);
        return new NodeStatus(
                nodeId,
                isTakingPart,
                answers,
                answers && isLeader(),
                answers ? members.leaderMemberId : NodeState.NONE,
                value(AeronCounters.CLUSTER_LEADERSHIP_TERM_ID_TYPE_ID, NodeState.NONE),
                value(ConsensusModule.Configuration.COMMIT_POSITION_TYPE_ID, 0),
                value(ConsensusModule.Configuration.SNAPSHOT_COUNTER_TYPE_ID, 0),
                (int) sign(NodeSigns.VERSION_TYPE_ID),
                (int) sign(NodeSigns.KNOWN_TYPE_ID),
                sideStream(),
                answers ? known(members) : List.of());
    }

    /**
     * Has the whole cluster take a snapshot, which only its leader can do, and waits for this node's.
     *
     * @param patience how long it may take.
     * @return what came of it.
     */
    public SnapshotResult takeSnapshot(final Duration patience) {
        final AtomicCounter toggle = ClusterControl.findControlToggle(counters, CLUSTER_ID);
        final long before = value(ConsensusModule.Configuration.SNAPSHOT_COUNTER_TYPE_ID, 0);
        if (!isLeader()) {
            return SnapshotResult.NOT_LEADER;
        }
        if (toggle == null || !ClusterControl.ToggleState.SNAPSHOT.toggle(toggle)) {
            return SnapshotResult.BUSY;
        }
        final long beginNs = System.nanoTime();
        int looksAfter = 0;
        while (System.nanoTime() - beginNs < patience.toNanos()) {
            if (value(ConsensusModule.Configuration.SNAPSHOT_COUNTER_TYPE_ID, 0) > before) {
                return SnapshotResult.TAKEN;
            }
            looksAfter =
                    ClusterControl.ToggleState.get(toggle) == ClusterControl.ToggleState.NEUTRAL ? looksAfter + 1 : 0;
            if (looksAfter > LOOKS_AFTER) {
                return SnapshotResult.NOT_TAKEN;
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        return SnapshotResult.TOO_SLOW;
    }

    /** Before which place of the log no member needs it, as every one of them has two snapshots behind it; 0 if that is not known of all. */
    public long logNeedlessBefore() {
        return sign(NodeSigns.NEEDLESS_TYPE_ID);
    }

    /**
     * Has the whole cluster go on in a newer engine version, and waits until this node says what came of it.
     *
     * @param engineVersion to go on in.
     * @param patience      how long it may take.
     * @return what came of it.
     */
    public SwitchResult switchEngineVersion(final int engineVersion, final Duration patience) {
        final int asked = signId(NodeSigns.ASKED_TYPE_ID);
        final int answer = signId(NodeSigns.ANSWER_TYPE_ID);
        if (asked == CountersReader.NULL_COUNTER_ID || answer == CountersReader.NULL_COUNTER_ID) {
            return SwitchResult.UNAVAILABLE;
        }
        final AtomicCounter order = new AtomicCounter(counters.valuesBuffer(), asked);
        if (order.get() != 0) {
            return SwitchResult.BUSY;
        }
        new AtomicCounter(counters.valuesBuffer(), answer).set(0);
        order.set(engineVersion);
        // Whoever gives up leaves no order behind that is carried out much later.
        final Thread takeBack = new Thread(() -> order.compareAndSet(engineVersion, 0));
        Runtime.getRuntime().addShutdownHook(takeBack);
        try {
            return await(order, answer, engineVersion, patience);
        } finally {
            Runtime.getRuntime().removeShutdownHook(takeBack);
        }
    }

    private SwitchResult await(
            final AtomicCounter order, final int answer, final int engineVersion, final Duration patience) {
        final long beginNs = System.nanoTime();
        while (System.nanoTime() - beginNs < patience.toNanos()) {
            if (order.get() == 0) {
                return SwitchResult.of(counters.getCounterValue(answer));
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        order.compareAndSet(engineVersion, 0);
        return SwitchResult.TOO_SLOW;
    }

    private @Nullable SideStreamState sideStream() {
        final int id = signId(NodeSigns.SIDE_TYPE_ID);
        return id == CountersReader.NULL_COUNTER_ID ? null : SideStreamState.of(counters.getCounterValue(id));
    }

    private long sign(final int typeId) {
        final int id = signId(typeId);
        return id == CountersReader.NULL_COUNTER_ID ? 0 : counters.getCounterValue(id);
    }

    private int signId(final int wantedTypeId) {
        final int[] found = {CountersReader.NULL_COUNTER_ID};
        counters.forEach((id, typeId, key, label) -> {
            if (typeId == wantedTypeId) {
                found[0] = id;
            }
        });
        return found[0];
    }

    /**
     * Deletes the files of this node's log that no member needs, once what stands for them is forced to the disk. Whoever has lost his own then cannot read the log from
     * its beginning any more.
     *
     * @param secrets as {@link ClusterNode.Context#secrets}.
     * @return files that were deleted.
     * @throws RuntimeException if its archive refuses: the secret is another one, or somebody reads that part of the log now.
     */
    public long purgeLog(final List<byte[]> secrets) {
        final long before = logNeedlessBefore();
        if (before == 0) {
            return 0;
        }
        // What is gone then cannot be read again: the snapshots that stand for it are to be on the disk.
        Housekeeping.force(clusterFolder.toPath());
        Housekeeping.force(clusterFolder.toPath().resolveSibling("archive"));
        try (Housekeeping housekeeping = new Housekeeping(clusterFolder, driverFolder, new NodeSecret(secrets))) {
            return housekeeping.purgeLog(before);
        }
    }

    /**
     * Ends the process of the node in order, as SIGTERM does, and waits until it is gone. Of one that embeds a node that is all of it.
     *
     * @param patience how long it may take.
     * @return whether it is gone.
     */
    public boolean end(final Duration patience) {
        final ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null) {
            return true;
        }
        if (!process.destroy()) {
            return false;
        }
        final long beginNs = System.nanoTime();
        while (process.isAlive() && System.nanoTime() - beginNs < patience.toNanos()) {
            LockSupport.parkNanos(LOOK_NS);
        }
        return !process.isAlive();
    }

    /** Whether it takes part in a term, by its own figures; does not wait. */
    public boolean isTakingPart() {
        return value(ConsensusModule.Configuration.ELECTION_STATE_TYPE_ID, -1) == ElectionState.CLOSED.code();
    }

    /** Whether it leads, by its own figures; does not wait. */
    public boolean isLeader() {
        return value(ConsensusModule.Configuration.CLUSTER_NODE_ROLE_TYPE_ID, -1) == Cluster.Role.LEADER.code();
    }

    private boolean answers(final ClusterMembership members, final Duration patience) {
        try {
            return ClusterTool.listMembers(members, clusterFolder, patience.toMillis());
        } catch (final RuntimeException gone) {
            // Its driver ended, or stands still.
            return false;
        }
    }

    private static List<NodeStatus.Member> known(final ClusterMembership members) {
        return members.activeMembers.stream()
                .map(member -> new NodeStatus.Member(
                        member.id(),
                        member.logPosition(),
                        member.timeOfLastAppendPositionNs() <= 0
                                ? Long.MAX_VALUE
                                : Math.max(0, members.currentTimeNs - member.timeOfLastAppendPositionNs())))
                .toList();
    }

    private long value(final int typeId, final long fallback) {
        final int id = ClusterCounters.find(counters, typeId, CLUSTER_ID);
        return id == CountersReader.NULL_COUNTER_ID ? fallback : counters.getCounterValue(id);
    }

    private static boolean isAlive(final long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /**
     * What came of asking for another engine version.
     *
     * @param kind   of the answer.
     * @param member which does not know the version; of {@link Kind#NOT_KNOWN} alone.
     */
    public record SwitchResult(Kind kind, int member) {
        static final SwitchResult UNAVAILABLE = new SwitchResult(Kind.UNAVAILABLE, 0);
        static final SwitchResult BUSY = new SwitchResult(Kind.BUSY, 0);
        static final SwitchResult TOO_SLOW = new SwitchResult(Kind.TOO_SLOW, 0);
        private static final long SWITCHED = 1;
        private static final long REFUSED = 2;
        private static final long LATE = 3;
        private static final long NOT_KNOWN = 100;

        /** What kind of an answer. */
        public enum Kind {
            /** It is in force. */
            SWITCHED,
            /** A member has not said that its code knows it. */
            NOT_KNOWN,
            /** It is older than the one in force, or the log has no room. The log of the node says which. */
            REFUSED,
            /** Another order is being carried out. */
            BUSY,
            /** The node does not take orders yet. */
            UNAVAILABLE,
            /** It was not answered in time, and may come into force yet. */
            TOO_SLOW
        }

        static SwitchResult of(final long code) {
            final Kind kind = code >= NOT_KNOWN
                    ? Kind.NOT_KNOWN
                    : code == SWITCHED ? Kind.SWITCHED : code == LATE ? Kind.TOO_SLOW : Kind.REFUSED;
            return new SwitchResult(kind, kind == Kind.NOT_KNOWN ? (int) (code - NOT_KNOWN) : 0);
        }

        /** How it stands in memory. */
        long code() {
            return switch (kind) {
                case SWITCHED -> SWITCHED;
                case NOT_KNOWN -> NOT_KNOWN + member;
                case TOO_SLOW -> LATE;
                default -> REFUSED;
            };
        }
    }

    /** What came of asking for a snapshot. */
    public enum SnapshotResult {
        /** It is complete. */
        TAKEN,
        /** This node does not lead. */
        NOT_LEADER,
        /** The leader has another order to carry out. */
        BUSY,
        /** It was not written: the state is too long, or the recording took nothing. The log of the node says which. */
        NOT_TAKEN,
        /** It was not complete in time, and may be yet. */
        TOO_SLOW
    }
}
