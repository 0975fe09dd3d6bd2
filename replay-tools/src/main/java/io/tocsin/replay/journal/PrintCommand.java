package io.tocsin.replay.journal;

import io.tocsin.atrest.PatientTexts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin journal print}: commands, and below each the events it led to. */
@Command(
        name = "print",
        description = "Prints commands, and below each the events it led to, one a line.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Without --personal the ids of patients, the block for personal data and whatever somebody typed are",
            "withheld: only their length is shown."
        })
final class PrintCommand extends FolderCommand {
    @Option(
            names = "--from",
            paramLabel = "N|@POSITION|INSTANT",
            description =
                    "The first command, by its number, by the journal's position behind it, or by its time (UTC).")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "N|@POSITION|INSTANT",
            description = "The last command, by its number, by the journal's position behind it, or by its time (UTC).")
    private @Nullable String to;

    @Option(names = "--alert", paramLabel = "ID", description = "Only what concerns this alert.")
    private @Nullable String alert;

    @Option(names = "--patient", paramLabel = "ID", description = "Only what concerns this patient.")
    private String patient = "";

    @Option(
            names = "--type",
            paramLabel = "NAME",
            split = ",",
            description = "Only messages of these names, such as RaiseAlert or AlertRaised.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--commands", description = "Only commands.")
    private boolean commandsOnly;

    @Option(names = "--events", description = "Only events.")
    private boolean eventsOnly;

    @Option(names = "--json", description = "A JSON object a line.")
    private boolean json;

    @Option(names = "--personal", description = "With personal data.")
    private boolean personal;

    /** For picocli. */
    PrintCommand() {}

    @Override
    int run(final Path opened, final KeptLog log) throws FolderException {
        final Selection selection = new Selection(
                place("--from", from, Selection.Place.FIRST),
                place("--to", to, Selection.Place.LAST),
                new Concern(alertId(), patient),
                types(),
                commandsOnly || !eventsOnly,
                eventsOnly || !commandsOnly);
        final PrintWriter out = out();
        try (PatientTexts texts = texts()) {
            new Printer(
                            log,
                            selection,
                            json ? new JsonLines(out, personal, texts) : new TextLines(out, personal, texts))
                    .print();
        }
        out.flush();
        return DONE;
    }

    private long alertId() throws FolderException {
        if (alert == null) {
            return 0;
        }
        try {
            final long id = Long.parseUnsignedLong(alert);
            if (id != 0) {
                return id;
            }
        } catch (final NumberFormatException none) {
            // Told below.
        }
        throw new FolderException("--alert is '" + alert + "': it is the number of an alert, from 1");
    }

    private Set<String> types() throws FolderException {
        final Set<String> named = new LinkedHashSet<>();
        for (final String type : types) {
            named.add(Schema.current().names().stream()
                    .filter(type::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(() -> new FolderException("--type '" + type + "' is no message; there is: "
                            + String.join(", ", Schema.current().names()))));
        }
        return named;
    }

    private static Selection.Place place(
            final String option, final @Nullable String text, final Selection.Place otherwise) throws FolderException {
        if (text == null) {
            return otherwise;
        }
        try {
            return Selection.Place.of(text);
        } catch (final NumberFormatException | DateTimeParseException | ArithmeticException wrong) {
            throw new FolderException(
                    option + " is '" + text
                            + "': it is the number of a command, @ and a position, or an instant such as"
                            + " 2026-01-01T07:30:00Z",
                    wrong);
        }
    }
}
