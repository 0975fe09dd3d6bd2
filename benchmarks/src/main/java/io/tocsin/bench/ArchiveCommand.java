package io.tocsin.bench;

import io.tocsin.bench.process.RunFolder;
import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.OtherLoad;
import io.tocsin.bench.report.Progress;
import io.tocsin.bench.report.Report;
import io.tocsin.bench.report.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin bench archive}: what recording costs a pipeline. */
@Command(
        name = "archive",
        description =
                "How many commands a second a pipeline records and carries out, events recorded as well, at level OS;"
                        + " beside two bare recorded publications of the same bytes, in turn.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 single readings at half the bare rate or more; 1 below; 2 it could not be run."})
final class ArchiveCommand implements Callable<Integer> {
    private static final int UNUSABLE = 2;
    private static final double AIM = 0.5;
    private static final double NS_PER_SECOND = 1e9;
    private static final int MOST_PATIENTS = 100_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--rounds", paramLabel = "N", description = "Of each that count; default ${DEFAULT-VALUE}.")
    private int rounds = 9;

    @Option(names = "--round-seconds", paramLabel = "N", description = "How long each; default ${DEFAULT-VALUE}.")
    private double roundSeconds = 1;

    @Option(names = "--patients", paramLabel = "N", description = "Of the site; default ${DEFAULT-VALUE}.")
    private int patients = 10_000;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "A folder on a disk for the recordings; default the system's for temporary files.")
    private @Nullable Path folder;

    @Option(names = "--report", paramLabel = "FILE", description = "Where the report goes as well, as JSON.")
    private @Nullable Path report;

    ArchiveCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = command();
        if (rounds < 1 || roundSeconds <= 0 || patients < 1 || patients > MOST_PATIENTS) {
            throw new ParameterException(
                    command.commandLine(),
                    "--rounds and --patients are at least 1, --patients at most " + MOST_PATIENTS
                            + ", and --round-seconds above 0");
        }
        new Progress(command.commandLine().getErr()).accept("three loads, " + rounds + " rounds of each contender");
        try (RunFolder run = RunFolder.in(folder);
                OtherLoad others = OtherLoad.watching()) {
            final List<Figure> figures =
                    new ArchiveRungs(rounds, (long) (roundSeconds * NS_PER_SECOND), patients, run.path()).measure();
            final Report told = new Report(
                    verdict(figures), figures, List.of(), Machine.warnings(run.path(), "OS", others.cores()));
            told.print(command.commandLine().getOut());
            if (report != null) {
                told.writeTo(report);
            }
            return told.verdict().exitCode();
        } catch (final IOException failed) {
            command.commandLine().getErr().println("tocsin bench archive: " + failed.getMessage());
            command.commandLine().getErr().flush();
            return UNUSABLE;
        }
    }

    /** Of single readings, the first figure; the others are reported. */
    private static Verdict verdict(final List<Figure> figures) {
        final Figure readings = figures.get(0);
        return new Verdict(
                readings.ratio() >= AIM,
                String.format(
                        Locale.ROOT,
                        "%s: %,.0f/s, %.2f of the bare rate (aim %.1f)",
                        readings.name(),
                        readings.value(),
                        readings.ratio(),
                        AIM));
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        return spec;
    }
}
