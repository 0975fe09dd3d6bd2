package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.transport.client.TocsinClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin end-break}: a person is back from break. */
@Command(
        name = "end-break",
        description = "Says that a person is back from break: they are asked again.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class EndBreakCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who is back.")
    private String person = "";

    /** For picocli. */
    public EndBreakCommand() {}

    @Override
    public Integer call() {
        return new Terminal(Specs.require(spec), options)
                .command(
                        Role.CLINICIAN,
                        person,
                        TocsinClient::endBreak,
                        done -> person + " is back",
                        EndBreakCommand::refusal);
    }

    private static String refusal(final ServerMessage.Answer answer) {
        return answer.result().meaning() + ", nothing was changed [" + answer.result() + ']';
    }
}
