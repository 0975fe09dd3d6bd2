package io.tocsin.replay.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin journal grow}: a long log made of a short one, to measure a replay or a start with. Not for those who operate a router, so it is hidden. */
@Command(
        name = "grow",
        hidden = true,
        description = "Makes a long log of a short one, whose commands come again and again, each time later.",
        mixinStandardHelpOptions = true)
final class GrowCommand extends FolderCommand {
    private static final long MOST_COMMANDS = 1_000_000_000L;

    @Option(
            names = "--commands",
            paramLabel = "N",
            required = true,
            description = "How many commands the long one has.")
    private long commands;

    @Option(names = "--into", paramLabel = "FOLDER", required = true, description = "New data folder of the long one.")
    private @Nullable Path into;

    /** For picocli. */
    GrowCommand() {}

    @Override
    int run(final Path opened, final KeptLog log) throws FolderException {
        final Path folder = empty(into);
        if (commands < 1 || commands > MOST_COMMANDS) {
            throw new FolderException("--commands is " + commands + ": it can be 1 to " + MOST_COMMANDS);
        }
        final int rounds;
        try (ArchiveTarget target = ArchiveTarget.make(folder, atRest().keys())) {
            rounds = new Grower(target).grow(log, commands);
        } catch (final IllegalArgumentException nothing) {
            throw new FolderException(opened + ": " + nothing.getMessage(), nothing);
        }
        out().println(String.format(
                Locale.ROOT, "%s: %,d commands, %,d rounds of %s", folder, commands, rounds, opened));
        out().flush();
        return DONE;
    }

    private static Path empty(final @Nullable Path folder) throws FolderException {
        if (folder == null) {
            throw new IllegalStateException("started without its command line");
        }
        if (Files.exists(folder)) {
            try (Stream<Path> held = Files.list(folder)) {
                if (held.findAny().isPresent()) {
                    throw new FolderException("--into " + folder + " is not empty");
                }
            } catch (final IOException unreadable) {
                throw new FolderException("--into " + folder + " is no folder that can be read", unreadable);
            }
        }
        return folder;
    }
}
