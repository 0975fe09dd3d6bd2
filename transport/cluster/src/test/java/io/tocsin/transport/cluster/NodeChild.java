package io.tocsin.transport.cluster;

import io.tocsin.AlertRouter;
import io.tocsin.Offer;
import io.tocsin.Raised;
import io.tocsin.RecipientSession;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.engine.EngineLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that is made to be killed: a node with a router on it, where Ann is connected and accepts whatever she is told. Told {@code raise} on its standard input it
 * raises an alert every few milliseconds until it is told {@code rest}, told {@code rush} ten times as fast, told {@code mix} every second at level APPLIED instead of COMMITTED, with a key that ends in
 * {@code -applied}; says on its standard output what was answered, and what Ann received, with the times of a clock
 * that all processes of the machine share. Ends with its standard input.
 */
@SuppressWarnings("SystemOut") // Whoever started this process reads it.
final class NodeChild {
    /** How the key of an alert ends that is answered at that level. */
    static final String APPLIED = "-applied";

    private static final long INTERVAL_NS = 10_000_000;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final ClusterNode node;
    private final AlertRouter router;
    private final RecipientSession ann;
    private final Map<Long, Long> raisedNs = new ConcurrentHashMap<>();
    private final String name;
    private volatile boolean raising;
    private volatile boolean mixing;
    private volatile long intervalNs = INTERVAL_NS;

    private NodeChild(
            final Path folder,
            final Path driverFolder,
            final int memberId,
            final int basePort,
            final ClusterTiming timing) {
        name = memberId + "-" + ProcessHandle.current().pid();
        node = ClusterNode.launch(new ClusterNode.Context()
                .folder(folder)
                .driverFolder(driverFolder)
                .members(members(basePort))
                .memberId(memberId)
                .timing(timing)
                .applied(AppliedAnswers.ASKED)
                .startupCanvass(Duration.ofNanos(2 * timing.heartbeatTimeoutNs()))
                .termLength(1 << 20)
                .segmentLength(1 << 20)
                .onFatal(cause -> Runtime.getRuntime().halt(70)));
        router = AlertRouter.launch(new AlertRouter.Context()
                .site(TestRouter.site())
                .limits(EngineLimits.builder()
                        .maxAlerts(16_384)
                        .maxOffers(32_768)
                        .maxOutboxEntries(32_768)
                        .maxDeliveries(65_536)
                        .contentBlocks(65_536)
                        .maxSubjects(64)
                        .build())
                .host(node.router())
                .onFatal(cause -> Runtime.getRuntime().halt(71)));
        ann = router.connect("ann", this::received);
    }

    static List<ClusterMember> members(final int basePort) {
        final List<ClusterMember> members = new ArrayList<>();
        for (int id = 0; id < 3; id++) {
            members.add(new ClusterMember(id, "127.0.0.1", basePort + id * ClusterMember.PORTS));
        }
        return members;
    }

    private static ClusterTiming timing(final String name) {
        return switch (name) {
            case "swift" -> ClusterTiming.swift();
            case "calm" -> ClusterTiming.calm();
            // Leads alone for long enough to be looked at on a machine that has much else to do.
            case "patient" ->
                new ClusterTiming(2_500_000_000L, 100_000_000L, 500_000_000L, 50_000_000L, 2_400_000_000L);
            default -> throw new IllegalArgumentException("no timing is called " + name);
        };
    }

    /**
     * Runs until standard input ends or the process is killed.
     *
     * @param args folder, folder of the driver, member, first port, timing.
     */
    public static void main(final String[] args) throws IOException {
        final NodeChild child = new NodeChild(
                Path.of(args[0]),
                Path.of(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                timing(args[4]));
        final Thread raiser = new Thread(child::raise);
        raiser.setDaemon(true);
        raiser.start();
        child.out.println("ready " + child.ann.sessionId());
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line = in.readLine();
            while (line != null) {
                child.obey(line);
                line = in.readLine();
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private void obey(final String line) {
        switch (line) {
            case "raise" -> raising = true;
            case "rush" -> {
                intervalNs = INTERVAL_NS / 10;
                raising = true;
            }
            case "mix" -> {
                mixing = true;
                raising = true;
            }
            case "rest" -> raising = false;
            case "leader" -> out.println("leader " + (node.isLeader() ? node.memberId() : -1));
            case "open" -> {
                final StringBuilder said = new StringBuilder("open");
                router.openAlerts().forEach(alert -> said.append(' ').append(alert.alertKey()));
                out.println(said);
            }
            case "stand" -> out.println("stand " + node.commandSeq() + " " + node.eventHash());
            default -> throw new IllegalArgumentException(line);
        }
    }

    private void raise() {
        for (long number = 0; ; number++) {
            while (!raising) {
                LockSupport.parkNanos(INTERVAL_NS);
            }
            final boolean isApplied = mixing && number % 2 == 1;
            final String key = name + "-" + number + (isApplied ? APPLIED : "");
            final long beginNs = System.nanoTime();
            router.raise(TestRouter.arrest(key).level(isApplied ? Level.APPLIED : Level.COMMITTED))
                    .thenAccept(raised -> answered(key, beginNs, raised));
            LockSupport.parkNanos(intervalNs);
        }
    }

    private void answered(final String key, final long beginNs, final Raised raised) {
        raisedNs.put(raised.alertId(), beginNs);
        out.println("answered " + key + " " + raised.alertId() + " " + raised.isNew());
    }

    private void received(final Offer offer) {
        final long nowNs = System.nanoTime();
        // The answer to the raise comes before that to this; another of Ann's sessions may have been sooner.
        offer.accept().whenComplete((confirmed, refused) -> {
            final Long beginNs = raisedNs.get(offer.alertId());
            if (beginNs != null) {
                out.println("received " + offer.alertId() + " " + beginNs + " " + nowNs);
            }
        });
    }
}
