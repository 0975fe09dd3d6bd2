package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.PastAlertReport;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Subject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin past-alerts}: what alerts there were. */
@Command(
        name = "past-alerts",
        description = "Lists alerts of a running router, open or closed, the newest first.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0 listed; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class PastAlertsCommand implements Callable<Integer> {
    private static final int MOST = 24;
    private static final long NS_PER_S = 1_000_000_000L;

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup
    private Of of = new Of();

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            description = "How many at most, 1 to 24; default ${DEFAULT-VALUE}.")
    private int limit = MOST;

    @Option(names = "--before", paramLabel = "ALERT", description = "Those with a lower number only.")
    private long before;

    @Option(
            names = "--as",
            paramLabel = "PERSON",
            description =
                    "If this person may see the patient, who has to be named; default as an operator, if the router's configuration says directory.operators = true.")
    private String person = "";

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public PastAlertsCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(command.commandLine(), "--limit is 1 to " + MOST);
        }
        final Terminal terminal = new Terminal(command, options);
        return terminal.ask(
                person.isEmpty() ? Role.OPERATOR : Role.CLINICIAN,
                person,
                client -> client.directory().pastAlerts(of.patient, of.unit, limit, before),
                alerts -> show(alerts, terminal.printer()));
    }

    private int show(final ServerMessage.PastAlerts past, final Printer printer) {
        if (options.json()) {
            printer.json(past);
            return Exit.DONE;
        }
        if (past.alerts().isEmpty()) {
            printer.line("no alerts");
        } else {
            final SilenceWords words = SilenceWords.local();
            final Table table = new Table();
            table.row("ALERT", "SEVERITY", "WHAT", "WHERE", "PATIENT", "RAISED", "TAKEN AFTER", "ENDED");
            for (final PastAlertReport alert : past.alerts()) {
                table.row(
                        Long.toUnsignedString(alert.alertId()),
                        alert.severity().name(),
                        AlertWords.word(alert.emergency()),
                        (alert.unit() + ' ' + alert.bed()).strip(),
                        patient(alert.subject()),
                        words.time(alert.raisedNs()),
                        taken(alert),
                        ended(alert, words));
            }
            printer.table(table);
        }
        if (past.more()) {
            printer.line("there are more: --before "
                    + Long.toUnsignedString(
                            past.alerts().get(past.alerts().size() - 1).alertId()));
        }
        if (past.catchingUp()) {
            printer.line("the router still reads what was recorded before its start: what is missing may come");
        }
        return Exit.DONE;
    }

    private static String patient(final @Nullable Subject subject) {
        return subject != null && subject.kind() == Subject.Kind.PATIENT ? subject.id() : "unidentified";
    }

    private static String taken(final PastAlertReport alert) {
        return alert.acceptedNs() == 0
                ? "-"
                : (alert.acceptedNs() - alert.raisedNs()) / NS_PER_S + " s, by " + alert.acceptedBy();
    }

    private static String ended(final PastAlertReport alert, final SilenceWords words) {
        if (alert.outcome() == null) {
            return "open";
        }
        final String when = AlertWords.word(alert.outcome()) + ' ' + words.time(alert.closedNs());
        return alert.closedBy().isEmpty() ? when : when + ", by " + alert.closedBy();
    }

    /** One of them, or none. */
    private static final class Of {
        @Option(names = "--patient", paramLabel = "PATIENT", description = "About this patient.")
        private String patient = "";

        @Option(names = "--unit", paramLabel = "UNIT", description = "Of this unit.")
        private String unit = "";
    }
}
