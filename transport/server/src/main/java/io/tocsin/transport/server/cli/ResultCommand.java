package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ReportResult;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.ResultKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.ResultContent;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin result}: a critical result, as a laboratory or an imaging department reports it. */
@Command(
        name = "result",
        description =
                "Reports a critical result at a running router; whoever takes it reads its value back. The same key again, while it is open, corrects it and asks again.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit code: 0 reported; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class ResultCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--patient",
            paramLabel = "PATIENT",
            description = "Whose; without it the bed stands for the patient.")
    private String patient = "";

    @Option(names = "--bed", paramLabel = "BED", description = "Which bed; default the patient's.")
    private String bed = "";

    @Option(names = "--unit", paramLabel = "UNIT", description = "Where; default that of the bed or the patient.")
    private String unit = "";

    @Option(names = "--ordered-by", paramLabel = "PERSON", description = "Who ordered the examination.")
    private String orderedBy = "";

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "What was examined.")
    private String name = "";

    @Option(names = "--code", paramLabel = "CODE", description = "The same in a code, such as LOINC.")
    private String code = "";

    @Option(names = "--value", paramLabel = "VALUE", required = true, description = "What was found; it is read back.")
    private String value = "";

    @Option(names = "--value-unit", paramLabel = "UNIT", description = "Unit of the value.")
    private String valueUnit = "";

    @Option(names = "--comment", paramLabel = "TEXT", description = "For those who are told.")
    private String comment = "";

    @Option(names = "--imaging", description = "An imaging department found it, not a laboratory.")
    private boolean imaging;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            completionCandidates = Words.Severities.class,
            converter = Words.Severities.class,
            description = "How severe: ${COMPLETION-CANDIDATES}. Default CRITICAL.")
    private Severity severity = Severity.CRITICAL;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "Name of the result at this terminal; default made of name, patient and bed: a second specimen of what is open needs a key of its own.")
    private String key = "";

    @Option(
            names = "--purpose",
            paramLabel = "PURPOSE",
            completionCandidates = Words.Purposes.class,
            converter = Words.Purposes.class,
            description = "${COMPLETION-CANDIDATES}; only the first reaches people. Default PRODUCTION.")
    private Purpose purpose = Purpose.PRODUCTION;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public ResultCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        if (unit.isEmpty() && bed.isEmpty() && patient.isEmpty()) {
            throw new ParameterException(command.commandLine(), "say where or who: --patient, --bed or --unit");
        }
        final ResultKind kind = imaging ? ResultKind.IMAGING : ResultKind.LABORATORY;
        final String named = key.isEmpty() ? String.join("/", List.of(name, patient, bed)) : key;
        try {
            new ResultContent(named, severity, kind, name, value)
                    .patient(patient)
                    .unit(unit)
                    .bed(bed)
                    .orderedBy(orderedBy)
                    .code(code)
                    .valueUnit(valueUnit);
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        return new Terminal(command, options)
                .command(
                        Role.SOURCE,
                        "",
                        client -> client.command(id -> new ReportResult(
                                id, 0, purpose, named, severity, kind, patient, unit, bed, orderedBy, code, name, value,
                                valueUnit, comment, 0)),
                        this::done,
                        ResultCommand::refusal);
    }

    private String done(final ServerMessage.Answer answer) {
        final String alert = "alert " + Long.toUnsignedString(answer.alertId());
        if (purpose != Purpose.PRODUCTION) {
            return alert + " is recorded as " + AlertWords.word(purpose) + ": nobody is told";
        }
        return answer.isNew()
                ? alert + " is raised: " + name + ' ' + value + ' ' + valueUnit
                : alert + " was open already: reported again, occurrence " + answer.occurrence();
    }

    private static String refusal(final ServerMessage.Answer answer) {
        return answer.result().meaning() + ", nothing was reported [" + answer.result() + ']';
    }
}
