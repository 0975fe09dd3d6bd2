package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import picocli.CommandLine.Command;

/** {@code tocsin release}: the owner gives an alert back. */
@Command(name = "release", description = "Gives an alert back that a person has taken; the next are told at once.")
public final class ReleaseCommand extends PersonCommand {
    /** For picocli. */
    public ReleaseCommand() {}

    @Override
    ClientMessage.Command message(final long commandId, final long alertId) {
        return new ClientMessage.Release(commandId, 0, alertId);
    }

    @Override
    String done(final long alertId, final String person) {
        return "alert " + alertId + " is given back by " + person + ": the next are told";
    }
}
