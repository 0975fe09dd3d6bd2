package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import picocli.CommandLine.Command;

/** {@code tocsin confirm-silence}: a second person lets a silence cover critical alerts. */
@Command(
        name = "confirm-silence",
        description = "As a second person, lets a silence cover critical alerts that are raised from now on.")
public final class ConfirmSilenceCommand extends SilenceAnswerCommand {
    /** For picocli. */
    public ConfirmSilenceCommand() {}

    @Override
    ClientMessage.Command message(final long commandId, final long silence) {
        return new ClientMessage.ConfirmSilence(commandId, 0, silence);
    }

    @Override
    String done(final long silence, final String by) {
        return "silence " + silence + " is confirmed by " + by;
    }
}
