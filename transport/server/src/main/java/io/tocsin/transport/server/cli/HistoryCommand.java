package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.HistoryPoint;
import io.tocsin.codecs.json.HistoryRange;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.Hundredths;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin history}: what was measured of a patient. */
@Command(
        name = "history",
        description =
                "Shows what was measured of a patient, a bed or a device: the lowest, the highest and the last value of each stretch.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0 shown; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class HistoryCommand implements Callable<Integer> {
    /** As long as a router holds readings. */
    private static final int MAX_HOURS = 72;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "PARAMETER",
            completionCandidates = Words.Parameters.class,
            converter = Words.Parameters.class,
            description = "What was measured: ${COMPLETION-CANDIDATES}.")
    private Parameter parameter = Parameter.NULL_VAL;

    @ArgGroup(multiplicity = "1")
    private Whose whose = new Whose();

    @Option(names = "--last", paramLabel = "HOURS", description = "How far back, 1 to 72; default ${DEFAULT-VALUE}.")
    private int hours = 6;

    @Option(
            names = "--points",
            paramLabel = "NUMBER",
            description = "Most stretches, 1 to 80; default ${DEFAULT-VALUE}.")
    private int points = 20;

    @Option(names = "--as", paramLabel = "PERSON", description = "As far as this person may see it; default all.")
    private String person = "";

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    private final Clock clock = Clock.systemUTC();

    /** For picocli. */
    public HistoryCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        final HistoryRange range = range(command);
        final Terminal terminal = new Terminal(command, options);
        return terminal.ask(
                person.isEmpty() ? Role.OPERATOR : Role.CLINICIAN,
                person,
                client -> client.history(range),
                history -> show(history, terminal.printer()));
    }

    private HistoryRange range(final CommandSpec command) {
        if (hours < 1 || hours > MAX_HOURS) {
            throw new ParameterException(command.commandLine(), "--last is 1 to " + MAX_HOURS + " hours");
        }
        if (points < 1 || points > HistoryRange.MAX_POINTS) {
            throw new ParameterException(command.commandLine(), "--points is 1 to " + HistoryRange.MAX_POINTS);
        }
        final long fromS = clock.instant().getEpochSecond() - TimeUnit.HOURS.toSeconds(hours);
        try {
            return new HistoryRange(whose.subject(), parameter, TimeUnit.SECONDS.toNanos(fromS), 0, points);
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private int show(final ServerMessage.History history, final Printer printer) {
        if (options.json()) {
            printer.json(history);
            return Exit.DONE;
        }
        if (history.points().isEmpty()) {
            printer.line("nothing was measured");
        } else {
            final DateTimeFormatter time =
                    DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
            final Table table = new Table();
            table.row("FROM", "UNTIL", "LOWEST", "HIGHEST", "LAST", "READINGS");
            for (final HistoryPoint point : history.points()) {
                table.row(
                        time.format(instant(point.fromNs())),
                        time.format(instant(point.untilNs())),
                        Hundredths.format(point.lowest()),
                        Hundredths.format(point.highest()),
                        Hundredths.format(point.last()),
                        String.valueOf(point.count()));
            }
            printer.table(table);
        }
        if (history.catchingUp()) {
            printer.line("the router still reads what was recorded before its start: what is missing may come");
        }
        return Exit.DONE;
    }

    private static Instant instant(final long epochNs) {
        return Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(epochNs));
    }

    /** Exactly one of them. */
    private static final class Whose {
        @Option(names = "--patient", paramLabel = "PATIENT", required = true, description = "Of this patient.")
        private String patient = "";

        @Option(
                names = "--bed",
                paramLabel = "BED",
                required = true,
                description = "Of readings that named this bed and no patient.")
        private String bed = "";

        @Option(
                names = "--device",
                paramLabel = "DEVICE",
                required = true,
                description = "Of readings that named this device alone.")
        private String device = "";

        Subject subject() {
            if (!patient.isEmpty()) {
                return new Subject(Subject.Kind.PATIENT, EdgeText.requiredId("--patient", patient));
            }
            return bed.isEmpty()
                    ? new Subject(Subject.Kind.DEVICE, EdgeText.requiredId("--device", device))
                    : new Subject(Subject.Kind.BED, EdgeText.requiredId("--bed", bed));
        }
    }
}
