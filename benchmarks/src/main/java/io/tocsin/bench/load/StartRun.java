package io.tocsin.bench.load;

import io.tocsin.bench.process.Child;
import io.tocsin.bench.process.RunFolder;
import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * How long a server takes from the start of its process until it says that it is ready: with an empty folder, and with the folder of one that was killed in the midst of
 * load. Beside it, in turn, how long a bare JVM takes to the same with a driver, an archive and a socket, and nothing else. One thread.
 */
final class StartRun {
    private static final Duration START = Duration.ofMinutes(2);
    private static final double NS_PER_MS = 1e6;
    private static final int LOAD_PER_SECOND = 500;
    private static final int LOAD_SECONDS = 4;
    private static final int CLINICIANS = 20;
    private static final long LEAD_NS = 50_000_000L;

    private final int rounds;
    private final RunFolder folder;
    private final Consumer<String> progress;
    private final List<Double> emptyMs = new ArrayList<>();
    private final List<Double> killedMs = new ArrayList<>();
    private final List<Double> bareMs = new ArrayList<>();

    /**
     * A run that has not begun.
     *
     * @param rounds   of each.
     * @param folder   for journals.
     * @param progress is told lines for people.
     */
    StartRun(final int rounds, final RunFolder folder, final Consumer<String> progress) {
        this.rounds = rounds;
        this.folder = folder;
        this.progress = progress;
    }

    /** Measures. */
    List<Figure> run() throws IOException, InterruptedException {
        final LoadSettings settings = LoadSettings.of(LOAD_PER_SECOND, LOAD_SECONDS, CLINICIANS, JournalLevel.OS)
                .alone();
        for (int round = 0; round < rounds; round++) {
            final Path own = folder.sub("start-" + round);
            try (Child bare = LoadRun.relay(settings, folder.sub("bare-" + round))) {
                LoadRun.awaitPort(bare);
                bareMs.add((System.nanoTime() - bare.startedNs()) / NS_PER_MS);
            }
            try (ServerProcess first = ServerProcess.start(settings, own)) {
                emptyMs.add(first.awaitReadyNs(START) / NS_PER_MS);
                killUnderLoad(first, settings);
            }
            try (ServerProcess second = ServerProcess.start(settings, own)) {
                killedMs.add(second.awaitReadyNs(START) / NS_PER_MS);
            }
            progress.accept(String.format(
                    Locale.ROOT,
                    "round %d: ready after %.0f ms empty, %.0f ms after kill -9; bare JVM %.0f ms",
                    round + 1,
                    emptyMs.get(round),
                    killedMs.get(round),
                    bareMs.get(round)));
        }
        return figures();
    }

    /** The server is gone while raises, acceptances and resolutions are on their way. */
    private static void killUnderLoad(final ServerProcess server, final LoadSettings settings)
            throws InterruptedException {
        try (RouterTarget target = RouterTarget.connect(server.url(), settings)) {
            final Ledger ledger = new Ledger(LOAD_PER_SECOND * LOAD_SECONDS);
            target.listener(ledger);
            new Pacer(LOAD_PER_SECOND).run(ledger.size(), System.nanoTime() + LEAD_NS, (number, intendedNs) -> {
                ledger.sent(number, intendedNs);
                target.raise(number);
            });
            server.kill();
        }
    }

    private List<Figure> figures() {
        final String conditions = Machine.line() + "; from the start of the process to /readyz, medians of " + rounds
                + " in turn; killed after " + LOAD_PER_SECOND * LOAD_SECONDS + " raises in " + LOAD_SECONDS
                + " s, the last unanswered; raw: a bare JVM with driver, archive and a listening socket";
        final double rawMs = median(bareMs);
        return List.of(
                new Figure("serve-ready-empty", median(emptyMs), "ms", rawMs, conditions),
                new Figure("serve-ready-after-kill", median(killedMs), "ms", rawMs, conditions));
    }

    private static double median(final List<Double> values) {
        return Numbers.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
