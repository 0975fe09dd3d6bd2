package io.tocsin.bench.load;

import io.tocsin.bench.process.Child;
import io.tocsin.bench.process.ChildJvm;
import io.tocsin.bench.raw.BareRelay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One run of the rig: starts server, relay and clients, waits, and reads what the clients saw. One thread. */
final class LoadRun {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration SLACK = Duration.ofMinutes(3);
    private static final String[] HEAP = {"-Xms512m", "-Xmx512m"};

    private final LoadSettings settings;
    private final Path folder;
    private final Consumer<String> progress;

    /**
     * A run that has not begun.
     *
     * @param settings what is sent.
     * @param folder   for journals, configuration and results; exists, and is its caller's to delete.
     * @param progress is told lines for people.
     */
    LoadRun(final LoadSettings settings, final Path folder, final Consumer<String> progress) {
        this.settings = settings;
        this.folder = folder;
        this.progress = progress;
    }

    /** Starts a bare relay. */
    static Child relay(final LoadSettings settings, final Path folder) throws IOException {
        return ChildJvm.main("relay", BareRelay.class)
                .options(HEAP)
                .arguments(folder, settings.level() == JournalLevel.DISK)
                .start();
    }

    /** Waits until a relay takes connections; answers where. */
    static int awaitPort(final Child relay) throws IOException, InterruptedException {
        final String line = relay.awaitLine(said -> said.startsWith(BareRelay.READY), START);
        return Integer.parseInt(line.substring(BareRelay.READY.length()));
    }

    /** Runs; waits for the end. */
    LoadResult run() throws IOException, InterruptedException {
        settings.writeTo(folder.resolve(LoadClients.SETTINGS));
        final boolean hasRaw = settings.rawSeconds() > 0;
        try (ServerProcess server = ServerProcess.start(settings, folder);
                @Nullable Child relay = hasRaw ? relay(settings, folder) : null) {
            final double readyMs = server.awaitReadyNs(START) / 1e6;
            progress.accept(String.format("server ready after %.0f ms", readyMs));
            final int rawPort = relay == null ? 0 : awaitPort(relay);
            try (Child clients = ChildJvm.main("clients", LoadClients.class)
                    .options(HEAP)
                    .arguments(folder, server.url(), rawPort)
                    .start()) {
                awaitDone(clients);
            }
            return new LoadResult(
                    settings,
                    Measurement.readFrom(folder, "router"),
                    hasRaw ? Measurement.readFrom(folder, "raw") : null);
        }
    }

    private void awaitDone(final Child clients) throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + longest().toNanos();
        final Predicate<String> wanted = line -> line.startsWith(LoadClients.PROGRESS) || line.equals(LoadClients.DONE);
        String line = "";
        while (!line.equals(LoadClients.DONE)) {
            line = clients.awaitLine(wanted, Duration.ofNanos(Math.max(1, deadlineNs - System.nanoTime())));
            if (line.startsWith(LoadClients.PROGRESS)) {
                progress.accept(line.substring(LoadClients.PROGRESS.length()));
            }
        }
    }

    private Duration longest() {
        return SLACK.plusSeconds(
                settings.seconds() + 2L * settings.warmUp() + (long) settings.rounds() * settings.rawSeconds());
    }
}
