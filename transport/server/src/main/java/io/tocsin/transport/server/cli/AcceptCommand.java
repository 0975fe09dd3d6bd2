package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.text.OverrideReason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin accept}: a person takes responsibility. */
@Command(
        name = "accept",
        description = "Takes responsibility for an alert on behalf of a person; nobody further is told.")
public final class AcceptCommand extends PersonCommand {
    @Option(
            names = "--override",
            paramLabel = "WHY",
            completionCandidates = Words.OverrideReasons.class,
            converter = Words.OverrideReasons.class,
            description =
                    "It is an emergency: do it although the person was not asked, if their role may; recorded, to be reviewed. Why: ${COMPLETION-CANDIDATES}.")
    private @Nullable OverrideReason override;

    @Option(
            names = "--read-back",
            paramLabel = "VALUE",
            description = "The value of a critical result, which has to be read back to take it.")
    private String readBack = "";

    /** For picocli. */
    public AcceptCommand() {}

    @Override
    ClientMessage.Command message(final long commandId, final long alertId) {
        return new ClientMessage.Accept(commandId, 0, alertId, override, readBack, 0);
    }

    @Override
    String done(final long alertId, final String person) {
        return "alert " + alertId + " is taken by " + person;
    }
}
