package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin arrive}: a person is at the bedside. */
@Command(
        name = "arrive",
        description = "Says that a person is at the bedside, and takes the alert if they have not yet.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class ArriveCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    /** For picocli. */
    public ArriveCommand() {}

    @Override
    public Integer call() {
        return new Terminal(Specs.require(spec), options)
                .command(
                        Role.CLINICIAN,
                        answer.person(),
                        id -> new ClientMessage.Arrive(id, 0, answer.alertId()),
                        done -> answer.person() + " is at the bedside of alert " + answer.alertId(),
                        answer::refusal);
    }
}
