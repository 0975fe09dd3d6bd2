package io.tocsin.transport.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.archive.client.AeronArchive;
import io.tocsin.RouterEvent;
import io.tocsin.flight.RoleTaken;
import io.tocsin.flight.SnapshotTook;
import io.tocsin.journal.JournalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of one: log, time, snapshots and restarts of the service, without elections. */
final class OneNodeTest {
    private static final long SEED = 61;

    @TempDir
    private Path folder = Path.of(".");

    private TestCluster cluster = new TestCluster(folder, 0);

    @BeforeEach
    void begin() {
        cluster = new TestCluster(folder, 1);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    /** Its log, its archive, and what engines have done. */
    @Test
    void shouldRefuseWhoeverDoesNotKnowTheSecretOfTheMembers() {
        final TestCluster.Node node = cluster.start(0);
        final String driver = node.cluster.host().driverFolder();
        node.send(Scripts.commands(SEED, 1).get(0));
        node.settle();
        assertThat(node.cluster.strangersRefused()).isZero();

        try (AeronLogClient stranger = new AeronLogClient(
                cluster.context(0), new NodeSecret(List.of("the secret of others".getBytes(US_ASCII))), driver)) {
            Waiting.until("it is refused", () -> {
                stranger.poll(System.nanoTime());
                return stranger.refusal() != null;
            });
            assertThat(stranger.refusal()).isInstanceOf(SecretRefusedException.class);
        }
        assertThatThrownBy(() -> AeronArchive.connect(archive(driver)).close())
                .hasMessageContaining("authentication rejected");
        assertThat(node.cluster.strangersRefused()).isEqualTo(2);
        try (AeronArchive known = AeronArchive.connect(
                archive(driver).credentialsSupplier(node.cluster.host().secret().credentials(NodeSecret.ARCHIVE)))) {
            assertThat(known.archiveId()).isNotZero();
        }
    }

    /** What it holds is the same afterwards, and it starts from what is left. */
    @Test
    void shouldPurgeOldSnapshotsAndTheLogBehindTwoOfThem() {
        final List<UnsafeBuffer> commands = Scripts.commands(SEED, 2_400);
        final TestCluster.Node first = cluster.start(0);
        final List<byte[]> secrets = cluster.context(0).secrets;
        final LocalNode local = Objects.requireNonNull(LocalNode.find(folder.resolve("node0")));
        for (int snapshot = 1; snapshot <= 4; snapshot++) {
            commands.subList(600 * (snapshot - 1), 600 * snapshot).forEach(first::send);
            first.settle();
            Waiting.until("a snapshot is asked for", first.cluster::takeSnapshot);
            final int taken = snapshot;
            Waiting.until("it is complete", () -> first.cluster.snapshotsTaken() == taken);
            assertThat(first.cluster.purgeSnapshots(3)).isEqualTo(snapshot > 3 ? 2 : 0);
        }
        Waiting.until("it is known which part of the log nobody needs", () -> local.logNeedlessBefore() > 0);
        assertThatThrownBy(() -> local.purgeLog(List.of(new byte[16]))).hasMessageContaining("authentication rejected");
        assertThat(local.purgeLog(secrets)).isPositive();
        assertThat(local.purgeLog(secrets)).as("done already").isZero();
        cluster.stop(0);
        // With what was ticked until it stood still.
        final Map.Entry<Long, Long> last = first.captured.eventHashes().lastEntry();
        final long hash = last.getValue();
        final long commandSeq = last.getKey();

        final TestCluster.Node second = cluster.start(0);
        Waiting.until("it has come back", () -> second.cluster.commandSeq() >= commandSeq);
        assertThat(second.cluster.eventHash()).isEqualTo(hash);
        assertThat(second.cluster.purgeSnapshots(3)).isZero();
    }

    @Test
    void shouldTellARecordingWhoLeads() throws Exception {
        final Path file = folder.resolve("asked.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(RoleTaken.NAME);
            recording.enable(SnapshotTook.NAME);
            recording.start();
            final TestCluster.Node node = cluster.start(0);
            Scripts.commands(SEED, 100).forEach(node::send);
            node.settle();
            Waiting.until("a snapshot is asked for", node.cluster::takeSnapshot);
            Waiting.until("it is complete", () -> node.cluster.snapshotsTaken() > 0);
            recording.stop();
            recording.dump(file);
        }
        assertThat(RecordingFile.readAllEvents(file))
                .anySatisfy(event -> {
                    assertThat(event.getEventType().getName()).isEqualTo(RoleTaken.NAME);
                    assertThat(event.getInt("leader")).isZero();
                    assertThat(event.getInt("member")).isZero();
                })
                .anySatisfy(event -> {
                    assertThat(event.getEventType().getName()).isEqualTo(SnapshotTook.NAME);
                    assertThat(event.getLong("commandSeq")).isPositive();
                });
    }

    private AeronArchive.Context archive(final String driverFolder) {
        return new AeronArchive.Context()
                .aeronDirectoryName(driverFolder)
                .controlRequestChannel(
                        "aeron:udp?endpoint=" + cluster.members().get(0).archiveEndpoint())
                .controlResponseChannel("aeron:udp?endpoint=127.0.0.1:0");
    }

    /** What the host fed its engine gives the same events, hash and digest in a bare one: after a restart from the log, and from a snapshot, as well. */
    @Test
    void shouldComeBackFromTheLogAndFromASnapshot() {
        final List<UnsafeBuffer> commands = Scripts.commands(SEED, 300);
        final TestCluster.Node first = cluster.start(0);
        commands.subList(0, 100).forEach(first::send);
        first.settle();
        final List<Captured.Entrance> entrances = new ArrayList<>(first.captured.entrances());
        cluster.stop(0);

        final TestCluster.Node second = cluster.start(0);
        Waiting.until("the log is read again", () -> second.captured.entrances().size() >= entrances.size());
        assertThat(second.captured.messages()).isEqualTo(commands.subList(0, 100));
        commands.subList(100, 200).forEach(second::send);
        second.settle();
        Waiting.until("a snapshot is asked for", second.cluster::takeSnapshot);
        Waiting.until("it is written", () -> second.cluster.snapshotsTaken() > 0);
        assertThat(second.cluster.snapshotBytes()).isPositive();
        cluster.stop(0);
        entrances.clear();
        entrances.addAll(second.captured.entrances());

        final TestCluster.Node third = cluster.start(0);
        third.captured.markFrom(0);
        commands.subList(200, 300).forEach(third::send);
        third.settle();
        assertThat(third.cluster.leaderId()).isZero();
        assertThat(third.captured.messages())
                .as("what is behind the snapshot, and nothing before it")
                .isEqualTo(commands.subList(200, 300));
        cluster.stop(0);

        // A tick behind the snapshot was heard before the stop, and is again, from the log.
        final List<Captured.Entrance> behind = third.captured.entrances();
        while (behind.contains(entrances.get(entrances.size() - 1))) {
            entrances.remove(entrances.size() - 1);
        }
        entrances.addAll(behind);
        assertThat(third.captured.last()).isEqualTo(Captured.replayed(entrances));
    }

    @Test
    void shouldGoOnWithoutASnapshotThatWouldBeTooLong() {
        final TestCluster.Node node = cluster.start(0, settings -> settings.maxSnapshotBytes(64));
        Scripts.commands(SEED, 50).forEach(node::send);
        node.settle();

        Waiting.until("a snapshot is asked for", node.cluster::takeSnapshot);
        Waiting.until("it is refused", () -> node.cluster.snapshotsNotTaken() > 0);
        final long before = node.cluster.commandSeq();
        node.send(Scripts.commands(SEED, 60).get(59));
        node.settle();

        assertThat(node.cluster.snapshotsTaken()).isZero();
        assertThat(node.cluster.commandSeq()).isGreaterThan(before);
        assertThat(node.cluster.failure()).isNull();
    }

    /** Aeron would drop the message and go on with the next, each node for itself. */
    @Test
    void shouldStopTheNodeWhenTheEngineThrows() {
        final AtomicReference<@Nullable Throwable> told = new AtomicReference<>();
        final TestCluster.Node node = cluster.start(
                0,
                settings -> settings.onFatal(told::set).tap(new EngineTap() {
                    private int count;

                    @Override
                    public void onCommand(
                            final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
                        if (++count == 5) {
                            throw new IllegalStateException("planted");
                        }
                    }
                }));
        Scripts.commands(SEED, 10).forEach(node::send);

        Waiting.until("the service has ended", () -> node.cluster.host().isServiceEnded());
        assertThat(Objects.requireNonNull(told.get())).hasMessage("planted");
        assertThat(node.cluster.failure()).hasMessage("planted");
        assertThat(node.cluster.commandSeq()).isEqualTo(4);
        assertThat(node.cluster.isLeader()).isFalse();
        assertThat(node.cluster.leaderId()).isNegative();
        assertThat(node.cluster.takeSnapshot()).isFalse();
    }

    @Test
    void shouldMarkAReaderThatDoesNotKeepUpAndTellItAnew() {
        final TestCluster.Node node = cluster.start(0, settings -> settings.outputCapacityBytes(1 << 16));
        final NodeOutputs outputs = node.cluster.outputs();
        outputs.ask();
        Waiting.until("the reader follows", () -> outputs.reader() == NodeOutputs.Reader.FOLLOWS);
        assertThat(Objects.requireNonNull(outputs.report()).isEmpty()).isTrue();

        final List<UnsafeBuffer> commands = Scripts.commands(SEED, 2_000);
        commands.forEach(node::send);
        node.settle();
        assertThat(outputs.reader()).isEqualTo(NodeOutputs.Reader.LAGS);
        assertThat(node.captured.messages()).as("the engine was not held back").isEqualTo(commands);

        outputs.ask();
        Waiting.until("the reader follows again", () -> outputs.reader() == NodeOutputs.Reader.FOLLOWS);
        assertThat(outputs.ring().size()).isZero();
        assertThat(Objects.requireNonNull(outputs.report()).isEmpty()).isFalse();
    }

    /** What is refused before a log has begun moves the counts of an engine, too: a snapshot of that could not be told from one that was cut. */
    @Test
    void shouldWriteNoSnapshotBeforeALogHasBegun() {
        final TestCluster.Node node = cluster.start(0);
        final List<UnsafeBuffer> commands = Scripts.commands(SEED, 20);
        node.send(commands.get(19));
        node.settle();
        Waiting.until("a snapshot is asked for", node.cluster::takeSnapshot);
        Waiting.until("it is refused", () -> node.cluster.snapshotsNotTaken() > 0);
        cluster.stop(0);
        assertThat(node.cluster.takeSnapshot()).as("once it is closed").isFalse();
        assertThat(node.cluster.isLeader()).isFalse();

        final TestCluster.Node again = cluster.start(0);
        commands.forEach(again::send);
        again.settle();
        assertThat(again.captured.messages()).hasSize(21);
    }

    /** A leader whose clock is behind the one before it must not freeze what is due until it has caught up: a takeover, or a machine whose clock was set. */
    @Test
    void shouldEscalateInTimeOnAClockThatIsAnHourBehindTheLog() throws Exception {
        final SystemEpochNanoClock system = new SystemEpochNanoClock();
        final long hourNs = TimeUnit.HOURS.toNanos(1);
        try (TestRouter ahead =
                new TestRouter(ClusterNode.launch(cluster.context(0).clock(() -> system.nanoTime() + hourNs)))) {
            ahead.router.raise(TestRouter.arrest("before")).get(10, TimeUnit.SECONDS);
            Waiting.until("a snapshot is asked for", ahead.node::takeSnapshot);
            Waiting.until("it is complete", () -> ahead.node.snapshotsTaken() > 0);
        }
        try (TestRouter behind =
                new TestRouter(ClusterNode.launch(cluster.context(0).clock(system)))) {
            behind.router.connect("ann", offer -> {});
            Waiting.until(
                    "Ann is there",
                    () -> !behind.events(RouterEvent.SessionChanged.class).isEmpty());
            final long alertId = behind.router
                    .raise(TestRouter.arrest("after"))
                    .get(10, TimeUnit.SECONDS)
                    .alertId();

            Waiting.until(
                    "the next step begins",
                    () -> behind.events(RouterEvent.StepStarted.class).stream()
                            .anyMatch(started -> started.alertId() == alertId && started.step() == 1));
            assertThat(behind.node.clockAheadNs()).isPositive();
        }
    }

    @Test
    void shouldKeepTheDriverOutOfTheFolderOfTheLog() {
        assertThatThrownBy(() -> ClusterNode.launch(
                        cluster.context(0).driverFolder(folder.resolve("node0").resolve("archive"))))
                .hasMessageContaining("nor above or below it");
    }

    @Test
    void shouldLetOneNodeAtATimeHaveTheFolder() {
        cluster.start(0);

        assertThatThrownBy(() -> ClusterNode.launch(cluster.context(0)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("is in use");
    }
}
