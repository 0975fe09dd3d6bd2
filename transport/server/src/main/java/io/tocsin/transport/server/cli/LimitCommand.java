package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.SetLimit;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.Hundredths;
import java.time.Clock;
import java.time.Instant;
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

/** {@code tocsin limit}: a person gives one patient a limit of their own, or takes it back. */
@Command(
        name = "limit",
        description = "Gives one patient a limit of their own in the place of the site's, or takes it back. "
                + "Graver limits stay, and a CRITICAL one is never widened.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class LimitCommand implements Callable<Integer> {
    /** A year: how much shorter a limit beyond the policy has to be, the router says. */
    private static final int MAX_HOURS = 8_760;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "PARAMETER",
            completionCandidates = Words.Parameters.class,
            converter = Words.Parameters.class,
            description = "What is measured: ${COMPLETION-CANDIDATES}.")
    private Parameter parameter = Parameter.NULL_VAL;

    @Parameters(
            index = "1",
            paramLabel = "BOUND",
            completionCandidates = Words.Bounds.class,
            converter = Words.Bounds.class,
            description = "Which of the two: ${COMPLETION-CANDIDATES}.")
    private Bound bound = Bound.NULL_VAL;

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who is answerable for it.")
    private String person = "";

    @Option(names = "--patient", paramLabel = "PATIENT", description = "Of this patient.")
    private String patient = "";

    @Option(names = "--bed", paramLabel = "BED", description = "Of whoever lies in this bed, without --patient.")
    private String bed = "";

    @Option(names = "--for", paramLabel = "HOURS", description = "How long; default until it is taken back.")
    private int hours;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            completionCandidates = Words.LimitReasons.class,
            converter = Words.LimitReasons.class,
            description = "Why: ${COMPLETION-CANDIDATES}.")
    private LimitReason reason = LimitReason.UNSTATED;

    @Option(names = "--because", paramLabel = "TEXT", description = "Why, in words; at most 80 bytes.")
    private String comment = "";

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    private final Clock clock = Clock.systemUTC();

    /** For picocli. */
    public LimitCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        if (patient.isEmpty() && bed.isEmpty()) {
            throw new ParameterException(command.commandLine(), "say of whom: --patient or --bed");
        }
        if (hours < 0 || hours > MAX_HOURS) {
            throw new ParameterException(command.commandLine(), "--for is 1 to " + MAX_HOURS + " hours");
        }
        final SetLimit limit = limit(command);
        return new Terminal(command, options)
                .command(
                        Role.CLINICIAN,
                        person,
                        client -> client.command(id -> new SetLimit(
                                id,
                                0,
                                limit.patient(),
                                limit.bed(),
                                parameter,
                                bound,
                                limit.hundredths(),
                                limit.untilNs(),
                                reason,
                                comment)),
                        answer -> done(),
                        LimitCommand::refusal);
    }

    private SetLimit limit(final CommandSpec command) {
        try {
            return new SetLimit(
                    0,
                    0,
                    EdgeText.optionalId("--patient", patient),
                    EdgeText.optionalId("--bed", bed),
                    parameter,
                    bound,
                    what.isNone ? null : (Integer) Hundredths.parse("--value", what.value),
                    hours == 0 ? 0 : inHours(),
                    reason,
                    comment);
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private long inHours() {
        final Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() + TimeUnit.HOURS.toNanos(hours);
    }

    private String done() {
        final String whose = patient.isEmpty() ? "whoever is in " + bed : patient;
        final String side = AlertWords.word(parameter) + ' ' + AlertWords.word(bound);
        return what.isNone
                ? whose + " has no limit of their own any more for " + side + ": the site's counts"
                : whose + " has a limit of their own: " + side + ' ' + what.value;
    }

    private static String refusal(final ServerMessage.Answer answer) {
        final AnswerResult result = answer.result();
        final String what = switch (result) {
            case INVALID_FIELD ->
                "no rule watches that, or the value leaves nothing between the two limits, or so far out it needs --reason and --for 24 hours at most";
            case PROTECTED -> "a CRITICAL limit is never widened";
            case TOO_LONG -> "so far out, or of a bed, a limit is for 24 hours at most";
            case FORBIDDEN -> "somebody with another role, or who cares for this patient or unit, has to";
            default -> result.meaning();
        };
        return what + "; nothing has changed [" + result + ']';
    }

    /** Exactly one of them. */
    private static final class What {
        @Option(
                names = "--value",
                paramLabel = "VALUE",
                required = true,
                description = "The limit, in the parameter's unit.")
        private String value = "";

        @Option(names = "--none", required = true, description = "Takes the patient's own limit back.")
        private boolean isNone;
    }
}
