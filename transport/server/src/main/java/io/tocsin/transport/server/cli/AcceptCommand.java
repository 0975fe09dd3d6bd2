package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.OverrideReason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin accept}: a person takes responsibility. */
@Command(
        name = "accept",
        description = "Takes responsibility for an alert on behalf of a person; nobody further is told.")
public final class AcceptCommand extends PersonCommand {
    private static final long MAX_UINT32 = 0xFFFF_FFFFL;

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

    @Option(
            names = "--occurrence",
            paramLabel = "NUMBER",
            description = "Of a critical result, as 'watch' shows it: what was reported anew since then is not taken.")
    private long occurrence;

    /** For picocli. */
    public AcceptCommand() {}

    @Override
    void check() {
        if (occurrence < 0 || occurrence > MAX_UINT32) {
            throw usage("--occurrence is " + occurrence + ": it counts from 1, and 0 compares nothing");
        }
        try {
            EdgeText.readBack(readBack);
        } catch (final IllegalArgumentException tooLong) {
            throw usage("--" + tooLong.getMessage());
        }
    }

    @Override
    ClientMessage.Command message(final long commandId, final long alertId) {
        return new ClientMessage.Accept(commandId, 0, alertId, override, readBack, occurrence);
    }

    @Override
    String done(final long alertId, final String person) {
        return "alert " + alertId + " is taken by " + person;
    }
}
