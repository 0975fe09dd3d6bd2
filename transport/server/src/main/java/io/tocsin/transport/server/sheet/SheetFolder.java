package io.tocsin.transport.server.sheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where sheets lie: {@code downtime.html} and {@code downtime.txt} are the newest, each replaced whole; those before lie beside them under the time when they were made.
 * Only the owner may enter the folder and read what is in it, where the file system knows of owners. Any thread.
 */
public final class SheetFolder {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final String HTML = "downtime.html";
    private static final String TEXT = "downtime.txt";
    private static final String MADE = "made";
    private static final String ASKED = "make-one-now";
    private static final String KEPT = "downtime-";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;

    /** It need not be there yet. */
    public SheetFolder(final Path folder) {
        this.folder = folder;
    }

    /**
     * The newest sheet.
     *
     * @param text  to print.
     * @param made  when.
     * @param until after which it is not to be relied on.
     */
    public record Newest(String text, Instant made, Instant until) {}

    /** Writes a sheet; the one before is there until this one is, whole. */
    void write(final String text, final String html, final Instant made, final Instant until, final int keep) {
        try {
            makeFolder();
            final String name = KEPT + NAME.format(made);
            put(folder.resolve(name + ".txt"), text);
            put(folder.resolve(name + ".html"), html);
            put(folder.resolve(TEXT), text);
            put(folder.resolve(HTML), html);
            put(folder.resolve(MADE), made.toEpochMilli() + " " + until.toEpochMilli() + "\n");
            deleteAllBut(keep, ".txt");
            deleteAllBut(keep, ".html");
        } catch (final IOException failed) {
            throw new UncheckedIOException("no downtime sheet can be written to " + folder + ": " + failed, failed);
        }
    }

    /**
     * The newest sheet.
     *
     * @return {@code null}: there is none.
     * @throws UncheckedIOException if it cannot be read.
     */
    public @Nullable Newest newest() {
        try {
            final String[] made = Files.readString(folder.resolve(MADE)).strip().split(" ", -1);
            return new Newest(
                    Files.readString(folder.resolve(TEXT)),
                    Instant.ofEpochMilli(Long.parseLong(made[0])),
                    Instant.ofEpochMilli(Long.parseLong(made[1])));
        } catch (final NoSuchFileException none) {
            return null;
        } catch (final IOException | NumberFormatException | ArrayIndexOutOfBoundsException failed) {
            throw new UncheckedIOException(
                    "the downtime sheet in " + folder + " cannot be read", new IOException(failed));
        }
    }

    /** Asks whoever makes sheets here for a new one; whoever may write here may ask. Answers whether there is a folder to ask in. */
    public boolean ask() {
        try {
            if (!Files.isDirectory(folder)) {
                return false;
            }
            put(folder.resolve(ASKED), "");
            return true;
        } catch (final IOException failed) {
            throw new UncheckedIOException("the folder " + folder + " cannot be written", failed);
        }
    }

    /** Whether somebody has asked for a new one since the last time; who asks later asks for another. */
    public boolean takeAsked() {
        try {
            return Files.deleteIfExists(folder.resolve(ASKED));
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            final Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(folder, attributes(parent == null ? folder : parent, FOLDER));
        }
        if (knowsOwners(folder) && !Files.getPosixFilePermissions(folder).equals(FOLDER)) {
            Files.setPosixFilePermissions(folder, FOLDER);
        }
    }

    /** Forced, so that a power cut that begins the downtime does not leave an empty file. */
    private void put(final Path file, final String content) throws IOException {
        final Path beside = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (FileChannel channel = FileChannel.open(
                beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes(folder, FILE))) {
            final ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void deleteAllBut(final int keep, final String ending) throws IOException {
        final List<Path> kept;
        try (Stream<Path> files = Files.list(folder)) {
            kept = files.filter(file -> {
                        final String name = String.valueOf(file.getFileName());
                        return name.startsWith(KEPT) && name.endsWith(ending);
                    })
                    .sorted()
                    .toList();
        }
        for (final Path old : kept.subList(0, Math.max(0, kept.size() - keep))) {
            Files.deleteIfExists(old);
        }
    }

    private static FileAttribute<?>[] attributes(final Path where, final Set<PosixFilePermission> permissions)
            throws IOException {
        return knowsOwners(where)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean knowsOwners(final Path where) throws IOException {
        final FileStore store = Files.getFileStore(where);
        return store.supportsFileAttributeView(PosixFileAttributeView.class);
    }
}
