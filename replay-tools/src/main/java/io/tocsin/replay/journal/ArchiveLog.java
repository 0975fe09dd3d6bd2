package io.tocsin.replay.journal;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.KeyRefusedException;
import io.tocsin.journal.EventLogReader;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.Quarantine;
import io.tocsin.journal.SnapshotStore;
import io.tocsin.journal.StoredSnapshot;
import io.tocsin.transport.aeron.ArchiveStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a router keeps on disk: both of its recordings, and its snapshots. Held under the folder's lock, so that no router starts meanwhile. */
final class ArchiveLog implements KeptLog {
    private static final String ARCHIVE = "archive";
    private static final String IN_USE = " is in use by ";

    private final ArchiveStore store;
    private final SnapshotStore snapshots;

    private ArchiveLog(final ArchiveStore store) {
        this.store = store;
        snapshots = store.snapshots();
    }

    /** Whether a folder keeps one. */
    static boolean isIn(final Path folder) {
        return Files.isDirectory(folder.resolve(ARCHIVE));
    }

    /**
     * Opens it.
     *
     * @param atRest keys of what is sealed in it.
     * @throws FolderException  if a router is using it.
     * @throws JournalException if the end of it is damaged.
     */
    static ArchiveLog open(final Path folder, final AtRest atRest) throws FolderException {
        try {
            return new ArchiveLog(ArchiveStore.open(
                    new ArchiveStore.Context().folder(folder).atRest(atRest).readOnly(true)));
        } catch (final KeyRefusedException refused) {
            throw new FolderException(String.valueOf(refused.getMessage()), refused);
        } catch (final JournalException failed) {
            final String why = String.valueOf(failed.getMessage());
            if (why.contains(IN_USE)) {
                throw new FolderException(why, failed);
            }
            throw failed;
        }
    }

    @Override
    public void commands(final long fromPosition, final JournalReader reader) {
        store.journal().replay(fromPosition, reader);
    }

    @Override
    public Quarantine quarantine() {
        return store.journal().quarantine();
    }

    @Override
    public void events(final long fromEventSeq, final EventLogReader reader) {
        store.eventLog().replay(fromEventSeq, reader);
    }

    @Override
    public List<StoredSnapshot> snapshots() {
        return snapshots.list();
    }

    @Override
    public List<String> problems() {
        return snapshots.problems();
    }

    @Override
    public List<Finding> findings(final long commands, final long position, final long events) {
        return store.warnings().stream()
                .map(warning -> Finding.note("folder", warning))
                .toList();
    }

    @Override
    public void close() {
        snapshots.close();
        store.close();
    }
}
