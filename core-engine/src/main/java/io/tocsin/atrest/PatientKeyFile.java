package io.tocsin.atrest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of patients' keys as the disk has it: whole records, written in their place. One thread at a time writes; waits for the disk. */
final class PatientKeyFile implements AutoCloseable {
    final Path path;
    final boolean isReadOnly;
    private final FileChannel channel;

    private PatientKeyFile(final Path path, final FileChannel channel, final boolean isReadOnly) {
        this.path = path;
        this.channel = channel;
        this.isReadOnly = isReadOnly;
    }

    /** Makes an empty one, for its owner alone, in a folder that is made as well. */
    static void make(final Path folder) {
        KeyFiles.makeFolder(folder);
        final Path file = folder.resolve(PatientKeys.FILE_NAME);
        if (Files.exists(file)) {
            throw new KeyRefusedException(file + " is there already; nothing was changed");
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (final IOException failed) {
            throw new KeyRefusedException("the patients' keys " + file + " cannot be made: " + failed, failed);
        }
    }

    /** Opens the one of a folder for one router. */
    static PatientKeyFile own(final Path folder) throws IOException {
        KeyFiles.requireFolder(folder);
        final Path file = folder.resolve(PatientKeys.FILE_NAME);
        if (Files.notExists(file)) {
            throw new KeyRefusedException("there are no patients' keys " + file
                    + ": say where they are, or begin them with './tocsin keys patients " + folder + "'");
        }
        KeyFiles.requireOwnersAlone(file, "chmod 600 " + file);
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new KeyRefusedException(
                    "the patients' keys " + file + " are in use: one router has them at a time, each its own folder");
        }
        return new PatientKeyFile(file, channel, false);
    }

    /** Opens the one of a folder as it is. */
    static PatientKeyFile read(final Path folder) throws IOException {
        KeyFiles.requireFolder(folder);
        final Path file = folder.resolve(PatientKeys.FILE_NAME);
        if (Files.exists(file)) {
            KeyFiles.requireOwnersAlone(file, "chmod 600 " + file);
        }
        return new PatientKeyFile(file, FileChannel.open(file, StandardOpenOption.READ), true);
    }

    /** How many whole records it has. */
    long records() throws IOException {
        return channel.size() / PatientKeyRecord.BYTES;
    }

    void write(final PatientKeyRecord record, final long at) throws IOException {
        if (isReadOnly) {
            throw new IOException(path + " is only read here");
        }
        final ByteBuffer bytes = record.buffer.duplicate().clear();
        long to = at;
        while (bytes.hasRemaining()) {
            to += channel.write(bytes, to);
        }
    }

    void read(final PatientKeyRecord record, final long at) throws IOException {
        final ByteBuffer bytes = record.buffer.duplicate().clear();
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException(path + " ends at byte " + (at + bytes.position()));
            }
        }
    }

    void force() throws IOException {
        channel.force(true);
    }

    /** Forces its name as well: once it is begun. */
    void forceName() throws IOException {
        force();
        try (FileChannel names = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static boolean isLocked(final FileChannel channel) throws IOException {
        try {
            final FileLock taken = channel.tryLock();
            return taken != null;
        } catch (final OverlappingFileLockException here) {
            return false;
        }
    }
}
