package io.tocsin.bench;

import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.MeasureOptions;
import io.tocsin.bench.report.Report;
import io.tocsin.bench.report.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin bench archive}: what recording costs a pipeline. */
@Command(
        name = "archive",
        description =
                "How many commands a second a pipeline records and carries out, events recorded as well, at level OS;"
                        + " beside two bare recorded publications of the same bytes, in turn.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 single readings at half the bare rate or more; 1 below; 2 it could not be run."})
final class ArchiveCommand implements Callable<Integer> {
    private static final double AIM = 0.5;
    private static final double NS_PER_SECOND = 1e9;
    private static final int MOST_PATIENTS = 100_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Of each that count; default ${DEFAULT-VALUE}.")
    private int rounds = 9;

    @Option(names = "--round-seconds", paramLabel = "N", description = "How long each; default ${DEFAULT-VALUE}.")
    private double roundSeconds = 1;

    @Option(names = "--patients", paramLabel = "N", description = "Of the site; default ${DEFAULT-VALUE}.")
    private int patients = 10_000;

    @Mixin
    private MeasureOptions options = new MeasureOptions();

    ArchiveCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (rounds < 1 || roundSeconds <= 0 || patients < 1 || patients > MOST_PATIENTS) {
            throw options.refusal("--rounds and --patients are at least 1, --patients at most " + MOST_PATIENTS
                    + ", and --round-seconds above 0");
        }
        return options.run((run, others, progress) -> {
            progress.accept("three loads, " + rounds + " rounds of each contender");
            final List<Figure> figures =
                    new ArchiveRungs(rounds, (long) (roundSeconds * NS_PER_SECOND), patients, run.path()).measure();
            return new Report(verdict(figures), figures, List.of(), Machine.warnings(run.path(), "OS", others.cores()));
        });
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
}
