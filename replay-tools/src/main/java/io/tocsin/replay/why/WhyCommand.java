package io.tocsin.replay.why;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.journal.JournalException;
import io.tocsin.replay.journal.FolderException;
import io.tocsin.replay.journal.KeptEvents;
import io.tocsin.replay.journal.Keys;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin why}: why somebody was told of an alert, or was not. */
@Command(
        name = "why",
        description = "Says from the recorded events why people were told of an alert, or were not.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Nothing is worked out again: what is said was recorded when it happened, by whatever version.",
            "Without --personal neither ids of patients are shown nor what somebody typed.",
            "",
            "Exit code: 0 answered; 1 the events do not tell of the alert or the person,",
            "or are damaged; 2 the arguments or the folder cannot be used."
        })
public final class WhyCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int UNANSWERED = 1;
    private static final int UNUSABLE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER|FILE",
            description = "The data folder of a router that is stopped, or a run that evaluate kept.")
    private Path data = Path.of("");

    @Option(names = "--alert", required = true, paramLabel = "ID", description = "The alert.")
    private String alert = "";

    @Option(names = "--person", paramLabel = "ID", description = "Only this person; otherwise everybody it reached.")
    private @Nullable String person;

    @Option(names = "--personal", description = "With ids of patients and with what somebody typed.")
    private boolean personal;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Mixin
    private Keys keys = new Keys();

    /** For picocli. */
    public WhyCommand() {}

    @Override
    public Integer call() {
        final long alertId = number(alert);
        if (alertId == 0) {
            return complain(UNUSABLE, "--alert is '" + alert + "': it is the number of an alert, from 1");
        }
        final WhyReader reader;
        try (PatientTexts texts = keys.texts()) {
            reader = new WhyReader(alertId, personal, texts);
            KeptEvents.read(data, keys.read(), reader);
        } catch (final FolderException unusable) {
            return complain(UNUSABLE, unusable.getMessage());
        } catch (final JournalException damaged) {
            return complain(UNANSWERED, damaged.getMessage());
        }
        final Why why = person == null ? reader.answer() : reader.answer(person);
        final PrintWriter out = command().commandLine().getOut();
        if (json) {
            WhyJson.print(why, out);
        } else {
            WhyText.print(why, out);
        }
        out.flush();
        final boolean isStranger =
                why.answers().stream().anyMatch(answer -> answer.verdict() == Verdict.UNKNOWN_PERSON);
        return why.found() && !isStranger ? DONE : UNANSWERED;
    }

    private static long number(final String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (final NumberFormatException wrong) {
            return 0;
        }
    }

    private int complain(final int exitCode, final @Nullable String message) {
        final PrintWriter err = command().commandLine().getErr();
        err.println(command().qualifiedName() + ": " + String.valueOf(message).replaceAll("\\R\\s*", " "));
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
