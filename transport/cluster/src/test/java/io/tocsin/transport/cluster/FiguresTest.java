package io.tocsin.transport.cluster;

import io.aeron.ExclusivePublication;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.ArchivingMediaDriver;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tocsin.AlertRouter;
import io.tocsin.Raise;
import io.tocsin.engine.EngineLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What three nodes take, each figure beside its raw limit, in one process: nothing is asserted of times. Only with {@code -Dfigures=100}, or less for shorter ones.
 */
@EnabledIfSystemProperty(named = "figures", matches = "[1-9][0-9]*")
@SuppressWarnings("SystemOut") // The figures that the README tells.
final class FiguresTest {
    private static final int PERCENT = Integer.getInteger("figures", 100);
    private static final double US = 1e3;
    private static final double MS = 1e6;

    @TempDir
    private Path folder = Path.of(".");

    /** A raise of an alert that is open, which is answered as a first one is, one at a time and 256 at a time; and an echo of 256 bytes. */
    @Test
    void shouldSayWhatAReplicatedRaiseTakesBesideAnEcho() throws Exception {
        final int count = 100 * PERCENT;
        for (int round = 0; round < 3; round++) {
            try (Echo echo = new Echo(folder.resolve("echo" + round), memory())) {
                echo.run(count, 1);
                final long[] tookNs = echo.run(count, 1);
                echo.run(count * 10, 256);
                final long beginNs = System.nanoTime();
                echo.run(count * 10, 256);
                say("an echo", tookNs, count * 10, System.nanoTime() - beginNs);
            }
            for (final AppliedAnswers applied : AppliedAnswers.values()) {
                if (applied != AppliedAnswers.ALL) {
                    raises(round, applied, count);
                }
            }
        }
    }

    /** Of 50,000 open alerts, 417 bytes each: of 80,000 the snapshot is above its bound, where the service stands still; and as many bytes into a file, as the archive writes them. */
    @Test
    void shouldSayHowLongASnapshotTakes() throws Exception {
        final int alerts = 500 * PERCENT;
        try (TestCluster cluster = new TestCluster(folder, 1)) {
            final ClusterNode node = ClusterNode.launch(settings(cluster, 0));
            try (AlertRouter router = AlertRouter.launch(new AlertRouter.Context()
                    .site(TestRouter.site())
                    .limits(EngineLimits.builder()
                            .maxAlerts(alerts + 100)
                            .maxOffers(4 * alerts)
                            .maxOutboxEntries(4 * alerts)
                            .maxDeliveries(8 * alerts)
                            .contentBlocks(8 * alerts)
                            .maxSubjects(1_024)
                            .build())
                    .host(node.router()))) {
                final Semaphore room = new Semaphore(256);
                for (int number = 0; number < alerts; number++) {
                    room.acquire();
                    router.raise(TestRouter.arrest("alert-" + number))
                            .whenComplete((raised, refused) -> room.release());
                }
                room.acquire(256);
                for (int round = 0; round < 5; round++) {
                    final long before = node.snapshotsTaken();
                    Waiting.until("a snapshot is asked for", node::takeSnapshot);
                    Waiting.until(
                            "it is complete", () -> node.snapshotsTaken() > before || node.snapshotsNotTaken() > 0);
                    final long bytes = node.snapshotBytes();
                    System.out.printf(
                            Locale.ROOT,
                            "snapshot of %,d open alerts, %,d bytes (%d each): %.1f ms; a bare recorded copy: %.1f ms;"
                                    + " refused: %d%n",
                            router.openAlerts().size(),
                            bytes,
                            bytes / alerts,
                            node.snapshotNs() / MS,
                            bare(bytes) / MS,
                            node.snapshotsNotTaken());
                }
            } finally {
                node.close();
            }
        }
    }

    /** It was away for a million commands; there is no snapshot of them, and then there is. */
    @Test
    void shouldSayHowLongItTakesToComeBack() {
        final int count = 10_000 * PERCENT;
        final List<UnsafeBuffer> commands = Scripts.commands(17, 20_000);
        try (TestCluster cluster = new TestCluster(folder, 3)) {
            for (int id = 0; id < 3; id++) {
                start(cluster, id);
            }
            final int leader = cluster.awaitLeader().cluster.memberId();
            final int away = (leader + 1) % 3;
            final TestCluster.Node sender = cluster.node(leader);
            sender.send(commands.get(0));
            sender.settle();
            cluster.stop(away);
            final long beginNs = System.nanoTime();
            for (int number = 0; number < count; number++) {
                sender.send(commands.get(1 + number % (commands.size() - 1)));
            }
            sender.settle();
            final long sentNs = System.nanoTime();
            final TestCluster.Node again = start(cluster, away);
            Waiting.until(
                    "it is where the others are", () -> again.cluster.commandSeq() >= sender.cluster.commandSeq());
            System.out.printf(
                    Locale.ROOT,
                    "%,d commands (%,d bytes of log) sent at %,.0f a second; back %.1f s after the node's start, from"
                            + " its launch to the last of them%n",
                    count,
                    sender.cluster.logPosition(),
                    count / ((sentNs - beginNs) / 1e9),
                    (System.nanoTime() - sentNs) / 1e9);
            // Time goes on: between a look at one and at the other there may be a tick.
            Waiting.until("both have said the same", () -> again.cluster.eventHash() == sender.cluster.eventHash());
        }
    }

