package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ScheduleDose;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.text.DoseContent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin dose}: a dose that is to be told of, as a medication system schedules it, or a person. */
@Command(
        name = "dose",
        description =
                "Schedules a dose at a running router, or moves it: unless dose-told says in time what became of it, whoever cares for the patient is alerted.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit code: 0 scheduled; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class DoseCommand implements Callable<Integer> {
    private static final InstantSource CLOCK = InstantSource.system();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DOSE", description = "Names the dose at the site.")
    private String dose = "";

    @Option(names = "--patient", paramLabel = "PATIENT", required = true, description = "Whose.")
    private String patient = "";

    @Option(names = "--medication", paramLabel = "TEXT", required = true, description = "What is to be given.")
    private String medication = "";

    @Option(names = "--in", paramLabel = "MINUTES", description = "From now until it is due; default 0.")
    private int inMinutes;

    @Option(
            names = "--window",
            paramLabel = "MINUTES",
            description = "For how long after that it may be told; 0 to 1440, default 30.")
    private int windowMinutes = 30;

    @Option(names = "--critical", description = "It is time-critical.")
    private boolean critical;

    @Option(names = "--as", paramLabel = "PERSON", description = "Who schedules it; default this terminal.")
    private String person = "";

    @Option(
            names = "--purpose",
            paramLabel = "PURPOSE",
            completionCandidates = Words.Purposes.class,
            converter = Words.Purposes.class,
            description = "${COMPLETION-CANDIDATES}; only the first schedules anything. Default PRODUCTION.")
    private Purpose purpose = Purpose.PRODUCTION;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public DoseCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        final long dueS = CLOCK.instant().getEpochSecond() + TimeUnit.MINUTES.toSeconds(inMinutes);
        final DoseContent content;
        try {
            content = new DoseContent(
                    dose,
                    patient,
                    medication,
                    TimeUnit.SECONDS.toNanos(dueS),
                    Duration.ofMinutes(windowMinutes),
                    critical);
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        return new Terminal(command, options)
                .command(
                        person.isEmpty() ? Role.SOURCE : Role.CLINICIAN,
                        person,
                        client -> client.command(id -> new ScheduleDose(
                                id,
                                0,
                                purpose,
                                dose,
                                patient,
                                medication,
                                content.dueNs(),
                                content.window().toMillis(),
                                critical)),
                        this::done,
                        DoseCommand::refusal);
    }

    private String done(final ServerMessage.Answer answer) {
        return purpose == Purpose.PRODUCTION
                ? "dose " + dose + " of " + patient + " is to be told of within "
                        + (Math.max(0, inMinutes) + windowMinutes) + " min"
                : "dose " + dose + " is recorded as " + AlertWords.word(purpose) + ": nothing is scheduled";
    }

    private static String refusal(final ServerMessage.Answer answer) {
        return answer.result().meaning() + ", nothing was scheduled [" + answer.result() + ']';
    }
}
