package io.tocsin.audit;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.KeyRefusedException;
import io.tocsin.atrest.SealDamageException;
import io.tocsin.atrest.SealedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.BufferUtil;
import org.jspecify.annotations.Nullable;

/** The files of an audit: which there are, and what they hold. Waits for the disk. */
final class AuditFiles {
    /** What a key of an audit's file is made for. */
    static final String PURPOSE = "audit";

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

    /**
     * What a file holds, sealed or not.
     *
     * @param bytes  as far as they are what was written; good while the file is not made shorter.
     * @param damage what is wrong behind them with what is sealed; empty = nothing.
     * @param isInMemory they were opened into memory outside of the heap; otherwise they are the file's, mapped.
     */
    record Content(ByteBuffer bytes, String damage, boolean isInMemory) implements AutoCloseable {
        /** Gives memory back that the content of a sealed file takes: nothing may look at it any more. */
        @Override
        public void close() {
            if (isInMemory) {
                BufferUtil.free(bytes);
            }
        }
    }

    /**
     * Reads a file, sealed or not; a sealed one into memory outside of the heap.
     *
     * @throws IOException if it cannot be read, or its key is not there.
     */
    static Content content(final Path file, final @Nullable AtRestKeys keys) throws IOException {
        if (!SealedFile.isSealed(file)) {
            return new Content(bytes(file), "", false);
        }
        final ByteBuffer plain =
                ByteBuffer.allocateDirect((int) SealedFile.plainBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        String damage = "";
        try (ReadableByteChannel sealed = SealedFile.read(file, keys, PURPOSE)) {
            int read = 0;
            while (plain.hasRemaining() && read >= 0) {
                read = sealed.read(plain);
            }
            if (sealed.read(ByteBuffer.allocate(1)) >= 0) {
                throw new IOException(file + " grew while it was read");
            }
        } catch (final SealDamageException damaged) {
            damage = String.valueOf(damaged.getMessage());
        } catch (final KeyRefusedException missing) {
            BufferUtil.free(plain);
            throw new IOException("the audit's file " + missing.getMessage(), missing);
        } catch (final IOException failed) {
            BufferUtil.free(plain);
            throw failed;
        }
        return new Content(plain.flip(), damage, true);
    }

    /** The first bytes of a file, sealed or not; fewer if it has fewer. */
    static ByteBuffer head(final Path file, final @Nullable AtRestKeys keys, final int bytes) throws IOException {
        final ByteBuffer head = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try (ReadableByteChannel from = SealedFile.read(file, keys, PURPOSE)) {
            int read = 0;
            while (head.hasRemaining() && read >= 0) {
                read = from.read(head);
            }
        } catch (final KeyRefusedException missing) {
            throw new IOException("the audit's file " + missing.getMessage(), missing);
        }
        return head.flip();
    }
}
