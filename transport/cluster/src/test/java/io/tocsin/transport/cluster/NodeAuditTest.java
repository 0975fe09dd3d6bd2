package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.AlertState;
import io.tocsin.RecipientSession;
import io.tocsin.audit.AuditKey;
import io.tocsin.audit.AuditLog;
import io.tocsin.audit.AuditReader;
import io.tocsin.audit.AuditSettings;
import io.tocsin.codecs.sbe.AuditCheckpointedDecoder;
import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.AuditRecordDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.engine.StateSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit on every node of a cluster: each a chain of its own, signed with a key of its own, and all of the same log. */
@Tag("long")
final class NodeAuditTest {
    private static final long PATIENCE_S = 60;

    @TempDir
    private Path folder = Path.of(".");

    private final List<Audited> nodes = new ArrayList<>();
    private TestCluster cluster = new TestCluster(folder, 0);

    @AfterEach
    void end() {
        CloseHelper.closeAll(nodes);
        cluster.close();
    }

    @Test
    void shouldRecordTheSameOnEveryNodeThroughATakeoverASnapshotAndARestart() throws Exception {
        cluster = new TestCluster(folder, 3);
        start();
        acceptAsAnn(nodes.get(0), "one");
        acceptAsAnn(nodes.get(1), "two");
        awaitSealed(nodes);
        // Behind what is sealed, so that whoever comes back begins with it.
        Waiting.until(
                "a snapshot is asked for",
                () -> nodes.stream().anyMatch(each -> each.node().takeSnapshot()));
        Waiting.until(
                "all have it", () -> nodes.stream().allMatch(each -> each.node().snapshotsTaken() == 1));
        acceptAsAnn(nodes.get(2), "three");
        awaitSealed(nodes);

        final Audited leader = nodes.stream()
                .filter(each -> each.node().isLeader())
                .findFirst()
                .orElseThrow();
        nodes.remove(leader);
        leader.close();
        Waiting.until(
                "another leads",
                () -> nodes.stream().anyMatch(each -> each.node().isLeader()));
        acceptAsAnn(nodes.get(0), "four");
        final Audited back = new Audited(leader.id);
        nodes.add(back);
        acceptAsAnn(back, "five");
        awaitSealed(nodes);
        CloseHelper.closeAll(nodes);
        nodes.clear();

        final List<Said> all = new ArrayList<>();
        for (int id = 0; id < 3; id++) {
            all.add(read(id));
        }
        assertThat(all).extracting(said -> said.result.finding()).containsOnly("");
        assertThat(all).extracting(said -> said.result.head()).doesNotHaveDuplicates();
        final long until =
                all.stream().mapToLong(said -> said.commands.lastKey()).min().orElse(0);
        assertThat(until).isGreaterThan(20);
        for (final Said said : all) {
            assertThat(said.commands.headMap(until, true))
                    .isEqualTo(all.get(0).commands.headMap(until, true));
            final long untilEvent =
                    Math.min(said.events.lastKey(), all.get(0).events.lastKey());
            assertThat(said.events.headMap(untilEvent, true))
                    .isEqualTo(all.get(0).events.headMap(untilEvent, true));
            assertThat(said.raised).isEqualTo(5);
            assertThat(said.answeredByAnn).isEqualTo(5);
        }
    }

    @Test
    void shouldGoOnWithItsChainWhereItsLogIsAndBeginAnotherWhereBothAreLost() throws Exception {
        cluster = new TestCluster(folder, 3);
        start();
        acceptAsAnn(nodes.get(0), "one");
        awaitSealed(nodes);
        final Audited lost = nodes.remove(2);
        lost.close();
        TestCluster.delete(folder.resolve("node" + lost.id));
        acceptAsAnn(nodes.get(0), "two");
        nodes.add(new Audited(lost.id));
        acceptAsAnn(nodes.get(2), "three");
        awaitSealed(nodes);
        CloseHelper.closeAll(nodes);
        nodes.clear();

        assertThat(read(0).result.chains()).hasSize(1);
        final Said anew = read(lost.id);
        assertThat(anew.result.finding()).isEmpty();
        assertThat(anew.raised).as("the log had all of it").isEqualTo(3);
        assertThat(anew.commands.firstKey()).isEqualTo(1);

        // Whoever shortens it is found out by what the log was told of this node.
        final Path audit = folder.resolve("node" + lost.id).resolve("audit");
        final Path last;
        try (var files = Files.list(audit)) {
            last = files.max(Comparator.naturalOrder()).orElseThrow();
        }
        final ByteBuffer frames = ByteBuffer.wrap(Files.readAllBytes(last)).order(ByteOrder.LITTLE_ENDIAN);
        int end = 0;
        while (end < frames.limit() / 2) {
            end += 8 + 8 + 4 + frames.getInt(end + 16) + 32;
        }
        Files.write(last, Arrays.copyOf(frames.array(), end));
        assertThat(read(lost.id).result.finding()).contains("the end is missing: the log was told of record");
    }

