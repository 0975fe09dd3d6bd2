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

/** {@code tocsin redirect}: a person names somebody else for an alert. */
@Command(
        name = "redirect",
        description = "Names somebody else for an alert, who is told at once.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class RedirectCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    @Option(names = "--to", paramLabel = "PERSON", required = true, description = "Who is named; has to be connected.")
    private String to = "";

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            completionCandidates = Words.RejectReasons.class,
            converter = Words.RejectReasons.class,
            description = "Why: ${COMPLETION-CANDIDATES}; default unspecified.")
    private @Nullable RejectReason reason;

    /** For picocli. */
    public RedirectCommand() {}

    @Override
    public Integer call() {
        return new Terminal(Specs.require(spec), options)
                .command(
                        Role.CLINICIAN,
                        answer.person(),
                        id -> new ClientMessage.Redirect(
                                id, 0, answer.alertId(), to, reason == null ? RejectReason.UNSPECIFIED : reason),
                        done -> "alert " + answer.alertId() + " is offered to " + to,
                        answer::refusal);
    }
}
