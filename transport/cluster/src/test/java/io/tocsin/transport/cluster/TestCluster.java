package io.tocsin.transport.cluster;

import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.AgentThread;
import io.tocsin.pipeline.CommandRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.SystemUtil;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/** Real nodes in one process, each with a driver, an archive and files of its own. Closed last: what lies in memory is deleted then. */
final class TestCluster implements AutoCloseable {
    /** Of a file of the log, too. */
    static final int TERM_LENGTH = 1 << 18;

    private static final int WEDGE_SECONDS = 5;

    /** What members know, and others do not. */
    private static final byte[] SECRET = "sixteen bytes at least".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;
    private final List<ClusterMember> members = new ArrayList<>();
    private final List<@Nullable Node> nodes = new ArrayList<>();

    TestCluster(final Path folder, final int size) {
        this.folder = folder;
        final int basePort = freePorts(size * ClusterMember.PORTS);
        for (int id = 0; id < size; id++) {
            members.add(new ClusterMember(id, "127.0.0.1", basePort + id * ClusterMember.PORTS));
            nodes.add(null);
        }
    }

    List<ClusterMember> members() {
        return members;
    }

    Node start(final int id) {
        return start(id, settings -> settings);
    }

    Node start(final int id, final UnaryOperator<ClusterNode.Context> more) {
        final Captured captured = new Captured();
        final Node node = new Node(captured, more.apply(context(id).tap(captured)));
        nodes.set(id, node);
        return node;
    }

    Node node(final int id) {
        final Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalStateException("node " + id + " does not run");
        }
        return node;
    }

    void stop(final int id) {
        CloseHelper.close(nodes.set(id, null));
    }

    /** The one that leads among those that run; waits for it. */
    Node awaitLeader() {
        final AtomicReference<@Nullable Node> found = new AtomicReference<>();
        Waiting.until("somebody leads", () -> {
            found.set(nodes.stream()
                    .filter(node -> node != null && node.cluster.isLeader())
                    .findFirst()
                    .orElse(null));
            return found.get() != null;
        });
        return java.util.Objects.requireNonNull(found.get());
    }

    ClusterNode.Context context(final int id) {
        return new ClusterNode.Context()
                .folder(folder.resolve("node" + id))
                .driverFolder(driverFolder(id))
                .members(members)
                .memberId(id)
                .secrets(List.of(SECRET))
                .timing(ClusterTiming.calm())
                .startupCanvass(Duration.ofSeconds(2))
                .termLength(TERM_LENGTH)
                .segmentLength(TERM_LENGTH)
                .outputCapacityBytes(1 << 20)
                .idleStrategySupplier(TestCluster::drowsy);
    }

    @Override
    public void close() {
        for (int id = 0; id < nodes.size(); id++) {
            stop(id);
            delete(driverFolder(id));
        }
    }

    private Path driverFolder(final int id) {
        // In memory where there is such a folder: what a busy disk delays there looks like a dead node.
        final Path memory = Path.of("/dev/shm");
        final Path parent = SystemUtil.isLinux() && Files.isWritable(memory) ? memory : folder;
        return parent.resolve("tocsin-" + ProcessHandle.current().pid() + '-'
                + members.get(id).basePort());
    }

    /** Many threads share few cores here. */
    private static IdleStrategy drowsy() {
        return new BackoffIdleStrategy(1, 1, 50_000, 500_000);
    }

    /** A row of ports that nobody listens at now. */
    static int freePorts(final int count) {
        for (int first = 20_000 + (int) (ProcessHandle.current().pid() % 500) * 20; first < 32_000; first += count) {
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new IllegalStateException("no row of " + count + " free ports");
    }

    private static boolean areFree(final int first, final int count) {
        for (int port = first; port < first + count; port++) {
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (final SocketException taken) {
                return false;
            }
        }
        return true;
    }

    static void delete(final Path path) {
        try {
            if (Files.isDirectory(path)) {
                try (var children = Files.list(path)) {
                    children.forEach(TestCluster::delete);
                }
            }
            Files.deleteIfExists(path);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A node and the ingress beside it. */
    static final class Node implements AutoCloseable {
        final ClusterNode cluster;
        final Captured captured;
        final ClusterIngress ingress;
        private final AgentThread thread;

        Node(final Captured captured, final ClusterNode.Context context) {
            this.captured = captured;
            cluster = ClusterNode.launch(context);
            ingress = new ClusterIngress(
                    new CommandRing(1024),
                    cluster.progress(),
                    new AeronLogClient(
                            context, cluster.host().secret(), cluster.host().driverFolder()),
                    System::nanoTime,
                    TimeUnit.SECONDS.toNanos(WEDGE_SECONDS),
                    cluster.memberId());
            thread = new AgentThread(ingress, drowsy(), Thread::new);
            thread.start();
        }

        /** Publishes; waits for room if need be. */
        void send(final DirectBuffer command) {
            long ticket = ingress.tryPublish(AdmissionClass.SYSTEM, command, 0, command.capacity());
            while (ticket == CommandRing.BUSY) {
                LockSupport.parkNanos(100_000);
                ticket = ingress.tryPublish(AdmissionClass.SYSTEM, command, 0, command.capacity());
            }
            if (ticket < 0) {
                throw new IllegalStateException("refused: " + ticket);
            }
        }

        /** Waits until everything published here was carried out here. */
        void settle() {
            Waiting.until("everything is carried out", () -> ingress.backlog() == 0);
        }

        @Override
        public void close() {
            thread.stop();
            thread.join(TimeUnit.SECONDS.toNanos(10));
            ingress.onClose();
            cluster.close();
        }
    }
}
