package io.tocsin.replay.journal;

import io.tocsin.atrest.AtRest;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens whatever keeps a log. */
final class DataFolder {
    private DataFolder() {}

    /**
     * Opens a folder, or a file, for reading.
     *
     * @param path of a router that is stopped, or of a run that {@code evaluate} kept, or of the commands of such a run.
     * @param atRest keys of what is sealed in it.
     * @return to be closed.
     * @throws FolderException if it keeps nothing, or a router is using it.
     * @throws io.tocsin.journal.JournalException if its end is damaged.
     */
    static KeptLog open(final Path path, final AtRest atRest) throws FolderException {
        if (Files.isDirectory(path)) {
            if (EvaluationLog.isIn(path)) {
                return EvaluationLog.open(path);
            }
            if (ArchiveLog.isIn(path)) {
                return ArchiveLog.open(path, atRest);
            }
            throw new FolderException(path + " is no data folder of a router");
        }
        if (EvaluationLog.isJournal(path)) {
            return EvaluationLog.open(path);
        }
        throw new FolderException(
                path + (Files.exists(path) ? " is no folder, and no journal either" : " does not exist"));
    }
}
