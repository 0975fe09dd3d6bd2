package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin resolve}: a person says that an alert is dealt with. */
@Command(
        name = "resolve",
        description = "Closes an alert because it is dealt with; everybody who was told is told.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class ResolveCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Mixin
    private AnswerOptions answer = new AnswerOptions();

    /** For picocli. */
    public ResolveCommand() {}

    @Override
    public Integer call() {
        return new Terminal(Specs.require(spec), options)
                .command(
                        Role.CLINICIAN,
                        answer.person(),
                        id -> new ClientMessage.Resolve(id, 0, answer.alertId()),
                        done -> "alert " + answer.alertId() + " is closed: dealt with by " + answer.person(),
                        answer::refusal);
    }
}
