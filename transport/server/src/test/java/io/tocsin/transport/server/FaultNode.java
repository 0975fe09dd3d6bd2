package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.pipeline.SlewedEpochClock;
import io.tocsin.transport.cluster.ClusterNode;
import io.tocsin.transport.server.config.ConfigFile;
import io.tocsin.transport.server.config.ConfigProblemsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * A process that is made to be harmed: a node of a cluster with the whole router on it, as {@code serve} starts it, but for the wall clock, which can be set. It is asked on
 * its standard input, answers in lines that begin with {@value #SIGN} between those of its log, and ends with its standard input.
 */
@SuppressWarnings("SystemOut") // Whoever started this process reads it.
public final class FaultNode {
    /** How a line begins that is an answer, and no line of the log. */
    public static final String SIGN = "@";

    /** Instead of a path, where clients reach the node's own port. */
    public static final String NO_SOCKET = "-";

    private static final int FAILED = 70;
    private static final int REFUSED = 2;
    private static final int BUFFER_BYTES = 16_384;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final SetWall wall;
    private volatile @Nullable ClusterNode node;
    private volatile @Nullable Server server;

    private FaultNode(final long aheadMs) {
        wall = new SetWall(aheadMs);
    }

    /**
     * Runs until standard input ends, the router has stopped itself, or the process is killed.
     *
     * @param args configuration, which of its members, a Unix socket under which its clients' port is reached from other network namespaces, and how much its wall clock is
     *     ahead, ms.
     */
    public static void main(final String[] args) throws IOException {
        new FaultNode(Long.parseLong(args[3])).run(args);
    }

    private void run(final String... args) throws IOException {
        say("pid " + ProcessHandle.current().pid());
        final Thread asked = new Thread(this::listen, "asked");
        asked.setDaemon(true);
        asked.start();
        final CompletableFuture<Throwable> over = new CompletableFuture<>();
        try {
            final ServerConfig config =
                    ConfigFile.read(Path.of(args[0]), Integer.valueOf(args[1])).config();
            final NodeHost host = NodeHost.open(
                    requireNonNull(config.cluster()),
                    config.audit() != null,
                    context -> context.clock(new SlewedEpochClock(
                            SystemNanoClock.INSTANCE, wall, SlewedEpochClock.DEFAULT_SLEW_PARTS_PER_MILLION)));
            node = host.node();
            final Server launched = Server.launch(config, host);
            server = launched;
            launched.failure().thenAccept(over::complete);
        } catch (final ConfigProblemsException | RuntimeException refused) {
            say("refused " + refused);
            Runtime.getRuntime().halt(REFUSED);
        }
        final Server ready = requireNonNull(server);
        if (!args[2].equals(NO_SOCKET)) {
            new Gate(Path.of(args[2]), ready.address()).start();
        }
        say("ready " + ready.address().getPort() + " "
                + ready.managementAddress().getPort());
        say("failed " + over.join());
        // As serve does, and no longer than a supervisor waits.
        final Thread end = new Thread(ready::close);
        end.setDaemon(true);
        end.start();
        try {
            end.join(10_000);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(FAILED);
    }

    private void listen() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                obey(line);
            }
        } catch (final IOException ended) {
            // As the end of the input.
        }
        Runtime.getRuntime().halt(0);
    }

    private void obey(final String line) {
        final ClusterNode asked = node;
        final Server ready = server;
        final String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "stand" -> say(asked == null ? "stand" : "stand " + stand(asked));
            case "open" -> {
                final StringBuilder said = new StringBuilder("open");
                if (ready != null) {
                    ready.router()
                            .openAlerts()
                            .forEach(alert -> said.append(' ')
                                    .append(alert.alertId())
                                    .append('/')
                                    .append(alert.alertKey())
                                    .append('/')
                                    .append(alert.owner()));
                }
                say(said.toString());
            }
            case "snapshot" -> say("snapshot " + (asked != null && asked.takeSnapshot()));
            case "snapshots" ->
                say("snapshots "
                        + (asked == null
                                ? "0 0 0"
                                : asked.snapshotsTaken() + " " + asked.snapshotBytes() + " " + asked.snapshotNs()));
            case "ahead" -> {
                wall.setAhead(Long.parseLong(words[1]), Long.parseLong(words[2]));
                say("ahead");
            }
            default -> say("what " + line);
        }
    }

    private static String stand(final ClusterNode asked) {
        return asked.commandSeq() + " " + asked.eventHash() + " " + asked.leadershipTermId() + " " + asked.isLeader()
                + " " + asked.isTakingPart() + " " + asked.agreedCommandSeq() + " " + asked.room() + " "
                + asked.differing() + " " + asked.clockApartNs();
    }

    private void say(final String line) {
        out.println(SIGN + line);
    }

    /** A wall clock that somebody sets, and that goes wrong by so much each minute. */
    private static final class SetWall implements EpochClock {
        private static final long MS_PER_MINUTE = 60_000;
        private volatile long aheadMs;
        private volatile long driftMsPerMinute;
        private volatile long sinceMs = System.currentTimeMillis();

        SetWall(final long aheadMs) {
            this.aheadMs = aheadMs;
        }

        void setAhead(final long valueMs, final long driftMs) {
            sinceMs = System.currentTimeMillis();
            aheadMs = valueMs;
            driftMsPerMinute = driftMs;
        }

        @Override
        public long time() {
            final long nowMs = System.currentTimeMillis();
            return nowMs + aheadMs + (nowMs - sinceMs) * driftMsPerMinute / MS_PER_MINUTE;
        }
    }

    /** Where the clients' port is reached though this process is in a network of its own: files belong to no network. */
    private static final class Gate {
        private final ServerSocketChannel door;
        private final InetSocketAddress to;

        Gate(final Path path, final InetSocketAddress to) throws IOException {
            Files.deleteIfExists(path);
            door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            door.bind(UnixDomainSocketAddress.of(path));
            this.to = to;
        }

        void start() {
            daemon(() -> {
                try {
                    while (true) {
                        final SocketChannel from = door.accept();
                        final SocketChannel inside = SocketChannel.open(to);
                        daemon(() -> copy(from, inside));
                        daemon(() -> copy(inside, from));
                    }
                } catch (final IOException ended) {
                    // With the process.
                }
            });
        }

        private static void daemon(final Runnable task) {
            final Thread thread = new Thread(task, "gate");
            thread.setDaemon(true);
            thread.start();
        }

        private static void copy(final ByteChannel from, final ByteChannel to) {
            final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            try (from;
                    to) {
                while (from.read(buffer) >= 0) {
                    buffer.flip();
                    while (buffer.hasRemaining()) {
                        to.write(buffer);
                    }
                    buffer.clear();
                }
            } catch (final IOException ended) {
                // One side is gone, and so is the other.
            }
        }
    }
}
