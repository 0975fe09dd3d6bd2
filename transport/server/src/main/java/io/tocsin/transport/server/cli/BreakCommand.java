package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin break}: a person is on break, and somebody else is asked in their place. */
@Command(
        name = "break",
        description = "Says that a person is on break: somebody else is asked in their place, also of what is open.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class BreakCommand implements Callable<Integer> {
    private static final int MOST_MINUTES = 120;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who goes on break.")
    private String person = "";

    @Option(
            names = "--cover",
            paramLabel = "PERSON",
            required = true,
            description = "Who is asked instead: somebody who is connected and not on break.")
    private String cover = "";

    @Option(names = "--for", paramLabel = "MINUTES", required = true, description = "How long at most, 1 to 120.")
    private int minutes;

    /** For picocli. */
    public BreakCommand() {}

    @Override
    public Integer call() {
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new ParameterException(
                    Specs.require(spec).commandLine(), "--for is " + minutes + ": a break is 1 to 120 minutes long");
        }
        return new Terminal(Specs.require(spec), options)
                .command(
                        Role.CLINICIAN,
                        person,
                        client -> client.beginBreak(Duration.ofMinutes(minutes), cover),
                        done -> person + " is on break, covered by " + cover + ", for " + minutes
                                + " minutes at most: tocsin end-break --as " + person + " ends it",
                        BreakCommand::refusal);
    }

    private static String refusal(final ServerMessage.Answer answer) {
        return answer.result().meaning() + ", nothing was changed [" + answer.result() + ']';
    }
}
