package io.tocsin.transport.cluster;

import io.tocsin.journal.JournalException;
import io.tocsin.journal.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in a node's folder that its engine came to something else than a majority did. The folder is kept as it is, for whoever looks for the cause, and no node starts on
 * it: its snapshots are of a state that is wrong.
 */
final class DivergedFile {
    static final String NAME = "diverged";

    private static final Logger LOG = LoggerFactory.getLogger(DivergedFile.class);

    private DivergedFile() {}

    /** Says it in the log, and leaves the note unless it is not known who is right: then nobody's folder is wrong for sure. Any thread. */
    static void leave(final Path root, final DivergedException why) {
        LOG.error("{}", why.getMessage());
        if (!why.isMinority()) {
            return;
        }
        try {
            TextFile.replace(root.resolve(NAME), Instant.now() + " " + why.getMessage() + "\n");
        } catch (final IOException failed) {
            LOG.error("{} cannot be written: keep this folder, and start no node on it", root.resolve(NAME), failed);
        }
    }

    static boolean isThere(final Path root) {
        return Files.exists(root.resolve(NAME));
    }

    /**
     * Refuses a folder with the note.
     *
     * @param root locked by this node.
     * @throws JournalException if it is there.
     */
    static void refuse(final Path root) {
        final Path file = root.resolve(NAME);
        if (Files.exists(file)) {
            throw new JournalException(root + " is kept for examination, because its engine differed from a majority ("
                    + said(file)
                    + "). Move the folder elsewhere, and start the node with an empty one while all others run; if a"
                    + " node that runs has a file quarantine, take a copy of it over first: ./tocsin journal"
                    + " quarantine NEW-FOLDER --adopt COPY; if the log was purged, start it with a copy of another"
                    + " time");
        }
    }

    private static String said(final Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (final IOException unreadable) {
            return file + " cannot be read";
        }
    }
}
