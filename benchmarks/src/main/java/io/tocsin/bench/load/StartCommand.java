package io.tocsin.bench.load;

import io.tocsin.bench.process.RunFolder;
import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.OtherLoad;
import io.tocsin.bench.report.Progress;
import io.tocsin.bench.report.Report;
import io.tocsin.bench.report.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin bench start}: how long until a server is ready. */
@Command(
        name = "start",
        description =
                "How long a server takes until it is ready: empty, and after kill -9 under load; beside a bare JVM that opens"
                        + " the same driver, archive and socket.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 within the aims; 1 otherwise; 2 it could not be run."})
public final class StartCommand implements Callable<Integer> {
    private static final int UNUSABLE = 2;
    private static final double AIM_EMPTY_MS = 3_000;
    private static final double AIM_KILLED_MS = 5_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--rounds", paramLabel = "N", description = "Of each; default ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "A folder on a disk for the journals; default the system's for temporary files.")
    private @Nullable Path folder;

    @Option(names = "--report", paramLabel = "FILE", description = "Where the report goes as well, as JSON.")
    private @Nullable Path report;

    /** For picocli. */
    public StartCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        try (RunFolder run = RunFolder.in(folder);
                OtherLoad others = OtherLoad.watching()) {
            final Progress progress = new Progress(spec.commandLine().getErr());
            final List<Figure> figures = new StartRun(Math.max(1, rounds), run, progress).run();
            final Report told = new Report(
                    verdict(figures),
                    figures,
                    List.of(),
                    Machine.warnings(run.path(), JournalLevel.OS.name(), others.cores()));
            told.print(spec.commandLine().getOut());
            if (report != null) {
                told.writeTo(report);
            }
            return told.verdict().exitCode();
        } catch (final IOException failed) {
            spec.commandLine().getErr().println("tocsin bench start: " + failed.getMessage());
            spec.commandLine().getErr().flush();
            return UNUSABLE;
        }
    }

    /** Against the aims. */
    static Verdict verdict(final List<Figure> figures) {
        final List<String> said = new ArrayList<>();
        boolean passed = true;
        for (final Figure figure : figures) {
            final double aimMs = figure.name().equals("serve-ready-empty") ? AIM_EMPTY_MS : AIM_KILLED_MS;
            passed &= figure.value() < aimMs;
            said.add(String.format(Locale.ROOT, "%s %.0f ms (aim %.0f ms)", figure.name(), figure.value(), aimMs));
        }
        return new Verdict(passed, String.join(", ", said));
    }
}
