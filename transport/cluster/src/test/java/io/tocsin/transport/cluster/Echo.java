package io.tocsin.transport.cluster;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.cluster.client.EgressListener;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.Header;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** The least that three nodes can do: whatever is sent is in the log of a majority, and is sent back. Drivers, archives and checksums as ours; one client at the first node. */
final class Echo implements EgressListener, AutoCloseable {
    private static final int TERM_LENGTH = 1 << 24;
    private static final int SESSION_STREAM = 102;

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[256]);
    private final AeronCluster client;
    private long received;

    Echo(final Path folder, final Path memory) {
        final List<ClusterMember> members = new ArrayList<>();
        final int basePort = TestCluster.freePorts(3 * ClusterMember.PORTS);
        for (int id = 0; id < 3; id++) {
            members.add(new ClusterMember(id, "127.0.0.1", basePort + id * ClusterMember.PORTS));
        }
        for (final ClusterMember member : members) {
            start(folder.resolve("echo" + member.id()), driver(memory, member), members, member);
        }
        client = AeronCluster.connect(new AeronCluster.Context()
                .aeronDirectoryName(driver(memory, members.get(0)))
                .ingressChannel("aeron:udp?term-length=" + TERM_LENGTH)
                .ingressEndpoints(ClusterMember.ingressEndpoints(members))
                .egressChannel("aeron:udp?endpoint=127.0.0.1:0")
                .egressListener(this));
    }

    /** Sends so many, so many of them without an answer at most; answers what each took if one is under way at a time, ns. */
    long[] run(final int count, final int window) {
        final long[] tookNs = new long[count];
        final IdleStrategy idle = idle();
        received = 0;
        int sent = 0;
        long sentNs = 0;
        while (received < count) {
            if (sent < count && sent - received < window && client.offer(message, 0, message.capacity()) > 0) {
                sentNs = System.nanoTime();
                sent++;
            }
            final long before = received;
            idle.idle(client.pollEgress());
            if (received > before && window == 1) {
                tookNs[(int) before] = System.nanoTime() - sentNs;
            }
        }
        return tookNs;
    }

    @Override
    public void onMessage(
            final long clusterSessionId,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        received++;
    }

    @Override
    public void close() {
        client.close();
        CloseHelper.closeAll(parts);
    }

    private static String driver(final Path memory, final ClusterMember member) {
        return memory.resolve("tocsin-echo-" + ProcessHandle.current().pid() + '-' + member.id())
                .toString();
    }

    static IdleStrategy idle() {
        return new BackoffIdleStrategy(10, 20, 1_000, 100_000);
    }

    private void start(
            final Path folder, final String driver, final List<ClusterMember> members, final ClusterMember member) {
        final String local = AeronArchive.Configuration.localControlChannel();
        parts.add(
                0,
                ClusteredMediaDriver.launch(
                        new MediaDriver.Context()
                                .aeronDirectoryName(driver)
                                .dirDeleteOnStart(true)
                                .dirDeleteOnShutdown(true)
                                .threadingMode(ThreadingMode.SHARED)
                                .sharedIdleStrategy(idle())
                                .spiesSimulateConnection(true),
                        new Archive.Context()
                                .aeronDirectoryName(driver)
                                .archiveDir(folder.resolve("archive").toFile())
                                .threadingMode(ArchiveThreadingMode.SHARED)
                                .idleStrategySupplier(Echo::idle)
                                .controlChannel("aeron:udp?endpoint=" + member.archiveEndpoint())
                                .replicationChannel("aeron:udp?endpoint=" + member.anyPort())
                                .recordingEventsEnabled(false)
                                .recordChecksum(Checksums.crc32c())
                                .replayChecksum(Checksums.crc32c()),
                        new ConsensusModule.Context()
                                .aeronDirectoryName(driver)
                                .clusterDir(folder.resolve("cluster").toFile())
                                .clusterMemberId(member.id())
                                .clusterMembers(ClusterMember.endpoints(members))
                                .archiveContext(archive(local, 0))
                                .ingressChannel("aeron:udp?term-length=" + TERM_LENGTH)
                                .logChannel("aeron:udp?term-length=" + TERM_LENGTH)
                                .replicationChannel("aeron:udp?endpoint=" + member.anyPort())
                                .startupCanvassTimeoutNs(2_000_000_000L)
                                .leaderHeartbeatTimeoutNs(1_000_000_000L)
                                .idleStrategySupplier(Echo::idle)));
        parts.add(
                0,
                ClusteredServiceContainer.launch(new ClusteredServiceContainer.Context()
                        .aeronDirectoryName(driver)
                        .clusterDir(folder.resolve("cluster").toFile())
                        .archiveContext(archive(local, 1))
                        .clusteredService(new Service())
                        .idleStrategySupplier(Echo::idle)));
    }

    private static AeronArchive.Context archive(final String local, final int number) {
        return new AeronArchive.Context()
                .controlRequestChannel(local)
                .controlResponseChannel(local)
                .controlResponseStreamId(SESSION_STREAM + 100 + number);
    }

    private static final class Service implements ClusteredService {
        private static final long GIVE_UP = 1_000_000;

        @Override
        public void onStart(final Cluster cluster, final Image snapshotImage) {}

        @Override
        public void onSessionOpen(final ClientSession session, final long timestamp) {}

        @Override
        public void onSessionClose(final ClientSession session, final long timestamp, final CloseReason closeReason) {}

        @Override
        public void onSessionMessage(
                final ClientSession session,
                final long timestamp,
                final DirectBuffer buffer,
                final int offset,
                final int length,
                final Header header) {
            for (long attempt = 0; session.offer(buffer, offset, length) < 0 && attempt < GIVE_UP; attempt++) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void onTimerEvent(final long correlationId, final long timestamp) {}

        @Override
        public void onTakeSnapshot(final ExclusivePublication snapshotPublication) {}

        @Override
        public void onRoleChange(final Cluster.Role newRole) {}

        @Override
        public void onTerminate(final Cluster cluster) {}
    }
}
