package io.tocsin.transport.cluster;

import io.tocsin.journal.JournalException;
import io.tocsin.transport.aeron.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Copies what a node has of the log and of its snapshots, while it runs: what lies in the copy is what the node would have found had it been killed. Recordings only grow,
 * so what names them is copied before them; the catalog of the archive, whose entries change where recordings begin and end, is compared afterwards, and everything
 * copied anew if it has changed. Files are copied as they are. One thread; waits.
 */
public final class NodeBackup {
    private static final String CATALOG = "archive.catalog";
    private static final String WHOLE = "whole";
    private static final int ATTEMPTS = 5;
    private static final int PART_BYTES = 1 << 20;

    private NodeBackup() {}

    /**
     * What was copied.
     *
     * @param bytes            in all files.
     * @param snapshots        complete ones, that a restore may begin with.
     * @param snapshotPosition where of the log the newest stands; 0 without any.
     */
    public record Copied(long bytes, int snapshots, long snapshotPosition) {}

    /**
     * Copies a node's log and snapshots.
     *
     * @param node   folder of a node, which may run.
     * @param target a folder that is not there yet; if anything fails it is deleted again.
     * @param leastFreeBytes that have to be free afterwards where the copy is, as below some mark a node takes nothing more.
     * @return what was copied.
     * @throws JournalException if the folder is none of a node, the target is there, or there is no room.
     */
    public static Copied copy(final Path node, final Path target, final long leastFreeBytes) {
        final Path cluster = DataFolder.clusterOf(node);
        final Path archive = node.resolve("archive");
        if (!Files.isDirectory(cluster) || !Files.isDirectory(archive)) {
            throw new JournalException(node + " is not the folder of a node: there is no log in it");
        }
        try {
            makePrivate(target);
        } catch (final FileAlreadyExistsException there) {
            throw new JournalException(target + " is there already: a copy is made into a new folder", there);
        } catch (final IOException failed) {
            throw new JournalException(target + " cannot be made: " + failed, failed);
        }
        boolean isWhole = false;
        try {
            final long needed = size(cluster) + size(archive) + leastFreeBytes;
            final long usable = Files.getFileStore(target).getUsableSpace();
            if (usable < needed) {
                throw new JournalException(
                        "there is no room for a copy at " + target + ": " + usable + " bytes are free, and " + needed
                                + " are needed, " + leastFreeBytes + " of them to stay free");
            }
            for (int attempt = 1; ; attempt++) {
                final byte[] catalog = Files.readAllBytes(archive.resolve(CATALOG));
                final Path copyOfCluster = Files.createDirectories(DataFolder.clusterOf(target));
                final Path copyOfArchive = Files.createDirectories(target.resolve("archive"));
                copyFiles(cluster, copyOfCluster);
                write(copyOfArchive.resolve(CATALOG), ByteBuffer.wrap(catalog));
                copyFiles(archive, copyOfArchive);
                if (Arrays.equals(catalog, Files.readAllBytes(archive.resolve(CATALOG)))) {
                    break;
                }
                if (attempt == ATTEMPTS) {
                    throw new JournalException("snapshots came and went " + ATTEMPTS + " times while " + node
                            + " was copied: try again when none is written");
                }
                delete(copyOfCluster);
                delete(copyOfArchive);
            }
            final SortedMap<Long, List<Long>> snapshots =
                    Housekeeping.snapshots(DataFolder.clusterOf(target).toFile());
            final Copied copied =
                    new Copied(size(target), snapshots.size(), snapshots.isEmpty() ? 0 : snapshots.lastKey());
            write(target.resolve(WHOLE), ByteBuffer.wrap((copied + "\n").getBytes(StandardCharsets.UTF_8)));
            isWhole = true;
            return copied;
        } catch (final IOException | UncheckedIOException failed) {
            throw new JournalException(node + " cannot be copied to " + target + ": " + failed, failed);
        } finally {
            if (!isWhole) {
                // It may be what fills the disk of the node.
                delete(target);
            }
        }
    }

    /** Refuses a copy that is not whole. */
    static void requireWhole(final Path copy) {
        if (!Files.exists(copy.resolve(WHOLE))) {
            throw new JournalException(
                    copy + " is no whole copy of a node: there is no file '" + WHOLE + "', which is written last");
        }
    }

    /** Copies a copy, or what was made of one, into a folder that is not there yet. */
    static void copyWhole(final Path copy, final Path target) {
        try {
            makePrivate(target);
            copyFiles(DataFolder.clusterOf(copy), Files.createDirectories(DataFolder.clusterOf(target)));
            final Path archive = Files.createDirectories(target.resolve("archive"));
            Files.write(
                    archive.resolve(CATALOG),
                    Files.readAllBytes(copy.resolve("archive").resolve(CATALOG)));
            copyFiles(copy.resolve("archive"), archive);
        } catch (final IOException failed) {
            throw new JournalException(copy + " cannot be copied to " + target + ": " + failed, failed);
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(final Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> children = Files.list(folder)) {
                    children.toList().forEach(NodeBackup::delete);
                }
            }
            Files.deleteIfExists(folder);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** It holds everything that the router knows of patients. */
    private static void makePrivate(final Path folder) throws IOException {
        final Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(folder);
        PrivateFolder.make(folder);
    }

    /** The files of a folder, but for the catalog, and for marks that go with a process. */
    private static void copyFiles(final Path from, final Path to) throws IOException {
        final List<Path> files;
        try (Stream<Path> all = Files.list(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (final Path file : files) {
            final String name = String.valueOf(file.getFileName());
            if (!name.equals(CATALOG) && !name.endsWith(".lnk") && !name.contains("mark")) {
                copyFile(file, to.resolve(name));
            }
        }
    }

    private static void copyFile(final Path from, final Path to) throws IOException {
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel target = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long at = 0;
            for (long length = source.size(); at < length; ) {
                final long done = source.transferTo(at, Math.min(PART_BYTES, length - at), target);
                if (done <= 0) {
                    break;
                }
                at += done;
            }
            target.force(true);
        } catch (final NoSuchFileException gone) {
            // Of a recording that was deleted meanwhile: then the catalog has changed, too.
        }
    }

    private static void write(final Path file, final ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static long size(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = 0;
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
