package io.tocsin.transport.server.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * How a watchdog and whoever acknowledges what it tells know of each other: a file that says that an outage is told, and one that says who has taken it on. Whoever may
 * write there may acknowledge. Any thread.
 */
final class WatchFolder implements AutoCloseable {
    private final Path outage;
    private final Path acknowledged;
    private final FileChannel lock;

    private WatchFolder(final Path folder, final FileChannel lock) {
        outage = folder.resolve("outage");
        acknowledged = folder.resolve("acknowledged");
        this.lock = lock;
    }

    /**
     * For a watchdog, of which one at a time may have the folder.
     *
     * @throws IllegalStateException if another has it.
     * @throws UncheckedIOException  if it cannot be made or written.
     */
    static WatchFolder lock(final Path folder) {
        try {
            Files.createDirectories(folder);
            final FileChannel channel = FileChannel.open(
                    folder.resolve("watchdog.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            final FileLock held = tryLock(channel);
            if (held == null) {
                channel.close();
                throw new IllegalStateException("another watchdog runs with the folder " + folder);
            }
            return new WatchFolder(folder, channel);
        } catch (final IOException unusable) {
            throw new UncheckedIOException("the folder " + folder + " cannot be used: " + unusable, unusable);
        }
    }

    /**
     * Says who has taken on the outage that is told.
     *
     * @return what is told; {@code null} if nothing is.
     * @throws UncheckedIOException if the folder cannot be read or written.
     */
    static @Nullable String acknowledge(final Path folder, final String by) {
        final Path told = folder.resolve("outage");
        try {
            if (!Files.exists(told)) {
                return null;
            }
            final String text = Files.readString(told).strip();
            replace(folder.resolve("acknowledged"), by);
            return text;
        } catch (final IOException unusable) {
            throw new UncheckedIOException("the folder " + folder + " cannot be used: " + unusable, unusable);
        }
    }

    /** Whether an outage was told when the last watchdog of this folder ended. */
    boolean holdsOutage() {
        return Files.exists(outage);
    }

    /** An outage is told; nobody has taken it on. */
    void begin(final String text) {
        try {
            Files.deleteIfExists(acknowledged);
            replace(outage, text);
        } catch (final IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** Who has taken it on; {@code null} if nobody has. */
    @Nullable
    String acknowledgedBy() {
        try {
            return Files.exists(acknowledged)
                    ? Files.readString(acknowledged).strip().replaceAll("\\p{Cntrl}", "?")
                    : null;
        } catch (final IOException unreadable) {
            // It is there: whoever may write here has said it, with permissions that keep the name to themselves.
            return "somebody, whose name cannot be read";
        }
    }

    /** It is over. */
    void end() {
        try {
            Files.deleteIfExists(outage);
            Files.deleteIfExists(acknowledged);
        } catch (final IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (final IOException gone) {
            // It goes with the process.
        }
    }

    private static @Nullable FileLock tryLock(final FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (final OverlappingFileLockException ownProcess) {
            return null;
        }
    }

    private static void replace(final Path file, final String text) throws IOException {
        final Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(beside, (text + '\n').getBytes(StandardCharsets.UTF_8));
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
