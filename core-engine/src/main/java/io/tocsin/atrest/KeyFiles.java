package io.tocsin.atrest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a folder of keys: {@code ORDER-NAME.key}, three lines each, read by their owner alone. Waits for the disk. */
final class KeyFiles {
    private static final Pattern NAME = Pattern.compile("(\\d{4})-([0-9a-f]{8})\\.key");
    private static final Pattern TEXT =
            Pattern.compile("tocsin-key 1\\Rmade (\\S{1,40})\\Rkey ([A-Za-z0-9+/]{43}=)\\R?", Pattern.DOTALL);
    private static final int MOST_BYTES = 1_024;
    private static final int MOST_KEYS = 9_999;
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private KeyFiles() {}

    /** All keys of a folder, in their order. */
    static List<AtRestKey> in(final Path folder) {
        requireFolder(folder);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(nameOf(file)).matches())
                    .sorted()
                    .map(KeyFiles::read)
                    .toList();
        } catch (final IOException | UncheckedIOException failed) {
            throw new KeyRefusedException("the folder of keys " + folder + " cannot be read: " + failed, failed);
        }
    }

    /** Makes the folder, for its owner alone; does nothing if it is there. */
    static void makeFolder(final Path folder) {
        try {
            if (Files.notExists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (final IOException failed) {
            throw new KeyRefusedException("the folder of keys " + folder + " cannot be made: " + failed, failed);
        }
        requireFolder(folder);
    }

    /** Makes a key behind those that are there: written beside, forced, and never over what is there. */
    static AtRestKey make(final Path folder, final List<AtRestKey> before) {
        final int order = before.isEmpty() ? 1 : before.get(before.size() - 1).order() + 1;
        if (order > MOST_KEYS) {
            throw new KeyRefusedException(folder + " has " + MOST_KEYS + " keys: it takes no more");
        }
        final byte[] material = new byte[AtRestKey.BYTES];
        new SecureRandom().nextBytes(material);
        final AtRestKey key = new AtRestKey(order, Instant.now().truncatedTo(ChronoUnit.SECONDS), material);
        final Path file = folder.resolve(String.format(Locale.ROOT, "%04d-%s.key", order, key.name()));
        final Path beside = folder.resolve(nameOf(file) + ".new");
        try {
            Files.deleteIfExists(beside);
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            if (!Files.getOwner(beside).equals(Files.getOwner(folder))) {
                Files.delete(beside);
                throw new KeyRefusedException("the folder of keys " + folder + " is " + Files.getOwner(folder)
                        + "'s, who could not read a key that another user makes: run this as " + Files.getOwner(folder)
                        + "; nothing was changed");
            }
            Files.writeString(
                    beside,
                    "tocsin-key 1\nmade " + key.made() + "\nkey "
                            + Base64.getEncoder().encodeToString(material) + "\n",
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DSYNC);
            Files.createLink(file, beside);
            Files.delete(beside);
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        } catch (final IOException failed) {
            throw new KeyRefusedException("the key " + file + " cannot be made: " + failed, failed);
        }
        return key;
    }

    private static AtRestKey read(final Path file) {
        final Matcher name = NAME.matcher(nameOf(file));
        if (!name.matches()) {
            throw new IllegalArgumentException(nameOf(file));
        }
        requireOwnersAlone(file, "chmod 600 " + file);
        final String text;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new KeyRefusedException(file + " is no key: it is too long");
            }
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (final IOException failed) {
            throw new KeyRefusedException("the key " + file + " cannot be read: " + failed, failed);
        }
        final Matcher lines = TEXT.matcher(text);
        if (!lines.matches()) {
            throw new KeyRefusedException(file + " is no key: it is not three lines as './tocsin keys' writes them");
        }
        final AtRestKey key;
        try {
            key = new AtRestKey(
                    Integer.parseInt(name.group(1)),
                    Instant.parse(lines.group(1)),
                    Base64.getDecoder().decode(lines.group(2)));
        } catch (final DateTimeParseException | IllegalArgumentException wrong) {
            throw new KeyRefusedException(file + " is no key: " + wrong.getMessage(), wrong);
        }
        if (!key.name().equals(name.group(2))) {
            throw new KeyRefusedException(
                    file + " is not the key of its name, but key " + key.name() + ": it was changed or renamed");
        }
        return key;
    }

    static void requireFolder(final Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new KeyRefusedException("there is no folder of keys " + folder
                    + ": say where the keys are, or make it with './tocsin keys new " + folder + "'");
        }
        requireOwnersAlone(folder, "chmod 700 " + folder);
    }

    static void requireOwnersAlone(final Path path, final String help) {
        final Set<PosixFilePermission> others;
        try {
            others = Files.getPosixFilePermissions(path);
        } catch (final IOException | UnsupportedOperationException failed) {
            throw new KeyRefusedException(
                    "who may read " + path + " cannot be told: " + failed + "; keys belong on a file system that knows",
                    failed);
        }
        others.removeAll(OWNERS);
        if (!others.isEmpty() || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new KeyRefusedException(path + " may be used by others than its owner: " + help);
        }
    }

    private static String nameOf(final Path file) {
        return String.valueOf(file.getFileName());
    }
}
