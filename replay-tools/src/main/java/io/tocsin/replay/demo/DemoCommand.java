package io.tocsin.replay.demo;

import io.tocsin.replay.evaluate.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin demo}: a router, a simulated hospital that reaches it through sockets, and what became of its alerts. Needs nothing but this machine. */
@Command(
        name = "demo",
        description = {
            "Starts a router on loopback with its journal on disk and a simulated hospital in another process,",
            "whose people and monitors reach it through WebSockets, and reports what became of every alert."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Patients, people and alerts are SYNTHETIC, except the readings of --data.",
            "Research and development software, not a medical device.",
            "Exit code: 0 everything holds that must; 1 something does not; 2 arguments or data cannot be used."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int HOLDS = 0;
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "How long the hospital works, 1 to " + DemoSettings.MAX_SECONDS + "; default ${DEFAULT-VALUE}.")
    private int seconds = DemoSettings.DEFAULT_SECONDS;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Which patients, emergencies and people; default ${DEFAULT-VALUE}.")
    private long seed = DemoSettings.DEFAULT_SEED;

    @Option(names = "--report", paramLabel = "FILE", description = "Where the report goes as well, as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Recorded readings instead of synthetic ones: PhysioNet 2019, .psv or .psv.gz, or a folder.")
    private @Nullable Path data;

    @Option(
            names = "--keep",
            paramLabel = "FOLDER",
            description = "Keeps the router's data here; otherwise it is in a temporary folder and deleted.")
    private @Nullable Path keep;

    /** For picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() {
        final String wrong = wrongArgument();
        if (wrong != null) {
            return complain(UNUSABLE, wrong);
        }
        final DemoSettings settings = new DemoSettings(seed, seconds, data, keep);
        try {
            final Population population = Population.of(settings);
            final ResultPrinter printer =
                    new ResultPrinter(command().commandLine().getOut());
            printer.printHead(settings, population);
            final DemoResult result = run(settings, population);
            printer.print(result);
            if (report != null) {
                new ReportFile(result).writeTo(report);
            }
            return result.holds() ? HOLDS : FAILED;
        } catch (final InputException unusable) {
            return complain(UNUSABLE, String.valueOf(unusable.getMessage()));
        } catch (final DemoException failed) {
            return complain(FAILED, String.valueOf(failed.getMessage()));
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return complain(FAILED, "interrupted; the router and the hospital have ended");
        }
    }

    private DemoResult run(final DemoSettings settings, final Population population) throws InterruptedException {
        if (!ProgressLine.isWatched()) {
            return new DemoRun(settings, Progress.none()).run(population);
        }
        final ProgressLine line = new ProgressLine(command().commandLine().getErr(), seconds);
        try {
            return new DemoRun(settings, line).run(population);
        } finally {
            line.end();
        }
    }

    /** What stands against a run before it begins; {@code null} if nothing does. */
    private @Nullable String wrongArgument() {
        if (seconds < 1 || seconds > DemoSettings.MAX_SECONDS) {
            return "--seconds is " + seconds + ": it can be 1 to " + DemoSettings.MAX_SECONDS;
        }
        if (report != null) {
            final Path folder = report.toAbsolutePath().getParent();
            if (Files.isDirectory(report)) {
                return "--report " + report + " is a folder: name a file";
            }
            if (folder == null || !Files.isDirectory(folder)) {
                return "--report " + report + ": there is no folder " + folder;
            }
        }
        return keep == null ? null : wrongFolder(keep);
    }

    private static @Nullable String wrongFolder(final Path folder) {
        if (!Files.exists(folder)) {
            return null;
        }
        if (!Files.isDirectory(folder)) {
            return "--keep " + folder + " is no folder";
        }
        try (Stream<Path> held = Files.list(folder)) {
            return held.findAny().isEmpty() ? null : "--keep " + folder + " is not empty: a run keeps its own";
        } catch (final IOException unreadable) {
            return "--keep " + folder + " cannot be read: " + unreadable.getMessage();
        }
    }

    private int complain(final int exitCode, final String message) {
        final PrintWriter err = command().commandLine().getErr();
        err.println("tocsin demo: " + message);
        err.flush();
        return exitCode;
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        return spec;
    }
}
