package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import picocli.CommandLine.Command;

/** {@code tocsin arrive}: a person is at the bedside. */
@Command(
        name = "arrive",
        description = "Says that a person is at the bedside, and takes the alert if they have not yet.")
public final class ArriveCommand extends PersonCommand {
    /** For picocli. */
    public ArriveCommand() {}

    @Override
    ClientMessage.Command message(final long commandId, final long alertId) {
        return new ClientMessage.Arrive(commandId, 0, alertId);
    }

    @Override
    String done(final long alertId, final String person) {
        return person + " is at the bedside of alert " + alertId;
    }
}
