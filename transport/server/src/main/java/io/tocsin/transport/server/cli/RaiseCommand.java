package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.EdgeText;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin raise}: an alert, as a device or a person at a terminal raises it. */
@Command(
        name = "raise",
        description =
                "Raises an alert at a running router. The same again, while it is open, is an update and pages nobody twice.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0 raised; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class RaiseCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--unit", paramLabel = "UNIT", description = "Where; default that of the bed or the patient.")
    private String unit = "";

    @Option(names = "--bed", paramLabel = "BED", description = "Which bed; default the patient's.")
    private String bed = "";

    @Option(
            names = "--patient",
            paramLabel = "PATIENT",
            description = "Who; without it the bed stands for the patient.")
    private String patient = "";

    @Option(names = "--device", paramLabel = "DEVICE", description = "What noticed it.")
    private String device = "";

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            required = true,
            completionCandidates = Words.EmergencyTypes.class,
            converter = Words.EmergencyTypes.class,
            description = "What happened: ${COMPLETION-CANDIDATES}.")
    private EmergencyType type = EmergencyType.OTHER;

    @Option(names = "--type-text", paramLabel = "TEXT", description = "What happened, with type OTHER.")
    private String typeText = "";

    @Option(
            names = "--device-condition",
            paramLabel = "CONDITION",
            completionCandidates = Words.DeviceConditions.class,
            converter = Words.DeviceConditions.class,
            description =
                    "What is the matter with the device, with type DEVICE_TECHNICAL, then up to SWITCHED_OFF, or DEVICE_THERAPY: ${COMPLETION-CANDIDATES}.")
    private @Nullable DeviceCondition deviceCondition;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            required = true,
            completionCandidates = Words.Severities.class,
            converter = Words.Severities.class,
            description = "How severe: ${COMPLETION-CANDIDATES}.")
    private Severity severity = Severity.CRITICAL;

    @Option(names = "--description", paramLabel = "TEXT", description = "For those who are told.")
    private String description = "";

    @Mixin
    private LocationOptions place = new LocationOptions();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "Name of the alert at this terminal; default made of type, patient, bed, device and its condition.")
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
    public RaiseCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        if (unit.isEmpty() && bed.isEmpty() && patient.isEmpty() && device.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "say where or who: --patient, --bed, --unit or --device");
        }
        final AlertDeclaration alert = declaration(command);
        return new Terminal(command, options)
                .command(
                        Role.SOURCE,
                        "",
                        client -> client.command(id -> new ClientMessage.Raise(id, 0, null, purpose, alert)),
                        this::done,
                        RaiseCommand::refusal);
    }

    private AlertDeclaration declaration(final CommandSpec command) {
        try {
            return new AlertDeclaration(
                    key.isEmpty() ? defaultKey() : key,
                    type,
                    severity,
                    EdgeText.optionalId("--patient", patient),
                    EdgeText.optionalId("--unit", unit),
                    EdgeText.optionalId("--bed", bed),
                    "",
                    new AlertText(
                            typeText,
                            description,
                            EdgeText.optionalId("--device", device),
                            place.location(),
                            Map.of(),
                            List.of(),
                            Map.of(),
                            0,
                            0,
                            deviceCondition));
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** What else is the matter with a device, or is again when this is over, has a key of its own. */
    private String defaultKey() {
        final String made = String.join("/", List.of(type.name(), patient, bed, device));
        return deviceCondition == null ? made : made + '/' + deviceCondition.name();
    }

    private String done(final ServerMessage.Answer answer) {
        final String alert = "alert " + Long.toUnsignedString(answer.alertId());
        final String kept = answer.level() == null ? "" : ", kept at level " + answer.level();
        if (purpose != Purpose.PRODUCTION) {
            return alert + " is recorded as " + AlertWords.word(purpose) + ": nobody is told" + kept;
        }
        return answer.isNew()
                ? alert + " is raised: " + severity + ' ' + AlertWords.word(type) + kept
                : alert + " was open already: raised again, occurrence " + answer.occurrence() + kept;
    }

    private static String refusal(final ServerMessage.Answer answer) {
        return answer.result().meaning() + ", nothing was raised [" + answer.result() + ']';
    }
}
