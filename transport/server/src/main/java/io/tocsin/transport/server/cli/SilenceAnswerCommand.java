package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands share by which a person says something about a silence. */
@Command(
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
abstract class SilenceAnswerCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Parameters(
            index = "0",
            paramLabel = "SILENCE",
            description = "Number of the silence, as 'tocsin silences' shows it.")
    private long silenceId;

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who says so.")
    private String person = "";

    @Override
    public final Integer call() {
        return new Terminal(Specs.require(spec), options)
                .command(
                        Role.CLINICIAN,
                        person,
                        client -> client.command(commandId -> message(commandId, silenceId)),
                        answer -> done(silenceId, person),
                        this::refusal);
    }

    /** What is sent. */
    abstract ClientMessage.Command message(long commandId, long silence);

    /** What has become of the silence, for people. */
    abstract String done(long silence, String by);

    private String refusal(final ServerMessage.Answer answer) {
        final String what = switch (answer.result()) {
            case UNKNOWN_SILENCE -> "there is no silence " + silenceId + ": 'tocsin silences' lists those there are";
            case SAME_PERSON -> person + " made silence " + silenceId + ": somebody else has to confirm it";
            case FORBIDDEN -> "somebody with another role, or who cares for this patient or unit, has to";
            default -> answer.result().meaning();
        };
        return what + "; nothing was changed [" + answer.result() + ']';
    }
}
