package io.tocsin.transport.cluster;

import static java.util.Objects.requireNonNull;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ArchiveException;
import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.ElectionState;
import io.aeron.cluster.PriorityHeapTimerServiceSupplier;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.security.AuthorisationService;
import io.tocsin.journal.Quarantine;
import io.tocsin.transport.aeron.DataFolder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.CloseHelper;
import org.agrona.SemanticVersion;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Media driver, archive, consensus module and service of one node, and how each is set where its default is not ours. */
final class ClusterHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterHost.class);

    // The longest event and the header of its frame in one Aeron frame, as the archive of a single node.
    private static final int IPC_MTU_LENGTH = 1_536;
    private static final int SMALL_TERM_LENGTH = 64 * 1024;
    private static final long TIMER_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SESSION_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(3);
    private static final int SESSIONS = 32;
    private static final int LOCAL_STREAMS = 100;
    private static final int LOG_GENERATION = 1;

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
            consensus = consensusContext();
            state.caughtUp(this::isCaughtUp);
            state.settled(this::isSettled);
            launched = ClusteredMediaDriver.launch(driverContext(), archiveContext(), consensus);
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
            contained = ClusteredServiceContainer.launch(serviceContext(new ClusteredAlertService(
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
            CloseHelper.closeAll(this::onError, applied, container, driver, driverParent, folder);
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

    private MediaDriver.Context driverContext() {
        final long livenessNs = settings.timing.driverLivenessNs();
        return new MediaDriver.Context()
                .aeronDirectoryName(driverFolder())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                // Twelve threads on one machine otherwise, and more than its cores.
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(settings.idleStrategySupplier.get())
                .ipcMtuLength(IPC_MTU_LENGTH)
                .ipcTermBufferLength(settings.termLength)
                .publicationTermBufferLength(settings.termLength)
                // A dead node is taken out of the way of the living as soon as it is believed dead, not ten seconds
                // later.
                .imageLivenessTimeoutNs(livenessNs)
                .publicationConnectionTimeoutNs(livenessNs)
                .untetheredWindowLimitTimeoutNs(livenessNs)
                .flowControlReceiverTimeoutNs(livenessNs)
                .timerIntervalNs(Math.min(TIMER_INTERVAL_NS, livenessNs / 2))
                .statusMessageTimeoutNs(Math.min(TIMER_INTERVAL_NS, livenessNs / 2))
                .spiesSimulateConnection(true)
                .lowStorageWarningThreshold(0)
                .errorHandler(this::onError);
    }

    private Archive.Context archiveContext() {
        final int syncLevel = settings.durable ? 1 : 0;
        final Archive.Context context = new Archive.Context();
        if (secret.isKept()) {
            context.authenticatorSupplier(() -> secret.authenticator(NodeSecret.ARCHIVE))
                    .authorisationServiceSupplier(secret::authorisation);
        }
        return context.aeronDirectoryName(driverFolder())
                .archiveDir(folder.archive().toFile())
                // Beside what goes with the process: the folder's lock already says that nobody else is alive in it.
                .markFileDir(driverFolder.toFile())
                .threadingMode(ArchiveThreadingMode.SHARED)
                .idleStrategySupplier(settings.idleStrategySupplier)
                .controlChannel("aeron:udp?endpoint=" + member.archiveEndpoint())
                .replicationChannel("aeron:udp?endpoint=" + member.anyPort())
                .archiveClientContext(archiveClient().controlResponseChannel("aeron:udp?endpoint=" + member.anyPort()))
                .recordingEventsEnabled(false)
                .recordChecksum(Checksums.crc32c())
                .replayChecksum(Checksums.crc32c())
                // All three together, here and below: half of it forced is nothing forced.
                .fileSyncLevel(syncLevel)
                .catalogFileSyncLevel(syncLevel)
                .segmentFileLength(settings.segmentLength)
                .lowStorageSpaceThreshold(settings.segmentLength)
                .errorHandler(this::onError);
    }

    private ConsensusModule.Context consensusContext() {
        final ClusterTiming timing = settings.timing;
        final ConsensusModule.Context context = new ConsensusModule.Context();
        if (secret.isKept()) {
            context.authenticatorSupplier(() -> secret.authenticator(NodeSecret.CLUSTER));
        }
        return context.aeronDirectoryName(driverFolder())
                .clusterDir(folder.cluster().toFile())
                .markFileDir(driverFolder.toFile())
                .clusterMemberId(member.id())
                .archiveContext(localArchive(0))
                // Nothing is asked of it but sessions: snapshots are asked for by who may write its files.
                .authorisationServiceSupplier(() -> AuthorisationService.DENY_ALL)
                .clusterMembers(ClusterMember.endpoints(settings.members))
                .appVersion(appVersion())
                .fileSyncLevel(settings.durable ? 1 : 0)
                .ingressChannel("aeron:udp?term-length=" + settings.termLength)
                .logChannel("aeron:udp?term-length=" + settings.termLength)
                .consensusChannel("aeron:udp?term-length=" + SMALL_TERM_LENGTH)
                .replicationChannel("aeron:udp?endpoint=" + member.anyPort())
                .snapshotChannel(snapshotChannel())
                .clusterClock(clock)
                // Timers of different deadlines expire in their order, on a node that was restarted as well.
                .timerServiceSupplier(new PriorityHeapTimerServiceSupplier())
                .leaderHeartbeatTimeoutNs(timing.heartbeatTimeoutNs())
                .leaderHeartbeatIntervalNs(timing.heartbeatIntervalNs())
                .electionTimeoutNs(timing.electionTimeoutNs())
                .electionStatusIntervalNs(timing.electionStatusNs())
                .startupCanvassTimeoutNs(settings.startupCanvassNs)
                // Longer than a takeover: a session outlives its leader.
                .sessionTimeoutNs(Math.max(SESSION_TIMEOUT_NS, 4 * timing.heartbeatTimeoutNs()))
                .maxConcurrentSessions(SESSIONS)
                .idleStrategySupplier(settings.idleStrategySupplier)
                .terminationHook(() -> fail(new IllegalStateException("the consensus module has ended")))
                .errorHandler(this::onError);
    }

    private ClusteredServiceContainer.Context serviceContext(final ClusteredAlertService service) {
        return new ClusteredServiceContainer.Context()
                .aeronDirectoryName(driverFolder())
                .clusterDir(folder.cluster().toFile())
                .markFileDir(driverFolder.toFile())
                .serviceName("tocsin-engine")
                .archiveContext(localArchive(1))
                .appVersion(appVersion())
                .clusteredService(service)
                // Nobody is answered over egress: every gateway hears the engine of its own node.
                .isRespondingService(false)
                .snapshotChannel(snapshotChannel())
                .idleStrategySupplier(settings.idleStrategySupplier)
                .terminationHook(() -> fail(new IllegalStateException("the service has ended")))
                .errorHandler(this::onError);
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

    private AeronArchive.Context archiveClient() {
        return new AeronArchive.Context().credentialsSupplier(secret.credentials(NodeSecret.ARCHIVE));
    }

    /** As the library would, and with the secret. */
    private AeronArchive.Context localArchive(final int number) {
        final String channel = AeronArchive.Configuration.localControlChannel();
        return archiveClient()
                .controlRequestChannel(channel)
                .controlResponseChannel(channel)
                .controlRequestStreamId(AeronArchive.Configuration.localControlStreamId())
                .controlResponseStreamId(LOCAL_STREAMS + AeronArchive.Configuration.controlResponseStreamId() + number);
    }

    private String snapshotChannel() {
        return "aeron:ipc?alias=snapshot|term-length=" + settings.termLength;
    }

    /**
     * Which code may read one log: the consensus module compares the major number, and knows no way from one to the next. What engines do with the log it says itself, so
     * this rises only if even that can no longer be read, and then every folder begins anew.
     */
    private static int appVersion() {
        return SemanticVersion.compose(LOG_GENERATION, 0, 0);
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

    private void onError(final Throwable thrown) {
        LOG.warn("member {}: {}", member.id(), thrown.toString());
        LOG.debug("member {}", member.id(), thrown);
        if (isDamage(thrown)) {
            fail(new IllegalStateException(
                    "the log or a snapshot is damaged: put the node's folder aside, and start it with an empty one: "
                            + thrown.getMessage(),
                    thrown));
        } else if (thrown instanceof AgentTerminationException) {
            // A part that cannot read its snapshot ends without a word to anybody else, and the others would wait for
            // it.
            fail(new IllegalStateException(
                    "a part of the node has ended, as it does if it cannot read a snapshot or the log: what was wrong is"
                            + " said before",
                    thrown));
        }
    }

    /** The archive says so to its error handler, and to whoever reads no more than that the replay has ended: that one tries again, or waits. It has no code of its own. */
    private static boolean isDamage(final Throwable thrown) {
        final String message = thrown.getMessage();
        return thrown instanceof ArchiveException && message != null && message.contains("CRC checksum mismatch");
    }
}
