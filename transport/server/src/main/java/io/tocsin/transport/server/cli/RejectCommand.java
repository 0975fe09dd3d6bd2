package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.sbe.RejectReason;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin reject}: a person does not take an alert, or gives it back. */
@Command(
        name = "reject",
        description = "Says that a person does not take an alert, or gives it back; the next are told at once.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class RejectCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            completionCandidates = Words.RejectReasons.class,
            converter = Words.RejectReasons.class,
            description = "Why: ${COMPLETION-CANDIDATES}; default unspecified.")
    private @Nullable RejectReason reason;

    /** For picocli. */
    public RejectCommand() {}

    @Override
    public Integer call() {
        return new Terminal(Specs.require(spec), options)
                .command(
                        Role.CLINICIAN,
                        answer.person(),
                        id -> new ClientMessage.Reject(
                                id, 0, answer.alertId(), reason == null ? RejectReason.UNSPECIFIED : reason),
                        done -> "alert " + answer.alertId() + " is not taken by " + answer.person()
                                + ": the next are told",
                        answer::refusal);
    }
}
