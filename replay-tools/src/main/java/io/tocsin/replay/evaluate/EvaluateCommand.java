package io.tocsin.replay.evaluate;

import io.tocsin.journal.InMemoryJournal;
import java.io.PrintWriter;
import java.nio.file.Files;
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
    private static final String PHYSIONET_2019 = "physionet2019";
    private static final String MONTCO_911 = "montco911";
    private static final String FORMATS = PHYSIONET_2019 + ", " + MONTCO_911;
    private static final int HOURS_PER_LINE = 50;
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--format", paramLabel = "NAME", description = "What the input is: physionet2019, montco911.")
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

    @Option(names = "--report", paramLabel = "FILE", description = "Where the counts go, as JSON.")
    private @Nullable Path report;

    @Option(names = "--journal", paramLabel = "DIR", description = "Keeps the run's journal and events here.")
    private @Nullable Path journalFolder;

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
        final String wrong = wrongArgument();
        if (wrong != null) {
            return complain(UNUSABLE, wrong);
        }
        if (MONTCO_911.equals(format)) {
            return evaluateCalls();
        }
        final RuleSet rules = RuleSet.named(String.valueOf(rulesName));
        if (rules == null) {
            return complain(UNUSABLE, choice("--rules", "set of rules", rulesName, RuleSet.names()));
        }
        final InputFiles files = InputFiles.of(inputs);
        final long beganNs = System.nanoTime();
        final VitalsTable table = PsvReader.read(files.files());
        progress(
                "read %,d rows of %,d patients in %.1f s",
                table.rowCount(), table.patientCount(), (System.nanoTime() - beganNs) / 1e9);
        final Evaluation evaluation = new Evaluation(table, rules, journalFolder != null);
        final EvaluationResult result = evaluation.run(this::tellHour);
        progress("fed in %.1f s", result.elapsedNs() / 1e9);
        keep(evaluation.journal(), evaluation.events(), result);
        if (report != null) {
            new Report(files.key(), rules, table, result).writeTo(report);
        }
        new Summary(command().commandLine().getOut()).print(files.key(), rules, table, result);
        return DONE;
    }

    private int evaluateCalls() throws InputException {
        if (unitsFile == null || rulesName != null || inputs.size() != 1) {
            return complain(
                    UNUSABLE,
                    unitsFile == null
                            ? "--units is missing: montco911 sends units to calls"
                            : rulesName != null ? "--rules: calls have no limits" : "--input: one file of calls");
        }
        final List<Responders.Responder> units = Responders.read(unitsFile);
        final InputFiles files = InputFiles.of(inputs);
        final CallReader.Calls calls = CallReader.read(files.files().get(0));
        final CallEvaluation evaluation = new CallEvaluation(units, calls.calls(), journalFolder != null);
        final EvaluationResult result = evaluation.run();
        keep(evaluation.journal(), evaluation.events(), result);
        final CallReport told = new CallReport(files.key(), units, calls, evaluation.findings(), result);
        if (report != null) {
            told.writeTo(report);
        }
        told.print(command().commandLine().getOut());
        return DONE;
    }

    private int verify(final Path folder) {
        if (format != null
                || rulesName != null
                || report != null
                || journalFolder != null
                || unitsFile != null
                || !inputs.isEmpty()) {
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

    private void keep(
            final @Nullable InMemoryJournal journal, final @Nullable EventLog events, final EvaluationResult result) {
        if (journalFolder != null && journal != null && events != null) {
            new KeptRun(journalFolder).write(journal, events, result);
            progress("kept %,d commands and %,d events in %s", result.commands(), result.events(), journalFolder);
        }
    }

    /** What stands against a run before anything is read; {@code null} if nothing does. */
    private @Nullable String wrongArgument() {
        if (!PHYSIONET_2019.equals(format) && !MONTCO_911.equals(format)) {
            return choice("--format", "format", format, FORMATS);
        }
        if (unitsFile != null && !MONTCO_911.equals(format)) {
            return "--units is for montco911 alone";
        }
        if (inputs.isEmpty()) {
            return "--input is missing: name a file or a folder";
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

    private static String choice(
            final String option, final String what, final @Nullable String chosen, final String choices) {
        return (chosen == null ? option + " is missing" : "unknown " + what + " '" + chosen + "'") + "; there is: "
                + choices;
    }

    private void tellHour(final int hour) {
        if (hour % HOURS_PER_LINE == 0) {
            progress("hour %d", hour);
        }
    }

    private void progress(final String format, final Object... arguments) {
        print(command().commandLine().getErr(), String.format(Locale.ROOT, format, arguments));
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
