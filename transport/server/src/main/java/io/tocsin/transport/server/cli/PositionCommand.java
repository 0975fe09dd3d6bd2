package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.text.EdgeText;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin position}: a person says where they are. */
@Command(
        name = "position",
        description = "Says where a person is, for steps that ask for the nearest: coordinates, a place, or both.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class PositionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Mixin
    private LocationOptions place = new LocationOptions();

    @Option(names = "--unit", paramLabel = "UNIT", description = "Which unit.")
    private String unit = "";

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who is there.")
    private String person = "";

    /** For picocli. */
    public PositionCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        final Location location = location(command);
        return new Terminal(command, options)
                .command(
                        Role.CLINICIAN,
                        person,
                        client -> client.position(unit, location),
                        done -> person + " is there, until they say otherwise or it is too old",
                        PositionCommand::refusal);
    }

    private Location location(final CommandSpec command) {
        final Location location;
        try {
            EdgeText.optionalId("--unit", unit);
            location = place.location();
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        if (unit.isEmpty() && location.equals(Location.UNKNOWN)) {
            throw new ParameterException(
                    command.commandLine(), "say where: --latitude and --longitude, --unit, --room, or a wider place");
        }
        return location;
    }

    private static String refusal(final ServerMessage.Answer answer) {
        return answer.result().meaning() + ", the position is not known [" + answer.result() + ']';
    }
}
