package io.tocsin.transport.server.faults;

import io.tocsin.transport.cluster.ClusterMember;
import io.tocsin.transport.server.FaultNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Three nodes with all that they need, and somebody who starts again what has ended, as a supervisor does. */
final class World implements AutoCloseable {
    static final int NODES = 3;

    /** Each has a patient of their own. */
    static final int PEOPLE = 10;

    /** Is told, and never answers. */
    static final String SILENT = "silent";

    /** Is asked next. */
    static final String DEPUTY = "deputy";

    /** How long the silent one has before the deputy is asked. */
    static final long STEP_MS = 5_000;

    private static final long PATIENCE_S = 90;

    final Path folder;
    final Member[] members = new Member[NODES];
    final SplittableRandom random;
    private final SplittableRandom delays;
    private final Shape shape;
    private final Path driver;
    private final @Nullable Wires wires;
    private final Forward[] forwards = new Forward[NODES];
    private final int[] ports = new int[NODES];
    private final long[] aheadMs = new long[NODES];
    private final boolean[] wanted = new boolean[NODES];
    private final List<String> endings = new ArrayList<>();
    private final Thread supervisor = new Thread(this::supervise, "supervisor");
    private volatile long restartAtMostMs = 2_000;
    private volatile boolean isOver;

    World(final Path folder, final Shape shape, final long seed) throws IOException, InterruptedException {
        this.folder = folder;
        this.shape = shape;
        random = new SplittableRandom(seed);
        delays = random.split();
        final Path memory = Path.of("/dev/shm");
        driver = Files.createTempDirectory(Files.isWritable(memory) ? memory : folder, "tocsin-faults-");
        wires = shape.hasWires() ? new Wires(NODES) : null;
        final int basePort = freePorts(NODES * ClusterMember.PORTS);
        final String[] list = new String[NODES];
        for (int id = 0; id < NODES; id++) {
            ports[id] = 0;
            if (wires != null) {
                forwards[id] = new Forward(socket(id));
                ports[id] = forwards[id].port();
            } else {
                try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                    ports[id] = free.getLocalPort();
                }
            }
            list[id] = "{ host = \"%s\", port = %d, client-port = %d, management-port = 0 }"
                    .formatted(
                            wires == null ? "127.0.0.1" : Wires.host(id),
                            basePort + id * ClusterMember.PORTS,
                            wires == null ? ports[id] : 0);
            members[id] = new Member(this, id, folder.resolve("node-" + id + ".log"));
        }
        for (final Map.Entry<Integer, Integer> small : shape.smallDisks().entrySet()) {
            Files.createDirectories(data(small.getKey()));
            Shell.run(
                    "mount",
                    "-t",
                    "tmpfs",
                    "-o",
                    "size=" + small.getValue() + "m",
                    "tocsin-faults",
                    data(small.getKey()).toString());
        }
        Files.writeString(folder.resolve("secret"), "sixteen characters or more\n");
        Files.writeString(configuration(), shape.text(driver, String.join("\n", list)));
        supervisor.setDaemon(true);
    }

    /** Starts all three, and waits until they take clients. */
    World begin() throws IOException, InterruptedException {
        for (final Member member : members) {
            wanted[member.id] = true;
            member.start();
        }
        for (final Member member : members) {
            awaitReady(member);
        }
        supervisor.start();
        return this;
    }

    Wires wires() {
        if (wires == null) {
            throw new IllegalStateException("this world has none");
        }
        return wires;
    }

    /** Where clients of a node connect. */
    URI url(final int id) {
        return URI.create("ws://127.0.0.1:" + ports[id] + "/ws");
    }

    /** All nodes, from one on. */
    URI[] urls(final int first) {
        final URI[] urls = new URI[NODES];
        for (int i = 0; i < NODES; i++) {
            urls[i] = url((first + i) % NODES);
        }
        return urls;
    }

    /** How soon what has ended is started again, at most. */
    void restartWithin(final long ms) {
        restartAtMostMs = ms;
    }

    /** Whether a node is started again when it has ended. */
    void wants(final int id, final boolean value) {
        synchronized (wanted) {
            wanted[id] = value;
        }
    }

    /** How much the wall clock of a node is ahead from its next start on. */
    void startsAhead(final int id, final long ms) {
        aheadMs[id] = ms;
    }

    /** How nodes ended that nobody had killed, since the last time. */
    List<String> endings() {
        synchronized (endings) {
            final List<String> all = List.copyOf(endings);
            endings.clear();
            return all;
        }
    }

    /** Which leads and takes part; waits for one. */
    int leader() throws InterruptedException {
        final long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() < untilNs) {
            for (final Member member : members) {
                final Member.Stand stand = member.isReady() ? member.stand() : null;
                if (stand != null && stand.isLeader() && stand.isTakingPart()) {
                    return member.id;
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError("nobody leads; logs are in " + folder);
    }

    /** Has it write into its log what its threads do: why it hangs is not seen from outside. */
    private static void dump(final Member member) throws InterruptedException {
        try {
            member.signal("QUIT");
            Thread.sleep(1_000);
        } catch (final IOException gone) {
            // It has ended, then: its log says why.
        }
    }

    void awaitReady(final Member member) throws InterruptedException {
        final long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (!member.isReady()) {
            if (System.nanoTime() > untilNs) {
                dump(member);
                throw new AssertionError("node " + member.id + " is not ready in " + PATIENCE_S + " s "
                        + member.complaint() + "; its log is in " + folder);
            }
            Thread.sleep(20);
        }
    }

    /** Waits until all run and take part. */
    void awaitAll() throws InterruptedException {
        for (final Member member : members) {
            awaitReady(member);
        }
        leader();
    }

    /** Waits until all have carried out the same and come to the same; nobody may ask for anything meanwhile. */
    Member.Stand awaitSame() throws InterruptedException {
        final long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        final Member.Stand[] stands = new Member.Stand[NODES];
        while (System.nanoTime() < untilNs) {
            for (int id = 0; id < NODES; id++) {
                stands[id] = members[id].stand();
            }
            final Member.Stand first = stands[0];
            if (first != null
                    && first.commandSeq() > 0
                    && Arrays.stream(stands)
                            .allMatch(stand -> stand != null && stand.isTakingPart() && stand.isSameAs(first))) {
                return first;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("not the same: " + Arrays.toString(stands) + "; logs are in " + folder);
    }

    /** What a node is started with. */
    List<String> command(final int id) {
        final List<String> command = new ArrayList<>();
        if (wires != null) {
            command.addAll(wires.where(id));
        }
        command.addAll(shape.before(id));
        command.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens=java.base/java.util.zip=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-Dtocsin.log.level=info"));
        command.addAll(shape.options());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                FaultNode.class.getName(),
                configuration().toString(),
                Integer.toString(id),
                wires == null ? FaultNode.NO_SOCKET : socket(id).toString(),
                Long.toString(aheadMs[id])));
        return command;
    }

    /** Where a node keeps everything. */
    Path data(final int id) {
        return folder.resolve("cluster/node-" + id);
    }

    @Override
    public void close() throws IOException {
        try {
            end();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() throws IOException, InterruptedException {
        isOver = true;
        supervisor.interrupt();
        for (final Member member : members) {
            member.kill();
        }
        if (wires != null) {
            wires.close();
        }
        for (final Forward forward : forwards) {
            if (forward != null) {
                forward.close();
            }
        }
        for (final int id : shape.smallDisks().keySet()) {
            Shell.run("umount", data(id).toString());
        }
        delete(driver);
    }

    static void delete(final Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                for (final Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private void supervise() {
        final Map<Integer, Long> startAtNs = new HashMap<>();
        while (!isOver) {
            for (final Member member : members) {
                final boolean isWanted;
                synchronized (wanted) {
                    isWanted = wanted[member.id];
                }
                if (member.isAlive() || !isWanted) {
                    startAtNs.remove(member.id);
                } else if (!startAtNs.containsKey(member.id)) {
                    if (member.exitCode() != 128 + 9) {
                        synchronized (endings) {
                            endings.add("node " + member.id + " ended with " + member.exitCode() + " "
                                    + member.complaint());
                        }
                    }
                    startAtNs.put(
                            member.id,
                            System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delays.nextLong(restartAtMostMs + 1)));
                } else if (System.nanoTime() > startAtNs.getOrDefault(member.id, 0L)) {
                    try {
                        member.start();
                    } catch (final IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                }
            }
            try {
                Thread.sleep(10);
            } catch (final InterruptedException over) {
                return;
            }
        }
    }

    private Path configuration() {
        return folder.resolve("nodes.conf");
    }

    private Path socket(final int id) {
        return driver.resolve("gate-" + id);
    }

    /** A row of ports that nobody listens at now. */
    private static int freePorts(final int count) {
        for (int first = 30_000 - (int) (ProcessHandle.current().pid() % 500) * 20; first > 10_000; first -= count) {
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
            } catch (final IOException taken) {
                return false;
            }
        }
        return true;
    }
}
