package io.tocsin.bench;

import io.tocsin.bench.load.JournalLevel;
import io.tocsin.bench.load.QuickLoad;
import io.tocsin.bench.load.WebSocketRungs;
import io.tocsin.bench.process.RunFolder;
import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.OtherLoad;
import io.tocsin.bench.report.Progress;
import io.tocsin.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    private static final int UNUSABLE = 2;
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

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--rate", paramLabel = "N", description = "Raises per second; default ${DEFAULT-VALUE}.")
    private int rate = 1_000;

    @Option(names = "--clinicians", paramLabel = "N", description = "Connected clients; default ${DEFAULT-VALUE}.")
    private int clinicians = 100;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "What an answer means: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private JournalLevel level = JournalLevel.DEFAULT;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "A folder on a disk for the journals; default the system's for temporary files.")
    private @Nullable Path folder;

    @Option(names = "--report", paramLabel = "FILE", description = "Where the report goes as well, as JSON.")
    private @Nullable Path report;

    /** For picocli. */
    public QuickCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        final Progress progress = new Progress(spec.commandLine().getErr());
        try (RunFolder run = RunFolder.in(folder);
                OtherLoad others = OtherLoad.watching()) {
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
            figures.addAll(new WebSocketRungs(FORKS, FORK_SECONDS, run.path().resolve("jmh.log")).measure());
            figures.addAll(load.figures());
            final Report told = new Report(
                    load.verdict(), figures, load.notes(), Machine.warnings(run.path(), level.name(), others.cores()));
            told.print(spec.commandLine().getOut());
            if (report != null) {
                told.writeTo(report);
            }
            return told.verdict().exitCode();
        } catch (final IOException | RunnerException failed) {
            spec.commandLine().getErr().println("tocsin bench --quick: " + failed.getMessage());
            spec.commandLine().getErr().flush();
            return UNUSABLE;
        }
    }
}
