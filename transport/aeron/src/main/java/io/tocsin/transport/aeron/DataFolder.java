package io.tocsin.transport.aeron;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one store, or of one node of a cluster, and what is in it. Whoever holds its lock is the only one; the kernel takes the lock away with the process, however that ends. The lock
 * file must never be opened a second time by the process that holds it: closing that second channel would give the lock up.
 */
public final class DataFolder implements AutoCloseable {
    private static final String DURABLE_MARK = "durable.mark";

    private final Path root;
    private final FileChannel lockChannel;

    private DataFolder(final Path root, final FileChannel lockChannel) {
        this.root = root;
        this.lockChannel = lockChannel;
    }

    /**
     * Makes the folder if it is not there, and locks it. Any thread.
     *
     * @param root the folder.
     * @return the folder, locked until it is closed.
     * @throws JournalException if it cannot be made or written to, or is in use.
     */
    public static DataFolder lock(final Path root) {
        final Path lockFile = root.resolve("journal.lock");
        try {
            Files.createDirectories(root);
        } catch (final IOException failed) {
            throw new JournalException("journal folder " + root + " cannot be made: " + failed, failed);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(lockFile, CREATE, READ, WRITE);
            final FileLock lock = tryLock(channel);
            if (lock == null) {
                final String owner = owner(channel);
                channel.close();
                throw new JournalException("journal folder " + root + " is in use by " + owner);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)));
            return new DataFolder(root, channel);
        } catch (final IOException failed) {
            closeQuietly(channel);
            throw new JournalException("journal folder " + root + " cannot be written to: " + failed, failed);
        }
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /**
     * Refuses a folder that a store has recorded a journal in.
     *
     * @throws JournalException if it has.
     */
    public void requireNoJournal() {
        if (holdsJournal(root)) {
            throw new JournalException(
                    root + " holds the journal of a single node: a node of a cluster needs a folder of"
                            + " its own; nothing was changed");
        }
    }

    /** Whether a folder, which another process may have, holds the journal of a router that stands alone. */
    public static boolean holdsJournal(final Path root) {
        return Files.exists(root.resolve(DURABLE_MARK));
    }

    /** Where an archive keeps its catalog and segments. */
    public Path archive() {
        return root.resolve("archive");
    }

    /** Where a media driver keeps what does not outlive the process. */
    public Path driver() {
        return root.resolve("driver");
    }

    /** Where a consensus module keeps what it knows of its terms and snapshots. */
    public Path cluster() {
        return clusterOf(root);
    }

    /** As {@link #cluster()}, of a folder that another process may have. */
    public static Path clusterOf(final Path root) {
        return root.resolve("cluster");
    }

    Path mark() {
        return root.resolve(DURABLE_MARK);
    }

    Path snapshots() {
        return root.resolve("snapshots");
    }

    @Override
    public void close() {
        try {
            // Nobody shall take the number for that of a process that runs here.
            lockChannel.truncate(0);
        } catch (final IOException ignored) {
            // The lock itself is what counts.
        }
        closeQuietly(lockChannel);
    }

    private static @Nullable FileLock tryLock(final FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (final OverlappingFileLockException mine) {
            return null;
        }
    }

    private static String owner(final FileChannel channel) throws IOException {
        final ByteBuffer pid = ByteBuffer.allocate(20);
        channel.read(pid, 0);
        final String text = new String(pid.array(), 0, pid.position(), US_ASCII);
        return text.isEmpty() ? "another process" : "process " + text;
    }

    private static void closeQuietly(final @Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (final IOException ignored) {
                // The lock goes with the channel, and the channel with the process.
            }
        }
    }
}
