package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import picocli.CommandLine.Command;

/** {@code tocsin end-silence}: a person ends a silence before its time. */
@Command(name = "end-silence", description = "Ends a silence before its time; what it held back pages at once.")
public final class EndSilenceCommand extends SilenceAnswerCommand {
    /** For picocli. */
    public EndSilenceCommand() {}

    @Override
    ClientMessage.Command message(final long commandId, final long silence) {
        return new ClientMessage.EndSilence(commandId, 0, silence);
    }

    @Override
    String done(final long silence, final String by) {
        return "silence " + silence + " is over, by " + by + ": what it held back pages now";
    }
}
