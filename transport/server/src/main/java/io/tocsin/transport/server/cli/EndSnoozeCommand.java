package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import picocli.CommandLine.Command;

/** {@code tocsin end-snooze}: an owner takes up again what was put off. */
@Command(name = "end-snooze", description = "Takes an alert up again that was put off.")
public final class EndSnoozeCommand extends PersonCommand {
    /** For picocli. */
    public EndSnoozeCommand() {}

    @Override
    ClientMessage.Command message(final long commandId, final long alertId) {
        return new ClientMessage.EndSnooze(commandId, 0, alertId);
    }

    @Override
    String done(final long alertId, final String person) {
        // The router says yes as well if nobody had put it off.
        return "alert " + alertId + " is not put off";
    }
}
