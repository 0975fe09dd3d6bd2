package io.tocsin.journal;

import io.tocsin.engine.snapshot.SnapshotSink;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots as files of one folder: written beside, forced, renamed into place, each under a checksum. A file that is damaged or of a newer version is named by
 * {@link #problems()}, never counted as one of the two and never removed: somebody may want to look at it.
 *
 * <p>The bytes of a snapshot are gathered in memory, which grows to the longest one and is kept; a thread of its own writes them.
 */
public final class FileSnapshotStore implements SnapshotStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileSnapshotStore.class);
    private static final int KEPT = 2;

    private final Path folder;
    private final SnapshotBytes bytes = new SnapshotBytes();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<Path> damaged = new CopyOnWriteArrayList<>();
    private @Nullable SnapshotMark begun;
    private volatile @Nullable Thread writing;
    private volatile boolean closed;

    /**
     * Opens a store.
     *
     * @param folder for the snapshots alone; made if it is not there.
     * @throws JournalException if the folder cannot be made or not be written to.
     */
    public FileSnapshotStore(final Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (final IOException failed) {
            throw new JournalException("snapshot folder " + folder + " cannot be made: " + failed, failed);
        }
        if (!Files.isWritable(folder)) {
            throw new JournalException("snapshot folder " + folder + " cannot be written to");
        }
    }

    @Override
    public List<StoredSnapshot> list() {
        problems.clear();
        damaged.clear();
        final List<StoredSnapshot> whole = new ArrayList<>();
        for (final Path file : files()) {
            try {
                whole.add(SnapshotFile.open(file));
            } catch (final JournalException unusable) {
                damaged.add(file);
                problem(String.valueOf(unusable.getMessage()));
            }
        }
        whole.sort(Comparator.comparingLong(
                        (StoredSnapshot snapshot) -> snapshot.mark().journalPosition())
                .reversed());
        return whole;
    }

    @Override
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public boolean begin(final SnapshotMark mark) {
        if (closed) {
            throw new JournalException("the snapshot store " + folder + " is closed");
        }
        final Thread writer = writing;
        if (writer != null && writer.isAlive()) {
            return false;
        }
        begun = mark;
        bytes.clear();
        return true;
    }

    @Override
    public SnapshotSink sink() {
        return bytes;
    }

    @Override
    public void commit() {
        final SnapshotMark mark = begun;
        if (mark == null) {
            throw new IllegalStateException("no snapshot was begun");
        }
        begun = null;
        final Thread writer = new Thread(() -> write(mark), "tocsin-snapshot");
        writer.setDaemon(true);
        writing = writer;
        writer.start();
    }

    @Override
    public void close() {
        closed = true;
        begun = null;
        final Thread writer = writing;
        if (writer != null) {
            try {
                writer.join();
            } catch (final InterruptedException interrupted) {
                // The file keeps its old name or gets its new one: whoever hurries us loses a snapshot at most.
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write(final SnapshotMark mark) {
        try {
            SnapshotFile.write(folder, mark, bytes);
            removeOld();
        } catch (final IOException | RuntimeException failed) {
            problem("a snapshot at journal position " + mark.journalPosition() + " cannot be written to " + folder
                    + ": " + failed);
        }
    }

    private void removeOld() throws IOException {
        final List<Path> whole = files();
        whole.removeAll(damaged);
        // Names sort as positions do.
        for (int i = 0; i < whole.size() - KEPT; i++) {
            Files.deleteIfExists(whole.get(i));
        }
    }

    private void problem(final String sentence) {
        LOG.warn("{}", sentence);
        problems.add(sentence);
    }

    /** Everything named like a snapshot, oldest first. */
    private List<Path> files() {
        final List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, SnapshotFile.PATTERN)) {
            found.forEach(files::add);
        } catch (final IOException failed) {
            throw new JournalException("snapshot folder " + folder + " cannot be read: " + failed, failed);
        }
        files.sort(Comparator.comparing(file -> String.valueOf(file.getFileName())));
        return files;
    }
}
