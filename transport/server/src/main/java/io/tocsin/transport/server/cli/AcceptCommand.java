package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import picocli.CommandLine.Command;

/** {@code tocsin accept}: a person takes responsibility. */
@Command(
        name = "accept",
        description = "Takes responsibility for an alert on behalf of a person; nobody further is told.")
public final class AcceptCommand extends PersonCommand {
    /** For picocli. */
    public AcceptCommand() {}

    @Override
    ClientMessage.Command message(final long commandId, final long alertId) {
        return new ClientMessage.Accept(commandId, 0, alertId);
    }

    @Override
    String done(final long alertId, final String person) {
        return "alert " + alertId + " is taken by " + person;
    }
}
