package io.tocsin.transport.server.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What happens to the files of a node that does not run. */
enum Damage {
    /** One bit of a file of the log or of a snapshot. */
    BIT_OF_RECORDING,
    /** One bit of the newest file of any. */
    BIT_OF_NEWEST,
    /** The last bytes of the newest file are zero, as after the power was cut. */
    TORN_TAIL,
    /** The newest file ends early. */
    CUT,
    /** Two files of one recording have changed places. */
    SWAPPED,
    /** A file of a recording is gone. */
    MISSING,
    /** One bit of what the archive knows of its recordings. */
    BIT_OF_CATALOG,
    /** One bit of what the node knows of terms and snapshots. */
    BIT_OF_TERMS,
    /** The same, cut. */
    CUT_TERMS,
    /** One bit of for whom the node has voted. */
    BIT_OF_VOTE;

    /** Does it; tells what was done, empty = there was nothing to damage. */
    String on(final Path folder, final SplittableRandom random) throws IOException {
        final Path archive = folder.resolve("archive");
        final Path cluster = folder.resolve("cluster");
        final List<Path> recordings = files(archive, ".rec");
        if (recordings.isEmpty()) {
            return "";
        }
        final Path newest = recordings.get(recordings.size() - 1);
        return switch (this) {
            case BIT_OF_RECORDING -> flip(recordings.get(random.nextInt(recordings.size())), random);
            case BIT_OF_NEWEST -> flip(newest, random);
            case TORN_TAIL -> tear(newest, random);
            case CUT -> cut(newest, random);
            case SWAPPED -> swap(recordings, random);
            case MISSING -> remove(recordings.get(random.nextInt(recordings.size())));
            case BIT_OF_CATALOG -> flip(archive.resolve("archive.catalog"), random);
            case BIT_OF_TERMS -> flip(cluster.resolve("recording.log"), random);
            case CUT_TERMS -> cut(cluster.resolve("recording.log"), random);
            case BIT_OF_VOTE -> flip(cluster.resolve("node-state.dat"), random);
        };
    }

    private static List<Path> files(final Path folder, final String end) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> each.toString().endsWith(end) && used(each) > 0)
                    .sorted(Comparator.comparingLong(Damage::changed).thenComparing(Path::toString))
                    .toList();
        }
    }

    private static long changed(final Path file) {
        return file.toFile().lastModified();
    }

    /** How far it is written: files are made as long as they may become. */
    private static long used(final Path file) {
        try {
            final byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            return end;
        } catch (final IOException gone) {
            return 0;
        }
    }

    private static String flip(final Path file, final SplittableRandom random) throws IOException {
        final long used = used(file);
        if (used == 0) {
            return "";
        }
        final long at = random.nextLong(used);
        final int bit = random.nextInt(8);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            final int was = open.read();
            open.seek(at);
            open.write(was ^ 1 << bit);
        }
        return "bit " + bit + " of byte " + at + " of " + used + " of " + file.getFileName();
    }

    private static String tear(final Path file, final SplittableRandom random) throws IOException {
        final long used = used(file);
        final int count = (int) Math.min(used, 1 + random.nextInt(300));
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(used - count);
            open.write(new byte[count]);
        }
        return "the last " + count + " bytes of " + used + " of " + file.getFileName() + " are zero";
    }

    private static String cut(final Path file, final SplittableRandom random) throws IOException {
        final long used = used(file);
        if (used == 0) {
            return "";
        }
        final long length = random.nextLong(used);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        }
        return file.getFileName() + " has " + length + " bytes of " + used;
    }

    private static String swap(final List<Path> recordings, final SplittableRandom random) throws IOException {
        final Path one = recordings.get(random.nextInt(recordings.size()));
        final String recording = one.getFileName().toString().split("-", -1)[0] + "-";
        final List<Path> others = recordings.stream()
                .filter(each ->
                        !each.equals(one) && each.getFileName().toString().startsWith(recording))
                .toList();
        if (others.isEmpty()) {
            return "";
        }
        final Path other = others.get(random.nextInt(others.size()));
        final Path between = one.resolveSibling("between");
        Files.move(one, between);
        Files.move(other, one);
        Files.move(between, other, StandardCopyOption.REPLACE_EXISTING);
        return one.getFileName() + " and " + other.getFileName() + " have changed places";
    }

    private static String remove(final Path file) throws IOException {
        Files.delete(file);
        return file.getFileName() + " is gone";
    }
}
