package io.tocsin.replay.journal;

import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code tocsin journal replay}: everything once more, and what came out. */
@Command(
        name = "replay",
        description = "Carries the whole journal out again and says what state it leads to, and how fast it was.",
        mixinStandardHelpOptions = true)
final class ReplayCommand extends FolderCommand {
    /** For picocli. */
    ReplayCommand() {}

    @Override
    int run(final Path opened, final KeptLog log) {
        return new ReplayReport(out()).run(opened, log) ? DONE : FAILED;
    }
}
