package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.StartMonitoring;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.text.EdgeText;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin monitor}: a person begins to monitor a patient, or whoever lies in a bed. */
@Command(
        name = "monitor",
        description = "Begins a monitoring session of a patient, or of whoever lies in a bed without a name. "
                + "Once it is ended, readings of its devices are not taken for this patient any more.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class MonitorCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who asks for it.")
    private String person = "";

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            required = true,
            completionCandidates = Words.MonitoringTypes.class,
            converter = Words.MonitoringTypes.class,
            description = "What for: ${COMPLETION-CANDIDATES}.")
    private MonitoringType type = MonitoringType.NULL_VAL;

    @Option(names = "--patient", paramLabel = "PATIENT", description = "Of this patient.")
    private String patient = "";

    @Option(names = "--bed", paramLabel = "BED", description = "Of whoever lies in this bed, without --patient.")
    private String bed = "";

    @Option(
            names = "--device",
            paramLabel = "ID=KIND",
            completionCandidates = Words.Devices.class,
            converter = Words.Devices.class,
            description = "A device of it and what it is, up to 8 times: ${COMPLETION-CANDIDATES}.")
    private List<MonitoringReport.Device> devices = List.of();

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public MonitorCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        if (patient.isEmpty() && bed.isEmpty()) {
            throw new ParameterException(command.commandLine(), "say of whom: --patient or --bed");
        }
        final StartMonitoring start = message(command);
        return new Terminal(command, options)
                .command(
                        Role.CLINICIAN,
                        person,
                        client -> client.command(id -> new StartMonitoring(
                                id, 0, start.monitoring(), start.patient(), start.bed(), start.devices())),
                        this::done,
                        MonitorCommand::refusal);
    }

    private StartMonitoring message(final CommandSpec command) {
        try {
            return new StartMonitoring(
                    0, 0, type, EdgeText.optionalId("--patient", patient), EdgeText.optionalId("--bed", bed), devices);
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private String done(final ServerMessage.Answer answer) {
        return "monitoring session " + answer.detail() + " of "
                + (patient.isEmpty() ? "whoever is in " + bed : patient)
                + " has begun";
    }

    private static String refusal(final ServerMessage.Answer answer) {
        final String what = switch (answer.result()) {
            case DEVICE_IN_USE -> "one of the devices is in a session that is active: 'tocsin monitorings' lists them";
            case INVALID_FIELD -> "each device is named once";
            case FORBIDDEN -> "somebody with another role, or who cares for this patient or unit, has to";
            default -> answer.result().meaning();
        };
        return what + "; nothing has begun [" + answer.result() + ']';
    }
}
