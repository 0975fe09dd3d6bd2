package io.tocsin.bench.crowd;

import io.tocsin.bench.process.Child;
import io.tocsin.bench.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Processes of one run of the rig: servers, and a crowd for each, every one a JVM of its own. One thread; closed, they end. */
public final class CrowdRun implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    /** So that what a full collection leaves is what is resident, as near as may be. */
    private static final String[] TIGHT = {"-Xmx3g", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10"};

    private final Path folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /**
     * Starts nothing yet.
     *
     * @param folder in which {@link Issuer#writeTo} has left a key.
     */
    public CrowdRun(final Path folder) {
        this.folder = folder;
    }

    /**
     * A process that is asked.
     *
     * @param remote by which it is asked.
     * @param port   for clients; 0 = it is no server.
     */
    public record Part(Remote remote, int port) {}

    /**
     * Starts a router.
     *
     * @param people      whom it knows.
     * @param heartbeatMs between heartbeats.
     * @return once it takes clients.
     * @throws IOException          if it does not start.
     * @throws InterruptedException if this thread is interrupted.
     */
    public Part router(final int people, final int heartbeatMs) throws IOException, InterruptedException {
        return start(ChildJvm.main("router", CrowdServer.class).options(TIGHT).arguments(folder, people, heartbeatMs));
    }

    /**
     * Starts a bare server.
     *
     * @return once it takes clients.
     * @throws IOException          if it does not start.
     * @throws InterruptedException if this thread is interrupted.
     */
    public Part bare() throws IOException, InterruptedException {
        return start(ChildJvm.main("bare", BareCrowd.class).options(TIGHT));
    }

    /**
     * Starts a crowd without anybody.
     *
     * @param server      whose it is.
     * @param isBare      whether it is a bare one.
     * @param clientsEach of a person.
     * @return to be told to connect.
     * @throws IOException          if it does not start.
     * @throws InterruptedException if this thread is interrupted.
     */
    public Remote crowd(final Part server, final boolean isBare, final int clientsEach)
            throws IOException, InterruptedException {
        return start(ChildJvm.main("crowd", CrowdClients.class)
                        .options("-Xmx2g")
                        .arguments(folder, server.port(), isBare, clientsEach))
                .remote();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (final Exception failed) {
                System.err.println("bench: " + failed);
            }
        }
    }

    private Part start(final ChildJvm jvm) throws IOException, InterruptedException {
        final Child child = jvm.start();
        open.push(child);
        final String[] ports =
                child.awaitLine(line -> line.startsWith(Remote.READY), START).split(" ", -1);
        final Remote remote = Remote.connect(Integer.parseInt(ports[1]));
        open.push(remote);
        return new Part(remote, Integer.parseInt(ports[2]));
    }
}
