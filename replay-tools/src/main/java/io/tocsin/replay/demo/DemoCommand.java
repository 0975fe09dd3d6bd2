package io.tocsin.replay.demo;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin demo}: a simulated hospital around an embedded router, and what became of its alerts. Needs nothing but this machine. */
@Command(
        name = "demo",
        description = "Runs a simulated hospital around an embedded router and reports what became of every alert.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "All patients, people and alerts are SYNTHETIC. Research and development software, not a medical device.",
            "Exit code: 0 everything holds that must; 1 something does not; 2 the arguments cannot be used."
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

    /** For picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        final String wrong = wrongArgument();
        if (wrong != null) {
            return complain(UNUSABLE, wrong);
        }
        final DemoSettings settings = new DemoSettings(seed, seconds);
        final ResultPrinter printer = new ResultPrinter(command().commandLine().getOut());
        printer.printHead(settings);
        try {
            final DemoResult result = run(settings);
            printer.print(result);
            if (report != null) {
                new ReportFile(result).writeTo(report);
            }
            return result.holds() ? HOLDS : FAILED;
        } catch (final DemoException failed) {
            return complain(FAILED, String.valueOf(failed.getMessage()));
        }
    }

    private DemoResult run(final DemoSettings settings) throws InterruptedException {
        if (!ProgressLine.isWatched()) {
            return new DemoRun(settings, Progress.none()).run();
        }
        final ProgressLine line = new ProgressLine(command().commandLine().getErr(), seconds);
        try {
            return new DemoRun(settings, line).run();
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
        return null;
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
