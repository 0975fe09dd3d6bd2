package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.sbe.RejectReason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin reject}: a person does not take an alert, or gives it back. */
@Command(
        name = "reject",
        description = "Says that a person does not take an alert, or gives it back; the next are told at once.")
public final class RejectCommand extends PersonCommand {
    @Option(
            names = "--reason",
            paramLabel = "REASON",
            completionCandidates = Words.RejectReasons.class,
            converter = Words.RejectReasons.class,
            description = "Why: ${COMPLETION-CANDIDATES}; default unspecified.")
    private @Nullable RejectReason reason;

    /** For picocli. */
    public RejectCommand() {}

    @Override
    ClientMessage.Command message(final long commandId, final long alertId) {
        return new ClientMessage.Reject(commandId, 0, alertId, reason == null ? RejectReason.UNSPECIFIED : reason);
    }

    @Override
    String done(final long alertId, final String person) {
        return "alert " + alertId + " is not taken by " + person + ": the next are told";
    }
}
