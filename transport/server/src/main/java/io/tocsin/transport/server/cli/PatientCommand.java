package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin patient}: who a patient is. */
@Command(
        name = "patient",
        description = "Shows what the router's directory has of a patient: name, place, care team, contacts.",
        mixinStandardHelpOptions = true,
        subcommands = PatientForgetCommand.class,
        footer = {"", "Exit code: 0 shown; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class PatientCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    // Not needed in front of a subcommand, and else asked for below.
    @Parameters(arity = "0..1", paramLabel = "PATIENT", description = "The patient's id, as alerts name it.")
    private String patient = "";

    @Option(
            names = "--as",
            paramLabel = "PERSON",
            description =
                    "If this person may see the patient; default as an operator, if the router's configuration says"
                            + " directory.operators = true.")
    private String person = "";

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public PatientCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        if (patient.isEmpty()) {
            throw new ParameterException(command.commandLine(), "name a patient, or the subcommand: forget");
        }
        final Terminal terminal = new Terminal(command, options);
        return terminal.ask(
                person.isEmpty() ? Role.OPERATOR : Role.CLINICIAN,
                person,
                client -> client.directory().patient(patient),
                shown -> show(shown, terminal.printer()));
    }

    private int show(final ServerMessage.PatientShown shown, final Printer printer) {
        if (options.json()) {
            printer.json(shown);
            return Exit.DONE;
        }
        final Table table = new Table();
        table.row("patient", shown.patient());
        row(table, "name", shown.name());
        row(table, "unit", shown.unit());
        row(table, "bed", shown.bed());
        rows(table, "care", shown.care());
        rows(table, "emergency contacts", shown.emergencyContacts());
        rows(table, "contacts", shown.contacts());
        printer.table(table);
        return Exit.DONE;
    }

    private static void row(final Table table, final String what, final String value) {
        if (!value.isEmpty()) {
            table.row(what, value);
        }
    }

    private static void rows(final Table table, final String what, final List<String> values) {
        row(table, what, String.join("; ", values));
    }
}