    @Test
    void shouldKeepTheLogForTheAuditAndBeginBehindASnapshotWhereThereIsNothingBefore() throws Exception {
        cluster = new TestCluster(folder, 1);
        start();
        acceptAsAnn(nodes.get(0), "one");
        awaitSealed(nodes);
        // The audit cannot write any more: what it has not recorded is kept for it.
        final Path audit = folder.resolve("node0").resolve("audit");
        Files.move(audit, folder.resolve("aside"));
        Files.writeString(audit, "in the way");
        nodes.get(0).reopenAudit();
        for (int snapshot = 1; snapshot <= 4; snapshot++) {
            for (int i = 0; i < 800; i++) {
                // Neither people nor tables get full of it.
                nodes.get(0).router.router.operation().reportLoad(i, 0, 0).get(PATIENCE_S, TimeUnit.SECONDS);
            }
            snapshot(nodes.get(0), snapshot);
        }
        assertThat(nodes.get(0).audit.isUp()).isFalse();
        assertThat(nodes.get(0).node().purgeSnapshots(2))
                .as("the audit needs them")
                .isZero();
        final LocalNode local = java.util.Objects.requireNonNull(LocalNode.find(folder.resolve("node0")));
        Waiting.until("it says so", () -> local.logNeedlessBefore() == 0);

        Files.delete(audit);
        Waiting.until("it goes on", () -> nodes.get(0).audit.isUp());
        awaitSealed(nodes);
        acceptAsAnn(nodes.get(0), "later");
        Waiting.until("it needs no more", () -> local.logNeedlessBefore() > 0);
        assertThat(local.purgeLog(cluster.context(0).secrets)).isPositive();
        awaitSealed(nodes);
        CloseHelper.closeAll(nodes);
        nodes.clear();
        assertThat(read(0).result.finding()).isEmpty();

        // An audit that begins now has no beginning of the log, and knows all the same whose sessions are and what
        // indexes stand for.
        TestCluster.delete(audit);
        start();
        acceptAsAnn(nodes.get(0), "last");
        awaitSealed(nodes);
        CloseHelper.closeAll(nodes);
        nodes.clear();
        final Said said = read(0);
        assertThat(said.result.finding()).isEmpty();
        assertThat(said.commands.firstKey()).isGreaterThan(400);
        assertThat(said.answeredByAnn).isPositive();
    }

    @Test
    void shouldNeedNoMoreOfALogInWhichNothingHappensAndGoOnBehindASnapshot() throws Exception {
        cluster = new TestCluster(folder, 1);
        start();
        for (int i = 0; i < 3_200; i++) {
            nodes.get(0).router.router.operation().reportLoad(i, 0, 0).get(PATIENCE_S, TimeUnit.SECONDS);
        }
        acceptAsAnn(nodes.get(0), "before");
        awaitSealed(nodes);
        snapshot(nodes.get(0), 1);
        snapshot(nodes.get(0), 2);
        // Nobody says anything any more.
        final LocalNode local = java.util.Objects.requireNonNull(LocalNode.find(folder.resolve("node0")));
        Waiting.until("it needs no more", () -> local.logNeedlessBefore() > 0);
        assertThat(local.purgeLog(cluster.context(0).secrets)).isPositive();
        CloseHelper.closeAll(nodes);
        nodes.clear();

        start();
        acceptAsAnn(nodes.get(0), "later");
        awaitSealed(nodes);
        CloseHelper.closeAll(nodes);
        nodes.clear();
        final Said said = read(0);
        assertThat(said.result.finding()).isEmpty();
        assertThat(said.result.chains()).as("it is the same one").hasSize(1);
        assertThat(said.answeredByAnn).isEqualTo(2);
    }

    private void start() {
        for (int id = 0; id < cluster.members().size(); id++) {
            nodes.add(new Audited(id, ClusterNode.launch(cluster.context(id).audited(true))));
        }
        Waiting.until("somebody leads", () -> nodes.stream().anyMatch(each -> each.launched.isLeader()));
        nodes.stream()
                .sorted((one, other) -> Boolean.compare(other.launched.isLeader(), one.launched.isLeader()))
                .forEach(Audited::open);
    }

    private static void snapshot(final Audited node, final int count) {
        Waiting.until("a snapshot is asked for", () -> node.node().takeSnapshot());
        Waiting.until("it is complete", () -> node.node().snapshotsTaken() == count);
    }

