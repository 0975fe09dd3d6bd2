package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin release}: the owner gives an alert back. */
@Command(
        name = "release",
        description = "Gives an alert back that a person has taken; the next are told at once.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class ReleaseCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    /** For picocli. */
    public ReleaseCommand() {}

    @Override
    public Integer call() {
        return new Terminal(Specs.require(spec), options)
                .command(
                        Role.CLINICIAN,
                        answer.person(),
                        id -> new ClientMessage.Release(id, 0, answer.alertId()),
                        done -> "alert " + answer.alertId() + " is given back by " + answer.person()
                                + ": the next are told",
                        answer::refusal);
    }
}
