package io.tocsin.bench.load;

import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.MeasureOptions;
import io.tocsin.bench.report.Report;
import io.tocsin.bench.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin bench start}: how long until a server is ready. */
@Command(
        name = "start",
        description =
                "How long a server takes until it is ready: empty, and after kill -9 under load; beside a bare JVM that opens"
                        + " the same driver, archive and socket.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 within the aims; 1 otherwise; 2 it could not be run."})
public final class StartCommand implements Callable<Integer> {
    private static final double AIM_EMPTY_MS = 3_000;
    private static final double AIM_KILLED_MS = 5_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Of each; default ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Mixin
    private MeasureOptions options = new MeasureOptions();

    /** For picocli. */
    public StartCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        return options.run((run, others, progress) -> {
            final List<Figure> figures = new StartRun(Math.max(1, rounds), run, progress).run();
            return new Report(
                    verdict(figures),
                    figures,
                    List.of(),
                    Machine.warnings(run.path(), JournalLevel.OS.name(), others.cores()));
        });
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
