package io.tocsin.replay.evaluate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;

/** Writes a file whole or not at all: beside it first, then moved into its place. */
final class WholeFile {
    private WholeFile() {}

    /** Writes what stands in a file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes it.
     *
     * @param file    to write or to replace.
     * @param content of it.
     * @throws EvaluationException if it cannot be written.
     */
    static void write(final Path file, final Content content) {
        final Path beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(beside)) {
                content.writeTo(out);
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException | JacksonException failed) {
            discard(beside);
            throw new EvaluationException("the report cannot be written to " + file + ": " + failed, failed);
        }
    }

    private static void discard(final Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (final IOException ignored) {
            // What could not be written may not be deletable either; why the report is missing is told anyhow.
        }
    }
}
