package io.tocsin.bench;

import io.tocsin.bench.load.JournalLevel;
import io.tocsin.bench.load.QuickLoad;
import io.tocsin.bench.load.WebSocketRungs;
import io.tocsin.bench.process.RunFolder;
import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.MeasureOptions;
import io.tocsin.bench.report.OtherLoad;
import io.tocsin.bench.report.Progress;
import io.tocsin.bench.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin bench --quick}: a verdict against two seconds, then every rung of the ladder beside its raw limit, in three minutes at most. */
@Command(
        name = QuickCommand.NAME,
        description =
                "A verdict against two seconds, then every rung from the engine to the WebSocket beside its raw limit,"
                        + " measured alternately in the same run; three minutes at most.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 PASS; 1 FAIL; 2 it could not be run."})
public final class QuickCommand implements Callable<Integer> {
    /** How it is called: it reads like an option, since nothing stands before it. */
    static final String NAME = "--quick";

    private static final int PATIENTS = 10_000;
    private static final int CORE_WINDOWS = 4;
    private static final long CORE_WINDOW_NS = 500_000_000L;
    private static final long CODEC_WINDOW_NS = 300_000_000L;
    private static final int CODEC_WINDOWS = 3;
    private static final int ARCHIVE_ROUNDS = 4;
    private static final long ARCHIVE_ROUND_NS = 500_000_000L;
    private static final int LOAD_SECONDS = 12;
    private static final int FORKS = 1;
    private static final int FORK_SECONDS = 6;

    @Option(names = "--rate", paramLabel = "N", description = "Raises per second; default ${DEFAULT-VALUE}.")
    private int rate = 1_000;

    @Option(names = "--clinicians", paramLabel = "N", description = "Connected clients; default ${DEFAULT-VALUE}.")
    private int clinicians = 100;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "What an answer means: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private JournalLevel level = JournalLevel.DEFAULT;

    @Mixin
    private MeasureOptions options = new MeasureOptions();

    /** For picocli. */
    public QuickCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        return options.run(this::measure);
    }

    private Report measure(final RunFolder run, final OtherLoad others, final Progress progress)
            throws IOException, InterruptedException {
        progress.accept("two seconds first: " + rate + " alerts a second over real WebSockets");
        final QuickLoad load = QuickLoad.run(rate, LOAD_SECONDS, clinicians, level, run.sub("load"), progress);
        progress.accept(load.verdict().line());
        final List<Figure> figures = new ArrayList<>();
        progress.accept("engine and ring");
        figures.addAll(new CoreRungs(CORE_WINDOWS, CORE_WINDOW_NS, PATIENTS).measure());
        progress.accept("codecs");
        figures.addAll(new CodecRungs(CODEC_WINDOWS, CODEC_WINDOW_NS).measure());
        progress.accept("pipeline with archive");
        figures.addAll(new ArchiveRungs(ARCHIVE_ROUNDS, ARCHIVE_ROUND_NS, PATIENTS, run.sub("archive")).measure());
        progress.accept("one alert at a time over a real WebSocket");
        try {
            figures.addAll(new WebSocketRungs(FORKS, FORK_SECONDS, run.path().resolve("jmh.log")).measure());
        } catch (final RunnerException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
        figures.addAll(load.figures());
        return new Report(
                load.verdict(), figures, load.notes(), Machine.warnings(run.path(), level.name(), others.cores()));
    }
}
