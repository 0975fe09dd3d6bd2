package io.tocsin.bench.load;

import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.MeasureOptions;
import io.tocsin.bench.report.Report;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin bench load}: how long alerts take under load, and whether any is lost. */
@Command(
        name = "load",
        description =
                "Starts a real server with its journal, raises alerts at a steady rate over real WebSockets, and tells how"
                        + " long each took to its clinician's client and whether any was lost; beside a bare relay in the same run.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 nothing over two seconds and nothing lost; 1 otherwise; 2 it could not be run."})
public final class LoadCommand implements Callable<Integer> {
    private static final int MOST_RAISES = 20_000_000;

    @Option(names = "--rate", paramLabel = "N", description = "Raises per second; default ${DEFAULT-VALUE}.")
    private int rate = 1_000;

    @Option(names = "--seconds", paramLabel = "N", description = "How long; default ${DEFAULT-VALUE}.")
    private int seconds = 60;

    @Option(names = "--clinicians", paramLabel = "N", description = "Connected clients; default ${DEFAULT-VALUE}.")
    private int clinicians = 100;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "What an answer means: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private JournalLevel level = JournalLevel.DEFAULT;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Seconds before, which do not count; default 20, at most --seconds.")
    private @Nullable Integer warmUp;

    @Option(
            names = "--hold-ms",
            paramLabel = "N",
            description = "From acceptance to resolution; default ${DEFAULT-VALUE}.")
    private int holdMs = 500;

    @Option(
            names = "--no-raw",
            description =
                    "Without the bare relay; the seconds are then one piece instead of parts with the relay in between.")
    private boolean isAlone;

    @Mixin
    private MeasureOptions options = new MeasureOptions();

    @Option(
            names = "--plant",
            hidden = true,
            description = "A fault of the rig's own clients: ${COMPLETION-CANDIDATES}.")
    private LoadSettings.Plant plant = LoadSettings.Plant.NONE;

    /** For picocli. */
    public LoadCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (rate < 1 || seconds < 1 || clinicians < 1 || holdMs < 0 || (long) rate * seconds > MOST_RAISES) {
            throw options.refusal(
                    "--rate, --seconds and --clinicians are at least 1, --hold-ms at least 0, and rate times seconds at"
                            + " most " + MOST_RAISES);
        }
        return options.run((run, others, progress) -> {
            final LoadSettings settings = settings();
            progress.accept(settings.conditions());
            final LoadResult result = new LoadRun(settings, run.path(), progress).run();
            return new Report(
                    result.verdict(),
                    result.figures(),
                    result.notes(),
                    Machine.warnings(run.path(), level.name(), others.cores()));
        });
    }

    private LoadSettings settings() {
        LoadSettings settings =
                LoadSettings.of(rate, seconds, clinicians, level).holdMs(holdMs).plant(plant);
        if (warmUp != null) {
            settings = settings.warmUp(warmUp);
        }
        return isAlone ? settings.alone() : settings;
    }
}
