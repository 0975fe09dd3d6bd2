package io.tocsin.transport.server;

import io.tocsin.atrest.SealedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a router that seals finds in its folder from before it did: what can be made again is deleted, the rest is named. Under the folder's lock; waits for the disk. */
final class LeftOpen {
    /** Of an Aeron frame, and of the stamp, before the key of a record. */
    private static final int KEY_OFFSET = 32 + 8;

    private LeftOpen() {}

    /**
     * Looks.
     *
     * @param folder of the journal.
     * @return sentences for the operator.
     */
    static List<String> in(final Path folder) {
        final List<String> found = new ArrayList<>();
        try {
            int deleted = 0;
            for (final Path file : files(folder.resolve("directory"), "")) {
                if (String.valueOf(file.getFileName()).contains(".map")) {
                    Files.delete(file);
                    deleted++;
                }
            }
            if (deleted > 0) {
                found.add(deleted + " files of the directory in " + folder
                        + " held names and past alerts that anybody could read: they were deleted, and are"
                        + " made again in memory");
            }
            tell(
                    found,
                    open(files(folder.resolve("snapshots"), ".tocsin")),
                    folder,
                    "snapshots",
                    "are deleted once a sealed one was written");
            tell(
                    found,
                    open(files(folder.resolve("audit"), "")),
                    folder,
                    "files of the audit",
                    "stay for as long as the audit is kept, and those put aside until somebody deletes them");
            int segments = 0;
            for (final Path file : files(folder.resolve("archive"), ".rec")) {
                segments += beginsOpen(file) ? 1 : 0;
            }
            tell(
                    found,
                    segments,
                    folder,
                    "files of journal and event log",
                    "stay as they are: nothing is rewritten. Keep the folder where nobody reads it, or begin another"
                            + " journal");
        } catch (final IOException | UncheckedIOException failed) {
            found.add("what is not sealed in " + folder + " cannot be looked through: " + failed);
        }
        return found;
    }

    private static void tell(
            final List<String> found, final int count, final Path folder, final String what, final String stays) {
        if (count > 0) {
            found.add(count + " " + what + " in " + folder + " are not sealed, as they were written before: they "
                    + stays);
        }
    }

    private static int open(final List<Path> files) throws IOException {
        int open = 0;
        for (final Path file : files) {
            open += SealedFile.isSealed(file) ? 0 : 1;
        }
        return open;
    }

    private static boolean beginsOpen(final Path segment) throws IOException {
        final ByteBuffer begin = ByteBuffer.allocate(KEY_OFFSET + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            return channel.read(begin, 0) == begin.capacity() && begin.getInt(0) > 0 && begin.getInt(KEY_OFFSET) == 0;
        }
    }

    private static List<Path> files(final Path folder, final String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
                    .toList();
        }
    }
}
