package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.LimitReport;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.Hundredths;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin limits}: which limits a patient has of their own. */
@Command(
        name = "limits",
        description = "Lists the limits that a patient, or whoever lies in a bed without a name, has of their own.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0 listed; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class LimitsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--patient", paramLabel = "PATIENT", description = "Of this patient.")
    private String patient = "";

    @Option(names = "--bed", paramLabel = "BED", description = "Of whoever lies in this bed, without --patient.")
    private String bed = "";

    @Option(names = "--as", paramLabel = "PERSON", description = "As far as this person may see it; default all.")
    private String person = "";

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public LimitsCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        final Subject subject = subject(command);
        final Terminal terminal = new Terminal(command, options);
        return terminal.ask(
                person.isEmpty() ? Role.OPERATOR : Role.CLINICIAN,
                person,
                client -> client.limits(subject),
                limits -> show(limits, terminal.printer()));
    }

    private Subject subject(final CommandSpec command) {
        try {
            return patient.isEmpty()
                    ? new Subject(Subject.Kind.BED, EdgeText.requiredId("--patient or --bed", bed))
                    : new Subject(Subject.Kind.PATIENT, EdgeText.requiredId("--patient", patient));
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private int show(final ServerMessage.Limits limits, final Printer printer) {
        if (options.json()) {
            printer.json(limits);
            return Exit.DONE;
        }
        if (limits.limits().isEmpty()) {
            printer.line("no limits but the site's");
            return Exit.DONE;
        }
        final SilenceWords words = SilenceWords.local();
        final Table table = new Table();
        table.row("LIMIT", "VALUE", "UNTIL", "BY", "REASON", "WHY");
        for (final LimitReport limit : limits.limits()) {
            table.row(
                    AlertWords.word(limit.parameter()) + ' ' + AlertWords.word(limit.bound()),
                    Hundredths.format(limit.hundredths()),
                    limit.untilNs() == 0 ? "-" : words.time(limit.untilNs()),
                    limit.setBy().isEmpty() ? "-" : limit.setBy(),
                    AlertWords.word(limit.reason()),
                    limit.comment());
        }
        printer.table(table);
        return Exit.DONE;
    }
}
