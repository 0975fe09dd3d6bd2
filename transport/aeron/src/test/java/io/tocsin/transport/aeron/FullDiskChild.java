package io.tocsin.transport.aeron;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Lives on a disk of its own that becomes full, then read-only. Says what it found. */
@SuppressWarnings("SystemOut") // Whoever started this process reads it.
final class FullDiskChild {
    private static final int BALLAST_LENGTH = 24 << 20;

    private FullDiskChild() {}

    /** @param args where the disk is, and the level. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final Path disk = Path.of(args[0]);
        final Level level = Level.valueOf(args[1]);
        final Path folder = disk.resolve("house");
        final Path ballast = Files.write(disk.resolve("ballast"), new byte[BALLAST_LENGTH]);

        final long recorded = fill(folder, level);
        System.out.println("recorded " + (recorded > 0));
        System.out.println("reopened " + open(folder, level));
        Files.delete(ballast);
        try (ArchiveStore store = ArchiveStore.open(context(folder, level))) {
            final List<Long> read = Stores.read(store.journal(), 0);
            for (int i = 0; i < read.size(); i++) {
                if (read.get(i) != i + 1) {
                    throw new IllegalStateException("record " + (i + 1) + " is " + read.get(i));
                }
            }
            System.out.println("kept " + (read.size() >= recorded));
            Stores.append(store.journal(), read.size() + 1L, read.size() + 100L);
            System.out.println("went on " + (Stores.read(store.journal(), 0).size() == read.size() + 100));
        }
        final int remounted = new ProcessBuilder("mount", "-o", "remount,ro", disk.toString())
                .inheritIO()
                .start()
                .waitFor();
        System.out.println("read-only " + (remounted == 0 ? open(folder, level) : "not"));
        System.exit(0);
    }

    /** Appends until it is refused; answers the last number that was called recorded. */
    private static long fill(final Path folder, final Level level) {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[Stores.RECORD_LENGTH]);
        final long[] positions = new long[1 << 20];
        long last = 0;
        long recorded = 0;
        try (ArchiveStore store = ArchiveStore.open(context(folder, level))) {
            final Journal journal = store.journal();
            try {
                while (true) {
                    Stores.fill(record, last + 1);
                    final long position = journal.append(last + 1, record, 0, Stores.RECORD_LENGTH);
                    if (position != Journal.BACK_PRESSURED) {
                        positions[(int) ++last] = position;
                    }
                    final long recordedPosition = journal.recordedPosition();
                    while (recorded < last && positions[(int) recorded + 1] <= recordedPosition) {
                        recorded++;
                    }
                }
            } catch (final JournalException | InternalError stopped) {
                System.out.println("stopped " + stopped.getMessage());
            }
        }
        return recorded;
    }

    private static String open(final Path folder, final Level level) {
        try (ArchiveStore store = ArchiveStore.open(context(folder, level))) {
            return "opened " + store.usableBytes();
        } catch (final JournalException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static ArchiveStore.Context context(final Path folder, final Level level) {
        return Stores.context(folder)
                .level(level)
                .lowWaterBytes(0)
                .fullWaterBytes(0)
                .watchIntervalNs(20_000_000)
                .stallTimeoutNs(2_000_000_000);
    }
}
