package io.tocsin.journal;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.SealedFile;
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
 * <p>The bytes of a snapshot are gathered in memory outside the heap, which is there from {@link #prepare} until they are written; a thread of its own takes it,
 * writes the bytes and gives it back.
 */
public final class FileSnapshotStore implements SnapshotStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileSnapshotStore.class);
    private static final int KEPT = 2;
    private static final long RETRY_NS = 600_000_000_000L;

    private final Path folder;
    private final AtRest atRest;
    private final SnapshotBytes bytes = new SnapshotBytes();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<Path> damaged = new CopyOnWriteArrayList<>();
    private @Nullable SnapshotMark begun;
    private volatile @Nullable Thread working;
    private volatile boolean isWithoutRoom;
    private long lastBytes;
    private long triedNs;
    private volatile boolean closed;

    /**
     * Opens a store.
     *
     * @param folder for the snapshots alone; made if it is not there.
     * @throws JournalException if the folder cannot be made or not be written to.
     */
    public FileSnapshotStore(final Path folder) {
        this(folder, AtRest.OPEN);
    }

    /**
     * Opens a store whose files are sealed, or may be. The thread that writes them seals them.
     *
     * @param folder for the snapshots alone; made if it is not there.
     * @param atRest keys, and whether what is written is sealed: then one that is not is used only as long as no other is, and removed once a sealed one was written.
     * @throws JournalException if the folder cannot be made or not be written to.
     */
    public FileSnapshotStore(final Path folder, final AtRest atRest) {
        this.folder = folder;
        this.atRest = atRest;
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
        final List<SnapshotFile> whole = new ArrayList<>();
        for (final Path file : files()) {
            try {
                whole.add(SnapshotFile.open(file, atRest.keys()));
            } catch (final JournalException unusable) {
                damaged.add(file);
                problem(String.valueOf(unusable.getMessage()));
            }
        }
        leaveOutOpenOnes(whole);
        whole.sort(Comparator.comparingLong(
                        (SnapshotFile snapshot) -> snapshot.mark().journalPosition())
                .reversed());
        lastBytes = whole.isEmpty() ? 0 : whole.get(0).lengthBytes();
        return List.copyOf(whole);
    }

    /** Once there is a sealed one, whoever has no key does not put another in its place. */
    private void leaveOutOpenOnes(final List<SnapshotFile> whole) {
        if (atRest.forWriting() != null && whole.stream().anyMatch(SnapshotFile::isSealed)) {
            whole.removeIf(each -> {
                if (!each.isSealed()) {
                    problem(each.name() + " is not sealed, though others are: it is not used");
                }
                return !each.isSealed();
            });
        }
    }

    @Override
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public boolean prepare(final long likelyBytes) {
        if (closed) {
            throw new JournalException("the snapshot store " + folder + " is closed");
        }
        if (isWorking()) {
            return false;
        }
        final long neededBytes = Math.max(likelyBytes, lastBytes);
        if (bytes.hasRoom(neededBytes)) {
            return true;
        }
        if (!isWithoutRoom || System.nanoTime() - triedNs > RETRY_NS) {
            triedNs = System.nanoTime();
            // It may grow until it is taken, and not everything is counted beforehand.
            work(() -> makeRoom(neededBytes + neededBytes / 8));
        }
        return false;
    }

    @Override
    public void begin(final SnapshotMark mark) {
        if (isWorking()) {
            throw new IllegalStateException("the snapshot store is not prepared");
        }
        begun = mark;
        bytes.clear();
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
        lastBytes = bytes.length();
        work(() -> write(mark));
    }

    @Override
    public void close() {
        closed = true;
        begun = null;
        final Thread worker = working;
        if (worker != null) {
            try {
                worker.join();
            } catch (final InterruptedException interrupted) {
                // The file keeps its old name or gets its new one: whoever hurries us loses a snapshot at most.
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isWorking() {
        final Thread worker = working;
        return worker != null && worker.isAlive();
    }

    private void work(final Runnable task) {
        final Thread worker = new Thread(task, "tocsin-snapshot");
        worker.setDaemon(true);
        working = worker;
        worker.start();
    }

    private void makeRoom(final long roomBytes) {
        try {
            bytes.makeRoom(roomBytes);
            isWithoutRoom = false;
        } catch (final OutOfMemoryError none) {
            bytes.giveBack();
            isWithoutRoom = true;
            problem("no snapshot is taken for now: there is no memory for its " + roomBytes + " bytes: " + none);
        }
    }

    private void write(final SnapshotMark mark) {
        try {
            SnapshotFile.write(folder, mark, bytes, atRest.forWriting());
            removeOld();
        } catch (final IOException | RuntimeException failed) {
            problem("a snapshot at journal position " + mark.journalPosition() + " cannot be written to " + folder
                    + ": " + failed);
        } finally {
            bytes.giveBack();
        }
    }

    private void removeOld() throws IOException {
        final List<Path> whole = files();
        whole.removeAll(damaged);
        if (atRest.forWriting() != null) {
            // A sealed one was written: what anybody can read is not kept beside it.
            final List<Path> open = new ArrayList<>();
            for (final Path file : whole) {
                if (!SealedFile.isSealed(file)) {
                    Files.deleteIfExists(file);
                    open.add(file);
                }
            }
            whole.removeAll(open);
        }
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
