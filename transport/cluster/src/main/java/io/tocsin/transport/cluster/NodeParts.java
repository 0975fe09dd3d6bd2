package io.tocsin.transport.cluster;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.PriorityHeapTimerServiceSupplier;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.security.AuthorisationService;
import io.tocsin.transport.aeron.DataFolder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.SemanticVersion;

/**
 * How each part of a node is set where its default is not ours.
 *
 * @param settings     of the node.
 * @param folder       of its log.
 * @param driverFolder of its media driver.
 * @param secret       what it knows and other members too.
 * @param clock        what it stamps with as a leader.
 * @param errors       hears what its parts cannot do.
 */
record NodeParts(
        ClusterSettings settings,
        DataFolder folder,
        Path driverFolder,
        NodeSecret secret,
        LogClock clock,
        NodeErrors errors) {
    // The longest event and the header of its frame in one Aeron frame, as the archive of a single node.
    private static final int IPC_MTU_LENGTH = 1_536;
    private static final int SMALL_TERM_LENGTH = 64 * 1024;
    private static final long TIMER_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SESSION_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(3);
    private static final int SESSIONS = 32;
    private static final int LOCAL_STREAMS = 100;
    private static final int LOG_GENERATION = 1;

    MediaDriver.Context driver() {
        final long livenessNs = settings.timing.driverLivenessNs();
        return new MediaDriver.Context()
                .aeronDirectoryName(driverFolder.toString())
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
                .errorHandler(errors::ofPart);
    }

    Archive.Context archive() {
        final int syncLevel = settings.durable ? 1 : 0;
        final Archive.Context context = new Archive.Context();
        if (secret.isKept()) {
            context.authenticatorSupplier(() -> secret.authenticator(NodeSecret.ARCHIVE))
                    .authorisationServiceSupplier(secret::authorisation);
        }
        return context.aeronDirectoryName(driverFolder.toString())
                .archiveDir(folder.archive().toFile())
                // Beside what goes with the process: the folder's lock already says that nobody else is alive in it.
                .markFileDir(driverFolder.toFile())
                .threadingMode(ArchiveThreadingMode.SHARED)
                .idleStrategySupplier(settings.idleStrategySupplier)
                .controlChannel("aeron:udp?endpoint=" + member().archiveEndpoint())
                .replicationChannel("aeron:udp?endpoint=" + member().anyPort())
                .archiveClientContext(
                        archiveClient().controlResponseChannel("aeron:udp?endpoint=" + member().anyPort()))
                .recordingEventsEnabled(false)
                .recordChecksum(Checksums.crc32c())
                .replayChecksum(Checksums.crc32c())
                // All three together, here and below: half of it forced is nothing forced.
                .fileSyncLevel(syncLevel)
                .catalogFileSyncLevel(syncLevel)
                .segmentFileLength(settings.segmentLength)
                .lowStorageSpaceThreshold(settings.segmentLength)
                .errorHandler(errors::ofArchive);
    }

    ConsensusModule.Context consensus() {
        final ClusterTiming timing = settings.timing;
        final ConsensusModule.Context context = new ConsensusModule.Context();
        if (secret.isKept()) {
            context.authenticatorSupplier(() -> secret.authenticator(NodeSecret.CLUSTER));
        }
        return context.aeronDirectoryName(driverFolder.toString())
                .clusterDir(folder.cluster().toFile())
                .markFileDir(driverFolder.toFile())
                .clusterMemberId(member().id())
                .archiveContext(localArchive(0))
                // Nothing is asked of it but sessions: snapshots are asked for by who may write its files.
                .authorisationServiceSupplier(() -> AuthorisationService.DENY_ALL)
                .clusterMembers(ClusterMember.endpoints(settings.members))
                .appVersion(appVersion())
                .fileSyncLevel(settings.durable ? 1 : 0)
                .ingressChannel("aeron:udp?term-length=" + settings.termLength)
                .logChannel("aeron:udp?term-length=" + settings.termLength)
                .consensusChannel("aeron:udp?term-length=" + SMALL_TERM_LENGTH)
                .replicationChannel("aeron:udp?endpoint=" + member().anyPort())
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
                .terminationHook(() -> errors.ended("the consensus module has ended"))
                .errorHandler(errors::ofPart);
    }

    ClusteredServiceContainer.Context service(final ClusteredAlertService service) {
        return new ClusteredServiceContainer.Context()
                .aeronDirectoryName(driverFolder.toString())
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
                .terminationHook(() -> errors.ended("the service has ended"))
                .errorHandler(errors::ofPart);
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

    private ClusterMember member() {
        return settings.member();
    }
}
