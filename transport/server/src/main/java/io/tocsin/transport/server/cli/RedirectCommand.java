package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.sbe.RejectReason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin redirect}: a person names somebody else for an alert. */
@Command(name = "redirect", description = "Names somebody else for an alert, who is told at once.")
public final class RedirectCommand extends PersonCommand {
    @Option(names = "--to", paramLabel = "PERSON", required = true, description = "Who is named; has to be connected.")
    private String to = "";

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            completionCandidates = Words.RejectReasons.class,
            converter = Words.RejectReasons.class,
            description = "Why: ${COMPLETION-CANDIDATES}; default unspecified.")
    private @Nullable RejectReason reason;

    /** For picocli. */
    public RedirectCommand() {}

    @Override
    ClientMessage.Command message(final long commandId, final long alertId) {
        return new ClientMessage.Redirect(
                commandId, 0, alertId, to, reason == null ? RejectReason.UNSPECIFIED : reason);
    }

    @Override
    String done(final long alertId, final String person) {
        return "alert " + alertId + " is offered to " + to;
    }
}
