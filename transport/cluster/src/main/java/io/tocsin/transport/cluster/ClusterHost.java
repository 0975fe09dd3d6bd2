package io.tocsin.transport.cluster;

import static java.util.Objects.requireNonNull;

import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.ElectionState;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.tocsin.journal.Quarantine;
import io.tocsin.transport.aeron.DataFolder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.CloseHelper;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/** Media driver, archive, consensus module and service of one node, from its start to its end. */
final class ClusterHost implements AutoCloseable {
    private final ClusterSettings settings;
    private final ClusterMember member;
    private final DataFolder folder;
    private final @Nullable DataFolder driverParent;
    private final Path driverFolder;
    private final LogClock clock;
    private final NodeState state;
    private final ConsensusModule.Context consensus;
    private final ClusteredMediaDriver driver;
    private final ClusteredServiceContainer container;
    private final NodeLevels levels;
    private final NodeSecret secret;
    private final AppliedStream applied;
    private final NodeErrors errors;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private long snapshotsTaken;
    private long joinedPosition;
    private boolean isClosed;

    ClusterHost(
            final ClusterSettings settings,
            final NodeState state,
            final NodeOutputs outputs,
            final IngressProgress progress,
            final AppliedQuorum quorum) {
        this.settings = settings;
        member = settings.member();
        this.state = state;
        clock = new LogClock(settings.clock);
        secret = new NodeSecret(settings.secrets);
        levels = new NodeLevels(settings.durable, settings.applied);
        final Path root = requireNonNull(settings.folder);
        folder = DataFolder.lock(root);
        DataFolder lockedParent = null;
        ClusteredMediaDriver launched = null;
        ClusteredServiceContainer contained = null;
        AppliedStream stream = null;
        try {
            folder.requireNoJournal();
            DivergedFile.refuse(root);
            MembersFile.require(root, settings);
            lockedParent = settings.driverFolder == null ? null : lockDriverFolder(settings.driverFolder);
            driverParent = lockedParent;
            driverFolder = (lockedParent == null ? folder : lockedParent).driver();
            final OwnRecordings recordings = new OwnRecordings(folder);
            recordings.require();
            errors = new NodeErrors(member.id(), recordings, this::fail);
            final NodeParts parts =
                    new NodeParts(settings, folder, driverFolder.toAbsolutePath(), secret, clock, errors);
            consensus = parts.consensus();
            state.caughtUp(this::isCaughtUp);
            state.settled(this::isSettled);
            launched = ClusteredMediaDriver.launch(parts.driver(), parts.archive(), consensus);
            driver = launched;
            applied = new AppliedStream(
                    settings,
                    state,
                    quorum,
                    secret,
                    this::isSettled,
                    this::electedIn,
                    keeping(),
                    outputs,
                    driverFolder(),
                    this::fail);
            stream = applied;
            contained = ClusteredServiceContainer.launch(parts.service(new ClusteredAlertService(
                    outputs, progress, state, clock, levels, settings, Quarantine.of(root), this::fail)));
            container = contained;
        } catch (final RuntimeException | Error failed) {
            CloseHelper.quietCloseAll(stream, contained, launched, lockedParent, folder);
            throw failed;
        }
        applied.start();
    }

    ClusterMember member() {
        return member;
    }

    ClusterSettings settings() {
        return settings;
    }

    /** What it knows and other members too. */
    NodeSecret secret() {
        return secret;
    }

    /** What its answers mean. */
    NodeLevels levels() {
        return levels;
    }

    /** Where a client of this node's driver connects. */
    String driverFolder() {
        return driverFolder.toAbsolutePath().toString();
    }

    /** Whether its service feeds the engine no more. Any thread. */
    boolean isServiceEnded() {
        return state.isTerminated();
    }

    @Nullable
    Throwable failure() {
        return failure.get();
    }

    /** How much what this node stamps with as a leader is ahead of its own clock. */
    long clockAheadNs() {
        return clock.aheadNs();
    }

    /** How far its own clock is ahead of the log's. */
    long clockApartNs() {
        return clock.apartNs();
    }

    /** Whether its consensus module has ended, as it does without a word to anybody when it cannot read its own part of a snapshot. */
    boolean isModuleEnded() {
        return consensus.electionStateCounter().isClosed();
    }

    /** Snapshots that are complete and known to the consensus module, since the launch. */
    synchronized long snapshotsTaken() {
        // A counter lies in memory that goes with the consensus module.
        if (!isClosed && failure.get() == null && !consensus.snapshotCounter().isClosed()) {
            snapshotsTaken = consensus.snapshotCounter().get();
        }
        return snapshotsTaken;
    }

