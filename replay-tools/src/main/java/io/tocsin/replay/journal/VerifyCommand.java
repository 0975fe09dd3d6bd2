package io.tocsin.replay.journal;

import io.tocsin.journal.JournalException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code tocsin journal verify}: whether what was kept is whole. */
@Command(
        name = "verify",
        description = "Reads everything, carries the commands out again, and says whether it is whole and agrees.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 everything is whole; 1 something is not; 2 the folder cannot be used."})
final class VerifyCommand extends FolderCommand {
    /** For picocli. */
    VerifyCommand() {}

    @Override
    int unopened(final Path path, final JournalException damaged) {
        return tell(path, List.of(Finding.bad("folder", String.valueOf(damaged.getMessage()))));
    }

    @Override
    int run(final Path opened, final KeptLog log) {
        return tell(opened, new Verification(log).run());
    }

    private int tell(final Path path, final List<Finding> findings) {
        findings.forEach(out()::println);
        final long bad = findings.stream().filter(Finding::isBad).count();
        out().println(path + (bad == 0 ? ": whole" : ": NOT whole, " + bad + " of " + findings.size() + " findings"));
        out().flush();
        return bad == 0 ? DONE : FAILED;
    }
}
