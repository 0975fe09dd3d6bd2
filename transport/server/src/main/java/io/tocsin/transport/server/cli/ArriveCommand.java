package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.text.OverrideReason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin arrive}: a person is at the bedside. */
@Command(
        name = "arrive",
        description = "Says that a person is at the bedside, and takes the alert if they have not yet.")
public final class ArriveCommand extends PersonCommand {
    @Option(
            names = "--override",
            paramLabel = "WHY",
            completionCandidates = Words.OverrideReasons.class,
            converter = Words.OverrideReasons.class,
            description =
                    "It is an emergency: do it although the person was not asked, if their role may; recorded, to be reviewed. Why: ${COMPLETION-CANDIDATES}.")
    private @Nullable OverrideReason override;

    /** For picocli. */
    public ArriveCommand() {}

    @Override
    ClientMessage.Command message(final long commandId, final long alertId) {
        return new ClientMessage.Arrive(commandId, 0, alertId, override);
    }

    @Override
    String done(final long alertId, final String person) {
        return person + " is at the bedside of alert " + alertId;
    }
}
