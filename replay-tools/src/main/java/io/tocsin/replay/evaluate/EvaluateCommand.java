package io.tocsin.replay.evaluate;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code tocsin evaluate}: a data set through the engine, counts into a report; or a kept run replayed and compared.
 */
@Command(
        name = "evaluate",
        description = "Feeds a data set through ring and engine on a virtual clock, and counts what the engine found.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code:",
            "  0  done; rows that were left out are counted in the report",
            "  1  failed, or a replay that differs",
            "  2  arguments or input cannot be used; no report was written"
        })
public final class EvaluateCommand implements Callable<Integer> {
    /** What every format reads; the others are named by {@link InputFormat#options}. */
    private static final Set<String> COMMON_OPTIONS = Set.of("--format", "--input", "--report", "--journal");

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            completionCandidates = InputFormats.class,
            description = "What the input is: ${COMPLETION-CANDIDATES}.")
    private @Nullable String format;

    @Option(
            names = "--input",
            paramLabel = "PATH",
            arity = "1..*",
            description = "A file, plain or gzip; several files of one folder; or a folder.")
    private List<Path> inputs = new ArrayList<>();

    @Option(names = "--rules", paramLabel = "NAME", description = "Limits and scores to run with: adult, reference.")
    private @Nullable String rulesName;

    @Option(
            names = "--units",
            paramLabel = "FILE",
            description = "montco911: the units that may be sent, as JSON: {\"R1\":[lat,lon],…}.")
    private @Nullable Path unitsFile;

    @Option(
            names = "--outcomes",
            paramLabel = "FILE",
            description = "physionet2012: who died in hospital, by RecordID.")
    private @Nullable Path outcomesFile;

    @Option(names = "--report", paramLabel = "FILE", description = "Where the counts go, as JSON.")
    private @Nullable Path report;

    @Option(names = "--journal", paramLabel = "DIR", description = "Keeps the run's journal and events here.")
    private @Nullable Path journalFolder;

    @Option(
            names = "--study",
            description = "physionet2019: also finds out how well alerts announce sepsis, with intervals; the report"
                    + " gains a study. Needs rules with a score: adult.")
    private boolean study;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "physionet2019 (asks for a study), mimic2-bedside, synthetic: what was found as one page that"
                    + " needs nothing else.")
    private @Nullable Path page;

    @Option(
            names = "--patients",
            paramLabel = "N",
            defaultValue = "30",
            description = "synthetic: how many, 2 to 1000; ${DEFAULT-VALUE} if nothing is said.")
    private int patients;

    @Option(
            names = "--hours",
            paramLabel = "H",
            defaultValue = "18",
            description = "synthetic: how long each stays at most, 1 to 72; ${DEFAULT-VALUE} if nothing is said.")
    private int hours;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "synthetic: which patients; always the same ones if nothing is said.")
    private long seed;

    @Option(
            names = "--verify-journal",
            paramLabel = "DIR",
            description = "Runs nothing, but replays a kept run into a bare engine and compares.")
    private @Nullable Path keptFolder;

    /** For picocli. */
    public EvaluateCommand() {}

    @Override
    public Integer call() {
        try {
            return keptFolder == null ? evaluate() : verify(keptFolder);
        } catch (final InputException unusable) {
            return complain(UNUSABLE, unusable.getMessage());
        } catch (final EvaluationException failed) {
            return complain(FAILED, failed.getMessage());
        }
    }

    private int evaluate() throws InputException {
        final InputFormat chosen = InputFormats.named(format);
        final String wrong = chosen == null
                ? EvaluateRequest.choice("--format", "format", format, InputFormats.names())
                : wrongArgument(chosen);
        if (chosen == null || wrong != null) {
            return complain(UNUSABLE, wrong);
        }
        chosen.evaluate(new EvaluateRequest(
                inputs,
                rulesName,
                unitsFile,
                outcomesFile,
                report,
                journalFolder,
                study || page != null,
                page,
                new EvaluateRequest.Made(patients, hours, seed),
                command().commandLine().getOut(),
                line -> print(command().commandLine().getErr(), line)));
        return DONE;
    }

    private int verify(final Path folder) {
        if (command().commandLine().getParseResult().matchedOptions().size() > 1) {
            return complain(UNUSABLE, "--verify-journal stands alone: it runs no input");
        }
        final KeptRun run = new KeptRun(folder);
        final String difference = run.firstDifference();
        if (difference != null) {
            return complain(FAILED, folder + " differs from its replay: " + difference);
        }
        final PrintWriter out = command().commandLine().getOut();
        out.println(folder + ": the replay says the same events and ends in the same state");
        out.flush();
        return DONE;
    }

    /** What stands against a run before anything is read; {@code null} if nothing does. */
    private @Nullable String wrongArgument(final InputFormat chosen) {
        for (final OptionSpec option : command().commandLine().getParseResult().matchedOptions()) {
            final String name = option.longestName();
            if (!COMMON_OPTIONS.contains(name) && !chosen.options().contains(name)) {
                return name + " is nothing that " + chosen.name() + " reads";
            }
        }
        if (!chosen.readsInput() && !inputs.isEmpty()) {
            return "--input is nothing that " + chosen.name() + " reads";
        }
        if (chosen.readsInput() && inputs.isEmpty()) {
            return "--input is missing: name a file or a folder";
        }
        final String wrongReport = wrongFile("--report", report);
        return wrongReport == null ? wrongFile("--html", page) : wrongReport;
    }

    private static @Nullable String wrongFile(final String option, final @Nullable Path file) {
        if (file == null) {
            return null;
        }
        final Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            return option + " " + file + " is a folder: name a file";
        }
        return folder == null || !Files.isDirectory(folder)
                ? option + " " + file + ": there is no folder " + folder
                : null;
    }

    private int complain(final int exitCode, final @Nullable String message) {
        print(command().commandLine().getErr(), String.valueOf(message));
        return exitCode;
    }

    private static void print(final PrintWriter writer, final String line) {
        writer.println("tocsin evaluate: " + line);
        writer.flush();
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        return spec;
    }
}
