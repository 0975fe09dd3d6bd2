package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin sessions kill}: ends one connection, at whichever node. */
@Command(
        name = "kill",
        description =
                "Ends one connection, at whichever node it is. Whoever it was may come again: 'tocsin revoke' lets"
                        + " them in no more.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class SessionsKillCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SESSION", description = "Its number, as 'tocsin sessions' lists it.")
    private String session = "";

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public SessionsKillCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        final long number = number(command);
        return new Terminal(command, options)
                .command(
                        Role.OPERATOR,
                        "",
                        client -> client.access().end(number),
                        answer -> "session " + session + " is told to end, wherever it is",
                        answer -> answer.result().meaning() + "; nothing was ended [" + answer.result() + ']');
    }

    private long number(final CommandSpec command) {
        try {
            final long number = Long.parseUnsignedLong(session);
            if (number != 0) {
                return number;
            }
        } catch (final NumberFormatException noNumber) {
            // Said below, as for 0.
        }
        throw new picocli.CommandLine.ParameterException(
                command.commandLine(), "'" + session + "' is no number of a session: see 'tocsin sessions'");
    }
}
