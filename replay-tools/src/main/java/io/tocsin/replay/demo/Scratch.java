package io.tocsin.replay.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a run needs while it lasts: made in the place for temporary files, and deleted with all that is in it. When the process is told to end, the run's
 * thread is interrupted first, so that it ends everything in order; the folder goes once that is done, or has taken too long.
 */
final class Scratch implements AutoCloseable {
    private static final long END_SECONDS = 30;

    private final Path folder;
    private final Path journal;
    private final Thread owner = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::goingDown, "demo-scratch");

    private Scratch(final Path folder, final Path journal) {
        this.folder = folder;
        this.journal = journal;
    }

    /**
     * Makes it. The caller's thread is the run's.
     *
     * @param kept where the journal is to be kept; {@code null} = it goes with the folder.
     * @throws DemoException if there is no room for it.
     */
    static Scratch make(final @Nullable Path kept) {
        try {
            final Path folder = Files.createTempDirectory("tocsin-demo-");
            final Scratch scratch = new Scratch(folder, kept == null ? folder.resolve("data") : kept);
            Runtime.getRuntime().addShutdownHook(scratch.hook);
            return scratch;
        } catch (final IOException failed) {
            throw new DemoException("no temporary folder can be made: " + failed, failed);
        }
    }

    /** Where the router keeps its journal. */
    Path journal() {
        return journal;
    }

    /** Where the hospital's process complains. */
    Path complaints() {
        return folder.resolve("hospital.err");
    }

    /** At the end of the run, when nobody writes to it any more. */
    @Override
    public void close() {
        delete();
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException goingDown) {
            // Then it runs, and finds nothing left to do.
        }
    }

    private void goingDown() {
        owner.interrupt();
        try {
            if (!ended.await(END_SECONDS, TimeUnit.SECONDS)) {
                delete();
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete() {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(Scratch::deleteOne);
        } catch (final IOException | UncheckedIOException gone) {
            // It is temporary: whatever is left is the system's business.
        }
    }

    private static void deleteOne(final Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (final IOException inUse) {
            // The same.
        }
    }
}