    private void raises(final int round, final AppliedAnswers applied, final int count) throws Exception {
        final Path here = Files.createDirectories(folder.resolve(applied + "-" + round));
        try (TestCluster cluster = new TestCluster(here, 3)) {
            final List<TestRouter> routers = new ArrayList<>();
            try {
                final List<ClusterNode> nodes = new ArrayList<>();
                for (int id = 0; id < 3; id++) {
                    nodes.add(ClusterNode.launch(settings(cluster, id).applied(applied)));
                }
                for (final ClusterNode node : nodes) {
                    routers.add(new TestRouter(node));
                }
                final AlertRouter router = routers.get(0).router;
                oneByOne(router, count);
                final long[] tookNs = oneByOne(router, count);
                atOnce(router, count * 10);
                final long beginNs = System.nanoTime();
                atOnce(router, count * 10);
                say(
                        "a raise at " + (applied == AppliedAnswers.ASKED ? "COMMITTED" : "APPLIED"),
                        tookNs,
                        count * 10,
                        System.nanoTime() - beginNs);
            } finally {
                routers.forEach(TestRouter::close);
            }
        }
    }

    private static long[] oneByOne(final AlertRouter router, final int count) throws Exception {
        final long[] tookNs = new long[count];
        for (int number = 0; number < count; number++) {
            final long beginNs = System.nanoTime();
            router.raise(again(number)).get(10, TimeUnit.SECONDS);
            tookNs[number] = System.nanoTime() - beginNs;
        }
        return tookNs;
    }

    private static void atOnce(final AlertRouter router, final int count) throws InterruptedException {
        final Semaphore room = new Semaphore(256);
        for (int number = 0; number < count; number++) {
            room.acquire();
            router.raise(again(number)).whenComplete((raised, refused) -> room.release());
        }
        room.acquire(256);
    }

    /** One of 64 that are open, so that the tables do not fill. */
    private static Raise again(final int number) {
        return TestRouter.arrest("open-" + number % 64);
    }

    private static void say(final String what, final long[] tookNs, final int count, final long allNs) {
        Arrays.sort(tookNs);
        System.out.printf(
                Locale.ROOT,
                "%s, three nodes: p50 %.0f, p90 %.0f, p99 %.0f us; %,.0f a second with 256 under way%n",
                what,
                tookNs[tookNs.length / 2] / US,
                tookNs[tookNs.length * 9 / 10] / US,
                tookNs[tookNs.length * 99 / 100] / US,
                count / (allNs / 1e9));
    }

    private static ClusterNode.Context settings(final TestCluster cluster, final int id) {
        return cluster.context(id)
                .termLength(1 << 24)
                .segmentLength(1 << 26)
                .outputCapacityBytes(1 << 23)
                .idleStrategySupplier(Echo::idle);
    }

    /** Nobody keeps what it was fed: of a million commands that is too much. */
    private static TestCluster.Node start(final TestCluster cluster, final int id) {
        return cluster.start(
                id,
                settings -> settings.tap(new EngineTap() {})
                        .termLength(1 << 24)
                        .segmentLength(1 << 26)
                        .idleStrategySupplier(Echo::idle));
    }

    /** As many bytes, in as long frames, into a recorded publication of an archive that does nothing else. */
    private long bare(final long bytes) {
        final String driver =
                memory().resolve("tocsin-bare-" + ProcessHandle.current().pid()).toString();
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[1_376]);
        final String local = AeronArchive.Configuration.localControlChannel();
        try (ArchivingMediaDriver archive = ArchivingMediaDriver.launch(
                        new MediaDriver.Context()
                                .aeronDirectoryName(driver)
                                .dirDeleteOnStart(true)
                                .dirDeleteOnShutdown(true)
                                .threadingMode(ThreadingMode.SHARED)
                                .sharedIdleStrategy(Echo.idle())
                                .ipcTermBufferLength(1 << 24),
                        new Archive.Context()
                                .aeronDirectoryName(driver)
                                .archiveDir(folder.resolve("bare").toFile())
                                .deleteArchiveOnStart(true)
                                .threadingMode(ArchiveThreadingMode.SHARED)
                                .idleStrategySupplier(Echo::idle)
                                .controlChannelEnabled(false)
                                .archiveClientContext(new AeronArchive.Context().controlResponseChannel(local))
                                .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                                .recordingEventsEnabled(false)
                                .recordChecksum(Checksums.crc32c()));
                AeronArchive client = AeronArchive.connect(new AeronArchive.Context()
                        .aeronDirectoryName(archive.mediaDriver().aeronDirectoryName())
                        .controlRequestChannel(local)
                        .controlResponseChannel(local));
                ExclusivePublication publication = client.addRecordedExclusivePublication("aeron:ipc", 1_000)) {
            final IdleStrategy idle = Echo.idle();
            final long beginNs = System.nanoTime();
            for (long written = 0; written < bytes; written += frame.capacity()) {
                while (publication.offer(frame, 0, frame.capacity()) < 0) {
                    idle.idle();
                }
            }
            return System.nanoTime() - beginNs;
        }
    }

    private Path memory() {
        final Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : folder;
    }
}
