package io.tocsin.journal;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.SealedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small files for their owner's eyes only, where the file system knows of owners. */
final class PrivateFile {
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private PrivateFile() {}

    /** Puts bytes in the place of a file, whole or not at all; forced to the disk, and sealed if there are keys. Waits for that. */
    static void replace(final Path file, final byte[] content, final @Nullable AtRestKeys keys, final String purpose)
            throws IOException {
        final Path beside = file.resolveSibling(file.getFileName() + ".part");
        if (Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)) {
            // Of a process that died: it may be anybody's to read.
            Files.delete(beside);
        }
        if (knowsOwners(file)) {
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            final WritableByteChannel to =
                    keys == null ? channel : new SealedWriter(channel, 0, 0, keys.current(), purpose);
            final ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Refuses a file that others than its owner may read or write. */
    static void require(final Path file) throws IOException {
        if (knowsOwners(file) && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " may be read by others than its owner: chmod 600 it");
        }
    }

    /** Takes a file away from others than its owner, as far as that can be done. */
    static void tighten(final Path file) throws IOException {
        if (knowsOwners(file) && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            Files.setPosixFilePermissions(file, OWNERS);
        }
    }

    private static boolean knowsOwners(final Path file) throws IOException {
        final Path folder = file.toAbsolutePath().getParent();
        return folder != null && Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
    }
}
