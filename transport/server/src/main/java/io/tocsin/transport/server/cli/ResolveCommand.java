package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import picocli.CommandLine.Command;

/** {@code tocsin resolve}: a person says that an alert is dealt with. */
@Command(name = "resolve", description = "Closes an alert because it is dealt with; everybody who was told is told.")
public final class ResolveCommand extends PersonCommand {
    /** For picocli. */
    public ResolveCommand() {}

    @Override
    ClientMessage.Command message(final long commandId, final long alertId) {
        return new ClientMessage.Resolve(commandId, 0, alertId);
    }

    @Override
    String done(final long alertId, final String person) {
        return "alert " + alertId + " is closed: dealt with by " + person;
    }
}