    /**
     * Deletes the recordings of all snapshots but the last ones. Waits for the archive.
     *
     * @return how many were deleted.
     */
    int purgeSnapshots(final int keep) {
        try (Housekeeping housekeeping = new Housekeeping(folder.cluster().toFile(), driverFolder(), secret)) {
            return housekeeping.purgeSnapshots(keep, state.auditNeeds());
        }
    }

    /** Under one lock with {@link #close()}: what is asked lies in memory that goes with the driver. */
    synchronized boolean askForSnapshot() {
        if (isClosed || failure.get() != null) {
            return false;
        }
        final AtomicCounter toggle =
                ClusterControl.findControlToggle(driver.mediaDriver().context().countersManager(), 0);
        return toggle != null && ClusterControl.ToggleState.SNAPSHOT.toggle(toggle);
    }

    /** What it hears of the engines of others, and says of its own. */
    AppliedStream applied() {
        return applied;
    }

    /**
     * Whether it takes part in the term that its engine is in, as far as one look tells. Not while it elects, when what a term before left behind is carried out. For threads
     * that end before the node's.
     */
    boolean isSettled() {
        return isElected()
                && !consensus.leadershipTermIdCounter().isClosed()
                && consensus.leadershipTermIdCounter().get() == state.termId();
    }

    /** The last term that it knows, while it is elected and does not lead yet; {@link NodeState#NONE} if it is not. As {@link #isSettled()}. */
    private long electedIn() {
        if (failure.get() != null
                || consensus.electionStateCounter().isClosed()
                || consensus.leadershipTermIdCounter().isClosed()) {
            return NodeState.NONE;
        }
        final long election = consensus.electionStateCounter().get();
        return election >= ElectionState.LEADER_LOG_REPLICATION.code() && election <= ElectionState.LEADER_READY.code()
                ? consensus.leadershipTermIdCounter().get()
                : NodeState.NONE;
    }

    /** Whether there is a leader whom it follows, or who it is. Under the lock, as a counter lies in memory that goes with the consensus module. */
    synchronized boolean isTakingPart() {
        return !isClosed && isElected();
    }

    @Override
    public synchronized void close() {
        if (closing.compareAndSet(false, true)) {
            snapshotsTaken();
            isClosed = true;
            state.terminated();
            // The service first: it has to be heard out by the consensus module, as that by the archive.
            CloseHelper.closeAll(errors::ofPart, applied, container, driver, driverParent, folder);
        }
    }

    /**
     * A folder of its own below what was given, because the media driver empties its folder at start and stop, and a lock beside it: a second node would take the first
     * one's buffers away.
     */
    private DataFolder lockDriverFolder(final Path given) {
        final Path parent = given.resolve("tocsin-" + member.id() + '-' + member.basePort())
                .toAbsolutePath()
                .normalize();
        final Path data = folder.root().toAbsolutePath().normalize();
        if (parent.startsWith(data) || data.startsWith(parent)) {
            throw new IllegalArgumentException("driverFolder is " + given
                    + ": it must not be the folder of the log, nor above or below it, as it is emptied");
        }
        return DataFolder.lock(parent);
    }

    /** Whether the node takes part in a term, and its service has read all that was committed. Service thread. */
    private boolean isCaughtUp(final long position) {
        return isElected() && position >= caughtUpPosition();
    }

    private boolean isElected() {
        return failure.get() == null
                && !consensus.electionStateCounter().isClosed()
                && consensus.electionStateCounter().get() == ElectionState.CLOSED.code();
    }

    private long caughtUpPosition() {
        if (joinedPosition == 0) {
            joinedPosition = consensus.commitPositionCounter().get();
        }
        return joinedPosition;
    }

    private Keeping keeping() {
        return new Keeping(
                member.id(),
                settings.members.size(),
                this::completedSnapshots,
                () -> Housekeeping.lastButOne(
                        Housekeeping.snapshots(folder.cluster().toFile())),
                state::auditNeeds);
    }

    private long completedSnapshots() {
        return failure.get() != null || consensus.snapshotCounter().isClosed()
                ? NodeState.NONE
                : consensus.snapshotCounter().get();
    }

    private void fail(final Throwable cause) {
        if (!closing.get() && failure.compareAndSet(null, cause)) {
            state.terminated();
            if (cause instanceof DivergedException diverged) {
                DivergedFile.leave(folder.root(), diverged);
            }
            settings.onFatal.accept(cause);
        }
    }
}