    private static void acceptAsAnn(final Audited on, final String key) throws Exception {
        final long alert = on.router
                .router
                .raise(TestRouter.arrest(key))
                .get(PATIENCE_S, TimeUnit.SECONDS)
                .alertId();
        try (RecipientSession ann = on.router.router.connect("ann", delivery -> {})) {
            ann.accept(alert).get(PATIENCE_S, TimeUnit.SECONDS);
        }
        Waiting.until(
                "it is known to be Ann's",
                () -> on.router.router.openAlerts().stream()
                        .filter(each -> each.alertId() == alert)
                        .map(AlertState::owner)
                        .allMatch("ann"::equals));
    }

    /** Until every audit has told the log that it has all that there is now. */
    private static void awaitSealed(final List<Audited> all) {
        final long until =
                all.stream().mapToLong(each -> each.node().commandSeq()).max().orElse(0);
        for (final Audited each : all) {
            Waiting.until(
                    "the audit of node " + each.id + " has come to command " + until,
                    () -> each.audit.isUp()
                            && each.audit.counts().commandSeq() >= until
                            && each.audit.counts().sealed() + 1
                                    >= each.audit.counts().records());
        }
    }

    private Said read(final int id) throws Exception {
        final Said said = new Said();
        final Path node = folder.resolve("node" + id);
        final List<AuditReader.Checkpoint> told = new ArrayList<>();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final AuditCheckpointedDecoder checkpointed = new AuditCheckpointedDecoder();
        final StateSink sink = (buffer, offset, length) -> {
            if (header.wrap(buffer, offset).templateId() == AuditCheckpointedDecoder.TEMPLATE_ID) {
                checkpointed.wrapAndApplyHeader(buffer, offset, header);
                if (checkpointed.member() == id) {
                    told.add(AuditReader.Checkpoint.of(
                            checkpointed.chainHigh(),
                            checkpointed.chainLow(),
                            checkpointed.seq(),
                            checkpointed.head()));
                }
            }
        };
        try (RecordedNode recorded = RecordedNode.open(node)) {
            assertThat(recorded.member()).hasValue(id);
            recorded.carryOut(
                    sink, (position, eventSeq, buffer, offset, length) -> sink.onState(buffer, offset, length));
        }
        assertThat(told).isNotEmpty();
        // Of a chain that was lost with its folder the log still speaks.
        final String chain = told.get(told.size() - 1).chain();
        told.removeIf(each -> !each.chain().equals(chain));
        said.result = AuditReader.read(
                node.resolve("audit"),
                List.of(AuditKey.publicIn(folder.resolve("key-" + id))),
                told,
                (seq, micros, record) -> said.take(micros, record));
        return said;
    }

    /** What an audit says, but for what is its own. */
    private static final class Said {
        private final TreeMap<Long, String> commands = new TreeMap<>();
        private final TreeMap<Long, String> events = new TreeMap<>();
        private AuditReader.Result result =
                new AuditReader.Result(java.util.Set.of(), 0, 0, 0, "", 0, 0, 0, false, 0, "");
        private int raised;
        private int answeredByAnn;

        private void take(final long micros, final AuditRecordDecoder record) {
            record.shown().forEach(each -> {});
            final String who = record.who();
            final String text = micros + " " + record.template() + " " + record.kind() + " " + record.sessionId() + " "
                    + record.alertId() + " '" + who + "' '" + record.patientId() + "' '" + record.place() + "' '"
                    + record.to() + "' @" + record.position();
            if (record.position() != 0 && record.kind() != AuditKind.ROUTINE) {
                commands.put(record.commandSeq(), text);
                raised += record.kind() == AuditKind.RAISED ? 1 : 0;
                answeredByAnn += record.kind() == AuditKind.ANSWERED && who.equals("ann") ? 1 : 0;
            } else if (record.position() == 0 && record.commandSeq() != 0) {
                events.merge(record.eventSeq(), text, (one, other) -> one + "\n" + other);
            }
        }
    }

    /** A node with a router, and an audit that follows both. */
    private final class Audited implements AutoCloseable {
        private final int id;
        private final ClusterNode launched;
        private TestRouter router;
        private AuditLog audit;

        Audited(final int id) {
            this(id, ClusterNode.launch(cluster.context(id).audited(true)));
            open();
        }

        // Opened once all of them run.
        @SuppressWarnings("NullAway.Init")
        Audited(final int id, final ClusterNode launched) {
            this.id = id;
            this.launched = launched;
        }

        void open() {
            router = new TestRouter(launched);
            audit = AuditLog.start(settings(), launched.auditFeed(router.router));
        }

        void reopenAudit() {
            audit.close();
            audit = AuditLog.start(settings(), launched.auditFeed(router.router));
        }

        ClusterNode node() {
            return launched;
        }

        @Override
        public void close() {
            audit.close();
            router.close();
        }

        private AuditSettings settings() {
            return new AuditSettings(
                    folder.resolve("node" + id).resolve("audit"),
                    folder.resolve("key-" + id),
                    AuditSettings.FILE_BYTES,
                    Duration.ofDays(2_190),
                    false);
        }
    }
}
