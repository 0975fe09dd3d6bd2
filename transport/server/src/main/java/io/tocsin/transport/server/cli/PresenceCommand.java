package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Presence;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin presence}: a person says whether they are there. */
@Command(
        name = "presence",
        description =
                "Says whether a person is there: busy people are never chosen as the nearest, no step waits for offline ones.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class PresenceCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Parameters(
            index = "0",
            paramLabel = "PRESENCE",
            completionCandidates = Words.Presences.class,
            converter = Words.Presences.class,
            description = "${COMPLETION-CANDIDATES}.")
    private Presence presence = Presence.ONLINE;

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who says so.")
    private String person = "";

    /** For picocli. */
    public PresenceCommand() {}

    @Override
    public Integer call() {
        return new Terminal(Specs.require(spec), options)
                .command(
                        Role.CLINICIAN,
                        person,
                        client -> client.presence(presence),
                        done -> person + " is " + AlertWords.word(presence),
                        PresenceCommand::refusal);
    }

    private static String refusal(final ServerMessage.Answer answer) {
        return answer.result().meaning() + ", nothing was changed [" + answer.result() + ']';
    }
}
