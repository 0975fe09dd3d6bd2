package io.tocsin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.AlertRouter;
import io.tocsin.Policy;
import io.tocsin.Raise;
import io.tocsin.Site;
import io.tocsin.audit.AuditLog;
import io.tocsin.audit.AuditSettings;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.transport.cluster.ClusterMember;
import io.tocsin.transport.cluster.ClusterNode;
import io.tocsin.transport.cluster.ClusterTiming;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the tools say of the audit in the folder of a node of a cluster. */
final class NodeAuditToolsTest {
    private static final long PATIENCE_S = 60;

    @TempDir
    private Path folder = Path.of(".");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldVerifyTheAuditOfANodeAndCompareItWithAnother() throws Exception {
        final Path node = folder.resolve("node-0");
        final Path key = folder.resolve("audit-key");
        record(node, key);

        assertThat(run("audit", "verify", node.toString(), "--key", key.toString()))
                .as("%s%s", out, err)
                .isZero();
        assertThat(out.toString()).contains(": whole").containsPattern("log +was told of it [1-9]");
        final Path copy = folder.resolve("copy");
        Files.createDirectory(copy);
        final Path file = node.resolve("audit/audit-00000000000000000001.sbe");
        Files.copy(file, copy.resolve(file.getFileName()));
        assertThat(run("audit", "compare", node.toString(), copy.toString(), "--key", key.toString()))
                .as("%s%s", out, err)
                .isZero();
        assertThat(out.toString())
                .containsPattern("commands  1 to \\d+: \\d+ records, SHA-256 [0-9a-f]{64}, on both")
                .contains("both say the same");

        final byte[] changed = Files.readAllBytes(file);
        changed[changed.length / 2]++;
        Files.write(copy.resolve(file.getFileName()), changed);
        assertThat(run("audit", "compare", node.toString(), copy.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("BAD");
        assertThat(run(
                        "audit",
                        "compare",
                        node.toString(),
                        folder.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("holds no audit");
    }

    private void record(final Path node, final Path key) throws Exception {
        try (ClusterNode one = ClusterNode.launch(new ClusterNode.Context()
                        .folder(node)
                        .members(List.of(new ClusterMember(0, "127.0.0.1", freePorts())))
                        .timing(ClusterTiming.calm())
                        .startupCanvass(Duration.ofSeconds(2))
                        .termLength(1 << 18)
                        .segmentLength(1 << 18)
                        .audited(true));
                AlertRouter router = AlertRouter.launch(
                        new AlertRouter.Context().site(site()).host(one.router()));
                AuditLog audit = AuditLog.start(
                        new AuditSettings(
                                node.resolve("audit"), key, AuditSettings.FILE_BYTES, AuditSettings.SIX_YEARS, false),
                        one.auditFeed(router))) {
            Awaitility.await().atMost(Duration.ofSeconds(PATIENCE_S)).until(audit::isUp);
            router.raise(Raise.alert("k1")
                            .type(EmergencyType.CARDIAC_ARREST)
                            .severity(Severity.CRITICAL)
                            .patient("p-17"))
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        }
    }

    private static Site site() {
        return Site.named("north")
                .person("ann")
                .desk("desk")
                .unit("icu")
                .bed("icu-1", "icu")
                .patient("p-17", "icu-1")
                .care("p-17", "ann")
                .policy(Policy.named("standard")
                        .careTeam(Duration.ofSeconds(20))
                        .failSafe("desk", Duration.ofSeconds(60)))
                .build();
    }

    private int run(final String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        final CommandLine line =
                ReplayTools.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(words);
    }

    private static int freePorts() throws IOException {
        for (int first = 34_000; first < 60_000; first += ClusterMember.PORTS) {
            if (areFree(first)) {
                return first;
            }
        }
        throw new IOException("no row of free ports");
    }

    private static boolean areFree(final int first) {
        for (int port = first; port < first + ClusterMember.PORTS; port++) {
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (final SocketException taken) {
                return false;
            }
        }
        return true;
    }
}
