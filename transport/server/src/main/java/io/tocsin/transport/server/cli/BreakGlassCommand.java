package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.ViewReason;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin break-glass}: a person has to see a patient whom they have nothing to do with. */
@Command(
        name = "break-glass",
        description =
                "Lets a nurse or a physician see a patient whom they have nothing to do with, and take the patient's"
                        + " alerts, for a time. Whoever cares for the patient, privacy officers and operators are told; it"
                        + " is recorded, and reviewed.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class BreakGlassCommand implements Callable<Integer> {
    private static final int MOST_MINUTES = 240;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PATIENT", description = "Whom.")
    private String patient = "";

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who has to.")
    private String person = "";

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            required = true,
            completionCandidates = Words.ViewReasons.class,
            converter = Words.ViewReasons.class,
            description = "Why: ${COMPLETION-CANDIDATES}.")
    private ViewReason reason = ViewReason.NULL_VAL;

    @Option(
            names = "--because",
            paramLabel = "TEXT",
            description = "Why, in words; at most 160 bytes, of reason 'other' 10 at least.")
    private String comment = "";

    @Option(
            names = "--for",
            paramLabel = "MINUTES",
            description = "How long, 1 to 240; default as long as the site says.")
    private int minutes;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public BreakGlassCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        if (minutes < 0 || minutes > MOST_MINUTES) {
            throw new ParameterException(command.commandLine(), "--for is 1 to " + MOST_MINUTES + " minutes");
        }
        return new Terminal(command, options)
                .command(
                        Role.CLINICIAN,
                        person,
                        client -> client.access().breakGlass(patient, reason, comment, Duration.ofMinutes(minutes)),
                        answer -> person + " sees " + patient + " from now on; it is told, and recorded",
                        BreakGlassCommand::refusal);
    }

    private static String refusal(final ServerMessage.Answer answer) {
        final String why = switch (answer.result()) {
            case FORBIDDEN ->
                "this is for nurses and physicians, for three patients in a day, and as many at once as the site"
                        + " permits: somebody else has to see this one";
            case INVALID_FIELD ->
                "the router knows no such patient, or 'other' needs --because, with 10 bytes at least";
            default -> answer.result().meaning();
        };
        return why + "; nobody sees more than before [" + answer.result() + ']';
    }
}
