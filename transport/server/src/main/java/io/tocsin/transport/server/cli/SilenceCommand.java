package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.SilenceReport;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.EdgeText;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin silence}: a person silences what is known, for a time. */
@Command(
        name = "silence",
        description =
                "Lets the alerts of a place, a patient or a kind page nobody for a time. They are open and visible, and page at its end. "
                        + "Cardiac arrest and choking are never held back, critical alerts only once a second person has confirmed.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class SilenceCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who is answerable for it.")
    private String person = "";

    @Option(
            names = "--for",
            paramLabel = "MINUTES",
            required = true,
            description = "How long: 1 to 1440, with critical alerts to 60.")
    private int minutes;

    @Option(names = "--because", paramLabel = "TEXT", required = true, description = "Why; at most 160 bytes.")
    private String comment = "";

    @Option(names = "--in", paramLabel = "MINUTES", description = "When it begins; default now.")
    private int startMinutes;

    @Option(names = "--unit", paramLabel = "UNIT", description = "Only alerts of this unit.")
    private String unit = "";

    @Option(names = "--bed", paramLabel = "BED", description = "Only alerts of this bed.")
    private String bed = "";

    @Option(names = "--patient", paramLabel = "PATIENT", description = "Only alerts of this patient.")
    private String patient = "";

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            completionCandidates = Words.EmergencyTypes.class,
            converter = Words.EmergencyTypes.class,
            description = "Only emergencies of this type: ${COMPLETION-CANDIDATES}.")
    private @Nullable EmergencyType type;

    @Option(
            names = "--cause",
            paramLabel = "CAUSE",
            completionCandidates = Words.Causes.class,
            converter = Words.Causes.class,
            description = "Only what was opened so: ${COMPLETION-CANDIDATES}.")
    private @Nullable Cause cause;

    @Option(
            names = "--parameter",
            paramLabel = "PARAMETER",
            completionCandidates = Words.Parameters.class,
            converter = Words.Parameters.class,
            description = "Only limits of this parameter: ${COMPLETION-CANDIDATES}.")
    private @Nullable Parameter parameter;

    @Option(
            names = "--at-most",
            paramLabel = "SEVERITY",
            completionCandidates = Words.Severities.class,
            converter = Words.Severities.class,
            description = "This severity and the less grave ones: ${COMPLETION-CANDIDATES}; default EMERGENT.")
    private Severity severityAtMost = Severity.EMERGENT;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    private final Clock clock = Clock.systemUTC();

    /** For picocli. */
    public SilenceCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        if (minutes < 1 || startMinutes < 0) {
            throw new ParameterException(command.commandLine(), "--for is at least 1 minute, --in not below 0");
        }
        if (comment.isBlank()) {
            throw new ParameterException(command.commandLine(), "--because says why: it cannot be empty");
        }
        final SilenceReport.Scope scope = scope(command);
        final long startNs = startMinutes == 0 ? 0 : inMinutes(startMinutes);
        final long endNs = inMinutes(startMinutes + (long) minutes);
        return new Terminal(command, options)
                .command(
                        Role.CLINICIAN,
                        person,
                        client ->
                                client.command(id -> new ClientMessage.Silence(id, 0, startNs, endNs, scope, comment)),
                        answer -> done(answer, endNs),
                        this::refusal);
    }

    private SilenceReport.Scope scope(final CommandSpec command) {
        try {
            return new SilenceReport.Scope(
                    EdgeText.optionalId("--unit", unit),
                    EdgeText.optionalId("--patient", patient),
                    EdgeText.optionalId("--bed", bed),
                    type,
                    severityAtMost,
                    cause,
                    parameter);
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private long inMinutes(final long later) {
        final Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() + TimeUnit.MINUTES.toNanos(later);
    }

    private String done(final ServerMessage.Answer answer, final long endNs) {
        final String silence = "silence " + answer.detail() + " is made, until "
                + SilenceWords.local().time(endNs);
        return severityAtMost == Severity.CRITICAL
                ? silence + "; for critical alerts a second person has to say: tocsin confirm-silence "
                        + answer.detail() + " --as PERSON"
                : silence;
    }

    private String refusal(final ServerMessage.Answer answer) {
        final String what = switch (answer.result()) {
            case MATCHES_EVERYTHING -> "say what it covers: --unit, --bed, --patient, --type, --cause or --parameter";
            case PROTECTED ->
                AlertWords.word(type == null ? EmergencyType.CARDIAC_ARREST : type) + " is never silenced";
            case TOO_LONG -> "a silence lasts 24 hours at most, one that covers critical alerts an hour";
            case INVALID_FIELD -> "the site of the router knows no such unit, bed or patient";
            case FORBIDDEN -> "somebody with another role, or who cares for this patient or unit, has to";
            default -> answer.result().meaning();
        };
        return what + "; nothing was silenced [" + answer.result() + ']';
    }
}
