package io.tocsin.replay.evaluate;

import io.tocsin.journal.InMemoryJournal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line, for whichever format it is. The folder of {@code --report} is there.
 *
 * @param inputs    files or folders, at least one unless the format reads none.
 * @param rulesName set of limits and scores; {@code null} = none was named.
 * @param units     file of units that may be sent; {@code null} = none was named.
 * @param outcomes  file of what became of the patients; {@code null} = none was named.
 * @param report    where the counts go; {@code null} = nowhere.
 * @param journal   folder that keeps the run; {@code null} = it is not kept.
 * @param study     whether what was told is compared with what happened.
 * @param page      where a study goes as a page for people; {@code null} = nowhere.
 * @param made      how much is to be made up, by a format that does so.
 * @param out       for the summary.
 * @param err       told, a line each, how far the work is.
 */
public record EvaluateRequest(
        List<Path> inputs,
        @Nullable String rulesName,
        @Nullable Path units,
        @Nullable Path outcomes,
        @Nullable Path report,
        @Nullable Path journal,
        boolean study,
        @Nullable Path page,
        Made made,
        PrintWriter out,
        Consumer<String> err) {
    /**
     * How much is to be made up.
     *
     * @param patients how many.
     * @param hours    that each stays at most.
     * @param seed     of everything that is left to chance.
     */
    public record Made(int patients, int hours, long seed) {}

    /** Keeps a copy of the list. */
    public EvaluateRequest {
        inputs = List.copyOf(inputs);
    }

    /** Whether journal and events are to be kept. */
    boolean isKept() {
        return journal != null;
    }

    /** Keeps a run, if it is to be kept. */
    void keep(
            final @Nullable InMemoryJournal commands, final @Nullable EventLog events, final EvaluationResult result) {
        keep(commands, events, result, "");
    }

    /** Keeps one of several runs, if they are to be kept, in a folder of its own. */
    void keep(
            final @Nullable InMemoryJournal commands,
            final @Nullable EventLog events,
            final EvaluationResult result,
            final String run) {
        if (journal != null && commands != null && events != null) {
            new KeptRun(journal.resolve(run)).write(commands, events, result);
            progress(
                    "kept %,d commands and %,d events in %s", result.commands(), result.events(), journal.resolve(run));
        }
    }

    /**
     * Writes what was found as a page, if that was asked for.
     *
     * @param html made only then.
     * @throws EvaluationException if it cannot be written.
     */
    public void writePage(final Supplier<String> html) {
        if (page != null) {
            final byte[] bytes = html.get().getBytes(StandardCharsets.UTF_8);
            WholeFile.write(page, file -> file.write(bytes));
        }
    }

    /**
     * The only input.
     *
     * @param what it is, for whoever gave several.
     * @return a file or a folder.
     * @throws InputException if there are several.
     */
    public Path onlyInput(final String what) throws InputException {
        if (inputs.size() != 1) {
            throw InputException.because("--input: " + what);
        }
        return inputs.get(0);
    }

    /**
     * What the report calls the input: of several files the folder of the first.
     *
     * @return {@code FOLDER/STEM}.
     */
    public String key() {
        final Path first = inputs.get(0).toAbsolutePath().normalize();
        final Path folder = first.getParent();
        return InputFiles.keyOf(inputs.size() == 1 || folder == null ? first : folder);
    }

    /** Tells how far the work is; the format is that of {@link String#format}. */
    public void progress(final String format, final Object... arguments) {
        err.accept(String.format(Locale.ROOT, format, arguments));
    }

    /** The set of rules that was named. */
    RuleSet rules() throws InputException {
        final RuleSet rules = RuleSet.named(String.valueOf(rulesName));
        if (rules == null) {
            throw InputException.because(choice("--rules", "set of rules", rulesName, RuleSet.names()));
        }
        return rules;
    }

    /** What is wrong with a choice that was not made, or of what there is not. */
    static String choice(final String option, final String what, final @Nullable String chosen, final String choices) {
        return (chosen == null ? option + " is missing" : "unknown " + what + " '" + chosen + "'") + "; there is: "
                + choices;
    }
}
