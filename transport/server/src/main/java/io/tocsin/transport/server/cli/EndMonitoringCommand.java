package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.StopMonitoring;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin end-monitoring}: a person ends a monitoring session. */
@Command(
        name = "end-monitoring",
        description =
                "Ends a monitoring session: readings of its devices are not taken for its patient until they are in another one.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 done; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."})
public final class EndMonitoringCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Parameters(
            index = "0",
            paramLabel = "SESSION",
            description = "Number of the session, as 'tocsin monitorings' shows it.")
    private long monitoringId;

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who says so.")
    private String person = "";

    /** For picocli. */
    public EndMonitoringCommand() {}

    @Override
    public Integer call() {
        return new Terminal(Specs.require(spec), options)
                .command(
                        Role.CLINICIAN,
                        person,
                        client -> client.command(commandId -> new StopMonitoring(commandId, 0, monitoringId)),
                        answer -> "monitoring session " + monitoringId + " is over",
                        this::refusal);
    }

    private String refusal(final ServerMessage.Answer answer) {
        final String what = switch (answer.result()) {
            case UNKNOWN_MONITORING ->
                "there was never a session " + monitoringId + ": 'tocsin monitorings' lists those that are active";
            case FORBIDDEN -> "somebody with another role, or who cares for this patient or unit, has to";
            default -> answer.result().meaning();
        };
        return what + "; nothing was changed [" + answer.result() + ']';
    }
}
