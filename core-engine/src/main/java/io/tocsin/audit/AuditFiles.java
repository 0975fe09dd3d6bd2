package io.tocsin.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The files of an audit: which there are, and what they hold. Waits for the disk. */
final class AuditFiles {
    private static final String PREFIX = "audit-";
    private static final String SUFFIX = ".sbe";
    private static final int DIGITS = 20;

    private AuditFiles() {}

    /** The file that begins with a record. */
    static Path of(final Path folder, final long firstSeq) {
        final String digits = Long.toUnsignedString(firstSeq);
        return folder.resolve(PREFIX + "0".repeat(DIGITS - digits.length()) + digits + SUFFIX);
    }

    /** The record that a file begins with, as its name says. */
    static long firstSeq(final Path file) {
        final String name = file.getFileName().toString();
        return Long.parseUnsignedLong(name.substring(PREFIX.length(), PREFIX.length() + DIGITS));
    }

    /** All files, the oldest first. */
    static List<Path> in(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> file.getFileName().toString().matches(PREFIX + "\\d{" + DIGITS + "}\\" + SUFFIX))
                    .sorted()
                    .toList();
        } catch (final UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** What a file holds; good while it is not made shorter. */
    static ByteBuffer bytes(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
