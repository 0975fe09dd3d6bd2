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

/** {@code tocsin bench deadlines}: how late the next step is when many deadlines run. */
@Command(
        name = "deadlines",
        description =
                "How long after a step's deadline the offer of the next step leaves the router, while many deadlines"
                        + " run and some end every second; beside a bare loop that waits in the same manner.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 if none is early, none is missed, not over a restart either, and p99 of the best second is at",
            "most 5 ms; 1 if not; 2 it could not be run."
        })
final class DeadlineCommand implements Callable<Integer> {
    private static final double AIM_MS = 5;
    private static final int MOST_ALERTS = 100_000;
    private static final int MOST_PER_SECOND = 1_000;

    @Option(
            names = "--alerts",
            paramLabel = "N",
            description = "Running deadlines, at most " + MOST_ALERTS + "; default ${DEFAULT-VALUE}.")
    private int alerts = MOST_ALERTS;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Due per second, at most " + MOST_PER_SECOND + "; default ${DEFAULT-VALUE}.")
    private int perSecond = MOST_PER_SECOND;

    @Option(names = "--seconds", paramLabel = "N", description = "How long; default ${DEFAULT-VALUE}.")
    private int seconds = 30;

    @Mixin
    private MeasureOptions options = new MeasureOptions();

    DeadlineCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (alerts < 1
                || alerts > MOST_ALERTS
                || perSecond < 1
                || perSecond > MOST_PER_SECOND
                || seconds < 1
                || (long) perSecond * seconds > alerts) {
            throw options.refusal("--alerts is from 1 to " + MOST_ALERTS + ", --rate from 1 to " + MOST_PER_SECOND
                    + ", and as many are there as --rate times --seconds");
        }
        return options.run((run, others, progress) -> {
            progress.accept(
                    alerts + " alerts, " + perSecond + " due per second, " + seconds + " s, then the bare loop");
            final DeadlineRun found = new DeadlineRun(alerts, perSecond, seconds);
            found.measure();
            final List<Figure> figures = found.figures();
            return new Report(
                    verdict(found), figures, List.of(), Machine.warnings(run.path(), "MEMORY", others.cores()));
        });
    }

    private static Verdict verdict(final DeadlineRun found) {
        return new Verdict(
                found.early() == 0
                        && found.missed() == 0
                        && found.lostOverRestart() == 0
                        && found.bestP99Ms() <= AIM_MS,
                String.format(
                        Locale.ROOT,
                        "p99 of the best second %.2f ms (aim %.0f), %d early, %d missed, %d lost over a restart",
                        found.bestP99Ms(),
                        AIM_MS,
                        found.early(),
                        found.missed(),
                        found.lostOverRestart()));
    }
}
